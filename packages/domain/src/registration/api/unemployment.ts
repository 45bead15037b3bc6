import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { isoDate } from '../../values/iso-date.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { message } from '../../values/text.ts';
import { variant } from '../../values/variant.ts';
import { closureReason, entitlement, entitlementFund, reviewEvidence, unemploymentCategory } from '../codes.ts';
import {
  appealPeriods,
  confirmationWindow,
  lastContact,
  nextWay,
  previousRegistration,
  ripening,
  serviceRefusal,
  statement,
  validity,
} from '../events/unemployment-values.ts';
import { adverseSubject, appealWay, closureGround, declaredFact, proof } from '../unemployment-codes.ts';

const id = z.string().min(1).max(200);

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
  /** Papers that the officer has seen; what none of them proves stands on her declaration. */
  proofs: z.array(proof).max(8).optional(),
});
export const reviewRegistrationRequest = z.discriminatedUnion('outcome', [
  variant(
    { outcome: z.literal('accept'), evidence: reviewEvidence },
    { outcome: 'accept', evidence: 'TERMINATION_CERTIFICATE' },
  ),
  variant({ outcome: z.literal('refuse') }, { outcome: 'refuse' }),
]);
export const closeRegistrationRequest = z.strictObject({ reason: closureReason, on: isoDate.optional() });

const text = z.object({ zh: z.string(), en: z.string() });
/** What waits for an officer: to look why she was not heard of, to sign a decision, to settle an appeal. */
const needs = z.enum(['CHECK', 'SIGNATURE', 'APPEAL']).optional();

export const listUnemploymentQuery = z.object({
  personId: z.string().optional(),
  /** And all that lie in it. */
  division: divisionCode.optional(),
  status: z.enum(['UNDER_REVIEW', 'REGISTERED', 'REFUSED', 'CLOSED']).optional(),
  needs,
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
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
  entitlements: z
    .array(z.object({ entitlement, fund: entitlementFund, rule: z.string(), from: isoDate }))
    .readonly()
    .optional(),
  /** Assistance that follows by time alone. */
  ripens: ripening.optional(),
  lastContact: lastContact.extend({ sentence: text }).optional(),
  /** Who sees to it that she still seeks work: this register in windows, or the insurance while the benefit runs. */
  duty: z
    .discriminatedUnion('with', [
      z.object({ with: z.literal('NOBODY') }),
      z.object({ with: z.literal('INSURANCE'), until: deadline }),
      z.object({
        with: z.literal('REGISTRATION'),
        stage: z.enum(['WAITING', 'OPEN', 'REMINDED', 'GRACE']),
        missed: z.int(),
        window: confirmationWindow,
      }),
    ])
    .optional(),
  needs,
  delegate: z.object({ delegateId: id, from: isoDate, until: isoDate }).optional(),
  declared: z.array(declaredFact).optional(),
  verified: z.array(declaredFact).readonly().optional(),
  previous: previousRegistration.optional(),
  validity: validity.optional(),
  /** Unjustified refusals that count. */
  refusals: z
    .array(z.object({ ...serviceRefusal, foundBy: id }))
    .readonly()
    .optional(),
  adverse: z
    .object({
      subject: adverseSubject,
      fact: declaredFact.optional(),
      openedBy: id,
      statementBy: deadline,
      stage: z.enum(['HEARING', 'SIGNATURE']),
      statement: statement.optional(),
      /** All that may follow, so that she can speak to it. */
      consequence: text,
    })
    .optional(),
  closed: z
    .object({
      reason: closureReason,
      on: isoDate,
      ground: closureGround.optional(),
      effect: z.object({ reemployed: z.boolean() }).optional(),
      excludedUntil: isoDate.optional(),
    })
    .optional(),
  appealBy: appealPeriods.optional(),
  appeals: z
    .array(
      z.object({
        way: appealWay,
        on: isoDate,
        decideBy: deadline.optional(),
        overdue: z.boolean(),
        outcome: z.enum(['UPHELD', 'REVERSED', 'WITHDRAWN', 'OUT_OF_TIME']).optional(),
        endedOn: isoDate.optional(),
        next: nextWay.optional(),
      }),
    )
    .readonly()
    .optional(),
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
