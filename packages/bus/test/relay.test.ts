import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { deadTopicOf, topicOf } from '@zhiqiao/domain';
import { type Connection, mongo } from 'mongoose';
import { memoryBus } from '../src/index.ts';
import { FaultyBus } from './faulty-bus.ts';
import { eventually, newCity, newDatabase } from './support.ts';
import { Accounts, oneTo, orderEvents, Shop } from './toy.ts';

describe('the relay', () => {
  const city = newCity();
  const topic = topicOf(city, orderEvents);
  let connection: Connection;
  let bus: FaultyBus;
  let shop: Shop;
  let accounts: Accounts;

  beforeEach(async () => {
    bus = new FaultyBus(memoryBus());
    await bus.ensureTopics([topic, deadTopicOf(topic)].map((t) => ({ topic: t, partitions: 3, replication: 1 })));
    connection = await newDatabase();
    shop = new Shop(connection, bus, city);
    accounts = new Accounts(await newDatabase(), bus, city);
    await Promise.all([shop.orders.prepare(), accounts.prepare()]);
    await accounts.inbox.start();
  });
  afterEach(async () => {
    await shop.relay.stop();
    await accounts.inbox.stop();
    await bus.close();
    expect(accounts.balanced()).toBe(true);
  });

  const effectsAre = (expected: Record<string, number[]>) =>
    eventually(async () => expect(await accounts.seen()).toEqual(expected));
  /** Only the bell is heard. */
  const anotherSweeps = () =>
    connection
      .collection<{ _id: string }>('leases')
      .insertOne({ _id: 'relay', owner: 'another process', until: new Date(Date.now() + 60_000) } as { _id: string });
  const logged = async (id: string) =>
    (await shop.orders.log.find({ recordId: id }).sort({ version: 1 }).toArray()).map(({ version }) => version);

  it('publishes and logs what is written, and empties the record', async () => {
    shop.relay.start();
    await shop.place('o1', 'c1');
    await Promise.all(oneTo(20).map(() => shop.extend('o1', 'c1')));
    await effectsAre({ o1: oneTo(21) });
    await eventually(async () => expect(await shop.pending()).toBe(0));
    expect(bus.versions('o1')).toEqual(oneTo(21));
    expect(await logged('o1')).toEqual(oneTo(21));
    expect(shop.relay.oldestPendingAge()).toBe(0);
  });

  it('finds what no bell announced, such as the writes of a process that died', async () => {
    await shop.place('o1', 'c1');
    const successor = new Shop(connection, bus, city);
    successor.relay.start();
    await effectsAre({ o1: [1] });
    await successor.relay.stop();
  });

  it('loses nothing and doubles no effect when the bus stores but the answer is lost', async () => {
    bus.loseAnswers = 2;
    shop.relay.start();
    await shop.place('o1', 'c1');
    await shop.extend('o1', 'c1');
    await effectsAre({ o1: [1, 2] });
    await eventually(async () => expect(await shop.pending()).toBe(0));
    await eventually(() => expect(bus.stored.length).toBeGreaterThan(2));
    expect(await logged('o1')).toEqual([1, 2]);
  });

  it('moves events to the log while the bus is down, and drains them in order when it is back', async () => {
    bus.down = true;
    shop.relay.start();
    await shop.place('o1', 'c1');
    await eventually(async () => expect(await shop.pending()).toBe(0));
    for (const _ of oneTo(5)) await shop.extend('o1', 'c1');
    await eventually(async () => expect(await shop.pending()).toBe(0));
    expect(await shop.orders.log.countDocuments({ unsent: true })).toBe(6);
    expect(shop.relay.oldestPendingAge()).toBe(0);
    expect(bus.stored).toEqual([]);
    bus.down = false;
    await effectsAre({ o1: oneTo(6) });
    expect(bus.versions('o1')).toEqual(oneTo(6));
    await eventually(async () => expect(await shop.orders.log.countDocuments({ unsent: true })).toBe(0));
    await eventually(() => expect(shop.relay.counters().order).toMatchObject({ spilled: 6, drained: 6 }));
  });

  it('lets a record whose event is refused wait alone', async () => {
    bus.refuses = ({ key }) => key === 'o7';
    for (const n of oneTo(20)) await shop.place(`o${n}`, 'c1');
    shop.relay.start();
    await eventually(async () => expect(Object.keys(await accounts.seen())).toHaveLength(19));
    expect(await shop.pending()).toBe(1);
    expect(await shop.orders.records.countDocuments({ _id: 'o7', relayAt: { $gt: new Date() } })).toBe(1);
    expect(shop.relay.counters().order).toMatchObject({ refused: 1 });

    bus.refuses = () => false;
    await shop.extend('o7', 'c1');
    await shop.extend('o8', 'c1');
    await eventually(() => expect(bus.versions('o8')).toEqual([1, 2]));
    expect(bus.versions('o7')).toEqual([]);
    await shop.orders.records.updateOne({ _id: 'o7' }, { $set: { relayAt: new Date() } });
    await eventually(() => expect(bus.versions('o7')).toEqual([1, 2]));
    await shop.extend('o7', 'c1');
    await eventually(async () => expect((await accounts.seen()).o7).toEqual([1, 2, 3]));
  });

  it('is handed what a write left pending and reads no record for it', async () => {
    await anotherSweeps();
    const reads = jest.spyOn(mongo.Collection.prototype, 'find');
    shop.relay.start();
    await shop.place('o1', 'c1');
    for (const _ of oneTo(5)) await shop.extend('o1', 'c1');
    await eventually(async () => expect(await shop.pending()).toBe(0));
    expect(bus.versions('o1')).toEqual(oneTo(6));
    expect(reads.mock.calls.filter(([filter = {}]) => 'relayAt' in filter)).toEqual([]);
    reads.mockRestore();
  });

  it('publishes what waited in a record before what is written after it', async () => {
    await shop.place('o1', 'c1');
    await anotherSweeps();
    const successor = new Shop(connection, bus, city);
    successor.relay.start();
    await successor.extend('o1', 'c1');
    await eventually(async () => expect(await successor.pending()).toBe(0));
    expect(bus.versions('o1')).toEqual([1, 2]);
    await successor.relay.stop();
  });

  it('may be killed between publishing and marking: the next one repeats it, without a second effect', async () => {
    let release = () => {};
    bus.answer = new Promise((ok) => {
      release = ok;
    });
    shop.relay.start();
    await shop.place('o1', 'c1');
    await effectsAre({ o1: [1] });
    expect(await shop.pending()).toBe(1);
    bus.answer = Promise.resolve();
    const successor = new Shop(connection, bus, city);
    successor.relay.start();
    await eventually(async () => expect(await successor.pending()).toBe(0));
    await successor.extend('o1', 'c1');
    await effectsAre({ o1: [1, 2] });
    release();
    await successor.relay.stop();
    expect(bus.versions('o1').filter((v) => v === 1).length).toBeGreaterThan(1);
    expect(await accounts.booked('c1')).toBe(2);
    expect(accounts.inbox.counters.duplicate).toBeGreaterThan(0);
  });

  it('leaves a record alone whose log holds another event at the same version', async () => {
    await shop.place('o1', 'c1');
    await shop.place('o2', 'c1');
    const [event] = (await shop.orders.records.findOne({ _id: 'o1' }))!.pending;
    await shop.orders.log.insertOne({ ...event!, _id: 'order/o1/another/0' } as never);
    shop.relay.start();
    await eventually(async () => expect(await shop.pending()).toBe(1));
    expect(shop.relay.counters().order).toMatchObject({ forked: 1 });
  });

  it('publishes what was rung for before it stops', async () => {
    shop.relay.start();
    for (const n of oneTo(30)) await shop.place(`o${n}`, 'c1');
    await shop.relay.stop();
    expect(await shop.pending()).toBe(0);
  });

  it('republishes from the log what a consumer misses', async () => {
    await shop.place('o1', 'c1');
    for (const _ of oneTo(3)) await shop.extend('o1', 'c1');
    bus.refuses = () => true;
    shop.relay.start();
    await eventually(async () => expect(await logged('o1')).toEqual([1, 2, 3, 4]));
    bus.refuses = () => false;
    expect(await shop.relay.republish('order', 'o1', 3)).toBe(2);
    await eventually(() => expect(accounts.inbox.counters.parked).toBe(2));
    expect(await shop.relay.republish('order', 'o1', 1)).toBe(4);
    await effectsAre({ o1: [1, 2, 3, 4] });
  });
});
