import { type MatchEvent, matchEvents } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import type { InsuredAnswer } from './answers.ts';
import { afterPartnerEvent, type Delivery, deliveryClocks, failedDelivery, isSameAttempt, owed } from './delivery.ts';

type Question = { requestId: string; enrolmentId: string; personId: string; employerId: string; month: string };
export type Asking = Question & { status: 'ASKING'; owed: Delivery<'MATCH'> };
export type Match = { status: 'NONE' } | Asking | (Question & { status: 'MATCHED'; insured: boolean });

/** Whether the employer insured the trainee in the month: what an instalment waits for. */
export const match: RecordKind<Match, typeof matchEvents> = {
  events: matchEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    if (event.type === 'InsuranceMatchOpened') {
      const { deliverAt, ...question } = event.data;
      return { status: 'ASKING', ...question, owed: owed('MATCH', deliverAt) };
    }
    if (state.status !== 'ASKING') return state;
    if (event.type !== 'InsuranceMatched') return { ...state, owed: afterPartnerEvent<'MATCH'>(state.owed, event) };
    return { status: 'MATCHED', ...event.data };
  },
  clocks: (state) => deliveryClocks(state.status === 'ASKING' ? state.owed : undefined),
  access(state, actor) {
    if (state.status === 'NONE') return 'none';
    if (actor.roles.includes('manager')) return 'write';
    return actor.roles.includes('procurement-officer') ? 'read' : 'none';
  },
};

type DecideMatch = Decide<Match, MatchEvent>;

export const openMatch =
  (question: Question) =>
  (state: Match, now: Date): MatchEvent[] =>
    state.status === 'NONE'
      ? [{ type: 'InsuranceMatchOpened', data: { ...question, deliverAt: now.toISOString() } }]
      : [];

export const takeInsuredAnswer =
  (answer: InsuredAnswer, attempt: Delivery<'MATCH'>): DecideMatch =>
  ({ state }, now) => {
    if (state.status !== 'ASKING') return [];
    if (answer.outcome === 'FAILED') {
      return isSameAttempt(state.owed, attempt) ? [failedDelivery(state.owed, answer, now)] : [];
    }
    const { status: _, owed: __, ...question } = state;
    return [{ type: 'InsuranceMatched', data: { ...question, insured: answer.insured } }];
  };

/** An officer has the question asked now, with a new budget. */
export const resumeMatch: DecideMatch = ({ state }, now) => {
  if (state.status !== 'ASKING') throw errors.nothingOwed({ status: state.status });
  return [{ type: 'PartnerCallResumed', data: { call: 'MATCH', deliverAt: now.toISOString() } }];
};
