import {
  type Actor,
  type DeadlineFact,
  type DecisionFact,
  isHerself,
  type SkillSubsidyEvent,
  type SkillSubsidyStatus,
  skillSubsidyEvents,
  withinDivision,
} from '@zhiqiao/domain';
import type { Decide, Due, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import type { SubsidyAnswer } from './answers.ts';
import { afterPartnerEvent, type Delivery, deliveryClocks, failedDelivery, isSameAttempt, owed } from './delivery.ts';

type DataOf<T extends SkillSubsidyEvent['type']> = Extract<SkillSubsidyEvent, { type: T }>['data'];
type Applied = DataOf<'SkillSubsidyApplied'>;

export type KnownSubsidy = Omit<Applied, 'warnBy' | 'decideBy'> & {
  status: SkillSubsidyStatus;
  /** It stands in the way of another for the same certificate, or of the same level. */
  live: boolean;
  warnBy?: DeadlineFact;
  decideBy?: DeadlineFact;
  warned: boolean;
  overdue: boolean;
  decidedBy?: string;
  decision?: DecisionFact;
  amountFen?: number | undefined;
  /** Of two grants at the same moment one finds it taken. */
  turn?: string | undefined;
  appealBy?: DeadlineFact;
  /** The order to pay. */
  owed?: Delivery<'SUBSIDY'>;
  paid?: Omit<DataOf<'SkillSubsidyPaid'>, 'personId'>;
};
export type SkillSubsidy = { status: 'NONE' } | KnownSubsidy;
type DecideSubsidy = Decide<SkillSubsidy, SkillSubsidyEvent>;

export const POSSIBLE_FOR_SUBSIDY: Record<SkillSubsidyStatus, readonly string[]> = {
  APPLIED: ['decision', 'withdrawal'],
  GRANTED: ['payment'],
  REFUSED: ['appeal'],
  APPEALED: ['appeal-decision', 'withdrawal'],
  UPHELD: [],
  WITHDRAWN: [],
  PAID: [],
};
const LIVE: readonly SkillSubsidyStatus[] = ['APPLIED', 'GRANTED', 'PAID'];

const inState = (state: KnownSubsidy, status: SkillSubsidyStatus, decideBy?: DeadlineFact): KnownSubsidy => {
  const { warnBy: _, decideBy: __, owed: ___, ...rest } = state;
  return { ...rest, status, live: LIVE.includes(status), overdue: false, ...(decideBy && { decideBy }) };
};

type Grant = Pick<DataOf<'SkillSubsidyReversed'>, 'amountFen' | 'turn' | 'deliverAt'>;
const granted = (state: KnownSubsidy, { amountFen, turn, deliverAt }: Grant): KnownSubsidy => ({
  ...inState(state, 'GRANTED'),
  amountFen,
  turn,
  ...(deliverAt && { owed: owed('SUBSIDY', deliverAt) }),
});

const after = (state: KnownSubsidy, event: SkillSubsidyEvent): KnownSubsidy => {
  switch (event.type) {
    case 'SkillSubsidyApplied':
      return state;
    case 'SkillSubsidyWarned':
      return { ...state, warned: true };
    case 'SkillSubsidyOverdue':
      return { ...state, overdue: true };
    case 'SkillSubsidyGranted': {
      const { officer, decision } = event.data;
      return { ...granted(state, event.data), decidedBy: officer, decision };
    }
    case 'SkillSubsidyRefused': {
      const { officer, decision, appealBy } = event.data;
      return { ...inState(state, 'REFUSED'), decidedBy: officer, decision, appealBy };
    }
    case 'SkillSubsidyWithdrawn':
      return inState(state, 'WITHDRAWN');
    case 'SkillSubsidyAppealed':
      return inState(state, 'APPEALED', event.data.decideBy);
    case 'SkillSubsidyUpheld':
      return inState(state, 'UPHELD');
    case 'SkillSubsidyReversed':
      return granted(state, event.data);
    case 'SkillSubsidyPassedOn':
      return inState(state, 'GRANTED');
    case 'SkillSubsidyPaid': {
      const { personId: _, ...paid } = event.data;
      return { ...inState(state, 'PAID'), paid };
    }
    default:
      return state.owed ? { ...state, owed: afterPartnerEvent(state.owed, event) } : state;
  }
};

export const skillSubsidy: RecordKind<SkillSubsidy, typeof skillSubsidyEvents> = {
  events: skillSubsidyEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    if (event.type === 'SkillSubsidyApplied')
      return { ...event.data, status: 'APPLIED', live: true, warned: false, overdue: false };
    return state.status === 'NONE' ? state : after(state, event);
  },
  clocks(state) {
    if (state.status === 'NONE') return [];
    const { warnBy, decideBy, warned, overdue } = state;
    const clock = (kind: string, { at, calendar, provisional }: DeadlineFact): Due[] => [
      { kind, at: new Date(at), calendar, provisional },
    ];
    return [
      ...(warnBy && !warned ? clock('decision-warning', warnBy) : []),
      ...(decideBy && !overdue ? clock('decision-overdue', decideBy) : []),
      ...deliveryClocks(state.owed),
    ];
  },
  access(state, actor: Actor) {
    if (state.status === 'NONE') return 'none';
    const has = (...roles: Actor['roles']) => actor.roles.some((role) => roles.includes(role));
    if (has('insurance-system')) return 'write';
    if (has('manager', 'clerk', 'counsellor')) return withinDivision(actor.division, state.division) ? 'write' : 'read';
    return has('jobseeker') && isHerself(actor, state.personId) ? 'write' : 'none';
  },
  indexes: [
    { fields: ['certificateNo'], unique: true, where: { live: true } },
    { fields: ['personId', 'occupation', 'level'], unique: true, where: { live: true } },
    { fields: ['turn'], unique: true },
    { fields: ['personId'] },
    { fields: ['status', 'overdue'] },
    { fields: ['status', 'owed.givenUp'] },
  ],
};

const inStateFor = (what: string, state: SkillSubsidy): KnownSubsidy => {
  const possible = state.status === 'NONE' ? [] : POSSIBLE_FOR_SUBSIDY[state.status];
  if (state.status === 'NONE' || !possible.includes(what))
    throw errors.subsidyNotPossible({ state: state.status, possible });
  return state;
};

export const applyForSubsidy = (applied: Applied) => (): SkillSubsidyEvent[] => [
  { type: 'SkillSubsidyApplied', data: applied },
];

/** What the rules make of the facts; an amount only where they accept. */
type Weighed = { decision: DecisionFact; amountFen?: number | undefined };

export const decideSubsidy =
  (officer: string, { decision, amountFen, turn }: Weighed & { turn: string }, appealBy: DeadlineFact): DecideSubsidy =>
  ({ state }, now) => {
    const { personId } = inStateFor('decision', state);
    const deliverAt = now.toISOString();
    return decision.outcome === 'accept' && amountFen !== undefined
      ? [{ type: 'SkillSubsidyGranted', data: { officer, personId, amountFen, decision, turn, deliverAt } }]
      : [{ type: 'SkillSubsidyRefused', data: { officer, personId, decision, appealBy } }];
  };

export const withdrawSubsidy: DecideSubsidy = ({ state }) => [
  { type: 'SkillSubsidyWithdrawn', data: { personId: inStateFor('withdrawal', state).personId } },
];

export const appealSubsidy =
  (decideBy: DeadlineFact): DecideSubsidy =>
  ({ state }, now) => {
    const { personId, appealBy } = inStateFor('appeal', state);
    if (appealBy && now.toISOString() > appealBy.at) throw errors.appealTooLate({ appealBy: appealBy.due });
    return [{ type: 'SkillSubsidyAppealed', data: { personId, decideBy } }];
  };

type Outcome = { outcome: 'UPHOLD' } | { outcome: 'REVERSE'; reason: DataOf<'SkillSubsidyReversed'>['reason'] };

/** By another officer than who refused it. Without a turn her grants of the year are used up. */
export const decideSubsidyAppeal =
  (officer: string, outcome: Outcome, { amountFen, turn }: Pick<KnownSubsidy, 'amountFen' | 'turn'>): DecideSubsidy =>
  ({ state }, now) => {
    const { personId, decidedBy, level } = inStateFor('appeal-decision', state);
    if (decidedBy === officer) throw errors.sameOfficer();
    if (outcome.outcome === 'UPHOLD') return [{ type: 'SkillSubsidyUpheld', data: { officer, personId } }];
    if (amountFen === undefined) throw errors.subsidyWithoutAmount({ level });
    if (turn === undefined) throw errors.subsidiesUsedUp();
    const grant = { officer, personId, amountFen, turn, deliverAt: now.toISOString() };
    return [{ type: 'SkillSubsidyReversed', data: { ...grant, reason: outcome.reason } }];
  };

export const takeSubsidyAnswer =
  (answer: SubsidyAnswer, attempt: Delivery<'SUBSIDY'>): DecideSubsidy =>
  ({ state }, now) => {
    if (state.status !== 'GRANTED' || !state.owed) return [];
    if (answer.outcome === 'FAILED')
      return isSameAttempt(state.owed, attempt) ? [failedDelivery(state.owed, answer, now)] : [];
    return [{ type: 'SkillSubsidyPassedOn', data: { personId: state.personId } }];
  };

/** An officer has the order to pay made now, with a new budget. */
export const resumeSubsidy: DecideSubsidy = ({ state }, now) => {
  if (state.status === 'NONE' || !state.owed) throw errors.nothingOwed({ status: state.status });
  return [{ type: 'PartnerCallResumed', data: { call: 'SUBSIDY', deliverAt: now.toISOString() } }];
};

/** The receipt of the insurance system; the same again changes nothing. */
export const paySubsidy =
  (paid: Omit<DataOf<'SkillSubsidyPaid'>, 'personId'>, today: string): DecideSubsidy =>
  ({ state }) => {
    if (state.status === 'PAID' && state.paid?.receipt === paid.receipt && state.paid.amountFen === paid.amountFen)
      return [];
    const { personId, amountFen, appliedOn } = inStateFor('payment', state);
    if (paid.amountFen !== amountFen) throw errors.subsidyAmount({ granted: amountFen });
    if (paid.on < appliedOn || paid.on > today) throw errors.partnerDate({ on: paid.on });
    return [{ type: 'SkillSubsidyPaid', data: { personId, ...paid } }];
  };

export const warnOfSubsidy: DecideSubsidy = ({ state }) =>
  state.status === 'APPLIED' && state.decideBy && !state.warned
    ? [{ type: 'SkillSubsidyWarned', data: { decideBy: state.decideBy } }]
    : [];

export const noteSubsidyOverdue: DecideSubsidy = ({ state }) =>
  state.status !== 'NONE' && state.decideBy && !state.overdue
    ? [{ type: 'SkillSubsidyOverdue', data: { decideBy: state.decideBy } }]
    : [];
