import {
  type BenefitEvent,
  benefitEvents,
  type DeadlineFact,
  isHerself,
  type NoticeKind,
  type StopReason,
  withinDivision,
} from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { addMonths } from '@zhiqiao/rules';
import type { StopMode } from './answers.ts';
import { afterPartnerEvent, type Delivery, deliveryClocks, owed } from './delivery.ts';
import { afterFiling } from './exchange/filed-delivery.ts';

type DataOf<T extends BenefitEvent['type']> = Extract<BenefitEvent, { type: T }>['data'];

export type Call = 'CLAIM' | 'STOP' | 'RESUME' | 'NOTICE';
export type Notice = { notice: NoticeKind; on: string; reference?: string | undefined; deliverAt: string };
export type Grant = { months: number; monthlyFen: number; from: string; expectedMonths?: number | undefined };
type Asked = { reason: StopReason; on: string; mode: StopMode; sanctionId?: string | undefined };
export type Stop = Asked & { partnerReason?: string | undefined; monthsPaid?: number | undefined };

/** What holds whatever the state. Records of before have less. */
type Beside = {
  notices?: Notice[];
  telling?: Delivery<Call>;
  /** How many notices were told: the number of the next. */
  told?: number;
  /** Courses that she is in. */
  trainings?: string[];
  /** What came from the insurance system, by its own numbers; the last one that moved the state. */
  signals?: { sequence: number; digest: string }[];
  lastMove?: number;
  missedChecks?: string[];
  paidMonths?: string[];
  monthsPaid?: number;
  contributionMonths?: number;
  /** How often it was stopped: a stop that did not hold is told anew, under a key of its own. */
  stops?: number;
};
export type Claim = Beside & {
  personId: string;
  registrationId: string;
  division: string;
  from: string;
  decideBy: DeadlineFact;
  claimNumber?: string;
};
/** `resumed`: when last, and how many months had been drawn by then. */
type Running = Claim & { claimNumber: string; grant: Grant; resumed?: { on: string; drawn: number } };

export type Claiming = Claim & {
  status: 'CLAIMING';
  owed: Delivery<Call>;
  /** The registration ended before the claim was answered: what is granted is stopped at once. */
  stop?: Asked & { deliverAt: string };
};
export type Stopping = Running & {
  status: 'STOPPING';
  stop: Stop;
  owed: Delivery<Call>;
  /** The insurance system took the stop and is asked whether it is done. */
  accepted?: true;
  /** Reversed while the stop is under way: resumed as soon as it is through. */
  resume?: { deliverAt: string };
};
export type Resting = Running & { stop: Stop; owed?: Delivery<Call> };
export type Benefit =
  | { status: 'NONE' }
  | Claiming
  | (Running & { status: 'GRANTED' })
  | Stopping
  | (Resting & { status: 'SUSPENDED' })
  | (Resting & { status: 'STOPPED' })
  | (Running & { status: 'EXHAUSTED'; exhaustedOn: string })
  | (Claim & { status: 'REFUSED'; refusal: string });
export type Known = Exclude<Benefit, { status: 'NONE' }>;
export type DecideBenefit = Decide<Benefit, BenefitEvent>;

/** Of what was granted, while it rests. Where it was not told how many were paid, the months begun count. */
export const monthsLeft = ({ grant, monthsPaid, stop }: Resting) => {
  const isLeft = (month: number) => addMonths(grant.from, month) > stop.on;
  return monthsPaid === undefined
    ? Array.from({ length: grant.months }, (_, month) => month).filter(isLeft).length
    : Math.max(0, grant.months - monthsPaid);
};

export const benefit: RecordKind<Benefit, typeof benefitEvents> = {
  events: benefitEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    if (event.type === 'BenefitClaimOpened') {
      const { deliverAt, ...claim } = event.data;
      return { status: 'CLAIMING', ...claim, owed: owed('CLAIM', deliverAt) };
    }
    return state.status === 'NONE' ? state : moved(beside(state, event), event);
  },
  clocks: (state) =>
    state.status === 'NONE'
      ? []
      : [
          ...deliveryClocks('owed' in state ? state.owed : undefined),
          ...deliveryClocks(state.status === 'GRANTED' ? state.telling : undefined),
        ],
  access(state, actor) {
    if (state.status === 'NONE') return 'none';
    const has = (...roles: string[]) => actor.roles.some((role) => roles.includes(role));
    if (has('insurance-system')) return 'write';
    if (has('manager') && withinDivision(actor.division, state.division)) return 'write';
    if (has('manager', 'clerk', 'counsellor')) return 'read';
    if (has('jobseeker') && isHerself(actor, state.personId)) return 'read';
    return 'none';
  },
  indexes: [
    { fields: ['personId'] },
    { fields: ['owed.givenUp'] },
    { fields: ['owed.queued'] },
    { fields: ['telling.givenUp'] },
    { fields: ['status'] },
    { fields: ['claimNumber'] },
    { fields: ['trainings'] },
  ],
};

/** What an event adds, whatever the state. */
const beside = (state: Known, event: BenefitEvent): Known => {
  const { notices = [], trainings = [], told = 0 } = state;
  switch (event.type) {
    case 'NoticeOwed': {
      const { reference } = event.data;
      const left = trainings.filter((it) => it !== reference);
      const queue = [...notices, event.data];
      return {
        ...state,
        notices: queue,
        ...(reference && { trainings: event.data.notice === 'TRAINING_ENTERED' ? [...left, reference] : left }),
        telling: !state.telling || state.telling.givenUp ? owed('NOTICE', event.data.deliverAt) : state.telling,
      };
    }
    case 'NoticeDelivered': {
      const { telling: _, ...rest } = state;
      const queue = notices.slice(1);
      const next = queue.length > 0 && { telling: owed<Call>('NOTICE', event.data.nextAt) };
      return { ...rest, notices: queue, told: told + 1, ...next };
    }
    case 'PartnerSignalReceived': {
      const { sequence, digest, disposition, signal } = event.data;
      const signals = [...(state.signals ?? []), { sequence, digest }];
      const moves = disposition === 'APPLIED' && isMove(signal) && { lastMove: sequence };
      return { ...state, signals, ...moves };
    }
    case 'BenefitPaid': {
      const { month, monthsPaid } = event.data;
      return {
        ...state,
        paidMonths: [...(state.paidMonths ?? []), month],
        monthsPaid: Math.max(monthsPaid, state.monthsPaid ?? 0),
      };
    }
    case 'ContributionsReported':
      return { ...state, contributionMonths: event.data.contributionMonths };
    case 'BenefitCheckMissed':
      return { ...state, missedChecks: [...(state.missedChecks ?? []), event.data.month].sort() };
    case 'PartnerCallFailed':
    case 'PartnerCallGivenUp':
    case 'PartnerCallResumed':
      return event.data.call === 'NOTICE' && state.telling
        ? { ...state, telling: afterPartnerEvent(state.telling, event) }
        : state;
    default:
      return state;
  }
};

/** Signals that say how the claim stands: of these a later one holds against an earlier that comes after it. */
const MOVES = ['GRANTED', 'REFUSED', 'ADJUSTED', 'SUSPENDED', 'RESUMED', 'STOPPED', 'EXHAUSTED', 'STOP_REFUSED'];
export const isMove = (signal: string) => MOVES.includes(signal);

const moved = (state: Known, event: BenefitEvent): Benefit => {
  switch (event.type) {
    case 'PartnerCallFailed':
    case 'PartnerCallGivenUp':
    case 'PartnerCallResumed':
      return event.data.call !== 'NOTICE' && 'owed' in state && state.owed
        ? { ...state, owed: afterPartnerEvent(state.owed, event) }
        : state;
    case 'PartnerCallQueued':
    case 'PartnerCallFiled':
      return 'owed' in state && state.owed ? { ...state, owed: afterFiling<Call>(state.owed, event) } : state;
    case 'BenefitUnderReview':
      return state.status === 'CLAIMING'
        ? { ...state, claimNumber: event.data.claimNumber, owed: owed('CLAIM', event.data.nextAt) }
        : state;
    case 'BenefitGranted':
      return state.status === 'CLAIMING' ? granted(state, event.data) : state;
    case 'BenefitRefused': {
      if (state.status !== 'CLAIMING') return state;
      const { owed: _, stop: __, ...claim } = state;
      return { ...silent(claim), status: 'REFUSED', refusal: event.data.reason };
    }
    case 'BenefitStopRequested': {
      const { personId: _, ...stop } = event.data;
      if (state.status === 'CLAIMING') return { ...state, stop, owed: owed('CLAIM', stop.deliverAt) };
      return 'grant' in state ? stopping(running(state), stop) : state;
    }
    case 'BenefitStopAccepted':
      return state.status === 'STOPPING' ? { ...state, accepted: true, owed: owed('STOP', event.data.nextAt) } : state;
    case 'BenefitStopped':
    case 'BenefitSuspended':
      return 'grant' in state ? ended(state, event) : state;
    case 'BenefitExhausted': {
      if (!('grant' in state)) return state;
      const { on, monthsPaid = state.grant.months } = event.data;
      return { ...silent(running(state)), status: 'EXHAUSTED', exhaustedOn: on, monthsPaid };
    }
    case 'BenefitResumeRequested':
      return resuming(state, event.data);
    case 'BenefitResumed': {
      if (state.status !== 'SUSPENDED' && state.status !== 'STOPPED') return state;
      const { on, monthsLeft: left = monthsLeft(state) } = event.data;
      return { ...running(state), status: 'GRANTED', resumed: { on, drawn: state.grant.months - left } };
    }
    case 'BenefitAdjusted':
      return 'grant' in state
        ? { ...state, grant: { ...state.grant, months: event.data.months, monthlyFen: event.data.monthlyFen } }
        : state;
    default:
      return state;
  }
};

const granted = (state: Claiming, { personId: _, claimNumber, ...grant }: DataOf<'BenefitGranted'>): Benefit => {
  const { owed: __, stop, status: ___, ...claim } = state;
  const next: Running = { ...claim, claimNumber, grant };
  return stop ? stopping(next, stop) : { ...next, status: 'GRANTED' };
};

/** Free of what belongs to one state only. */
const running = (state: Known & Running): Running => {
  const { owed: _, stop: __, accepted: ___, resume: ____, status: _____, ...rest } = state as Stopping;
  return rest;
};

/** Nothing more is told of a benefit that does not run. */
const silent = <C extends Claim>({ notices: _, telling: __, ...rest }: C) => rest as C;

const stopping = (state: Running, { deliverAt, ...stop }: Asked & { deliverAt: string }): Stopping => ({
  ...silent(state),
  status: 'STOPPING',
  stop,
  stops: (state.stops ?? 0) + 1,
  owed: owed('STOP', deliverAt),
});

const ended = (
  state: Known & Running,
  event: Extract<BenefitEvent, { type: 'BenefitStopped' | 'BenefitSuspended' }>,
): Benefit => {
  const { personId: _, ...end } = event.data;
  const { sanctionId } = 'stop' in state ? state.stop : {};
  const stop: Stop = { mode: 'SUSPEND', ...end, ...(sanctionId && { sanctionId }) };
  const resume = state.status === 'STOPPING' && state.resume && { owed: owed<Call>('RESUME', state.resume.deliverAt) };
  const rest = {
    ...silent(running(state)),
    stop,
    ...(end.monthsPaid !== undefined && { monthsPaid: end.monthsPaid }),
    ...resume,
  };
  return event.type === 'BenefitStopped' ? { ...rest, status: 'STOPPED' } : { ...rest, status: 'SUSPENDED' };
};

const resuming = (state: Known, { deliverAt }: DataOf<'BenefitResumeRequested'>): Benefit => {
  switch (state.status) {
    case 'CLAIMING': {
      const { stop: _, ...rest } = state;
      return rest;
    }
    case 'STOPPING':
      return { ...state, resume: { deliverAt } };
    case 'SUSPENDED':
    case 'STOPPED':
      return { ...state, owed: owed('RESUME', deliverAt) };
    default:
      return state;
  }
};
