import { emptyBody, grown, inserted, type LogRow, recorded, type StoredRecord, toLogRow, toRec } from './document.ts';
import type { AnyKind, Decide, EventsOf, StateOf } from './types.ts';

/** What was decided at one instant. */
export type Step<K extends AnyKind> = { at: Date; decide: Decide<StateOf<K>, EventsOf<K>> };

/**
 * A record with a past, and its rows of the log, as if its commands had been given, written and published: to load many
 * at once into a service that is not asked meanwhile. Nothing of it is published again.
 */
export const withHistory = <K extends AnyKind>(
  kind: K,
  city: string,
  id: string,
  by: string,
  steps: Step<K>[],
): { record: StoredRecord; log: LogRow[] } => {
  let body = emptyBody(kind, city, id);
  const log: LogRow[] = [];
  for (const [i, { at, decide }] of steps.entries()) {
    const events = recorded(kind, body, decide(toRec(body), at), { key: `loaded:${i}`, by, now: at });
    body = grown(kind, body, events);
    log.push(...events.map(toLogRow));
  }
  return { record: inserted(body, []), log };
};
