import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deadTopicOf, type Recorded, topicOf } from '@zhiqiao/domain';
import { type EventBus, type InMessage, memoryBus, type OutMessage, on, reactTo, toMessage } from '../src/index.ts';
import { eventually, newCity, newDatabase } from './support.ts';
import { Accounts, copy, type Hooks, oneTo, orderEvents, type toyReactions, toyTable } from './toy.ts';

describe('the inbox', () => {
  const city = newCity();
  const topic = topicOf(city, orderEvents);
  let bus: EventBus;
  let accounts: Accounts;

  const open = async (reactions?: (hooks: Hooks) => ReturnType<typeof toyReactions>) => {
    bus = memoryBus();
    await bus.ensureTopics([topic, deadTopicOf(topic)].map((t) => ({ topic: t, partitions: 3, replication: 1 })));
    const connection = await newDatabase();
    accounts = new Accounts(connection, bus, city, reactions);
    await accounts.prepare();
    await accounts.inbox.start();
  };
  beforeEach(() => open());
  afterEach(async () => {
    await accounts.inbox.stop();
    await bus.close();
    expect(accounts.balanced()).toBe(true);
  });

  const event = (recordId: string, version: number, change: Partial<Recorded> = {}): OutMessage =>
    toMessage({
      id: `order/${recordId}/key-${version}/0`,
      type: 'OrderExtended',
      data: { customer: 'c1', by: 1 },
      city,
      service: 'shop',
      stream: 'order',
      recordId,
      version,
      schemaVersion: 1,
      at: '2026-03-02T01:00:00.000Z',
      by: 'system:shop',
      command: `key-${version}`,
      ...change,
    });
  const publish = (...messages: OutMessage[]) => bus.publish(topic, messages);
  const seenOf = async (id: string) => (await accounts.seen())[id] ?? [];
  const deadLetters = async (): Promise<InMessage[]> => {
    const dead: InMessage[] = [];
    const reader = await bus.subscribe({
      group: `dead-${Math.random()}`,
      topics: [deadTopicOf(topic)],
      handle: async (batch) => void dead.push(...batch),
    });
    await eventually(() => expect(dead).not.toHaveLength(0));
    await reader.stop();
    return dead;
  };

  it('applies each event once, in order, on every record that it touches', async () => {
    await publish(...oneTo(50).map((v) => event('o1', v)), ...oneTo(50).map((v) => event('o2', v)));
    await publish(...oneTo(50).map((v) => event('o1', v)));
    await eventually(async () => expect(accounts.inbox.counters.received).toBe(150));
    expect(await accounts.seen()).toEqual({ o1: oneTo(50), o2: oneTo(50) });
    expect(await accounts.booked('c1')).toBe(100);
    expect(accounts.inbox.counters).toMatchObject({ applied: 100, duplicate: 50, parked: 0 });
    expect(accounts.inbox.counters.transactions).toBeLessThan(10);
  });

  it('parks what comes after a gap, and applies it once the gap closes', async () => {
    await publish(event('o1', 1), event('o1', 3), event('o1', 4), event('o2', 1));
    await eventually(async () => expect(await accounts.seen()).toEqual({ o1: [1], o2: [1] }));
    expect((await accounts.inbox.parking.list()).items).toMatchObject([
      { key: 'shop.order/o1', version: 3, reason: 'gap' },
      { key: 'shop.order/o1', version: 4, reason: 'gap' },
    ]);
    await publish(event('o1', 3), event('o1', 2));
    await eventually(async () => expect(await seenOf('o1')).toEqual([1, 2, 3, 4]));
    expect((await accounts.inbox.parking.list()).items).toEqual([]);
    expect(accounts.inbox.counters).toMatchObject({ received: 6, applied: 5, duplicate: 1, parked: 0 });
  });

  it('parks one key when its handler throws a TypeError, lets the others go on, and replays it after the fix', async () => {
    accounts.hooks.beforeCopy = (id, version) => {
      if (id === 'bad' && version === 2) (undefined as unknown as { boom(): void }).boom();
    };
    await publish(...oneTo(4).flatMap((v) => [event('bad', v), event('good', v)]));
    await eventually(async () => expect(await accounts.seen()).toEqual({ bad: [1], good: [1, 2, 3, 4] }));
    expect(await accounts.booked('c1')).toBe(5);
    const { items } = await accounts.inbox.parking.list({ reason: 'failed' });
    expect(items).toMatchObject([{ key: 'shop.order/bad', version: 2, type: 'cn.zhiqiao.shop.OrderExtended' }]);
    expect(items[0]!.problem).toMatch(/^TypeError/);
    const [dead] = await deadLetters();
    expect(dead).toMatchObject({ key: 'bad', headers: { 'dead-reason': 'failed', 'dead-consumer': 'accounts' } });

    expect(await accounts.inbox.parking.replay('shop.order/bad')).toBe(3);
    await publish(event('bad', 5));
    await eventually(async () => expect((await accounts.inbox.parking.list()).items).toHaveLength(4));
    accounts.hooks.beforeCopy = () => {};
    expect(await accounts.inbox.parking.replay('shop.order/bad')).toBe(0);
    expect(await seenOf('bad')).toEqual([1, 2, 3, 4, 5]);
    expect(await accounts.booked('c1')).toBe(9);
  });

  it.each<[string, OutMessage, string]>([
    ['a newer schema', event('o1', 1, { schemaVersion: 2 }), 'future-schema-version'],
    ['an unknown event', event('o1', 1, { type: 'OrderLost' }), 'unknown-type'],
    ['data against its schema', event('o1', 1, { data: { customer: 7 } }), 'invalid-data'],
  ])('parks %s in its place, so that what follows waits', async (_, message, reason) => {
    await publish(message, event('o1', 2), event('o2', 1));
    await eventually(async () => expect(await accounts.seen()).toEqual({ o2: [1] }));
    const { items } = await accounts.inbox.parking.list();
    expect(items).toMatchObject([
      { version: 1, reason },
      { version: 2, reason: 'gap' },
    ]);
    expect(await accounts.inbox.parking.discard(items[0]!.id, 'not wanted', 'admin-1')).toBe(false);
    expect(await deadLetters()).toHaveLength(1);
  });

  it.each<[string, OutMessage, string]>([
    ['an event of a foreign city', event('o1', 1, { city: '449800' }), 'foreign-city'],
    ['what is no CloudEvent', { key: 'o1', value: '{}', headers: {} }, 'not-a-cloudevent'],
    ['a value that is no JSON', { ...event('o1', 1), value: '{' }, 'bad-json'],
    ['an event without a version', event('o1', 0), 'not-a-cloudevent'],
  ])('parks %s by its place on the topic and holds up nobody; it can be discarded', async (_, message, reason) => {
    await publish(message, event('o1', 1));
    await eventually(async () => expect(await accounts.seen()).toEqual({ o1: [1] }));
    const { items } = await accounts.inbox.parking.list();
    expect(items).toMatchObject([{ reason, topic, offset: '0' }]);
    expect(items[0]).not.toHaveProperty('version');
    expect((await deadLetters())[0]!.headers).toMatchObject({ 'dead-reason': reason, 'dead-topic': topic });
    expect(await accounts.inbox.parking.replay(items[0]!.key)).toBe(1);
    expect(await accounts.inbox.parking.discard(items[0]!.id, 'forged', 'admin-1')).toBe(true);
    expect((await accounts.inbox.parking.list()).items).toEqual([]);
  });

  it('overlooks fields that a newer producer added', async () => {
    await publish(event('o1', 1, { data: { customer: 'c1', by: 1, colour: 'red' } }));
    await eventually(async () => expect(await seenOf('o1')).toEqual([1]));
  });

  it('lets a reaction that looks records up see what earlier events of the same batch did', async () => {
    await accounts.inbox.stop();
    const placed = on(copy, {
      to: async (e) => ((await accounts.copies.records.findOne({ _id: e.recordId })) ? e.recordId : undefined),
      decide: () => [{ type: 'Copied' as const, data: { version: 100 } }],
    });
    await open((hooks) => [
      reactTo(orderEvents, { OrderExtended: toyTable(hooks).OrderExtended, OrderPlaced: [placed] }),
    ]);
    await publish(event('o1', 1), event('o1', 2, { type: 'OrderPlaced', data: { customer: 'c1' } }), event('o1', 3));
    await eventually(async () => expect(await seenOf('o1')).toEqual([1, 100, 3]));
  });

  it('hands what a reaction finds on the way to a record to its decision', async () => {
    await accounts.inbox.stop();
    const counted = on(copy, {
      to: async ({ recordId, version }) => [
        { id: recordId, found: version * 10 },
        { id: 'o2', found: version * 100 },
      ],
      decide: (_state, _event, _now, version) => [{ type: 'Copied' as const, data: { version } }],
    });
    await open((hooks) => [
      reactTo(orderEvents, { OrderExtended: [counted], OrderPlaced: toyTable(hooks).OrderPlaced }),
    ]);
    await publish(event('o1', 1), event('o1', 2));
    await eventually(async () => expect(await accounts.seen()).toEqual({ o1: [10, 20], o2: [100, 200] }));
  });

  it('refuses a business rule of an index by parking the event, not by trying for ever', async () => {
    await accounts.copies.records.createIndex({ 'state.seen.2': 1 }, { unique: true, sparse: true });
    await publish(...oneTo(3).map((v) => event('o1', v)), ...oneTo(3).map((v) => event('o2', v)), event('o3', 1));
    await eventually(async () => {
      const seen = await accounts.seen();
      expect([seen.o1?.length, seen.o2?.length].sort()).toEqual([2, 3]);
      expect(seen.o3).toEqual([1]);
    });
    await eventually(async () =>
      expect((await accounts.inbox.parking.list()).items).toMatchObject([{ version: 3, reason: 'failed' }]),
    );
  });

  it('carries the trace on and names the cause of what it emits', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await publish(event('o1', 1, { traceparent }));
    await eventually(async () => expect(await seenOf('o1')).toEqual([1]));
    const stored = await accounts.copies.records.findOne({ _id: 'o1' });
    expect(stored!.pending).toMatchObject([
      { traceparent, by: 'system:accounts', command: 'shop/order/o1/key-1/0/1', type: 'Copied' },
    ]);
  });
});
