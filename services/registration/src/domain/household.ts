import {
  type Actor,
  divisionPath,
  type HouseholdEvent,
  householdEvents,
  isHerself,
  type WorkCapacity,
} from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { deskAccess, isEmployer, isJobseeker } from './access.ts';

type DataOf<T extends HouseholdEvent['type']> = Extract<HouseholdEvent, { type: T }>['data'];
export type Work = DataOf<'MemberWorkChanged'>['work'];
type Relation = DataOf<'MemberJoined'>['relation'];
export type Member = {
  personId: string;
  relation: Relation;
  capacity: WorkCapacity;
  since: string;
  until?: string;
  /** Her registrations, each at the newest version that was heard of. */
  works: Work[];
  /** The registers have been asked what came before she joined. */
  lookedUp: boolean;
};
/** `within`: the divisions above its own. `current`: who is a member today; nobody is in two households. */
export type Household =
  | { status: 'NONE' }
  | {
      status: 'ACTIVE' | 'DISSOLVED';
      division: string;
      within: string[];
      members: Member[];
      current: string[];
      /** Since when the registers are to be asked about somebody who joined. */
      lookUpFrom?: string;
      zeroEmployment: boolean;
    };
type Known = Exclude<Household, { status: 'NONE' }>;
type Stated = Pick<Rec<Household>, 'state'>;

export const household = {
  events: householdEvents,
  initial: { status: 'NONE' } as Household,
  evolve(state: Household, event: HouseholdEvent): Household {
    if (event.type === 'HouseholdFormed') {
      const { division, head, capacity, on } = event.data;
      const place = { division, within: divisionPath(division) };
      return regrouped({ status: 'ACTIVE', ...place, zeroEmployment: false, current: [], members: [] }, [
        joined(head, 'HEAD', capacity, on),
      ]);
    }
    if (state.status === 'NONE') return state;
    const { members } = state;
    switch (event.type) {
      case 'MemberJoined': {
        const { personId, relation, capacity, on } = event.data;
        return regrouped(state, [...members, joined(personId, relation, capacity, on)]);
      }
      case 'MemberLeft': {
        const { personId, on } = event.data;
        return regrouped(
          state,
          changed(members, personId, (member) => ({ ...member, until: on })),
        );
      }
      case 'CapacityChanged': {
        const { personId, capacity } = event.data;
        return regrouped(
          state,
          changed(members, personId, (member) => ({ ...member, capacity })),
        );
      }
      case 'HeadChanged': {
        const { head, relations } = event.data;
        const toNewHead = new Map<string, Relation>(relations.map((it) => [it.personId, it.relation])).set(
          head,
          'HEAD',
        );
        const related = (member: Member) => ({
          ...member,
          relation: toNewHead.get(member.personId) ?? member.relation,
        });
        return regrouped(
          state,
          members.map((member) => (isCurrent(member) ? related(member) : member)),
        );
      }
      case 'HouseholdMoved':
        return { ...state, division: event.data.division, within: divisionPath(event.data.division) };
      case 'HouseholdDissolved': {
        const { on } = event.data;
        const left = members.map((member) => (isCurrent(member) ? { ...member, until: on } : member));
        return { ...regrouped(state, left), status: 'DISSOLVED' };
      }
      case 'LookUpAsked':
        return regrouped(
          state,
          changed(members, event.data.personId, (member) => ({ ...member, lookedUp: false, works: [] })),
        );
      case 'MemberLookedUp': {
        const { personId, works } = event.data;
        const known = (member: Member) => ({ ...member, lookedUp: true, works: works.reduce(heard, member.works) });
        return regrouped(state, changed(members, personId, known));
      }
      case 'MemberWorkChanged': {
        const { personId, work } = event.data;
        const known = (member: Member) => ({ ...member, works: heard(member.works, work) });
        return regrouped(state, changed(members, personId, known));
      }
      case 'ZeroEmploymentArose':
        return { ...state, zeroEmployment: true };
      case 'ZeroEmploymentEnded':
        return { ...state, zeroEmployment: false };
    }
  },
  clocks(state: Household) {
    const left = toLookUp(state).length;
    if (left === 0 || state.status !== 'ACTIVE') return [];
    // A clock that fires must move, also when somebody has joined meanwhile: with everybody whom the registers were asked about.
    const asked = state.members.length - left;
    return [{ kind: 'look-up', at: new Date(Date.parse(`${state.lookUpFrom}T00:00:00+08:00`) + asked) }];
  },
  access(state: Household, actor: Actor) {
    if (state.status === 'NONE' || isEmployer(actor)) return 'none';
    if (isJobseeker(actor)) return state.current.some((id) => isHerself(actor, id)) ? 'read' : 'none';
    return deskAccess(actor, state.division);
  },
  indexes: [
    { fields: ['current'], unique: true, where: { status: 'ACTIVE' } },
    { fields: ['members.personId'] },
    { fields: ['within', 'zeroEmployment'] },
  ],
} satisfies RecordKind<Household, typeof householdEvents>;

const isCurrent = ({ until }: Member) => until === undefined;
const joined = (personId: string, relation: Relation, capacity: WorkCapacity, since: string): Member => ({
  personId,
  relation,
  capacity,
  since,
  works: [],
  lookedUp: false,
});
const changed = (members: Member[], personId: string, change: (member: Member) => Member) =>
  members.map((member) => (member.personId === personId && isCurrent(member) ? change(member) : member));
const regrouped = (state: Known, members: Member[]): Known => {
  const current = members.filter(isCurrent);
  const lookUpFrom = current.find(({ lookedUp }) => !lookedUp)?.since;
  const { lookUpFrom: _, ...rest } = state;
  return { ...rest, members, current: current.map(({ personId }) => personId), ...(lookUpFrom && { lookUpFrom }) };
};

/** Of two tellings of one registration the later version stands, in whatever order they come. */
const heard = (works: Work[], work: Work): Work[] => {
  const known = works.find(({ record }) => record === work.record);
  if (!known) return [...works, work];
  return known.version >= work.version ? works : works.map((it) => (it === known ? work : it));
};

export const toLookUp = (state: Household) =>
  state.status === 'ACTIVE' ? state.members.filter((member) => isCurrent(member) && !member.lookedUp) : [];

export type Standing = 'UNKNOWN' | 'EMPLOYED' | 'UNEMPLOYED' | 'NEITHER';
export const standingOf = ({ works, lookedUp }: Member): Standing => {
  const has = (kind: Work['kind']) => works.some((work) => work.open && work.kind === kind);
  if (!lookedUp) return 'UNKNOWN';
  if (has('EMPLOYMENT')) return 'EMPLOYED';
  return has('UNEMPLOYMENT') ? 'UNEMPLOYED' : 'NEITHER';
};

/**
 * 零就业家庭：every member of working age and able is registered unemployed, one at least, and nobody is employed.
 * As it was before, while the registers are being asked about somebody.
 */
const isWithoutWork = (state: Known) => {
  const members = state.members.filter(isCurrent);
  const standings = members.map(standingOf);
  if (standings.includes('UNKNOWN')) return state.zeroEmployment;
  const ready = members.every(({ capacity }, i) => capacity !== 'ABLE' || standings[i] === 'UNEMPLOYED');
  return ready && standings.includes('UNEMPLOYED') && !standings.includes('EMPLOYED');
};

/** What happened, and what it makes of the household. */
const telling = (state: Household, events: HouseholdEvent[]): HouseholdEvent[] => {
  const after = events.reduce<Household>((was, event) => household.evolve(was, event), state);
  if (after.status === 'NONE') return events;
  const without = after.status === 'ACTIVE' && isWithoutWork(after);
  if (without === after.zeroEmployment) return events;
  const { division, current } = after;
  return [
    ...events,
    without
      ? { type: 'ZeroEmploymentArose', data: { division, members: current.length } }
      : { type: 'ZeroEmploymentEnded', data: { division } },
  ];
};

const requireActive = (state: Household): Known & { status: 'ACTIVE' } => {
  if (state.status !== 'ACTIVE') throw errors.notPossible({ state: state.status, possible: [] });
  return state as Known & { status: 'ACTIVE' };
};
const memberOf = (state: Known, personId: string): Member => {
  const member = state.members.find((it) => it.personId === personId && isCurrent(it));
  if (!member) throw errors.notAMember({ members: state.current });
  return member;
};

export const form = (household: DataOf<'HouseholdFormed'>) => (): HouseholdEvent[] => [
  { type: 'HouseholdFormed', data: household },
];

export const join =
  (member: DataOf<'MemberJoined'>) =>
  ({ state }: Stated): HouseholdEvent[] => {
    const { current } = requireActive(state);
    if (current.includes(member.personId)) throw errors.memberAlready({ members: current });
    return telling(state, [{ type: 'MemberJoined', data: member }]);
  };

/** The head stays while others do: first another becomes the head. The last one's leaving is a dissolution. */
export const leave =
  ({ personId, reason, on }: DataOf<'MemberLeft'>) =>
  ({ state }: Stated): HouseholdEvent[] => {
    const active = requireActive(state);
    const { relation, since } = memberOf(active, personId);
    if (on < since) throw errors.leftBeforeJoining({ since });
    if (relation === 'HEAD')
      throw errors.headLeaves({ possible: active.current.length > 1 ? ['head'] : ['dissolution'] });
    return telling(state, [{ type: 'MemberLeft', data: { personId, reason, on } }]);
  };

export const changeCapacity =
  (change: DataOf<'CapacityChanged'>) =>
  ({ state }: Stated): HouseholdEvent[] => {
    const { capacity } = memberOf(requireActive(state), change.personId);
    return capacity === change.capacity ? [] : telling(state, [{ type: 'CapacityChanged', data: change }]);
  };

export const changeHead =
  ({ head, relations, on }: DataOf<'HeadChanged'>) =>
  ({ state }: Stated): HouseholdEvent[] => {
    const active = requireActive(state);
    if (memberOf(active, head).relation === 'HEAD') return [];
    const others = active.current.filter((id) => id !== head).sort();
    const named = relations.map(({ personId }) => personId).sort();
    if (JSON.stringify(others) !== JSON.stringify(named)) throw errors.relationsIncomplete({ members: others });
    return [{ type: 'HeadChanged', data: { head, relations, on } }];
  };

export const move =
  (division: string, on: string) =>
  ({ state }: Stated): HouseholdEvent[] =>
    requireActive(state).division === division ? [] : [{ type: 'HouseholdMoved', data: { division, on } }];

export const dissolve =
  (dissolution: DataOf<'HouseholdDissolved'>) =>
  ({ state }: Stated): HouseholdEvent[] => {
    const active = requireActive(state);
    const latest = active.members
      .filter(isCurrent)
      .map(({ since }) => since)
      .sort()
      .at(-1)!;
    if (dissolution.on < latest) throw errors.leftBeforeJoining({ since: latest });
    return telling(state, [{ type: 'HouseholdDissolved', data: dissolution }]);
  };

export const lookedUp =
  (found: DataOf<'MemberLookedUp'>[]) =>
  ({ state }: Stated): HouseholdEvent[] => {
    const waiting = toLookUp(state).map(({ personId }) => personId);
    const seen = found.filter(({ personId }) => waiting.includes(personId));
    return seen.length
      ? telling(
          state,
          seen.map((data) => ({ type: 'MemberLookedUp', data })),
        )
      : [];
  };

/** Told by the streams of employment and unemployment; of a merged member also under the id that she had before. */
export const hearOfWork =
  (personId: string, work: Work) =>
  (state: Household): HouseholdEvent[] => {
    if (state.status !== 'ACTIVE') return [];
    const isHers = (it: Member) => it.personId === personId || it.works.some(({ record }) => record === work.record);
    const member = state.members.find((it) => isCurrent(it) && isHers(it));
    if (!member || heard(member.works, work) === member.works) return [];
    return telling(state, [{ type: 'MemberWorkChanged', data: { personId: member.personId, work } }]);
  };

/** She is another person's survivor now, or no longer is. */
export const askAgain =
  (personId: string) =>
  (state: Household): HouseholdEvent[] =>
    state.status === 'ACTIVE' && state.current.includes(personId) ? [{ type: 'LookUpAsked', data: { personId } }] : [];
