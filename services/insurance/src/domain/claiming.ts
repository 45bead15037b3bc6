import type { BenefitEvent, ClosureReason, NoticeKind, Proceeding, SanctionGround } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import type {
  ClaimAnswer,
  Decided,
  Ended,
  Granted,
  NoticeAnswer,
  ResumeAnswer,
  StopAnswer,
  StopMode,
  Theirs,
} from './answers.ts';
import { type Benefit, type Call, type Claim, type Known, monthsLeft, type Resting } from './benefit.ts';
import { type Delivery, failedDelivery, isSameAttempt, later } from './delivery.ts';
import { requireDates } from './partner-dates.ts';
import { ENDING } from './stopping.ts';

export type DecideBenefit = Decide<Benefit, BenefitEvent>;
/** Reactions see the state alone. */
type React = (state: Benefit, now: Date) => BenefitEvent[];

/** A registration is reported once, however often it is heard of. */
export const openClaim =
  (claim: Pick<Claim, 'personId' | 'registrationId' | 'division' | 'from' | 'decideBy'>): React =>
  (state, now) =>
    state.status === 'NONE' ? [{ type: 'BenefitClaimOpened', data: { ...claim, deliverAt: now.toISOString() } }] : [];

/** Nothing to stop where nothing was granted or will be. What rests can still end. */
const isStoppable = (state: Benefit, mode: StopMode): state is Known =>
  state.status === 'GRANTED' ||
  (state.status === 'CLAIMING' && !state.stop) ||
  (state.status === 'SUSPENDED' && mode === 'STOP');

/** By her own act it ends or rests at once; on any other ground an officer looks at it first. */
export const endRegistration =
  ({ reason, on, proceeding }: { reason: ClosureReason; on: string; proceeding?: Proceeding | undefined }): React =>
  (state, now) => {
    const ending = ENDING[reason];
    if (ending.effect === 'CASE') {
      const question = { ground: ending.ground, on, ...(proceeding && { proceeding }) };
      return questionCut(question)(state);
    }
    if (!isStoppable(state, ending.effect)) return [];
    const { personId } = state;
    const data = { personId, reason, on, mode: ending.effect, deliverAt: now.toISOString() };
    return [{ type: 'BenefitStopRequested', data }];
  };

/** Something speaks for a cut: told, and nothing else. */
const questionCut =
  (question: { ground: SanctionGround; on: string; proceeding?: Proceeding }) =>
  (state: Benefit): BenefitEvent[] => {
    if (!isStoppable(state, 'STOP')) return [];
    const { personId, division } = state;
    return [{ type: 'BenefitCutQuestioned', data: { personId, division, ...question } }];
  };

/** A decision that two officers signed and that took effect. */
export const cutBenefit =
  (cut: { ground: SanctionGround; mode: StopMode; on: string; sanctionId: string }): React =>
  (state, now) => {
    if (!isStoppable(state, cut.mode)) return [];
    const { ground: reason, ...rest } = cut;
    return [
      {
        type: 'BenefitStopRequested',
        data: { personId: state.personId, reason, ...rest, deliverAt: now.toISOString() },
      },
    ];
  };

/** The decision was reversed: what it cut is resumed, and nothing that ended for another reason. */
export const restoreBenefit =
  ({ sanctionId, on }: { sanctionId: string; on: string }): React =>
  (state, now) => {
    if (!('stop' in state) || state.stop?.sanctionId !== sanctionId) return [];
    const data = { personId: state.personId, on, sanctionId, deliverAt: now.toISOString() };
    return [{ type: 'BenefitResumeRequested', data }];
  };

/** The end of the registration was reversed: what it stopped is resumed; what a signed decision cut stays cut. */
export const resumeReopened =
  (on: string): React =>
  (state, now) =>
    'stop' in state && state.stop && !state.stop.sanctionId
      ? [{ type: 'BenefitResumeRequested', data: { personId: state.personId, on, deliverAt: now.toISOString() } }]
      : [];

/** The insurance system hears that she confirmed, or entered or left a course, while the benefit runs or is claimed. */
export const oweNotice =
  (notice: NoticeKind, on: string, reference?: string): React =>
  (state, now) => {
    if (state.status !== 'CLAIMING' && state.status !== 'GRANTED') return [];
    const isIn = reference !== undefined && (state.trainings ?? []).includes(reference);
    if (reference !== undefined && isIn !== (notice === 'TRAINING_LEFT')) return [];
    const data = { notice, on, ...(reference && { reference }), deliverAt: now.toISOString() };
    return [{ type: 'NoticeOwed', data }];
  };

const REVIEW_PAUSE_MS = 60 * 60_000;

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
      const unclear = { outcome: 'FAILED', problem: 'MALFORMED_ANSWER', permanent: false } as const;
      return follow(state, answer, expectedMonths) ?? (isAwaited ? [failedDelivery(state.owed, unclear, now)] : []);
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
    const notDone = { outcome: 'FAILED', problem: 'STOP_NOT_DONE', permanent: false } as const;
    if ('on' in answer) return follow(state, answer) ?? [];
    if (!isSameAttempt(state.owed, attempt)) return [];
    return [failedDelivery(state.owed, answer.outcome === 'FAILED' ? answer : notDone, now)];
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

/** An officer has the owed call made now, with a new budget. */
export const resumeCall: DecideBenefit = ({ state }, now) => {
  const [delivery] = owedCalls(state);
  if (!delivery) throw errors.nothingOwed({ status: state.status });
  return [{ type: 'PartnerCallResumed', data: { call: delivery.call, deliverAt: now.toISOString() } }];
};

const waits = ({ givenUp, queued }: Delivery<Call>) => givenUp === true || queued === true;
/** What waits for somebody comes first. */
const owedCalls = (state: Benefit): Delivery<Call>[] =>
  ['owed' in state ? state.owed : undefined, state.status === 'GRANTED' ? state.telling : undefined]
    .filter((it) => it !== undefined)
    .sort((a, b) => Number(waits(b)) - Number(waits(a)));

/** The two sides differ and it is ours to repair: what is owed is sent now, and a stop that did not hold is told anew. */
export const sendAgain: DecideBenefit = ({ state }, now) => {
  const deliverAt = now.toISOString();
  if ('owed' in state && state.owed)
    return [{ type: 'PartnerCallResumed', data: { call: state.owed.call, deliverAt } }];
  if (state.status !== 'STOPPED' && state.status !== 'SUSPENDED') return [];
  const { personId, stop } = state;
  const { reason, on, mode, sanctionId } = stop;
  return [
    {
      type: 'BenefitStopRequested',
      data: { personId, reason, on, mode, ...(sanctionId && { sanctionId }), deliverAt },
    },
  ];
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
