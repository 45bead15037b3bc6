import type { Read } from '../envelope.ts';
import { problemOf } from '../log.ts';
import type { InMessage } from '../types.ts';
import {
  type InboxCollections,
  keyOf,
  type ParkedDoc,
  type Position,
  parkedId,
  positionId,
  type Reason,
  strayKeyOf,
} from './documents.ts';
import { type Effect, Effects, type Reactor, type Route } from './effects.ts';
import { isTransient } from './transient.ts';

export type Poison = { reason: Exclude<Reason, 'gap'>; problem: string };
export type Item = {
  message: InMessage;
  read: Read;
  /** Known not to work: parked when its turn comes. */
  poison?: Poison;
  /** Comes from the parked ones, not from the wire. */
  from?: ParkedDoc;
};

/** What one transaction will write, and what has to wait for the next one. */
export type Plan = {
  counts: { received: number; applied: number; duplicate: number; parked: number };
  effects: Effect[];
  positions: { before: Position | undefined; after: Position }[];
  park: ParkedDoc[];
  unpark: ParkedDoc[];
  /** Parked already, and now known to be bad. */
  condemn: { doc: ParkedDoc; poison: Poison }[];
  rest: Item[];
};

export type PlanSetup = { consumer: string; reactor: Reactor; collections: InboxCollections; now: Date };
type Prepared = { item: Item; routes: Route[]; poison?: Poison | undefined };
type Known = { positions: Map<string, Position>; parked: Map<string, ParkedDoc> };

/** Makes every read that the transaction relies on; the transaction only writes, and checks what was read here. */
export async function makePlan(items: Item[], setup: PlanSetup): Promise<Plan> {
  const known = await recall(items, setup);
  const { prepared, rest } = await route(items, known, setup);
  const effects = await Effects.on(
    prepared.flatMap(({ routes }) => routes),
    setup.consumer,
    setup.now,
  );
  const planner = new Planner(known, effects, setup);
  for (const each of prepared) planner.settle(each);
  return planner.plan(rest);
}

const positionOf = (consumer: string, { read }: Item) => read.place && positionId(consumer, keyOf(read.place));
const parkedIdOf = (consumer: string, { read, message }: Item) =>
  read.place ? parkedId(consumer, keyOf(read.place), read.place.version) : parkedId(consumer, strayKeyOf(message));

async function recall(items: Item[], { consumer, collections }: PlanSetup): Promise<Known> {
  const ids = items.flatMap((item) => positionOf(consumer, item) ?? []);
  const positions = new Map<string, Position>();
  for (const p of await collections.positions.find({ _id: { $in: [...new Set(ids)] } }).toArray())
    positions.set(p._id, p);
  const mayBeParked = items.filter((item) => {
    const id = positionOf(consumer, item);
    return id === undefined || (positions.get(id)?.parked ?? 0) > 0;
  });
  const parked = new Map<string, ParkedDoc>();
  if (mayBeParked.length) {
    const found = collections.parked.find({ _id: { $in: mayBeParked.map((item) => parkedIdOf(consumer, item)) } });
    for (const doc of await found.toArray()) parked.set(doc._id, doc);
  }
  return { positions, parked };
}

/**
 * Finds the records that each event touches. A reaction that looks them up must see what earlier events did, so the
 * plan is cut before it unless those did nothing.
 */
async function route(items: Item[], { positions }: Known, { consumer, reactor }: PlanSetup) {
  const prepared: Prepared[] = [];
  let effectsBefore = false;
  for (const [i, item] of items.entries()) {
    const { read } = item;
    const last = positions.get(positionOf(consumer, item) ?? '')?.last ?? 0;
    if (item.poison || !('event' in read) || read.place.version <= last) {
      prepared.push({ item, routes: [], poison: item.poison });
      continue;
    }
    try {
      const found = reactor.routes(read.event);
      if (found instanceof Promise && effectsBefore) {
        found.catch(() => {});
        return { prepared, rest: items.slice(i) };
      }
      const routes = await found;
      effectsBefore ||= routes.length > 0;
      prepared.push({ item, routes });
    } catch (error) {
      if (isTransient(error)) throw error;
      prepared.push({ item, routes: [], poison: failed(error) });
    }
  }
  return { prepared, rest: [] };
}

export const failed = (error: unknown): Poison => ({ reason: 'failed', problem: problemOf(error) });

class Planner {
  readonly #known: Known;
  readonly #effects: Effects;
  readonly #setup: PlanSetup;
  readonly #after = new Map<string, Position>();
  readonly #made: Omit<Plan, 'effects' | 'positions' | 'rest'> = {
    counts: { received: 0, applied: 0, duplicate: 0, parked: 0 },
    park: [],
    unpark: [],
    condemn: [],
  };

  constructor(known: Known, effects: Effects, setup: PlanSetup) {
    this.#known = known;
    this.#effects = effects;
    this.#setup = setup;
  }

  plan(rest: Item[]): Plan {
    const positions = [...this.#after.values()]
      .map((after) => ({ before: this.#known.positions.get(after._id), after }))
      .filter(({ before, after }) => before?.last !== after.last || before.parked !== after.parked);
    return { ...this.#made, effects: this.#effects.writes(), positions, rest };
  }

  settle({ item, routes, poison }: Prepared): void {
    const { read, from } = item;
    const here = this.#known.parked.get(parkedIdOf(this.#setup.consumer, item));
    if (!from) this.#made.counts.received++;
    if (!read.place) {
      if (!here) this.#park(item, poison!);
      else if (!from) this.#repeated(item);
      return;
    }
    // It could not be read before and now can: from here on it is like one from the wire.
    if (from && from.version === undefined) this.#unpark(from);
    const position = this.#position(item);
    const ahead = read.place.version - position.last;
    const waits = ahead > 1 || (here !== undefined && here.reason !== 'gap' && !from);
    // At or below the last version it was here before; the next one has its turn; what is beyond waits for it.
    if (ahead < 1 || (waits && here)) this.#repeated(item);
    else if (waits) this.#park(item, { reason: 'gap' }, position);
    else this.#take(item, position, here, poison ?? this.#apply(item, routes));
  }

  #take(item: Item, position: Position, here: ParkedDoc | undefined, poison: Poison | undefined): void {
    if (!poison) {
      position.last++;
      this.#made.counts.applied++;
      if (here) this.#unpark(here, position);
    } else if (here) this.#made.condemn.push({ doc: here, poison });
    else this.#park(item, poison, position);
    if (here) this.#repeated(item);
  }

  #apply({ read }: Item, routes: Route[]): Poison | undefined {
    try {
      if ('event' in read) this.#effects.apply(read.event, routes);
      return undefined;
    } catch (error) {
      return failed(error);
    }
  }

  /** What comes from the parked ones was counted when it came from the wire. */
  #repeated({ from }: Item): void {
    if (from?.version === undefined) this.#made.counts.duplicate++;
  }

  #unpark(doc: ParkedDoc, position?: Position): void {
    this.#made.unpark.push(doc);
    this.#made.counts.parked--;
    if (position) position.parked--;
  }

  #park(item: Item, poison: Poison | { reason: 'gap' }, position?: Position): void {
    const { consumer } = this.#setup;
    const { place } = item.read;
    const doc: ParkedDoc = {
      _id: parkedIdOf(consumer, item),
      consumer,
      key: place ? keyOf(place) : strayKeyOf(item.message),
      ...(place && { version: place.version }),
      ...poison,
      message: item.message,
      at: new Date(),
      ...(poison.reason !== 'gap' && { toDead: true }),
    };
    this.#made.park.push(doc);
    this.#made.counts.parked++;
    this.#known.parked.set(doc._id, doc);
    if (position) position.parked++;
  }

  #position(item: Item): Position {
    const { consumer } = this.#setup;
    const _id = positionOf(consumer, item)!;
    const known = this.#after.get(_id) ?? {
      ...(this.#known.positions.get(_id) ?? { _id, consumer, last: 0, parked: 0 }),
    };
    this.#after.set(_id, known);
    return known;
  }
}
