import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { exampleInstant, partnerCalls } from './partner-calls.ts';

const personId = z.string().min(1);

/** What the insurance system has counted for a person; the record's id is the person's. */
export const contributionEvents = defineEvents({
  service: 'insurance',
  stream: 'contribution',
  schemaVersion: 1,
  types: {
    ContributionsAsked: z.strictObject({ personId, deliverAt: isoInstant }),
    ContributionsAnswered: z.strictObject({
      personId,
      contributionMonths: z.int().nonnegative(),
      /** Months of an earlier claim that were not drawn. Absent: the system does not say. */
      remainingMonths: z.int().nonnegative().optional(),
      involuntary: z.boolean().optional(),
    }),
    ...partnerCalls(['CONTRIBUTIONS']),
  },
  examples: {
    ContributionsAsked: { personId: 'person-1', deliverAt: exampleInstant },
    ContributionsAnswered: { personId: 'person-1', contributionMonths: 59, remainingMonths: 0, involuntary: true },
    PartnerCallFailed: { call: 'CONTRIBUTIONS', attempt: 1, problem: 'TIMEOUT', nextAt: exampleInstant },
    PartnerCallGivenUp: { call: 'CONTRIBUTIONS', problem: 'HTTP_500' },
    PartnerCallResumed: { call: 'CONTRIBUTIONS', deliverAt: exampleInstant },
  },
});
export type ContributionEvent = EventOf<typeof contributionEvents>;
