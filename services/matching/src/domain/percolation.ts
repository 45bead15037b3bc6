import { type EventOf, percolationEvents } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';

export type PercolationEvent = EventOf<typeof percolationEvents>;
export type Percolation = { status: 'NONE' } | { status: 'DUE' | 'DONE'; at: string };

/** Whether a vacancy has been brought to those whom it suits; the record has its id. */
export const percolations: RecordKind<Percolation, typeof percolationEvents> = {
  events: percolationEvents,
  initial: { status: 'NONE' },
  evolve(percolation, event) {
    if (event.type === 'PercolationAsked') return { status: 'DUE', at: event.data.at };
    return percolation.status === 'NONE' ? percolation : { ...percolation, status: 'DONE' };
  },
  clocks: (percolation) => (percolation.status === 'DUE' ? [{ kind: 'percolate', at: new Date(percolation.at) }] : []),
  access: () => 'none',
};

/** What changes while it is under way is looked at again: each asking has a moment of its own. */
export const askToPercolate = (percolation: Percolation, now: Date): PercolationEvent[] => {
  const after = percolation.status === 'NONE' ? 0 : Date.parse(percolation.at) + 1;
  return [{ type: 'PercolationAsked', data: { at: new Date(Math.max(now.getTime(), after)).toISOString() } }];
};

export const percolated =
  (reached: number): Decide<Percolation, PercolationEvent> =>
  () => [{ type: 'VacancyPercolated', data: { reached } }];
