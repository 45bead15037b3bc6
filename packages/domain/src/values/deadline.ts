import { z } from 'zod';
import { isoDate } from './iso-date.ts';
import { isoInstant } from './iso-instant.ts';

/** A legal deadline as an event keeps it: the last day, the instant after which it is late, the calendar that said so. */
export const deadline = z.strictObject({
  due: isoDate,
  at: isoInstant,
  calendar: z.string(),
  provisional: z.boolean(),
});
export type DeadlineFact = z.output<typeof deadline>;
