import { z } from 'zod';
import { isoInstant } from '../../values/iso-instant.ts';
import { openVacancy } from './vacancies.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

export const criterionState = z.enum(['met', 'missing', 'unknown']);
export const criterion = z.object({
  name: z.enum(['occupation', 'place', 'wage', 'education']),
  state: criterionState,
  points: z.int(),
  outOf: z.int(),
  reason: bilingual,
  /** What would change it, and who could change it. */
  change: bilingual.optional(),
});
export const recommendations = z.object({
  personId: z.string(),
  at: isoInstant,
  /** How equal scores are put in order. */
  ties: bilingual,
  considered: z.int(),
  items: z.array(z.object({ vacancy: openVacancy, score: z.int(), criteria: z.array(criterion) })),
});
