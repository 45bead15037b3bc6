import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { deadTopicOf, topicOf } from '@zhiqiao/domain';
import { topicsOf } from '@zhiqiao/infra/kafka';
import { type EventBus, type InMessage, kafkaBus, type OutMessage } from '../src/index.ts';
import { brokers, describeWithKafka, eventually, newCity, newDatabase } from './support.ts';
import { Accounts, oneTo, orderEvents, Shop } from './toy.ts';

describeWithKafka('on a real broker', () => {
  const city = newCity();
  const topic = topicOf(city, orderEvents);
  const buses: EventBus[] = [];
  const newBus = () => {
    const bus = kafkaBus({ brokers, clientId: 'bus-test' });
    buses.push(bus);
    return bus;
  };
  let shop: Shop;
  let a: Accounts;
  let b: Accounts;

  beforeAll(async () => {
    const topics = [topic, deadTopicOf(topic)].map((t) => ({ topic: t, partitions: 6, replication: 1 }));
    await newBus().ensureTopics(topics);
    shop = new Shop(await newDatabase(), newBus(), city);
    await shop.orders.prepare();
    shop.relay.start();
    const connection = await newDatabase();
    a = new Accounts(connection, newBus(), city);
    b = new Accounts(connection, newBus(), city);
    await a.prepare();
    await a.inbox.start();
  });
  afterAll(async () => {
    await shop.relay.stop();
    await Promise.all([a.inbox.stop(), b.inbox.stop()]);
    await Promise.all(buses.map((bus) => bus.close()));
  });

  const orders = oneTo(12).map((n) => `o${n}`);
  const trade = async (rounds: number) => {
    for (const _ of oneTo(rounds)) await Promise.all(orders.map((id) => shop.extend(id, 'c1')));
  };

  it('brings every event to effect once, in order, while members come and go', async () => {
    a.hooks.beforeCopy = b.hooks.beforeCopy = (id, version) => {
      if (id === 'o3' && version === 4) throw new TypeError('no such thing');
    };
    await Promise.all(orders.map((id) => shop.place(id, 'c1')));
    await trade(10);
    await b.inbox.start();
    // The group takes its time to let a member in: there must be work when it has.
    let versions = 11;
    while (b.inbox.counters.applied === 0 && versions < 1_000) {
      await trade(1);
      versions++;
      await sleep(50);
    }
    await a.inbox.stop();
    await trade(9);
    versions += 9;
    const expected = Object.fromEntries(orders.map((id) => [id, oneTo(id === 'o3' ? 3 : versions)]));
    await eventually(async () => expect(await b.seen()).toEqual(expected), 60_000);
    expect(b.inbox.counters.applied).toBeGreaterThan(0);
    expect(await b.booked('c1')).toBe(11 * versions + 3);
    expect(a.balanced() && b.balanced()).toBe(true);

    expect((await b.inbox.parking.list({ reason: 'failed' })).items).toMatchObject([
      { key: 'shop.order/o3', version: 4 },
    ]);
    b.hooks.beforeCopy = () => {};
    expect(await b.inbox.parking.replay('shop.order/o3')).toBe(0);
    expect((await b.seen()).o3).toEqual(oneTo(versions));
    expect(await b.booked('c1')).toBe(12 * versions);
    await eventually(async () => expect(await b.inbox.lag()).toBe(0));
  }, 180_000);

  it('lays poison on the dead topic with where it came from and why', async () => {
    const dead: InMessage[] = [];
    const reader = await newBus().subscribe({
      group: `${city}.dead`,
      topics: [deadTopicOf(topic)],
      handle: async (batch) => void dead.push(...batch),
    });
    const stray: OutMessage = { key: 'x', value: 'hello', headers: {} };
    await newBus().publish(topic, [stray]);
    await eventually(() => {
      expect(dead.map(({ headers }) => headers['dead-reason']).sort()).toEqual(['bad-json', 'failed']);
    });
    const failed = dead.find(({ key }) => key === 'o3')!;
    expect(failed.headers).toMatchObject({ 'dead-topic': topic, 'dead-consumer': 'accounts' });
    expect(JSON.parse(failed.value)).toMatchObject({ recordversion: 4 });
    await reader.stop();
  });
});

it('derives every topic of a city from the published language', () => {
  const demo = topicsOf('449900', 'demo');
  expect(demo.every(({ topic }) => /^449900\.[a-z-]+\.[a-z-]+\.v\d+(\.dead)?$/.test(topic))).toBe(true);
  expect(new Set(demo.map(({ topic }) => topic)).size).toBe(demo.length);
  for (const spec of topicsOf('449900', 'production')) {
    expect(spec).toMatchObject({ replication: 3, partitions: 6, config: { 'min.insync.replicas': '2' } });
  }
});
