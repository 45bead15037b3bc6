import { z } from 'zod';
import { isoInstant } from '../../values/iso-instant.ts';
import { overrideGround, overrideVerdict } from '../codes.ts';
import { openVacancy } from './vacancies.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

export const criterionState = z.enum(['met', 'missing', 'unknown']);
export const criterion = z.object({
  name: z.enum(['occupation', 'place', 'wage', 'education', 'skills', 'shift', 'demands', 'freshness', 'priority']),
  state: criterionState,
  points: z.int(),
  outOf: z.int(),
  /** Whether missing it keeps the two apart. */
  required: z.boolean(),
  reason: bilingual,
  /** What would change it, and who could change it. */
  change: bilingual.optional(),
});
export type CriterionView = z.output<typeof criterion>;
const explained = { score: z.int(), criteria: z.array(criterion) };
/** A counsellor's word that moved it. */
const override = z.object({ verdict: overrideVerdict, ground: overrideGround });

export const recommendations = z.object({
  personId: z.string(),
  at: isoInstant,
  /** How equal scores are put in order. */
  ties: bilingual,
  /** Version of the rule pack that the score comes from. */
  pack: z.string(),
  /** Open vacancies that were looked at. */
  considered: z.int(),
  /** One for each post; `alsoOffered`: how many more advertisements are of it. */
  items: z.array(
    z.object({
      vacancy: openVacancy,
      alsoOffered: z.int().optional(),
      ...explained,
      override: override.optional(),
    }),
  ),
});

/** One vacancy for one person, whether it is recommended or not. */
export const explainedRecommendation = z.object({
  personId: z.string(),
  vacancyId: z.string(),
  at: isoInstant,
  pack: z.string(),
  matches: z.boolean(),
  ...explained,
  override: override.optional(),
});

/** Names a candidate to one vacancy alone; says nothing of who it is. */
export const candidateHandle = z.string().regex(/^[\w-]{16}$/);

export const candidates = z.object({
  vacancyId: z.string(),
  at: isoInstant,
  ties: bilingual,
  pack: z.string(),
  /** Open profiles that were looked at. */
  considered: z.int(),
  items: z.array(
    z.object({
      candidate: candidateHandle,
      /** For counsellors. */
      personId: z.string().optional(),
      ...explained,
      override: override.optional(),
    }),
  ),
});

export const overrideRecommendation = z.strictObject({ verdict: overrideVerdict, ground: overrideGround });
export const overrideView = z.object({
  personId: z.string(),
  vacancyId: z.string(),
  status: z.enum(['STANDING', 'LIFTED']),
  verdict: overrideVerdict,
  ground: overrideGround,
  rank: z.int().optional(),
  score: z.int(),
});

export const fairnessReport = z.object({
  at: isoInstant,
  pack: z.string(),
  /** Lists of candidates that were drawn, and how far each was looked at. */
  lists: z.int(),
  places: z.int(),
  /** By dimension: how the attention is spread over its groups. */
  groups: z.record(
    z.string(),
    z.array(
      z.object({
        group: z.string(),
        people: z.int(),
        shown: z.int(),
        exposureShare: z.number(),
        peopleShare: z.number(),
        ratio: z.number(),
      }),
    ),
  ),
});

export const rankingQualityReport = z.object({
  at: isoInstant,
  labels: z.int(),
  verdicts: z.record(overrideVerdict, z.int()),
  grounds: z.record(z.string(), z.int()),
  judgedPersons: z.int(),
  /** Null where nobody's verdicts differ. */
  ndcg: z.number().nullable(),
  /** Of those set higher, how many stood among the first ten anyway; null where none was. */
  hitRate: z.number().nullable(),
});
