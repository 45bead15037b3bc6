import { type ContributionEvent, contributionEvents, isHerself } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import type { ContributionsAnswer } from './answers.ts';
import { afterPartnerEvent, type Delivery, deliveryClocks, failedDelivery, isSameAttempt, owed } from './delivery.ts';

type Counted = {
  contributionMonths: number;
  remainingMonths?: number | undefined;
  involuntary?: boolean | undefined;
};
type Asking = { status: 'ASKING'; personId: string; owed: Delivery<'CONTRIBUTIONS'> };
export type Contribution = { status: 'NONE' } | Asking | (Counted & { status: 'ANSWERED'; personId: string });

/** What the insurance system has counted for a person, as it answered last. */
export const contribution: RecordKind<Contribution, typeof contributionEvents> = {
  events: contributionEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    switch (event.type) {
      case 'ContributionsAsked': {
        const { personId, deliverAt } = event.data;
        return { status: 'ASKING', personId, owed: owed('CONTRIBUTIONS', deliverAt) };
      }
      case 'ContributionsAnswered':
        return { status: 'ANSWERED', ...event.data };
      default:
        return state.status === 'ASKING' ? { ...state, owed: afterPartnerEvent(state.owed, event) } : state;
    }
  },
  clocks: (state) => deliveryClocks(state.status === 'ASKING' ? state.owed : undefined),
  access(state, actor) {
    if (actor.roles.some((role) => ['clerk', 'counsellor', 'manager'].includes(role))) return 'write';
    return state.status !== 'NONE' && isHerself(actor, state.personId) ? 'write' : 'none';
  },
};

/** Asked anew each time; while a question is under way it is the same question. */
export const askContributions =
  (personId: string) =>
  ({ state }: { state: Contribution }, now: Date): ContributionEvent[] =>
    state.status === 'ASKING' && !state.owed.givenUp
      ? []
      : [{ type: 'ContributionsAsked', data: { personId, deliverAt: now.toISOString() } }];

export const takeContributions =
  (answer: ContributionsAnswer, attempt: Delivery<'CONTRIBUTIONS'>): Decide<Contribution, ContributionEvent> =>
  ({ state }, now) => {
    if (state.status !== 'ASKING') return [];
    if (answer.outcome === 'FAILED')
      return isSameAttempt(state.owed, attempt) ? [failedDelivery(state.owed, answer, now)] : [];
    const { outcome: _, ...counted } = answer;
    return [{ type: 'ContributionsAnswered', data: { personId: state.personId, ...counted } }];
  };
