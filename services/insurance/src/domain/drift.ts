import {
  type ClaimSide,
  type DriftCause,
  type DriftClass,
  type DriftEvent,
  type DriftFixer,
  driftEvents,
} from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { dateInShanghai } from '@zhiqiao/rules';
import { errors } from '../errors.ts';
import type { Theirs } from './answers.ts';
import type { Benefit } from './benefit.ts';
import { wrongDate } from './partner-dates.ts';

type DataOf<T extends DriftEvent['type']> = Extract<DriftEvent, { type: T }>['data'];
type Found = DataOf<'DriftFound'>;
export type KnownDrift = Omit<Found, 'repaired'> & {
  status: 'OPEN' | 'REPAIRED' | 'GONE' | 'RESOLVED';
  ground?: DataOf<'DriftResolved'>['ground'];
};
export type Drift = { status: 'NONE' } | KnownDrift;

/** A claim about which the two sides differ. */
export const drift: RecordKind<Drift, typeof driftEvents> = {
  events: driftEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    if (event.type === 'DriftFound') {
      const { repaired, ...found } = event.data;
      return { ...found, status: repaired ? 'REPAIRED' : 'OPEN' };
    }
    if (state.status === 'NONE') return state;
    return event.type === 'DriftGone'
      ? { ...state, status: 'GONE' }
      : { ...state, status: 'RESOLVED', ground: event.data.ground };
  },
  access: (_, actor) => (actor.roles.includes('manager') ? 'write' : 'none'),
  indexes: [{ fields: ['status'] }],
};

/** Said once in a run; and no more, once an officer found that both are right, while they say the same. */
export const findDrift =
  (found: Found): Decide<Drift, DriftEvent> =>
  ({ state }) => {
    if (state.status !== 'NONE' && state.run === found.run) return [];
    const isSettled = state.status === 'RESOLVED' && state.ground === 'BOTH_RIGHT' && sidesOf(state) === sidesOf(found);
    return isSettled ? [] : [{ type: 'DriftFound', data: found }];
  };
const sidesOf = ({ class: kind, ours, theirs }: Pick<Found, 'class' | 'ours' | 'theirs'>) =>
  JSON.stringify([kind, ...[ours, theirs].map((it) => [it?.status, it?.months, it?.monthlyFen])]);

/** What a later run does not find any more. */
export const settleDrift =
  (run: string): Decide<Drift, DriftEvent> =>
  ({ state }) =>
    (state.status === 'OPEN' || state.status === 'REPAIRED') && state.run < run
      ? [{ type: 'DriftGone', data: { run } }]
      : [];

export const resolveDrift =
  (resolved: DataOf<'DriftResolved'>): Decide<Drift, DriftEvent> =>
  ({ state }) => {
    if (state.status !== 'OPEN') throw errors.driftNotOpen({ state: state.status });
    return [{ type: 'DriftResolved', data: resolved }];
  };

export type Difference = {
  class: DriftClass;
  cause: DriftCause;
  fixer: DriftFixer;
  /** What is ours to do about it: theirs holds, or what is owed goes out again. */
  repair?: 'ADOPT' | 'SEND_AGAIN';
};
const adopting = (kind: DriftClass, cause: DriftCause): Difference => ({
  class: kind,
  cause,
  fixer: 'PLATFORM',
  repair: 'ADOPT',
});
const sending = (kind: DriftClass, cause: DriftCause): Difference => ({
  class: kind,
  cause,
  fixer: 'PLATFORM',
  repair: 'SEND_AGAIN',
});
const contradiction: Difference = {
  class: 'STATUS_DIFFERS',
  cause: 'DECISIONS_CONTRADICT',
  fixer: 'INSURANCE_AGENCY',
};

const isLive = ({ outcome }: Theirs) => outcome === 'PENDING' || outcome === 'GRANTED' || outcome === 'SUSPENDED';
const hasEnded = ({ outcome }: Theirs) => outcome === 'STOPPED' || outcome === 'EXHAUSTED' || outcome === 'SUSPENDED';

/**
 * How two sides differ about one claim, why, and who mends it. What is still under way is no difference; what is of an
 * impossible day is not taken over.
 */
export const differenceOf = (
  ours: Benefit | undefined,
  theirs: Theirs | undefined,
  now: Date,
): Difference | undefined => {
  const found = differing(ours, theirs, now);
  if (found?.repair !== 'ADOPT' || !theirs || !ours || ours.status === 'NONE') return found;
  return wrongDate(theirs, ours, dateInShanghai(now)) ? contradiction : found;
};

const differing = (ours: Benefit | undefined, theirs: Theirs | undefined, now: Date): Difference | undefined => {
  if (!ours || ours.status === 'NONE')
    return theirs && isLive(theirs)
      ? { class: 'MISSING_HERE', cause: 'CLAIMED_ELSEWHERE', fixer: 'CITY_OFFICER' }
      : undefined;
  if (!theirs) {
    if (ours.claimNumber !== undefined)
      return { class: 'MISSING_THERE', cause: 'LOST_THERE', fixer: 'INSURANCE_AGENCY' };
    return 'owed' in ours && ours.owed?.givenUp ? sending('LATE_ANSWER', 'CALL_GIVEN_UP') : undefined;
  }
  switch (ours.status) {
    case 'CLAIMING':
      if (theirs.outcome !== 'PENDING') return adopting('LATE_ANSWER', 'DECISION_UNHEARD');
      return now.toISOString() > ours.decideBy.at
        ? { class: 'LATE_ANSWER', cause: 'DECISION_OVERDUE', fixer: 'INSURANCE_AGENCY' }
        : undefined;
    case 'GRANTED':
      if (hasEnded(theirs)) return adopting('STATUS_DIFFERS', 'THEY_ENDED_UNHEARD');
      if (theirs.outcome !== 'GRANTED') return contradiction;
      return theirs.months === ours.grant.months && theirs.monthlyFen === ours.grant.monthlyFen
        ? undefined
        : { class: 'AMOUNT_DIFFERS', cause: 'ADJUSTED_THERE', fixer: 'INSURANCE_AGENCY' };
    case 'STOPPING':
      if (hasEnded(theirs)) return adopting('STATUS_DIFFERS', 'THEY_ENDED_UNHEARD');
      return ours.owed.givenUp ? sending('LATE_ANSWER', 'CALL_GIVEN_UP') : undefined;
    case 'SUSPENDED':
      if (theirs.outcome === 'SUSPENDED') return resting(ours.owed);
      if (hasEnded(theirs)) return adopting('STATUS_DIFFERS', 'THEY_ENDED_UNHEARD');
      return theirs.outcome === 'GRANTED' ? runningThere(ours) : contradiction;
    case 'STOPPED':
      if (!isLive(theirs)) return resting(ours.owed);
      return theirs.outcome === 'GRANTED' ? runningThere(ours) : sending('STATUS_DIFFERS', 'STOP_NOT_DONE');
    default:
      return isLive(theirs) ? contradiction : undefined;
  }
};

const resting = (owed?: { givenUp?: true }) => (owed?.givenUp ? sending('LATE_ANSWER', 'CALL_GIVEN_UP') : undefined);

/** They pay what we hold for ended: by our own stop, which then did not hold; else they resumed it. */
const runningThere = ({ stop, owed }: Extract<Benefit, { status: 'SUSPENDED' | 'STOPPED' }>) =>
  stop.reason === 'BY_AGENCY' || owed
    ? adopting('STATUS_DIFFERS', 'THEY_RESUMED_UNHEARD')
    : sending('STATUS_DIFFERS', 'STOP_NOT_DONE');

export const ourSide = (benefit: Benefit): ClaimSide => ({
  status: benefit.status,
  ...('grant' in benefit && { months: benefit.grant.months, monthlyFen: benefit.grant.monthlyFen }),
  ...('monthsPaid' in benefit && benefit.monthsPaid !== undefined && { monthsPaid: benefit.monthsPaid }),
});

export const theirSide = (theirs: Theirs): ClaimSide => {
  const grant = theirs.outcome === 'GRANTED' ? theirs : 'grant' in theirs ? theirs.grant : undefined;
  return {
    status: theirs.outcome,
    ...(grant && { months: grant.months, monthlyFen: grant.monthlyFen }),
    ...('monthsPaid' in theirs && theirs.monthsPaid !== undefined && { monthsPaid: theirs.monthsPaid }),
  };
};
