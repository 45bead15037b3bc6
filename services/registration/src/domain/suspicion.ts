import { type Actor, type SuspicionEvent, type SuspicionSignal, suspicionEvents } from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { deskAccess, isEmployer, isJobseeker } from './access.ts';

type DataOf<T extends SuspicionEvent['type']> = Extract<SuspicionEvent, { type: T }>['data'];
type Pair = { persons: string[]; signals: SuspicionSignal[] };
type Merge = { survivor: string; merged: string };
export type Proposal = DataOf<'MergeProposed'>;

/** `joined`: the two are one person now. */
export type Suspicion =
  | { status: 'NONE'; joined: false }
  | (Pair & { status: 'OPEN'; joined: false })
  | (Pair & { status: 'DISMISSED'; joined: false; ground: DataOf<'SuspicionDismissed'>['ground'] | 'SPLIT' })
  | (Pair & Proposal & { status: 'MERGE_PROPOSED'; joined: false })
  | (Pair & Merge & { status: 'MERGED'; joined: true })
  | (Pair & DataOf<'SplitProposed'> & { status: 'SPLIT_PROPOSED'; joined: true });

const POSSIBLE = {
  NONE: [],
  OPEN: ['merge-proposal', 'dismissal'],
  DISMISSED: ['merge-proposal'],
  MERGE_PROPOSED: ['merge', 'refusal'],
  MERGED: ['split-proposal'],
  SPLIT_PROPOSED: ['split', 'refusal'],
} as const satisfies Record<Suspicion['status'], string[]>;
const notPossible = ({ status }: Suspicion) => errors.notPossible({ state: status, possible: POSSIBLE[status] });

/** One record for two persons, whichever is named first. */
export const suspicionId = (one: string, other: string) => [one, other].sort().join('~');
const pairOf = ({ persons, signals }: Pair): Pair => ({ persons, signals });

export const suspicion = {
  events: suspicionEvents,
  initial: { status: 'NONE', joined: false } as Suspicion,
  evolve(state: Suspicion, event: SuspicionEvent): Suspicion {
    if (event.type === 'SuspicionArose') {
      const { persons, signals } = event.data;
      const known = state.status === 'NONE' ? [] : state.signals;
      return { status: 'OPEN', joined: false, persons, signals: [...new Set([...known, ...signals])] };
    }
    if (state.status === 'NONE') return state;
    const pair = pairOf(state);
    switch (event.type) {
      case 'SuspicionDismissed':
        return { ...pair, status: 'DISMISSED', joined: false, ground: event.data.ground };
      case 'MergeProposed':
        return { ...pair, ...event.data, status: 'MERGE_PROPOSED', joined: false };
      case 'MergeDeclined':
        return { ...pair, status: 'OPEN', joined: false };
      case 'PersonsMerged':
      case 'SplitDeclined': {
        const { survivor, merged } = event.data;
        return { ...pair, survivor, merged, status: 'MERGED', joined: true };
      }
      case 'SplitProposed':
        return { ...pair, ...event.data, status: 'SPLIT_PROPOSED', joined: true };
      case 'PersonsSplit':
        return { ...pair, status: 'DISMISSED', joined: false, ground: 'SPLIT' };
    }
  },
  // People move between the divisions of a city: any of its desks looks into it.
  access(state: Suspicion, actor: Actor) {
    if (state.status === 'NONE' || isJobseeker(actor) || isEmployer(actor)) return 'none';
    return deskAccess(actor, undefined);
  },
  indexes: [
    { fields: ['merged'], unique: true, where: { joined: true } },
    { fields: ['persons', 'joined'] },
    { fields: ['status'] },
  ],
} satisfies RecordKind<Suspicion, typeof suspicionEvents>;

/** What was dismissed comes up again only with a signal that was not known then. */
export const raise =
  (persons: string[], signals: SuspicionSignal[]) =>
  ({ state }: Pick<Rec<Suspicion>, 'state'>): SuspicionEvent[] => {
    const arisen: SuspicionEvent = { type: 'SuspicionArose', data: { persons: [...persons].sort(), signals } };
    if (state.status === 'NONE') return [arisen];
    if (state.status !== 'DISMISSED') return [];
    return signals.some((signal) => !state.signals.includes(signal)) ? [arisen] : [];
  };

export const dismiss =
  (ground: DataOf<'SuspicionDismissed'>['ground']) =>
  ({ state }: Rec<Suspicion>): SuspicionEvent[] => {
    if (state.status !== 'OPEN') throw notPossible(state);
    return [{ type: 'SuspicionDismissed', data: { ground } }];
  };

export const proposeMerge =
  ({ survivor, ground, officer }: { survivor: string; ground: Proposal['ground']; officer: string }) =>
  ({ state }: Rec<Suspicion>): SuspicionEvent[] => {
    if (state.status !== 'OPEN' && state.status !== 'DISMISSED') throw notPossible(state);
    const merged = state.persons.find((id) => id !== survivor);
    if (!merged || !state.persons.includes(survivor)) throw errors.notOfThePair({ persons: state.persons });
    return [{ type: 'MergeProposed', data: { survivor, merged, ground, proposedBy: officer } }];
  };

/** Four eyes: who has proposed it does not decide it. */
const byAnother = (state: { proposedBy: string }, officer: string) => {
  if (state.proposedBy === officer) throw errors.ownProposal();
};

export const merge =
  (officer: string) =>
  ({ state }: Rec<Suspicion>): SuspicionEvent[] => {
    if (state.status !== 'MERGE_PROPOSED') throw notPossible(state);
    byAnother(state, officer);
    const { survivor, merged, proposedBy } = state;
    return [{ type: 'PersonsMerged', data: { survivor, merged, proposedBy, confirmedBy: officer } }];
  };

export const proposeSplit =
  (ground: DataOf<'SplitProposed'>['ground'], officer: string) =>
  ({ state }: Rec<Suspicion>): SuspicionEvent[] => {
    if (state.status !== 'MERGED') throw notPossible(state);
    const { survivor, merged } = state;
    return [{ type: 'SplitProposed', data: { survivor, merged, ground, proposedBy: officer } }];
  };

export const split =
  (officer: string) =>
  ({ state }: Rec<Suspicion>): SuspicionEvent[] => {
    if (state.status !== 'SPLIT_PROPOSED') throw notPossible(state);
    byAnother(state, officer);
    const { survivor, merged, proposedBy } = state;
    return [{ type: 'PersonsSplit', data: { survivor, merged, proposedBy, confirmedBy: officer } }];
  };

/** Of a proposal, by another officer or by who has made it: all is as it was. */
export const declineProposal = ({ state }: Rec<Suspicion>): SuspicionEvent[] => {
  if (state.status !== 'MERGE_PROPOSED' && state.status !== 'SPLIT_PROPOSED') throw notPossible(state);
  const { survivor, merged } = state;
  const type = state.status === 'MERGE_PROPOSED' ? 'MergeDeclined' : 'SplitDeclined';
  return [{ type, data: { survivor, merged } }];
};
