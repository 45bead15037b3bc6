import {
  type BenefitEvent,
  benefitEvents,
  type ClosureReason,
  type DeadlineFact,
  withinDivision,
} from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import type { ClaimAnswer, Granted, StopAnswer, StopMode } from './answers.ts';
import { afterPartnerEvent, type Delivery, deliveryClocks, failedDelivery, isSameAttempt, owed } from './delivery.ts';
import { afterFiling } from './exchange/filed-delivery.ts';
import { STOP_MODE } from './stopping.ts';

type Claim = {
  personId: string;
  registrationId: string;
  division: string;
  from: string;
  decideBy: DeadlineFact;
  claimNumber?: string;
};
type Grant = { months: number; monthlyFen: number; from: string; expectedMonths?: number | undefined };
type Stop = { reason: ClosureReason; on: string; mode: StopMode };
type Call = 'CLAIM' | 'STOP';

export type Claiming = Claim & {
  status: 'CLAIMING';
  owed: Delivery<Call>;
  /** The registration ended before the claim was answered: what is granted is stopped at once. */
  stop?: Stop & { deliverAt: string };
};
export type Stopping = Claim & {
  status: 'STOPPING';
  claimNumber: string;
  grant: Grant;
  stop: Stop;
  owed: Delivery<Call>;
};
export type Benefit =
  | { status: 'NONE' }
  | Claiming
  | (Claim & { status: 'GRANTED'; claimNumber: string; grant: Grant })
  | (Claim & { status: 'REFUSED'; refusal: string })
  | Stopping
  | (Claim & { status: 'STOPPED'; grant: Grant; stop: Stop & { monthsPaid?: number | undefined } });

export const benefit: RecordKind<Benefit, typeof benefitEvents> = {
  events: benefitEvents,
  initial: { status: 'NONE' },
  evolve,
  clocks: (state) => deliveryClocks('owed' in state ? state.owed : undefined),
  access(state, actor) {
    if (state.status === 'NONE') return 'none';
    const has = (...roles: string[]) => actor.roles.some((role) => roles.includes(role));
    if (has('insurance-system')) return 'write';
    if (has('manager') && withinDivision(actor.division, state.division)) return 'write';
    if (has('manager', 'clerk', 'counsellor')) return 'read';
    if (has('jobseeker') && actor.personId === state.personId) return 'read';
    return 'none';
  },
  indexes: [{ fields: ['personId'] }, { fields: ['owed.givenUp'] }, { fields: ['owed.queued'] }],
};

function evolve(state: Benefit, event: BenefitEvent): Benefit {
  if (event.type === 'BenefitClaimOpened') {
    const { deliverAt, ...claim } = event.data;
    return { status: 'CLAIMING', ...claim, owed: owed('CLAIM', deliverAt) };
  }
  if (event.type === 'PartnerCallQueued' || event.type === 'PartnerCallFiled')
    return 'owed' in state ? { ...state, owed: afterFiling(state.owed, event) } : state;
  switch (state.status) {
    case 'CLAIMING':
      return whileClaiming(state, event);
    case 'GRANTED':
      return event.type === 'BenefitStopRequested' ? stopping(state, event.data) : state;
    case 'STOPPING':
      return whileStopping(state, event);
    default:
      return state;
  }
}

const whileClaiming = (state: Claiming, event: BenefitEvent): Benefit => {
  const { owed: delivery, stop, status: _, ...claim } = state;
  switch (event.type) {
    case 'BenefitUnderReview':
      return { ...state, claimNumber: event.data.claimNumber, owed: owed('CLAIM', event.data.nextAt) };
    case 'BenefitGranted': {
      const { claimNumber, personId: __, ...grant } = event.data;
      const granted = { ...claim, status: 'GRANTED' as const, claimNumber, grant };
      return stop ? stopping(granted, stop) : granted;
    }
    case 'BenefitRefused':
      return { ...claim, status: 'REFUSED', refusal: event.data.reason };
    case 'BenefitStopRequested': {
      const { personId: __, ...asked } = event.data;
      return { ...state, stop: asked, owed: owed('CLAIM', asked.deliverAt) };
    }
    case 'PartnerCallFailed':
    case 'PartnerCallGivenUp':
    case 'PartnerCallResumed':
      return { ...state, owed: afterPartnerEvent<Call>(delivery, event) };
    default:
      return state;
  }
};

const stopping = (
  granted: Extract<Benefit, { status: 'GRANTED' }>,
  { reason, on, mode, deliverAt }: Stop & { deliverAt: string },
): Stopping => ({ ...granted, status: 'STOPPING', stop: { reason, on, mode }, owed: owed('STOP', deliverAt) });

const whileStopping = (state: Stopping, event: BenefitEvent): Benefit => {
  switch (event.type) {
    case 'BenefitStopped': {
      const { owed: _, ...rest } = state;
      const { personId: __, ...stop } = event.data;
      return { ...rest, status: 'STOPPED', stop };
    }
    case 'PartnerCallFailed':
    case 'PartnerCallGivenUp':
    case 'PartnerCallResumed':
      return { ...state, owed: afterPartnerEvent<Call>(state.owed, event) };
    default:
      return state;
  }
};

type DecideBenefit = Decide<Benefit, BenefitEvent>;

/** A registration is reported once, however often it is heard of. */
export const openClaim =
  (claim: Omit<Claim, 'claimNumber'>) =>
  (state: Benefit, now: Date): BenefitEvent[] =>
    state.status === 'NONE' ? [{ type: 'BenefitClaimOpened', data: { ...claim, deliverAt: now.toISOString() } }] : [];

/** Nothing to stop where nothing was granted or will be. */
export const requestStop =
  (closed: { reason: ClosureReason; on: string }) =>
  (state: Benefit, now: Date): BenefitEvent[] => {
    const stoppable = state.status === 'GRANTED' || (state.status === 'CLAIMING' && !state.stop);
    if (!stoppable) return [];
    const { reason, on } = closed;
    const data = { personId: state.personId, reason, on, mode: STOP_MODE[reason], deliverAt: now.toISOString() };
    return [{ type: 'BenefitStopRequested', data }];
  };

const REVIEW_PAUSE_MS = 60 * 60_000;

/** An answer to the claim, from whichever attempt; once the claim is decided, answers that come late change nothing. */
export const takeClaimAnswer =
  (answer: ClaimAnswer, attempt: Delivery<Call>, expectedMonths?: number): DecideBenefit =>
  ({ state }, now) => {
    if (state.status !== 'CLAIMING') return [];
    const { personId } = state;
    switch (answer.outcome) {
      case 'GRANTED':
        return [granted(personId, answer, expectedMonths)];
      case 'REFUSED':
        return [{ type: 'BenefitRefused', data: { personId, reason: answer.reason } }];
      case 'PENDING': {
        if (!isSameAttempt(state.owed, attempt)) return [];
        const { claimNumber } = answer;
        const nextAt = new Date(now.getTime() + REVIEW_PAUSE_MS).toISOString();
        const review: BenefitEvent = { type: 'BenefitUnderReview', data: { personId, claimNumber, nextAt } };
        return now.toISOString() <= state.decideBy.at
          ? [review]
          : [review, { type: 'PartnerCallGivenUp', data: { call: 'CLAIM', problem: 'DECISION_OVERDUE' } }];
      }
      case 'FAILED':
        return isSameAttempt(state.owed, attempt) ? [failedDelivery(state.owed, answer, now)] : [];
    }
  };

const granted = (personId: string, { outcome: _, contributionMonths: __, ...grant }: Granted, expected?: number) => ({
  type: 'BenefitGranted' as const,
  data: { personId, ...grant, ...(expected !== undefined && { expectedMonths: expected }) },
});

export const takeStopAnswer =
  (answer: StopAnswer, attempt: Delivery<Call>): DecideBenefit =>
  ({ state }, now) => {
    if (state.status !== 'STOPPING') return [];
    if (answer.outcome === 'FAILED') {
      return isSameAttempt(state.owed, attempt) ? [failedDelivery(state.owed, answer, now)] : [];
    }
    const { personId, stop } = state;
    const paid = answer.monthsPaid === undefined ? {} : { monthsPaid: answer.monthsPaid };
    return [{ type: 'BenefitStopped', data: { personId, ...stop, ...paid } }];
  };

/** A decision that the system sends by itself. The same again is harmless; another one is not believed. */
export const takeDecision =
  (decision: Exclude<ClaimAnswer, { outcome: 'FAILED' | 'PENDING' }>, expectedMonths?: number): DecideBenefit =>
  (record, now) => {
    const { state } = record;
    if (state.status === 'NONE') return [];
    if (state.claimNumber !== undefined && state.claimNumber !== decision.claimNumber) throw errors.otherClaim();
    if (state.status === 'CLAIMING') return takeClaimAnswer(decision, state.owed, expectedMonths)(record, now);
    if (!agrees(state, decision)) throw errors.alreadyDecided({ status: state.status });
    return [];
  };

const agrees = (
  state: Exclude<Benefit, { status: 'NONE' | 'CLAIMING' }>,
  decision: Exclude<ClaimAnswer, { outcome: 'FAILED' | 'PENDING' }>,
) =>
  decision.outcome === 'REFUSED'
    ? state.status === 'REFUSED' && state.refusal === decision.reason
    : state.status !== 'REFUSED' &&
      state.grant.months === decision.months &&
      state.grant.monthlyFen === decision.monthlyFen;

/** An officer has the owed call made now, with a new budget. */
export const resumeCall: DecideBenefit = ({ state }, now) => {
  if (!('owed' in state)) throw errors.nothingOwed({ status: state.status });
  return [{ type: 'PartnerCallResumed', data: { call: state.owed.call, deliverAt: now.toISOString() } }];
};
