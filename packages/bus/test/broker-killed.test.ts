import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { deadTopicOf, topicOf } from '@zhiqiao/domain';
import { ownKafka } from '@zhiqiao/testing';
import { type EventBus, kafkaBus } from '../src/index.ts';
import { describeWithKafka, eventually, newCity, newDatabase } from './support.ts';
import { Accounts, oneTo, orderEvents, Shop } from './toy.ts';

/** The servers start slowly on a busy machine; the promise is measured from when the broker is back. */
jest.setTimeout(240_000);

describeWithKafka('when the broker is killed', () => {
  const city = newCity();
  let kafka: Awaited<ReturnType<typeof ownKafka>>;
  let bus: EventBus;
  let shop: Shop;
  let accounts: Accounts;

  beforeAll(async () => {
    kafka = await ownKafka();
    bus = kafkaBus({ brokers: [kafka.url], clientId: 'broker-killed' });
    const topic = topicOf(city, orderEvents);
    await bus.ensureTopics([topic, deadTopicOf(topic)].map((t) => ({ topic: t, partitions: 3, replication: 1 })));
    shop = new Shop(await newDatabase(), bus, city);
    accounts = new Accounts(await newDatabase(), bus, city);
    await Promise.all([shop.orders.prepare(), accounts.prepare()]);
    shop.relay.start();
    await accounts.inbox.start();
  });
  afterAll(async () => {
    await Promise.all([shop.relay.stop(), accounts.inbox.stop()]);
    await bus.close();
    await kafka.stop();
  });

  it('loses nothing, keeps the order of each record and consumes again within 15 seconds', async () => {
    const orders = oneTo(8).map((n) => `o${n}`);
    await Promise.all(orders.map((id) => shop.place(id, 'c1')));
    let trading = true;
    let extended = 0;
    const trade = async () => {
      while (trading) {
        await Promise.all(orders.map((id) => shop.extend(id, 'c1')));
        extended++;
        await new Promise((ok) => setTimeout(ok, 50));
      }
    };
    const trader = trade();
    await eventually(() => expect(accounts.inbox.counters.applied).toBeGreaterThan(40));

    await kafka.kill('SIGKILL');
    await eventually(() => expect(shop.relay.counters().order!.spilled).toBeGreaterThan(50));
    const before = accounts.inbox.counters.applied;
    await kafka.restart();
    const back = performance.now();
    await eventually(() => expect(accounts.inbox.counters.applied).toBeGreaterThan(before + 100));
    expect(performance.now() - back).toBeLessThan(15_000);

    trading = false;
    await trader;
    const expected = Object.fromEntries(orders.map((id) => [id, oneTo(extended + 1)]));
    await eventually(async () => expect(await accounts.seen()).toEqual(expected));
    expect(await accounts.booked('c1')).toBe(8 * (extended + 1));
    await eventually(async () => expect((await accounts.inbox.parking.list()).items).toEqual([]));
    expect(accounts.balanced()).toBe(true);
    expect(accounts.inbox.healthy()).toBe(true);
  });
});
