import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { proceeding } from '../../registration/events/unemployment-values.ts';
import { deadline } from '../../values/deadline.ts';
import { divisionCode } from '../../values/division-code.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { sanctionGround, stopReason } from '../codes.ts';
import { isoMonth } from '../month.ts';
import { exampleDeadline, exampleInstant, filedCalls, partnerCalls, partnerCode } from './partner-calls.ts';

const id = z.string().min(1);
const personId = id;
const months = z.int().nonnegative();
/** Whether the entitlement ends, or rests until the person can take it up again. */
export const stopMode = z.enum(['STOP', 'SUSPEND']);
/** What is told to the insurance system beside claim and stop. */
export const noticeKind = z.enum(['CONFIRMED', 'TRAINING_ENTERED', 'TRAINING_LEFT']);
export type NoticeKind = z.output<typeof noticeKind>;

const ended = { personId, reason: stopReason, partnerReason: partnerCode.optional(), on: isoDate };
const exampleEnd = { personId: 'person-1', reason: 'HIRED', on: '2026-06-01' } as const;

/** 失业保险金 of one unemployment registration; the record's id is the registration's. */
export const benefitEvents = defineEvents({
  service: 'insurance',
  stream: 'benefit',
  schemaVersion: 1,
  types: {
    BenefitClaimOpened: z.strictObject({
      personId,
      registrationId: id,
      division: divisionCode,
      from: isoDate,
      deliverAt: isoInstant,
      decideBy: deadline,
    }),
    BenefitUnderReview: z.strictObject({ personId, claimNumber: id, nextAt: isoInstant }),
    BenefitGranted: z.strictObject({
      personId,
      months: z.int().positive(),
      monthlyFen: fen,
      from: isoDate,
      claimNumber: id,
      /** What the city's own schedule makes of the contributions that the partner counted. */
      expectedMonths: months.optional(),
    }),
    BenefitRefused: z.strictObject({ personId, reason: partnerCode }),
    /** `sanctionId`: the signed decision that cuts it. */
    BenefitStopRequested: z.strictObject({
      personId,
      reason: stopReason,
      on: isoDate,
      mode: stopMode,
      deliverAt: isoInstant,
      sanctionId: id.optional(),
    }),
    /** The insurance system has taken the stop and not yet done it. */
    BenefitStopAccepted: z.strictObject({ personId, nextAt: isoInstant }),
    BenefitStopped: z.strictObject({ ...ended, mode: stopMode, monthsPaid: months.optional() }),
    BenefitSuspended: z.strictObject({ ...ended, monthsPaid: months.optional() }),
    /** `sanctionId`: the decision that was reversed; none where the registration was reopened. */
    BenefitResumeRequested: z.strictObject({ personId, on: isoDate, sanctionId: id.optional(), deliverAt: isoInstant }),
    /** `monthsLeft`: for so long it runs, if nothing ends or suspends it. */
    BenefitResumed: z.strictObject({ personId, on: isoDate, monthsLeft: months.optional() }),
    /** All months are drawn: the duty to confirm goes back to registration. */
    BenefitExhausted: z.strictObject({ personId, on: isoDate, monthsPaid: months.optional() }),
    BenefitPaid: z.strictObject({ personId, month: isoMonth, amountFen: fen, monthsPaid: months }),
    /** Of `months` in all there were `monthsLeft` at `from`, when it began or was last resumed. */
    BenefitAdjusted: z.strictObject({
      personId,
      months: z.int().positive(),
      monthlyFen: fen,
      from: isoDate.optional(),
      monthsLeft: months.optional(),
    }),
    ContributionsReported: z.strictObject({ personId, contributionMonths: months }),
    /** `missed`: checks missed in consecutive months, this one included. */
    BenefitCheckMissed: z.strictObject({ personId, month: isoMonth, missed: z.int().positive() }),
    /** Something speaks for cutting the benefit; nothing is cut: a case is opened for an officer. */
    BenefitCutQuestioned: z.strictObject({
      personId,
      ground: sanctionGround,
      division: divisionCode,
      on: isoDate,
      months: z.array(isoMonth).optional(),
      /** Registration has decided on the same, and has heard her. */
      proceeding: proceeding.optional(),
    }),
    NoticeOwed: z.strictObject({ notice: noticeKind, on: isoDate, reference: id.optional(), deliverAt: isoInstant }),
    NoticeDelivered: z.strictObject({ notice: noticeKind, on: isoDate, nextAt: isoInstant }),
    /** What the insurance system sent by itself, as it counts its messages; whether it took effect. */
    PartnerSignalReceived: z.strictObject({
      sequence: z.int().positive(),
      signal: z.string(),
      sentAt: isoInstant,
      digest: z.string(),
      disposition: z.enum(['APPLIED', 'OVERTAKEN', 'CONTRADICTS']),
    }),
    ...partnerCalls(['CLAIM', 'STOP', 'RESUME', 'NOTICE']),
    ...filedCalls(['CLAIM', 'STOP', 'RESUME']),
  },
  examples: {
    BenefitClaimOpened: {
      personId: 'person-1',
      registrationId: 'registration-1',
      division: '449902001001',
      from: '2026-03-02',
      deliverAt: exampleInstant,
      decideBy: exampleDeadline,
    },
    BenefitUnderReview: { personId: 'person-1', claimNumber: 'SY00000001', nextAt: exampleInstant },
    BenefitGranted: {
      personId: 'person-1',
      months: 24,
      monthlyFen: 187_200,
      from: '2026-03-02',
      claimNumber: 'SY00000001',
      expectedMonths: 24,
    },
    BenefitRefused: { personId: 'person-1', reason: 'UNDER_ONE_YEAR' },
    BenefitStopRequested: { ...exampleEnd, mode: 'STOP', deliverAt: exampleInstant },
    BenefitStopAccepted: { personId: 'person-1', nextAt: exampleInstant },
    BenefitStopped: { ...exampleEnd, mode: 'STOP', monthsPaid: 3 },
    BenefitSuspended: { personId: 'person-1', reason: 'IMPRISONED', on: '2026-06-01', monthsPaid: 3 },
    BenefitResumeRequested: {
      personId: 'person-1',
      on: '2026-07-01',
      sanctionId: 'sanction-1',
      deliverAt: exampleInstant,
    },
    BenefitResumed: { personId: 'person-1', on: '2026-07-01', monthsLeft: 21 },
    BenefitExhausted: { personId: 'person-1', on: '2028-03-01', monthsPaid: 24 },
    BenefitPaid: { personId: 'person-1', month: '2026-03', amountFen: 187_200, monthsPaid: 1 },
    BenefitAdjusted: { personId: 'person-1', months: 24, monthlyFen: 192_600, from: '2026-07-01', monthsLeft: 21 },
    ContributionsReported: { personId: 'person-1', contributionMonths: 264 },
    BenefitCheckMissed: { personId: 'person-1', month: '2026-05', missed: 1 },
    BenefitCutQuestioned: {
      personId: 'person-1',
      ground: 'MISSED_CHECKS',
      division: '449902001001',
      on: '2026-06-30',
      months: ['2026-05', '2026-06'],
    },
    NoticeOwed: { notice: 'CONFIRMED', on: '2026-04-02', deliverAt: exampleInstant },
    NoticeDelivered: { notice: 'CONFIRMED', on: '2026-04-02', nextAt: exampleInstant },
    PartnerSignalReceived: {
      sequence: 3,
      signal: 'PAID',
      sentAt: exampleInstant,
      digest: '9f2c',
      disposition: 'APPLIED',
    },
    PartnerCallFailed: { call: 'CLAIM', attempt: 1, problem: 'TIMEOUT', nextAt: exampleInstant },
    PartnerCallGivenUp: { call: 'CLAIM', problem: 'HTTP_500' },
    PartnerCallResumed: { call: 'CLAIM', deliverAt: exampleInstant },
    PartnerCallQueued: { call: 'CLAIM' },
    PartnerCallFiled: { call: 'CLAIM', batch: '449900_20260302_001', answerBy: exampleInstant },
  },
});
export type BenefitEvent = EventOf<typeof benefitEvents>;
