import { z } from 'zod';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { declineReason, escalation, notHiredReason, referralClosing, referralSide } from '../codes.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

export const offerReferral = z.strictObject({
  personId: z.string().min(1).max(100),
  vacancyId: z.string().min(1).max(100),
});
export const declineReferral = z.strictObject({ reason: declineReason });
export const recordInterview = z.strictObject({ on: isoDate });
export const reportOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('HIRED'), startDate: isoDate }),
  z.strictObject({ outcome: z.literal('NOT_HIRED'), reason: notHiredReason }),
]);
export type ReportedOutcome = z.output<typeof reportOutcome>;

export const referralStatus = z.enum([
  'OFFERED',
  'ACCEPTED',
  'INTERVIEWED',
  'HIRED',
  'DECLINED',
  'NOT_HIRED',
  'CLOSED',
]);
export const referralView = z.object({
  id: z.string(),
  status: referralStatus,
  personId: z.string(),
  vacancyId: z.string(),
  employerId: creditCode,
  agencyId: creditCode.optional(),
  division: divisionCode,
  answerBy: isoDate.optional(),
  reportBy: isoDate.optional(),
  reported: z.array(referralSide),
  escalated: z.array(escalation),
  startDate: isoDate.optional(),
  endedBecause: z.union([declineReason, notHiredReason, referralClosing]).optional(),
  /** The steps that the state allows. */
  possible: z.array(z.string()),
  advice: bilingual.optional(),
});
export const referralList = z.object({ items: z.array(referralView) });
