/** The smallest service that has the whole way: a counter that can be opened and added to, and who totals it elsewhere. */
import { randomInt } from 'node:crypto';
import { on, reactTo } from '@zhiqiao/bus';
import { defineEvents } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import { z } from 'zod';

/** A city of one's own: its topics are new on whatever broker there is. */
export const CITY = `99${String(randomInt(10_000)).padStart(4, '0')}`;

export const counterEvents = defineEvents({
  service: 'bench',
  stream: 'counter',
  schemaVersion: 1,
  types: { Opened: z.strictObject({ note: z.string() }), Added: z.strictObject({ n: z.int() }) },
  examples: { Opened: { note: 'n' }, Added: { n: 1 } },
});
export const counter: RecordKind<{ sum: number }, typeof counterEvents> = {
  events: counterEvents,
  initial: { sum: 0 },
  evolve: (state, event) => (event.type === 'Added' ? { sum: state.sum + event.data.n } : state),
  access: () => 'write',
};

export const totalEvents = defineEvents({
  service: 'bench',
  stream: 'total',
  schemaVersion: 1,
  types: { Counted: z.strictObject({ counter: z.string() }) },
  examples: { Counted: { counter: 'c' } },
});
export const total: RecordKind<{ count: number }, typeof totalEvents> = {
  events: totalEvents,
  initial: { count: 0 },
  evolve: ({ count }) => ({ count: count + 1 }),
  access: () => 'write',
};

const TOTALS = 20;
const count = on(total, {
  to: ({ recordId }) => `total-${[...recordId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % TOTALS, 0)}`,
  decide: (_, { recordId }) => [{ type: 'Counted' as const, data: { counter: recordId } }],
});
/** Twenty busy records take every event: the hard case for a consumer. */
export const totalling = reactTo(counterEvents, { Opened: [count], Added: [count] });
