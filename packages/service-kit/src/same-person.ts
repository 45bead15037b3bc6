import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import { type Actor, type SamePersonEvents, suspicionEvents, systemActor } from '@zhiqiao/domain';
import { type RecordKind, type Sought, seekTogether } from '@zhiqiao/records';
import type { Platform } from './types.ts';

/** `ids`: all under which her records may stand; the first is `id`, the one that she is known by. */
export type SamePerson = { id: string; ids: string[] };

/** Two who are one person (`joined`), or are not. */
type Pair = { joined: false } | { joined: true; persons: string[]; survivor: string; merged: string };
// biome-ignore lint/suspicious/noExplicitAny: whatever events tell of it
type Pairs = RecordKind<Pair, any>;
type Knowing = Pick<Platform, 'city' | 'records'>;

/** Merged persons are one: no record moves, so whoever reads asks for all of their ids. */
export const samePersons = (pairs: Pairs) => {
  /** Who goes on for whom, as far as these and all who are one with them go. */
  const survivorsAmong = async ({ city, records }: Knowing, ids: Set<string>) => {
    const survivors = new Map<string, string>();
    const system = systemActor(city, pairs.events.service);
    const read = async (persons: string[]) => {
      const where = { persons: { in: persons }, joined: true };
      const { joined } = await seekTogether({ joined: { records: records(pairs), actor: system, where } });
      for (const { state } of joined) if (state.joined) survivors.set(state.merged, state.survivor);
    };
    for (let asked = [...ids]; asked.length; ) {
      await read(asked);
      asked = [...new Set([...survivors].flat())].filter((id) => !ids.has(id));
      for (const id of asked) ids.add(id);
    }
    return survivors;
  };

  /** Of many at once. */
  const peopleAmong = async (platform: Knowing, personIds: Iterable<string>) => {
    const all = new Set(personIds);
    const survivors = await survivorsAmong(platform, all);
    const survivorOf = (personId: string) => {
      const passed = new Set<string>();
      let id = personId;
      for (let next = survivors.get(id); next && !passed.has(next); next = survivors.get(id)) {
        passed.add(id);
        id = next;
      }
      return id;
    };
    return (personId: string): SamePerson => {
      const id = survivorOf(personId);
      return { id, ids: [id, ...[...all].filter((other) => other !== id && survivorOf(other) === id)] };
    };
  };
  /** What says that somebody was merged, to be sought together with what else is asked of her: mostly nothing. */
  const mergesOf = ({ city, records }: Knowing, personId: string): Sought<Pairs> => ({
    records: records(pairs),
    actor: systemActor(city, pairs.events.service),
    where: { persons: personId, joined: true },
  });
  const samePerson = async (platform: Knowing, personId: string) => (await peopleAmong(platform, [personId]))(personId);

  return {
    peopleAmong,
    samePerson,
    mergesOf,
    /** Whoever signed in under an id that she had before she was merged is the one who goes on for both. */
    recognise: (platform: Knowing) => async (actor: Actor) => {
      if (actor.personId === undefined) return actor;
      const { id, ids } = await samePerson(platform, actor.personId);
      return { ...actor, personId: id, formerPersonIds: ids.slice(1) };
    },
  };
};

/** For a service that keeps records of people: what registration tells of merges, as records of its own. */
export const followSamePersons = (events: SamePersonEvents) => {
  const kind: RecordKind<Pair, SamePersonEvents> = {
    events,
    initial: { joined: false },
    evolve: (_, { type, data }) =>
      type === 'PersonsParted' ? { joined: false } : { joined: true, persons: [data.survivor, data.merged], ...data },
    access: () => 'none',
    indexes: [{ fields: ['persons', 'joined'] }],
  };
  const told = (type: 'PersonsJoined' | 'PersonsParted') =>
    on<typeof kind, { type: string; data: { survivor: string; merged: string } }>(kind, {
      to: ({ recordId }) => recordId,
      decide: (_, { data: { survivor, merged } }) => [{ type, data: { survivor, merged } }],
    });
  const reactions: Reactions = reactTo(suspicionEvents, {
    SuspicionArose: [],
    SuspicionDismissed: [],
    MergeProposed: [],
    MergeDeclined: [],
    PersonsMerged: [told('PersonsJoined')],
    SplitProposed: [],
    SplitDeclined: [],
    PersonsSplit: [told('PersonsParted')],
  });
  return { kind, reactions, ...samePersons(kind) };
};
