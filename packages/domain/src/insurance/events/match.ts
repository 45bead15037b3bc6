import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { isoMonth } from '../month.ts';
import { exampleInstant, partnerCalls } from './partner-calls.ts';

const id = z.string().min(1);
const match = { requestId: id, enrolmentId: id, personId: id, employerId: creditCode, month: isoMonth };
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
