import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { isoDate } from '../../values/iso-date.ts';
import { impactContent } from '../events/impact-assessment.ts';
import { impactReturn, processing } from '../impact-codes.ts';

const text = z.object({ zh: z.string(), en: z.string() });
const edition = z.int().min(1);

export const assessImpactRequest = z.strictObject(impactContent);
export const returnImpactRequest = z.strictObject({ reason: impactReturn });

const drafted = { edition, draftedBy: z.string(), ...impactContent };
const approved = z.object({
  ...drafted,
  approvedBy: z.string(),
  approvedOn: isoDate,
  decision,
  reviewBy: deadline,
  keptUntil: isoDate,
});
export const impactAssessmentView = z.object({
  processing,
  name: text,
  /** Whether the city's pack asks for one. */
  required: z.boolean(),
  status: z.enum(['MISSING', 'VALID', 'DUE']),
  current: approved.optional(),
  draft: z.object({ ...drafted, returned: impactReturn.optional() }).optional(),
});
export const impactRegister = z.object({ items: z.array(impactAssessmentView) });
export const impactEditions = z.object({ items: z.array(approved) });
