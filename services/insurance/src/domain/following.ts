import type { BenefitEvent } from '@zhiqiao/domain';
import { dateInShanghai } from '@zhiqiao/rules';
import { errors } from '../errors.ts';
import type {
  ClaimAnswer,
  Decided,
  Ended,
  Failed,
  Granted,
  NoticeAnswer,
  ResumeAnswer,
  StopAnswer,
  Theirs,
} from './answers.ts';
import { type Call, type DecideBenefit, type Known, monthsLeft, type Resting } from './benefit.ts';
import { type Delivery, failedDelivery, isSameAttempt, later } from './delivery.ts';
import { requireDates, wrongDate } from './partner-dates.ts';

const REVIEW_PAUSE_MS = 60 * 60_000;
const notUsable = (problem: string): Failed => ({ outcome: 'FAILED', problem, permanent: false });

const grantedEvent = (
  personId: string,
  { claimNumber, months, monthlyFen, from }: Pick<Granted, 'claimNumber' | 'months' | 'monthlyFen' | 'from'>,
  expected?: number,
): BenefitEvent => ({
  type: 'BenefitGranted',
  data: {
    personId,
    claimNumber,
    months,
    monthlyFen,
    from,
    ...(expected !== undefined && { expectedMonths: expected }),
  },
});

const endedEvent = (state: Known, { outcome, on, reason, monthsPaid }: Ended): BenefitEvent => {
  const { personId } = state;
  const paid = monthsPaid !== undefined && { monthsPaid };
  if (outcome === 'EXHAUSTED') return { type: 'BenefitExhausted', data: { personId, on, ...paid } };
  // What was asked for keeps its own reason; else it was their decision.
  const own = 'stop' in state ? state.stop?.reason : undefined;
  const partner = reason !== undefined && reason !== own && { partnerReason: reason };
  const data = { personId, reason: own ?? ('BY_AGENCY' as const), ...partner, on, ...paid };
  return outcome === 'STOPPED'
    ? { type: 'BenefitStopped', data: { ...data, mode: 'STOP' } }
    : { type: 'BenefitSuspended', data };
};

export const resumedEvent = (state: Resting, on: string): BenefitEvent => ({
  type: 'BenefitResumed',
  data: { personId: state.personId, on, monthsLeft: monthsLeft(state) },
});

/**
 * What becomes of the benefit when the claim stands with them as they say; nothing where it agrees. Undefined: it
 * cannot be, the two sides contradict each other.
 */
export const follow = (state: Known, theirs: Theirs, expected?: number): BenefitEvent[] | undefined => {
  switch (theirs.outcome) {
    case 'PENDING':
      return state.status === 'CLAIMING' ? [] : undefined;
    case 'REFUSED':
      if (state.status === 'CLAIMING')
        return [{ type: 'BenefitRefused', data: { personId: state.personId, reason: theirs.reason } }];
      return state.status === 'REFUSED' && state.refusal === theirs.reason ? [] : undefined;
    case 'GRANTED': {
      if (state.status === 'CLAIMING') return [grantedEvent(state.personId, theirs, expected)];
      if (!('grant' in state)) return undefined;
      return state.grant.months === theirs.months && state.grant.monthlyFen === theirs.monthlyFen ? [] : undefined;
    }
    default:
      return followEnd(state, theirs);
  }
};

const followEnd = (state: Known, theirs: Ended): BenefitEvent[] | undefined => {
  if (state.status === theirs.outcome) return [];
  switch (state.status) {
    case 'CLAIMING':
      return theirs.grant
        ? [grantedEvent(state.personId, { ...theirs, ...theirs.grant }), endedEvent(state, theirs)]
        : undefined;
    case 'GRANTED':
    case 'STOPPING':
      return [endedEvent(state, theirs)];
    case 'SUSPENDED':
      return theirs.outcome === 'SUSPENDED' ? [] : [endedEvent(state, theirs)];
    default:
      return undefined;
  }
};

/** An answer to the claim, from whichever attempt; once the claim is decided, answers that come late change nothing. */
export const takeClaimAnswer =
  (answer: ClaimAnswer, attempt: Delivery<Call>, expectedMonths?: number): DecideBenefit =>
  ({ state }, now) => {
    if (state.status !== 'CLAIMING') return [];
    const isAwaited = isSameAttempt(state.owed, attempt);
    if (answer.outcome === 'FAILED') return isAwaited ? [failedDelivery(state.owed, answer, now)] : [];
    if (answer.outcome !== 'PENDING') {
      const isWrong = wrongDate(answer, state, dateInShanghai(now)) !== undefined;
      const problem = isWrong ? 'PARTNER_DATE' : 'MALFORMED_ANSWER';
      const events = isWrong ? undefined : follow(state, answer, expectedMonths);
      return events ?? (isAwaited ? [failedDelivery(state.owed, notUsable(problem), now)] : []);
    }
    if (!isAwaited) return [];
    const { claimNumber } = answer;
    const data = { personId: state.personId, claimNumber, nextAt: later(now, REVIEW_PAUSE_MS) };
    const review: BenefitEvent = { type: 'BenefitUnderReview', data };
    return now.toISOString() <= state.decideBy.at
      ? [review]
      : [review, { type: 'PartnerCallGivenUp', data: { call: 'CLAIM', problem: 'DECISION_OVERDUE' } }];
  };

/** Accepted is not done: it is asked for until the claim stands so with them. */
export const takeStopAnswer =
  (answer: StopAnswer, attempt: Delivery<Call>): DecideBenefit =>
  ({ state }, now) => {
    if (state.status !== 'STOPPING') return [];
    const { personId, stop, claimNumber } = state;
    switch (answer.outcome) {
      case 'FAILED':
        return isSameAttempt(state.owed, attempt) ? [failedDelivery(state.owed, answer, now)] : [];
      case 'ACCEPTED':
        return isSameAttempt(state.owed, attempt)
          ? [{ type: 'BenefitStopAccepted', data: { personId, nextAt: later(now, REVIEW_PAUSE_MS) } }]
          : [];
      case 'STOPPED': {
        const outcome = stop.mode === 'STOP' ? 'STOPPED' : 'SUSPENDED';
        return [endedEvent(state, { ...answer, outcome, claimNumber, on: stop.on })];
      }
    }
  };

/** Whether a stop that was accepted has been done. */
export const takeStopStatus =
  (answer: ClaimAnswer, attempt: Delivery<Call>): DecideBenefit =>
  ({ state }, now) => {
    if (state.status !== 'STOPPING') return [];
    const isWrong = 'on' in answer && wrongDate({ on: answer.on }, state, dateInShanghai(now)) !== undefined;
    if ('on' in answer && !isWrong) return follow(state, answer) ?? [];
    if (!isSameAttempt(state.owed, attempt)) return [];
    const problem = isWrong ? 'PARTNER_DATE' : 'STOP_NOT_DONE';
    return [failedDelivery(state.owed, answer.outcome === 'FAILED' ? answer : notUsable(problem), now)];
  };

export const takeResumeAnswer =
  (answer: ResumeAnswer, attempt: Delivery<Call>): DecideBenefit =>
  ({ state }, now) => {
    if ((state.status !== 'SUSPENDED' && state.status !== 'STOPPED') || !state.owed) return [];
    if (answer.outcome === 'RESUMED') return [resumedEvent(state, answer.on)];
    return isSameAttempt(state.owed, attempt) ? [failedDelivery(state.owed, answer, now)] : [];
  };

export const takeNoticeAnswer =
  (answer: NoticeAnswer, attempt: Delivery<Call>): DecideBenefit =>
  ({ state }, now) => {
    if (state.status !== 'GRANTED' || !state.telling || !isSameAttempt(state.telling, attempt)) return [];
    const [first] = state.notices ?? [];
    if (!first) return [];
    if (answer.outcome === 'FAILED') return [failedDelivery(state.telling, answer, now)];
    const { notice, on } = first;
    const nextAt = later(new Date(state.telling.at ?? now), 1);
    return [{ type: 'NoticeDelivered', data: { notice, on, nextAt } }];
  };

/** A decision that the system sends by itself. The same again is harmless; another one is not believed. */
export const takeDecision =
  (
    decision: Decided,
    { today, expectedMonths }: { today: string; expectedMonths?: number | undefined },
  ): DecideBenefit =>
  ({ state }) => {
    if (state.status === 'NONE') return [];
    requireClaim(state, decision.claimNumber);
    if (decision.outcome === 'GRANTED') requireDates({ from: decision.from }, state, today);
    const events = follow(state, decision, expectedMonths);
    if (!events) throw errors.alreadyDecided({ status: state.status });
    return events;
  };

export const requireClaim = (state: Known, claimNumber: string) => {
  if (state.claimNumber !== undefined && state.claimNumber !== claimNumber) throw errors.otherClaim();
};

/** The two sides differ because we did not hear of it: theirs holds. */
export const adopt =
  (theirs: Theirs, on: string, expectedMonths?: number): DecideBenefit =>
  ({ state }) => {
    if (state.status === 'NONE') return [];
    if ((state.status === 'SUSPENDED' || state.status === 'STOPPED') && theirs.outcome === 'GRANTED')
      return [resumedEvent(state, on)];
    return follow(state, theirs, expectedMonths) ?? [];
  };
