import type { DomainEvent, Recorded } from '@zhiqiao/domain';
import type { RecordBody, RelayedRecords } from '@zhiqiao/records';
import { inApplySpan } from '../tracing.ts';
import type { AnyReaction, Reactions, Targets } from '../types.ts';

/** Which records an event touches, by which reaction, and what was found on the way. */
export type Route = { reaction: AnyReaction; store: RelayedRecords; id: string; found?: unknown };

type Target = {
  store: RelayedRecords;
  id: string;
  before: RecordBody | undefined;
  state: unknown;
  /** What each event caused; its id and its trace go into what is emitted. */
  steps: { key: string; events: DomainEvent[]; traceparent?: string }[];
};

export type Effect = ReturnType<RelayedRecords['effect']> & { store: RelayedRecords; id: string };

/** The reactions of a service, and the records that they may touch. */
export class Reactor {
  readonly #table = new Map<string, AnyReaction[]>();
  readonly #stores: Map<string, RelayedRecords>;

  constructor(reactions: Reactions[], stores: RelayedRecords[]) {
    this.#stores = new Map(stores.map((store) => [store.kind.events.stream, store]));
    for (const { events, table } of reactions) {
      for (const [type, list] of Object.entries(table)) {
        const name = `${events.service}.${events.stream}.${type}`;
        this.#table.set(name, [...(this.#table.get(name) ?? []), ...list]);
        for (const { kind } of list) this.#storeOf(kind.events.stream);
      }
    }
  }

  /** A promise where a reaction looks its records up: it must then see all that earlier events have done. */
  routes(event: Recorded): Route[] | Promise<Route[]> {
    const reactions = this.#table.get(`${event.service}.${event.stream}.${event.type}`) ?? [];
    const aimed = reactions.map((reaction) => ({ reaction, targets: reaction.to(event) }));
    const routed = aimed.map(({ reaction, targets }) =>
      targets instanceof Promise
        ? targets.then((later) => this.#route(reaction, later))
        : this.#route(reaction, targets),
    );
    return routed.some((routes) => routes instanceof Promise)
      ? Promise.all(routed).then((all) => all.flat())
      : (routed as Route[][]).flat();
  }

  #route(reaction: AnyReaction, targets: Targets): Route[] {
    const store = this.#storeOf(reaction.kind.events.stream);
    const named = [targets ?? []].flat().map((target) => (typeof target === 'string' ? { id: target } : target));
    return [...new Map(named.map((target) => [target.id, target])).values()].map((target) => ({
      reaction,
      store,
      ...target,
    }));
  }

  #storeOf(stream: string): RelayedRecords {
    const store = this.#stores.get(stream);
    if (!store) throw new RangeError(`a reaction writes to ${stream}, which is no stream of this service`);
    return store;
  }
}

/** The effects of many events, folded: one read and one write per record, however many events touch it. */
export class Effects {
  readonly #targets = new Map<string, Target>();
  readonly #consumer: string;
  readonly #now: Date;

  private constructor(consumer: string, now: Date) {
    this.#consumer = consumer;
    this.#now = now;
  }

  static async on(routes: Route[], consumer: string, now: Date): Promise<Effects> {
    const effects = new Effects(consumer, now);
    for (const [store, of] of Map.groupBy(routes, (route) => route.store)) {
      const found = await store.loadMany([...new Set(of.map(({ id }) => id))]);
      for (const { id } of of) {
        const before = found.get(id);
        const state = before ? before.state : store.kind.initial;
        effects.#targets.set(nameOf(store, id), { store, id, before, state, steps: [] });
      }
    }
    return effects;
  }

  /** All of the event's effects or none: what it does is kept aside until its last reaction has decided. */
  apply(event: Recorded, routes: Route[]): void {
    inApplySpan(event, this.#consumer, (traceparent) => {
      const changed = new Map<string, Target>();
      for (const [n, { reaction, store, id, found }] of routes.entries()) {
        const name = nameOf(store, id);
        const target = changed.get(name) ?? this.#targets.get(name)!;
        const events = reaction.decide(target.state, event, this.#now, found);
        if (!events.length) continue;
        const key = `${event.service}/${event.id}/${n}`;
        changed.set(name, {
          ...target,
          state: events.reduce((state, decided) => store.kind.evolve(state, decided), target.state),
          steps: [...target.steps, { key, events, ...(traceparent && { traceparent }) }],
        });
      }
      for (const [name, target] of changed) this.#targets.set(name, target);
    });
  }

  /** In one order for all processes, so that two transactions never wait for each other crosswise. */
  writes(): Effect[] {
    return [...this.#targets]
      .filter(([, { steps }]) => steps.length)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { store, id, before, steps }]) => ({
        store,
        id,
        ...store.effect({ before, id, now: this.#now, steps }),
      }));
  }
}

const nameOf = (store: RelayedRecords, id: string) => `${store.kind.events.stream}/${id}`;
