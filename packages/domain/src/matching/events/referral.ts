import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { deadline } from '../../values/deadline.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { declineReason, escalation, notHiredReason, referralClosing, referralSide } from '../codes.ts';

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
    }),
    ReferralAccepted: z.strictObject({ reportBy: deadline }),
    ReferralDeclined: z.strictObject({ reason: declineReason }),
    InterviewHeld: z.strictObject({ on: isoDate, reportBy: deadline }),
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
    ReferralOffered: { personId, vacancyId, employerId, agencyId, division: '449902001', answerBy: by('2099-03-07') },
    ReferralAccepted: { reportBy: by('2099-03-09') },
    ReferralDeclined: { reason: 'DEPOSIT_DEMANDED' },
    InterviewHeld: { on: '2099-03-05', reportBy: by('2099-03-10') },
    OutcomeReported: { by: 'EMPLOYER', outcome: 'HIRED', startDate: '2099-03-09', confirmBy: by('2099-03-14') },
    ReferralHired: { personId, vacancyId, employerId, startDate: '2099-03-09' },
    ReferralNotHired: { reason: 'NOT_SUITABLE' },
    ReferralEscalated: { because: 'NO_ANSWER' },
    ReferralClosed: { reason: 'EMPLOYMENT_REGISTERED' },
  },
});
