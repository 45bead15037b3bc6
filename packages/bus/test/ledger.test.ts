import { describe, expect, it } from '@jest/globals';
import { deadTopicOf, topicOf } from '@zhiqiao/domain';
import fc from 'fast-check';
import { memoryBus, type OutMessage, toMessage } from '../src/index.ts';
import { eventually, newCity, newDatabase } from './support.ts';
import { Accounts, oneTo, orderEvents } from './toy.ts';

const ORDERS = ['o1', 'o2', 'o3'];
const VERSIONS = 6;

const anEvent = fc.record({ id: fc.constantFrom(...ORDERS), version: fc.integer({ min: 1, max: VERSIONS }) });
const batches = fc.array(fc.array(anEvent, { minLength: 1, maxLength: 12 }), { maxLength: 6 });
const poisoned = fc.uniqueArray(anEvent, { maxLength: 2, selector: ({ id, version }) => `${id}/${version}` });

describe('whatever order, repeats, gaps and poison events come in', () => {
  const city = newCity();
  const topic = topicOf(city, orderEvents);

  const message = (id: string, version: number): OutMessage =>
    toMessage({
      id: `order/${id}/k${version}/0`,
      type: 'OrderExtended',
      data: { customer: 'c1', by: 1 },
      city,
      service: 'shop',
      stream: 'order',
      recordId: id,
      version,
      schemaVersion: 1,
      at: '2026-03-02T01:00:00.000Z',
      by: 'system:shop',
      command: `k${version}`,
    });

  it('each takes effect once and in order, and the ledger balances', async () => {
    await fc.assert(
      fc.asyncProperty(batches, poisoned, async (sent, poison) => {
        const bus = memoryBus();
        await bus.ensureTopics([topic, deadTopicOf(topic)].map((t) => ({ topic: t, partitions: 2, replication: 1 })));
        const accounts = new Accounts(await newDatabase(), bus, city);
        accounts.hooks.beforeCopy = (id, version) => {
          if (poison.some((p) => p.id === id && p.version === version)) throw new Error('poison');
        };
        await accounts.prepare();
        await accounts.inbox.start();
        let received = 0;
        for (const batch of sent) {
          await bus.publish(
            topic,
            batch.map(({ id, version }) => message(id, version)),
          );
          received += batch.length;
          await eventually(() => expect(accounts.inbox.counters.received).toBe(received));
          expect(accounts.balanced()).toBe(true);
          for (const seen of Object.values(await accounts.seen())) expect(seen).toEqual(oneTo(seen.length));
        }
        const all = ORDERS.flatMap((id) => oneTo(VERSIONS).map((version) => message(id, version)));
        await bus.publish(topic, all);
        await eventually(() => expect(accounts.inbox.counters.received).toBe(received + all.length));
        accounts.hooks.beforeCopy = () => {};
        for (const id of ORDERS) expect(await accounts.inbox.parking.replay(`shop.order/${id}`)).toBe(0);
        expect(await accounts.seen()).toEqual(Object.fromEntries(ORDERS.map((id) => [id, oneTo(VERSIONS)])));
        expect(await accounts.booked('c1')).toBe(ORDERS.length * VERSIONS);
        expect(accounts.inbox.counters).toMatchObject({ applied: ORDERS.length * VERSIONS, parked: 0 });
        expect(accounts.balanced()).toBe(true);
        await accounts.inbox.stop();
        await bus.close();
      }),
      { numRuns: 6 },
    );
  });
});
