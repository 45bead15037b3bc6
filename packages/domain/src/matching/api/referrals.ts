import { z } from 'zod';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { variant } from '../../values/variant.ts';
import { declineReason, escalation, notHiredReason, postPlace, referralClosing, referralSide } from '../codes.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

export const offerReferral = z.strictObject({
  personId: z.string().min(1).max(100),
  vacancyId: z.string().min(1).max(100),
});
export const declineReferral = z.strictObject({ reason: declineReason });
export const recordInterview = z.strictObject({ on: isoDate });
export const reportOutcome = z.discriminatedUnion('outcome', [
  variant({ outcome: z.literal('HIRED'), startDate: isoDate }, { outcome: 'HIRED', startDate: '2026-03-09' }),
  variant(
    { outcome: z.literal('NOT_HIRED'), reason: notHiredReason },
    { outcome: 'NOT_HIRED', reason: 'NOT_SUITABLE' },
  ),
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
  /** What each side has told, and why. */
  accounts: z.partialRecord(referralSide, reportOutcome),
  escalated: z.array(escalation),
  startDate: isoDate.optional(),
  endedBecause: z.union([declineReason, notHiredReason, referralClosing]).optional(),
  /** The steps that the state allows. */
  possible: z.array(z.string()),
  advice: bilingual.optional(),
});
export const referralList = z.object({ items: z.array(referralView) });

/** All that is known of one referral, for whoever has to judge whether it was turned down without good reason. */
export const referralFile = z.object({
  referral: referralView,
  suitability: z
    .object({
      occupationShared: z.int().optional(),
      place: postPlace,
      wageFromFen: fen,
      wageToFen: fen,
      minimumWageFen: fen,
      wageWishFen: fen.optional(),
      wagePercentOfWish: z.int().optional(),
      /** The state of the vacancy that was offered: its version. */
      vacancyVersion: z.int(),
    })
    .optional(),
  steps: z.array(z.object({ event: z.string(), at: isoInstant, by: z.string() })),
});
