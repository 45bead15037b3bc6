import { defineEvents, systemActor } from '@zhiqiao/domain';
import { type MongoRecords, mongoRecords, type RecordKind } from '@zhiqiao/records';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { type EventBus, Inbox, on, type ReactionTable, Relay, reactTo } from '../src/index.ts';

/** Two small services: a shop takes orders, and accounts follow each of its events. */
export const orderEvents = defineEvents({
  service: 'shop',
  stream: 'order',
  schemaVersion: 1,
  types: {
    OrderPlaced: z.strictObject({ customer: z.string() }),
    OrderExtended: z.strictObject({ customer: z.string(), by: z.number(), filler: z.string().optional() }),
  },
  examples: { OrderPlaced: { customer: 'c1' }, OrderExtended: { customer: 'c1', by: 1 } },
});
export const copyEvents = defineEvents({
  service: 'accounts',
  stream: 'copy',
  schemaVersion: 1,
  types: { Copied: z.strictObject({ version: z.number() }) },
  examples: { Copied: { version: 1 } },
});
export const accountEvents = defineEvents({
  service: 'accounts',
  stream: 'account',
  schemaVersion: 1,
  types: { Booked: z.strictObject({ order: z.string(), version: z.number() }) },
  examples: { Booked: { order: 'o1', version: 1 } },
});

export const order: RecordKind<{ count: number }, typeof orderEvents> = {
  events: orderEvents,
  initial: { count: 0 },
  evolve: ({ count }) => ({ count: count + 1 }),
  access: () => 'none',
};
export const copy: RecordKind<{ seen: number[] }, typeof copyEvents> = {
  events: copyEvents,
  initial: { seen: [] },
  evolve: ({ seen }, { data }) => ({ seen: [...seen, data.version] }),
  access: () => 'none',
};
export const account: RecordKind<{ booked: number }, typeof accountEvents> = {
  events: accountEvents,
  initial: { booked: 0 },
  evolve: ({ booked }) => ({ booked: booked + 1 }),
  access: () => 'none',
};

/** What a test may break: called before an order event is copied. */
export type Hooks = { beforeCopy: (order: string, version: number) => void };

export const toyTable = (hooks: Hooks): ReactionTable<typeof orderEvents> => ({
  OrderPlaced: [
    on(copy, { to: (e) => e.recordId, decide: (_, e) => copied(hooks, e) }),
    on(account, { to: (e) => e.data.customer, decide: (_, e) => booked(e) }),
  ],
  OrderExtended: [
    on(account, { to: (e) => e.data.customer, decide: (_, e) => booked(e) }),
    on(copy, { to: (e) => e.recordId, decide: (_, e) => copied(hooks, e) }),
  ],
});
export const toyReactions = (hooks: Hooks) => [reactTo(orderEvents, toyTable(hooks))];

type Cause = { recordId: string; version: number };
const copied = (hooks: Hooks, { recordId, version }: Cause) => {
  hooks.beforeCopy(recordId, version);
  return [{ type: 'Copied' as const, data: { version } }];
};
const booked = ({ recordId, version }: Cause) => [{ type: 'Booked' as const, data: { order: recordId, version } }];

export class Shop {
  readonly orders: MongoRecords<typeof order>;
  readonly relay: Relay;
  readonly #city: string;
  #commands = 0;

  constructor(connection: Connection, bus: EventBus, city: string) {
    this.#city = city;
    this.orders = mongoRecords({ connection, city, kind: order, now: () => new Date() });
    this.relay = new Relay({ connection, bus, stores: [this.orders] });
  }

  place(id: string, customer: string) {
    return this.orders.create(this.#command(), () => [{ type: 'OrderPlaced', data: { customer } }], id);
  }
  extend(id: string, customer: string, filler?: string) {
    const data = { customer, by: 1, ...(filler && { filler }) };
    return this.orders.change(this.#command(), id, () => [{ type: 'OrderExtended', data }]);
  }
  /** How many events no relay has taken yet. */
  pending(): Promise<number> {
    return this.orders.records.countDocuments({ 'pending.0': { $exists: true } });
  }
  #command() {
    return { actor: systemActor(this.#city, 'shop'), key: `command-${this.#commands++}-${Math.random()}` };
  }
}

export class Accounts {
  readonly copies: MongoRecords<typeof copy>;
  readonly accounts: MongoRecords<typeof account>;
  readonly inbox: Inbox;
  readonly hooks: Hooks = { beforeCopy: () => {} };

  constructor(connection: Connection, bus: EventBus, city: string, reactions = toyReactions) {
    const now = () => new Date();
    this.copies = mongoRecords({ connection, city, kind: copy, now });
    this.accounts = mongoRecords({ connection, city, kind: account, now });
    const stores = [this.copies, this.accounts];
    this.inbox = new Inbox({
      connection,
      bus,
      city,
      service: 'accounts',
      reactions: reactions(this.hooks),
      stores,
      now,
    });
  }

  async prepare() {
    await Promise.all([this.copies.prepare(), this.accounts.prepare(), this.inbox.prepare()]);
  }
  /** Order -> the versions of its events, in the order in which they took effect. */
  async seen(): Promise<Record<string, number[]>> {
    const all = await this.copies.records.find().toArray();
    return Object.fromEntries(all.map(({ _id, state }) => [_id, state.seen]));
  }
  async booked(customer: string): Promise<number> {
    return (await this.accounts.records.findOne({ _id: customer }))?.state.booked ?? 0;
  }
  balanced(): boolean {
    const { received, applied, duplicate, parked } = this.inbox.counters;
    return received === applied + duplicate + parked;
  }
}

export const oneTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
