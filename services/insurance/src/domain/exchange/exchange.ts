import { type ExchangeEvent, exchangeEvents } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../../errors.ts';

/** The exchange of files in a city; it looks for files again and again, and once a day it drafts its own. */
export type Exchange =
  | { status: 'NONE' }
  | { status: 'STOPPED'; lastRunOn?: string }
  | {
      status: 'RUNNING';
      nextAt: string;
      /** A manager wants the day's files now. */
      asked?: true;
      lastRunOn?: string;
      problem?: string;
      waiting: number;
      strange: number;
    };
type Round = Omit<Extract<ExchangeEvent, { type: 'ExchangeRoundDone' }>['data'], 'nextAt'>;

export const EXCHANGE_ID = 'exchange';
const LOOK_MS = 30 * 60_000;
const AGAIN_MS = 5 * 60_000;

export const exchange: RecordKind<Exchange, typeof exchangeEvents> = {
  events: exchangeEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    const last = 'lastRunOn' in state && state.lastRunOn ? { lastRunOn: state.lastRunOn } : {};
    if (event.type === 'ExchangeStarted')
      return { status: 'RUNNING', ...last, nextAt: event.data.nextAt, waiting: 0, strange: 0 };
    if (state.status !== 'RUNNING') return state;
    switch (event.type) {
      case 'ExchangeStopped':
        return { status: 'STOPPED', ...last };
      case 'ExchangeRoundAsked':
        return { ...state, nextAt: event.data.nextAt, asked: true };
      case 'ExchangeUnreachable':
        return { ...state, ...event.data };
      case 'ExchangeRoundDone': {
        const { on, ran, waiting, strange, nextAt } = event.data;
        return { status: 'RUNNING', nextAt, waiting, strange, ...(ran ? { lastRunOn: on } : last) };
      }
    }
  },
  clocks: (state) => (state.status === 'RUNNING' ? [{ kind: 'round', at: new Date(state.nextAt) }] : []),
  access: (state, actor) => (state.status !== 'NONE' && actor.roles.includes('manager') ? 'write' : 'none'),
};

type DecideExchange = Decide<Exchange, ExchangeEvent>;

export const start: DecideExchange = ({ state }, now) =>
  state.status === 'RUNNING' ? [] : [{ type: 'ExchangeStarted', data: { nextAt: now.toISOString() } }];

export const stop: DecideExchange = ({ state }) =>
  state.status === 'RUNNING' ? [{ type: 'ExchangeStopped', data: {} }] : [];

export const askRound: DecideExchange = ({ state }, now) => {
  if (state.status !== 'RUNNING') throw errors.noExchange({ status: state.status });
  return [{ type: 'ExchangeRoundAsked', data: { nextAt: now.toISOString() } }];
};

/** Looks again in half an hour, or when the day's files are due if that is earlier. */
export const roundDone =
  (round: Round, runAt: Date): DecideExchange =>
  ({ state }, now) => {
    if (state.status !== 'RUNNING') return [];
    const look = now.getTime() + LOOK_MS;
    const next = runAt.getTime() > now.getTime() ? Math.min(look, runAt.getTime()) : look;
    return [{ type: 'ExchangeRoundDone', data: { ...round, nextAt: new Date(next).toISOString() } }];
  };

export const unreachable =
  (problem: string): DecideExchange =>
  ({ state }, now) =>
    state.status === 'RUNNING'
      ? [{ type: 'ExchangeUnreachable', data: { problem, nextAt: new Date(now.getTime() + AGAIN_MS).toISOString() } }]
      : [];
