import { type ReconciliationEvent, reconciliationEvents, type Tally } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { addDays } from '@zhiqiao/rules';
import { later } from './delivery.ts';

type DataOf<T extends ReconciliationEvent['type']> = Extract<ReconciliationEvent, { type: T }>['data'];
export type Pass = DataOf<'ReconciliationAdvanced'>['pass'];
export type Running = {
  status: 'RUNNING';
  on: string;
  startAt: string;
  /** The run before this one. */
  before?: string | undefined;
  pass: Pass;
  cursor?: string;
  tally: Tally;
  nextAt: string;
  problem?: string;
};
export type Reconciliation =
  | { status: 'NONE' }
  | { status: 'PLANNED'; on: string; startAt: string; before?: string | undefined }
  | Running
  | { status: 'FINISHED'; on: string; startAt: string; tally: Tally };

const PASSES: Pass[] = ['THEIRS', 'OURS', 'SETTLED'];
export const NOTHING: Tally = { theirs: 0, ours: 0, drifts: 0, repaired: 0 };

export const added = (one: Tally, other: Tally): Tally => ({
  theirs: one.theirs + other.theirs,
  ours: one.ours + other.ours,
  drifts: one.drifts + other.drifts,
  repaired: one.repaired + other.repaired,
});

/** The comparison of one day; its id is the day. It goes page by page and goes on where it was, whatever happens. */
export const reconciliation: RecordKind<Reconciliation, typeof reconciliationEvents> = {
  events: reconciliationEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    if (event.type === 'ReconciliationPlanned') return { status: 'PLANNED', ...event.data };
    if (state.status === 'NONE' || state.status === 'FINISHED') return state;
    const { problem: _, ...running } = runningOf(state);
    switch (event.type) {
      case 'ReconciliationAdvanced': {
        const { pass, cursor, tally, nextAt } = event.data;
        const { cursor: __, ...rest } = running;
        const at = cursor === undefined ? { pass: PASSES[PASSES.indexOf(pass) + 1] ?? pass } : { pass, cursor };
        return { ...rest, ...at, tally: added(running.tally, tally), nextAt };
      }
      case 'ReconciliationInterrupted':
        return { ...running, nextAt: event.data.nextAt, problem: event.data.problem };
      case 'ReconciliationFinished':
        return { status: 'FINISHED', on: state.on, startAt: state.startAt, tally: event.data.tally };
    }
  },
  clocks(state) {
    if (state.status === 'PLANNED') return [{ kind: 'page', at: new Date(state.startAt) }];
    return state.status === 'RUNNING' ? [{ kind: 'page', at: new Date(state.nextAt) }] : [];
  },
  access: (_, actor) => (actor.roles.some((role) => role === 'manager' || role === 'admin') ? 'read' : 'none'),
  indexes: [{ fields: ['status'] }],
};

export const runningOf = (state: Exclude<Reconciliation, { status: 'NONE' | 'FINISHED' }>): Running =>
  state.status === 'RUNNING'
    ? state
    : { ...state, status: 'RUNNING', pass: 'THEIRS', tally: NOTHING, nextAt: state.startAt };

/** At night, when both sides rest. */
export const startOf = (on: string) => new Date(`${on}T02:30:00+08:00`).toISOString();

export const planReconciliation =
  (on: string, startAt: string, before?: string) =>
  ({ state }: { state: Reconciliation }): ReconciliationEvent[] =>
    state.status === 'NONE'
      ? [{ type: 'ReconciliationPlanned', data: { on, startAt, ...(before && { before }) } }]
      : [];

export type Page = { cursor?: string; tally: Tally } | { problem: string };
const PAUSE_MS = 5 * 60_000;

/** What a page came to: the next one, the next pass, the report, or a pause. */
export const turnPage =
  (
    page: Page,
    from: { pass: Pass; cursor?: string | undefined },
    today: string,
  ): Decide<Reconciliation, ReconciliationEvent> =>
  ({ state }, now) => {
    if (state.status !== 'PLANNED' && state.status !== 'RUNNING') return [];
    const { pass, cursor, tally, on, nextAt } = runningOf(state);
    if (pass !== from.pass || cursor !== from.cursor) return [];
    if ('problem' in page) {
      const data = { pass, problem: page.problem, nextAt: later(now, PAUSE_MS) };
      return [{ type: 'ReconciliationInterrupted', data }];
    }
    const advanced: ReconciliationEvent = {
      type: 'ReconciliationAdvanced',
      data: { pass, ...page, nextAt: later(new Date(nextAt), 1) },
    };
    if (page.cursor !== undefined || pass !== 'SETTLED') return [advanced];
    const nextOn = addDays(today, 1);
    const data = { on, tally: added(tally, page.tally), nextOn, nextStartAt: startOf(nextOn) };
    return [advanced, { type: 'ReconciliationFinished', data }];
  };
