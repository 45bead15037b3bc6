import { z } from 'zod';
import { defineEvents, type EventOf } from '../event.ts';
import { closureReason } from '../registration/codes.ts';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { divisionCode } from '../values/division-code.ts';
import { fen } from '../values/fen.ts';
import { isoDate } from '../values/iso-date.ts';
import { isoInstant } from '../values/iso-instant.ts';

const id = z.string().min(1);
/** A code of the partner's or of ours, never a sentence: sentences could name a person. */
const partnerCode = z.string().regex(/^[\w.-]{1,60}$/);
const insuranceMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** Whether the entitlement ends, or rests until the person can take it up again. */
const stopMode = z.enum(['STOP', 'SUSPEND']);

/** How a call to the unemployment-insurance system fares. */
const partnerCalls = <const C extends readonly string[]>(calls: C) => {
  const call = z.enum(calls);
  return {
    PartnerCallFailed: z.strictObject({ call, attempt: z.int().positive(), problem: partnerCode, nextAt: isoInstant }),
    /** The budget is spent, or trying again cannot help: an officer is needed. */
    PartnerCallGivenUp: z.strictObject({ call, problem: partnerCode }),
    PartnerCallResumed: z.strictObject({ call, deliverAt: isoInstant }),
  };
};

/** Where files are exchanged instead of calls: a call waits for the day's file, then in a file for the answer. */
const filedCalls = <const C extends readonly string[]>(calls: C) => {
  const call = z.enum(calls);
  return {
    PartnerCallQueued: z.strictObject({ call }),
    /** `answerBy`: when an officer is told that no answer came. */
    PartnerCallFiled: z.strictObject({ call, batch: id, answerBy: isoInstant.optional() }),
  };
};

const exampleInstant = '2026-03-02T01:30:00.000Z';

/** 失业保险金 of one unemployment registration; the record's id is the registration's. */
export const benefitEvents = defineEvents({
  service: 'insurance',
  stream: 'benefit',
  schemaVersion: 1,
  types: {
    BenefitClaimOpened: z.strictObject({
      personId: id,
      registrationId: id,
      division: divisionCode,
      from: isoDate,
      deliverAt: isoInstant,
      decideBy: deadline,
    }),
    BenefitUnderReview: z.strictObject({ personId: id, claimNumber: id, nextAt: isoInstant }),
    BenefitGranted: z.strictObject({
      personId: id,
      months: z.int().positive(),
      monthlyFen: fen,
      from: isoDate,
      claimNumber: id,
      /** What the city's own schedule makes of the contributions that the partner counted. */
      expectedMonths: z.int().nonnegative().optional(),
    }),
    BenefitRefused: z.strictObject({ personId: id, reason: partnerCode }),
    BenefitStopRequested: z.strictObject({
      personId: id,
      reason: closureReason,
      on: isoDate,
      mode: stopMode,
      deliverAt: isoInstant,
    }),
    BenefitStopped: z.strictObject({
      personId: id,
      reason: closureReason,
      on: isoDate,
      mode: stopMode,
      monthsPaid: z.int().nonnegative().optional(),
    }),
    ...partnerCalls(['CLAIM', 'STOP']),
    ...filedCalls(['CLAIM', 'STOP']),
  },
  examples: {
    BenefitClaimOpened: {
      personId: 'person-1',
      registrationId: 'registration-1',
      division: '449902001001',
      from: '2026-03-02',
      deliverAt: exampleInstant,
      decideBy: { due: '2026-03-11', at: '2026-03-11T15:59:59.999Z', calendar: '2026', provisional: false },
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
    BenefitStopRequested: {
      personId: 'person-1',
      reason: 'HIRED',
      on: '2026-06-01',
      mode: 'STOP',
      deliverAt: exampleInstant,
    },
    BenefitStopped: { personId: 'person-1', reason: 'HIRED', on: '2026-06-01', mode: 'STOP', monthsPaid: 3 },
    PartnerCallFailed: { call: 'CLAIM', attempt: 1, problem: 'TIMEOUT', nextAt: exampleInstant },
    PartnerCallGivenUp: { call: 'CLAIM', problem: 'HTTP_500' },
    PartnerCallResumed: { call: 'CLAIM', deliverAt: exampleInstant },
    PartnerCallQueued: { call: 'CLAIM' },
    PartnerCallFiled: { call: 'CLAIM', batch: '449900_20260302_001', answerBy: exampleInstant },
  },
});
export type BenefitEvent = EventOf<typeof benefitEvents>;

const match = { requestId: id, enrolmentId: id, personId: id, employerId: creditCode, month: insuranceMonth };
const exampleMatch = {
  requestId: 'request-1',
  enrolmentId: 'enrolment-1',
  personId: 'person-1',
  employerId: '91440300708461136T',
  month: '2026-07',
};

/** Whether an employer insured a person in a month; the record's id is the request's. */
export const matchEvents = defineEvents({
  service: 'insurance',
  stream: 'match',
  schemaVersion: 1,
  types: {
    InsuranceMatchOpened: z.strictObject({ ...match, deliverAt: isoInstant }),
    InsuranceMatched: z.strictObject({ ...match, insured: z.boolean() }),
    ...partnerCalls(['MATCH']),
  },
  examples: {
    InsuranceMatchOpened: { ...exampleMatch, deliverAt: exampleInstant },
    InsuranceMatched: { ...exampleMatch, insured: true },
    PartnerCallFailed: { call: 'MATCH', attempt: 1, problem: 'TIMEOUT', nextAt: exampleInstant },
    PartnerCallGivenUp: { call: 'MATCH', problem: 'HTTP_500' },
    PartnerCallResumed: { call: 'MATCH', deliverAt: exampleInstant },
  },
});
export type MatchEvent = EventOf<typeof matchEvents>;
