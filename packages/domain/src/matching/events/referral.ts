import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { deadline } from '../../values/deadline.ts';
import { divisionCode } from '../../values/division-code.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { declineReason, escalation, notHiredReason, postPlace, referralClosing, referralSide } from '../codes.ts';

const personId = '01981f2a-7c11-7000-8000-00000000a001';
const vacancyId = '01981f2a-7c11-7000-8000-00000000b001';
const employerId = '91440106100000024L';
const agencyId = '91440106100000032F';
const by = (due: string) => ({
  due,
  at: `${due}T16:00:00.000Z`,
  calendar: 'cn@2099',
  provisional: false,
});

/** What was known of the fit when the post was offered: the file of a later dispute over a refusal. */
const suitability = z.strictObject({
  /** How far down the classification the post and the nearest wish agree: 4 the same occupation … 0 not at all. */
  occupationShared: z.int().min(0).max(4).optional(),
  place: postPlace,
  wageFromFen: fen,
  wageToFen: fen,
  minimumWageFen: fen,
  wageWishFen: fen.optional(),
  /** The lowest wage offered, in percent of the wish. */
  wagePercentOfWish: z.int().optional(),
  vacancyVersion: z.int(),
});
export type SuitabilityFact = z.output<typeof suitability>;

export const referralEvents = defineEvents({
  service: 'matching',
  stream: 'referral',
  schemaVersion: 1,
  types: {
    ReferralOffered: z.strictObject({
      personId: z.string(),
      vacancyId: z.string(),
      employerId: creditCode,
      agencyId: creditCode.optional(),
      division: divisionCode,
      answerBy: deadline,
      suitability: suitability.optional(),
      /** The job fair at which they met. */
      fairId: z.string().optional(),
    }),
    ReferralAccepted: z.strictObject({ personId: z.string().optional(), reportBy: deadline }),
    ReferralDeclined: z.strictObject({ reason: declineReason }),
    InterviewHeld: z.strictObject({ personId: z.string().optional(), on: isoDate, reportBy: deadline }),
    /** One side's account. An outcome stands once both sides have told the same. */
    OutcomeReported: z.strictObject({
      by: referralSide,
      outcome: z.enum(['HIRED', 'NOT_HIRED']),
      startDate: isoDate.optional(),
      reason: notHiredReason.optional(),
      confirmBy: deadline,
    }),
    ReferralHired: z.strictObject({
      personId: z.string(),
      vacancyId: z.string(),
      employerId: creditCode,
      startDate: isoDate,
    }),
    ReferralNotHired: z.strictObject({ reason: notHiredReason }),
    ReferralEscalated: z.strictObject({ because: escalation }),
    ReferralClosed: z.strictObject({ reason: referralClosing }),
  },
  examples: {
    ReferralOffered: {
      personId,
      vacancyId,
      employerId,
      agencyId,
      division: '449902001',
      answerBy: by('2099-03-07'),
      suitability: {
        occupationShared: 4,
        place: 'SAME_DISTRICT',
        wageFromFen: 320000,
        wageToFen: 450000,
        minimumWageFen: 208000,
        wageWishFen: 300000,
        wagePercentOfWish: 106,
        vacancyVersion: 1,
      },
    },
    ReferralAccepted: { personId, reportBy: by('2099-03-09') },
    ReferralDeclined: { reason: 'DEPOSIT_DEMANDED' },
    InterviewHeld: { personId, on: '2099-03-05', reportBy: by('2099-03-10') },
    OutcomeReported: { by: 'EMPLOYER', outcome: 'HIRED', startDate: '2099-03-09', confirmBy: by('2099-03-14') },
    ReferralHired: { personId, vacancyId, employerId, startDate: '2099-03-09' },
    ReferralNotHired: { reason: 'NOT_SUITABLE' },
    ReferralEscalated: { because: 'NO_ANSWER' },
    ReferralClosed: { reason: 'EMPLOYMENT_REGISTERED' },
  },
});
