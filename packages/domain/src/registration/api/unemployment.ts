import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { isoDate } from '../../values/iso-date.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { message } from '../../values/text.ts';
import { closureReason, entitlement, entitlementFund, reviewEvidence, unemploymentCategory } from '../codes.ts';

const id = z.string().min(1);

/** Her own statement instead of proofs (告知承诺制). */
const jobseekerStatement = z.strictObject({
  jobless: z.boolean(),
  wantsWork: z.boolean(),
  ableToWork: z.boolean(),
  drawsPension: z.boolean(),
  /** 本人承诺以上情况属实 */
  truthful: z.literal(true, {
    error: message('须由本人承诺情况属实', 'The jobseeker must declare that this is true'),
  }),
});
export const registerUnemploymentRequest = z.strictObject({
  personId: id,
  category: unemploymentCategory,
  /** Place of usual residence; where the hukou is does not matter. */
  residence: divisionCode,
  education,
  occupationsWanted: z.array(occupationCode).min(1).max(5),
  statement: jobseekerStatement,
});
export const reviewRegistrationRequest = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('accept'), evidence: reviewEvidence }),
  z.strictObject({ outcome: z.literal('refuse') }),
]);
export const closeRegistrationRequest = z.strictObject({ reason: closureReason, on: isoDate.optional() });

export const unemploymentView = z.object({
  id,
  status: z.enum(['UNDER_REVIEW', 'REGISTERED', 'REFUSED', 'CLOSED']),
  personId: id,
  division: divisionCode,
  decision,
  category: unemploymentCategory.optional(),
  education: education.optional(),
  occupationsWanted: z.array(occupationCode).optional(),
  registeredOn: isoDate.optional(),
  decideBy: deadline.optional(),
  closeBy: deadline.optional(),
  entitlements: z.array(z.object({ entitlement, fund: entitlementFund, rule: z.string(), from: isoDate })).optional(),
  closed: z.object({ reason: closureReason, on: isoDate }).optional(),
});
export const unemploymentList = z.object({ items: z.array(unemploymentView) });

/** One line of a record's history. */
export const registrationHistory = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      type: z.string(),
      at: z.string(),
      by: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});
