import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { exampleInstant } from './partner-calls.ts';

/** The insurance system as a partner: one record in a city, `system`. */
export const partnerEvents = defineEvents({
  service: 'insurance',
  stream: 'partner',
  schemaVersion: 1,
  types: {
    /** What it sent was refused for its time. Positive: its clock is ahead. */
    PartnerClockWrong: z.strictObject({ offMinutes: z.int(), seenAt: isoInstant }),
    PartnerClockRight: z.strictObject({ seenAt: isoInstant }),
  },
  examples: {
    PartnerClockWrong: { offMinutes: -1440, seenAt: exampleInstant },
    PartnerClockRight: { seenAt: exampleInstant },
  },
});
export type PartnerEvent = EventOf<typeof partnerEvents>;
