import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { alertRhythm } from '../codes.ts';

const vacancyId = '01981f2a-7c11-7000-8000-00000000b001';
const vacancyIds = z.array(z.string());

/** What a jobseeker is told of new vacancies, by vacancy ids alone; the record has the person's id. */
export const alertEvents = defineEvents({
  service: 'matching',
  stream: 'alert',
  schemaVersion: 1,
  types: {
    AlertsChosen: z.strictObject({
      personId: z.string(),
      rhythm: alertRhythm,
      leastPoints: z.int(),
      /** When what waits already goes out now. */
      sendAt: isoInstant.optional(),
    }),
    AlertsSwitchedOff: z.strictObject({}),
    /** Her registration has ended. */
    AlertsEnded: z.strictObject({}),
    MatchCollected: z.strictObject({ vacancyId: z.string(), sendAt: isoInstant }),
    /** Due, but the hour is quiet or the day has had its alerts. */
    AlertPostponed: z.strictObject({ sendAt: isoInstant }),
    /** For the city's message gateway: she has something to read in her own list. */
    AlertSent: z.strictObject({
      number: z.int().min(1),
      vacancyIds: vacancyIds.min(1),
      /** Gone by now, no match any more, the same post again, or beyond the length of the list. */
      leftOut: vacancyIds,
      sentAt: isoInstant,
      /** The day in the city. */
      on: isoDate,
      sendAt: isoInstant.optional(),
    }),
    /** Nothing was left of what had been collected. */
    MatchesGone: z.strictObject({ vacancyIds, sendAt: isoInstant.optional() }),
    AlertsRead: z.strictObject({ upTo: z.int().min(1) }),
  },
  examples: {
    AlertsChosen: { personId: '01981f2a-7c11-7000-8000-00000000a001', rhythm: 'DAILY', leastPoints: 9000 },
    AlertsSwitchedOff: {},
    AlertsEnded: {},
    MatchCollected: { vacancyId, sendAt: '2099-03-03T01:00:00.000Z' },
    AlertPostponed: { sendAt: '2099-03-04T00:00:00.000Z' },
    AlertSent: {
      number: 1,
      vacancyIds: [vacancyId],
      leftOut: [],
      sentAt: '2099-03-03T01:00:00.000Z',
      on: '2099-03-03',
    },
    MatchesGone: { vacancyIds: [vacancyId] },
    AlertsRead: { upTo: 1 },
  },
});
