import { type EventDefinitions, topicOf } from '@zhiqiao/domain';
import { Lease, type RelayedRecords } from '@zhiqiao/records';
import type { Connection } from 'mongoose';
import { fromMessage } from '../envelope.ts';
import { type BusLog, problemOf, silent } from '../log.ts';
import { backOff, sleep } from '../time.ts';
import type { EventBus, InMessage, Reactions, Subscription } from '../types.ts';
import { commitPlan } from './commit.ts';
import { publishDead } from './dead.ts';
import { type InboxCollections, inboxCollections, type ParkedDoc, prepareInbox } from './documents.ts';
import { Reactor } from './effects.ts';
import { findReady, waitingKeys } from './gaps.ts';
import { Parking } from './parking.ts';
import { failed, type Item, makePlan, type Plan } from './plan.ts';
import { isTransient } from './transient.ts';

export type InboxOptions = {
  connection: Connection;
  bus: EventBus;
  city: string;
  service: string;
  reactions: Reactions[];
  /** The stores of all record kinds of the service. */
  stores: RelayedRecords[];
  /** Domain time: what `decide` gets. */
  now: () => Date;
  log?: BusLog;
};

const EVENTS_PER_TRANSACTION = 500;
const SWEEP_MS = 1_000;
const MOST_PAUSE_MS = 2_000;

type Waiting = {
  messages: InMessage[];
  beat: () => Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
};

/**
 * Applies the events of other streams to this service's records, each exactly once. All partitions of the process
 * share one queue, so that its own transactions never fight each other.
 */
export class Inbox {
  readonly parking: Parking;
  /** Since the process started: received = applied + duplicate + parked. */
  readonly counters = { received: 0, applied: 0, duplicate: 0, parked: 0, transactions: 0, retries: 0, missing: 0 };
  readonly #o: InboxOptions;
  readonly #log: BusLog;
  readonly #reactor: Reactor;
  readonly #known: EventDefinitions[];
  readonly #collections: InboxCollections;
  readonly #lease: Lease;
  #subscription: Subscription | undefined;
  #sweeper: NodeJS.Timeout | undefined;
  #waiting: Waiting[] = [];
  /** One piece of work at a time. */
  #tail: Promise<unknown> = Promise.resolve();
  #warned = new Set<string>();
  #stopping = false;

  constructor(options: InboxOptions) {
    this.#o = options;
    this.#log = options.log ?? silent;
    this.#reactor = new Reactor(options.reactions, options.stores);
    this.#known = options.reactions.map(({ events }) => events);
    this.#collections = inboxCollections(options.connection);
    this.#lease = new Lease(options.connection, 'inbox');
    this.parking = new Parking({
      consumer: options.service,
      collections: this.#collections,
      log: this.#log,
      apply: (docs) => this.#alone(() => this.#applyParked(docs)),
    });
  }

  /** Idempotent; before `start`. */
  prepare(): Promise<void> {
    return prepareInbox(this.#collections);
  }

  async start(): Promise<void> {
    if (!this.#known.length) return;
    const { bus, city, service } = this.#o;
    this.#subscription = await bus.subscribe({
      group: `${city}.${service}`,
      topics: [...new Set(this.#known.map((events) => topicOf(city, events)))],
      handle: (messages, beat) => this.#handle(messages, beat),
    });
    this.#sweepAfter(SWEEP_MS);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#sweeper);
    await this.#subscription?.stop();
    await this.#tail;
    await this.#lease.release().catch(() => {});
  }

  /** Sheds load: nothing new is taken until `resume`. */
  pause(): void {
    this.#subscription?.pause();
  }
  resume(): void {
    this.#subscription?.resume();
  }
  healthy(): boolean {
    return this.#subscription?.healthy() ?? true;
  }
  async lag(): Promise<number> {
    return (await this.#subscription?.lag()) ?? 0;
  }

  /** What the partitions hand in meanwhile goes into one transaction. */
  #handle(messages: InMessage[], beat: () => Promise<void>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ messages, beat, resolve, reject });
    void this.#alone(() => this.#applyWaiting());
    return promise;
  }

  async #applyWaiting(): Promise<void> {
    let size = 0;
    const tooMany = this.#waiting.findIndex(({ messages }) => {
      size += messages.length;
      return size > EVENTS_PER_TRANSACTION;
    });
    const taken = this.#waiting.splice(0, tooMany === -1 ? this.#waiting.length : Math.max(1, tooMany));
    if (!taken.length) return;
    const beat = async () => {
      await Promise.allSettled(taken.map((each) => each.beat()));
    };
    try {
      const items = taken.flatMap(({ messages }) => messages).map((message) => this.#read(message));
      await this.#work(items, beat);
      for (const { resolve } of taken) resolve();
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  }

  #read(message: InMessage): Item {
    const read = fromMessage(message, this.#o.city, this.#known);
    if ('event' in read) return { message, read };
    return { message, read, poison: { reason: read.unreadable, problem: read.problem } };
  }

  async #applyParked(docs: ParkedDoc[]): Promise<void> {
    await this.#work(
      docs.map((from) => ({ ...this.#read(from.message), from })),
      noBeat,
    );
  }

  async #work(items: Item[], beat: () => Promise<void>): Promise<void> {
    for (let rest = items; rest.length; ) {
      const plan = await this.#transact(rest, beat);
      if (!plan) {
        for (const item of rest) await this.#transact([item], beat).then((each) => each && this.#closeGaps(each));
        return;
      }
      rest = plan.rest;
      await this.#closeGaps(plan);
    }
  }

  /**
   * Transient trouble is tried again for as long as it lasts. Anything else is the fault of one event: answers nothing
   * when there are several, and parks it when it stands alone.
   */
  async #transact(items: Item[], beat: () => Promise<void>): Promise<Plan | undefined> {
    const { connection, service, now } = this.#o;
    const setup = { consumer: service, reactor: this.#reactor, collections: this.#collections };
    let todo = items;
    for (let attempt = 0; ; attempt++) {
      if (this.#stopping) throw new Error('the inbox is stopping');
      try {
        const plan = await makePlan(todo, { ...setup, now: now() });
        await commitPlan(connection, plan, this.#collections);
        this.#committed(plan);
        return plan;
      } catch (error) {
        if (isTransient(error)) {
          this.counters.retries++;
          if (attempt % 10 === 9) this.#log.warn({ problem: problemOf(error), attempt }, 'inbox: trying again');
          await sleep(backOff(attempt, 2, MOST_PAUSE_MS));
          await beat();
          continue;
        }
        const [only, ...others] = todo;
        if (others.length) return undefined;
        if (only!.poison) throw error;
        todo = [{ ...only!, poison: failed(error) }];
      }
    }
  }

  #committed({ counts, effects, park, condemn }: Plan): void {
    this.counters.transactions++;
    this.counters.received += counts.received;
    this.counters.applied += counts.applied;
    this.counters.duplicate += counts.duplicate;
    this.counters.parked += counts.parked;
    for (const { store, id, commit } of effects) store.committed(id, commit);
    for (const { key, version, reason, problem } of park) {
      if (reason !== 'gap') this.#log.error({ key, version, reason, problem }, 'inbox: event parked');
    }
    for (const { doc, poison } of condemn) {
      this.#log.error({ key: doc.key, version: doc.version, ...poison }, 'inbox: event stays parked');
    }
  }

  /** What waited behind an event that came follows it at once. */
  async #closeGaps({ positions }: Plan): Promise<void> {
    const moved = positions.filter(({ before, after }) => after.parked > 0 && after.last > (before?.last ?? 0));
    if (moved.length) await this.#applyReady(moved.map(({ after }) => after._id));
  }

  async #applyReady(positionIds: string[]): Promise<void> {
    const { ready } = await findReady(this.#collections, positionIds);
    if (ready.length) await this.#applyParked(ready);
  }

  /** However many keys wait, looking after them takes a tenth of the time at most. */
  #sweepAfter(ms: number): void {
    this.#sweeper = setTimeout(async () => {
      const began = performance.now();
      await this.#sweep();
      if (!this.#stopping) this.#sweepAfter(Math.max(SWEEP_MS, 9 * (performance.now() - began)));
    }, ms);
  }

  /** By state, for what a process that died left behind. Also tells of gaps that do not close by themselves. */
  async #sweep(): Promise<void> {
    try {
      if (this.#stopping || !(await this.#lease.held())) return;
      const { service, bus } = this.#o;
      for await (const positionIds of waitingKeys(this.#collections, service)) {
        const { ready, missing } = await findReady(this.#collections, positionIds);
        if (ready.length) await this.#alone(() => this.#applyParked(ready));
        this.#tellMissing(missing);
      }
      await publishDead(this.#collections, service, bus);
    } catch (error) {
      this.#log.warn({ problem: problemOf(error) }, 'inbox: sweep failed');
    }
  }

  #tellMissing(missing: { key: string; version: number }[]): void {
    for (const gap of missing) {
      const name = `${gap.key}/${gap.version}`;
      if (this.#warned.has(name)) continue;
      this.#warned.add(name);
      this.counters.missing++;
      this.#log.warn(gap, 'inbox: an event is missing; its producer can republish it');
    }
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail.then(work);
    this.#tail = mine.catch(() => {});
    return mine;
  }
}

const noBeat = async () => {};
