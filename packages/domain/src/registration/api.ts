import { z } from 'zod';
import { citizenId } from '../values/citizen-id.ts';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { decision } from '../values/decision.ts';
import { divisionCode } from '../values/division-code.ts';
import { education } from '../values/education.ts';
import { isoDate } from '../values/iso-date.ts';
import { occupationCode } from '../values/occupation-code.ts';
import { personName } from '../values/person-name.ts';
import { phone } from '../values/phone.ts';
import { message } from '../values/text.ts';
import {
  certificateEnd,
  closureReason,
  entitlement,
  entitlementFund,
  reviewEvidence,
  terminationReason,
  unemploymentCategory,
} from './codes.ts';

const id = z.string().min(1);

export const enrolPersonRequest = z.strictObject({
  idNumber: citizenId,
  name: personName,
  phone: phone.optional(),
  residence: divisionCode,
});
export const personEnrolled = z.object({ personId: id });
export const personSearchRequest = z.strictObject({ idNumber: citizenId });

/** What an officer sees: masked. */
export const personView = z.object({
  personId: id,
  name: z.string(),
  idNumber: z.string(),
  phone: z.string().optional(),
  residence: divisionCode.optional(),
});
/** Who looked at her data, when and why; the latest first. */
export const accessLog = z.object({
  items: z.array(z.object({ at: z.iso.datetime(), by: z.string(), purpose: z.string() })),
});
/** What another service gets that must name the person to an outside system. */
export const personIdentity = z.object({
  personId: id,
  idNumber: citizenId,
  name: personName,
  phone: phone.optional(),
  birthDate: isoDate,
});
export type PersonIdentity = z.output<typeof personIdentity>;

export const registerEmploymentRequest = z.strictObject({
  /** A clerk names the employer; an employer files for itself. */
  employerId: creditCode.optional(),
  person: z.strictObject({ idNumber: citizenId, name: personName, phone: phone.optional() }),
  occupation: occupationCode,
  division: divisionCode,
  startDate: isoDate,
});
export const endEmploymentRequest = z.strictObject({ reason: terminationReason, endedOn: isoDate });
export const employmentView = z.object({
  id,
  status: z.enum(['OPEN', 'ENDED']),
  personId: id,
  employerId: creditCode,
  occupation: occupationCode,
  division: divisionCode,
  startDate: isoDate,
  filedOn: isoDate,
  late: z.boolean(),
  end: z
    .object({
      reason: terminationReason,
      involuntary: z.boolean(),
      endedOn: isoDate,
      filedOn: isoDate,
      late: z.boolean(),
    })
    .optional(),
});

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

export const applyForCertificateRequest = z.strictObject({ personId: id });
export const cancelCertificateRequest = z.strictObject({ reason: certificateEnd });
export const certificateView = z.object({
  id,
  status: z.enum(['APPLIED', 'ISSUED', 'LOST', 'CANCELLED']),
  personId: id,
  division: divisionCode,
  issueBy: deadline.optional(),
  overdue: z.boolean().optional(),
  certificateNo: z.string().optional(),
  /** 1 for the first; each that replaces a lost one counts on. */
  edition: z.int().optional(),
  issuedOn: isoDate.optional(),
  lostOn: isoDate.optional(),
  /** What is printed on it: whoever holds it can ask whether it is in force. */
  code: z.string().optional(),
  cancelled: z.object({ reason: certificateEnd, on: isoDate }).optional(),
});
export const verifyCertificateQuery = z.strictObject({ code: z.string().min(1).max(80) });
/** All that a stranger with the printed code learns. */
export const certificateVerification = z.object({
  valid: z.boolean(),
  certificateNo: z.string(),
  /** Masked but for the family name. */
  holder: z.string(),
  issuedOn: isoDate.optional(),
  why: z.enum(['LOST', 'REPLACED', 'CANCELLED']).optional(),
  checkedOn: isoDate,
});
