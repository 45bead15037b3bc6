import { z } from 'zod';
import { isoDate } from './iso-date.ts';

const text = z.strictObject({ zh: z.string(), en: z.string() });
const outcome = z.enum(['accept', 'refuse', 'review']);

/** A decision as an event keeps it: the rules that fired, the pack they took their numbers from, the facts, the day. */
export const decision = z.strictObject({
  outcome,
  rules: z.array(
    z.strictObject({ id: z.string(), sentence: text, source: z.string(), outcome, remedy: text.optional() }),
  ),
  pack: z.string(),
  facts: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.undefined(), z.array(z.string()).readonly()]),
  ),
  on: isoDate,
});
export type DecisionFact = z.output<typeof decision>;
