/**
 * The bus beside raw kafkajs: publishing what records hold pending (log append, publish, removal) against a bare
 * `producer.send`, and taking events in with their effects in transactions. `--quick`: small, for `npm test`.
 */
import { randomUUID } from 'node:crypto';
import { Inbox, kafkaBus, Relay, toMessage } from '@zhiqiao/bus';
import { systemActor, topicOf } from '@zhiqiao/domain';
import { mongoRecords } from '@zhiqiao/records';
import { eventually, uuid7 } from '@zhiqiao/testing';
import { Kafka, logLevel } from 'kafkajs';
import mongoose from 'mongoose';
import { must, report } from './report.ts';
import { CITY, counter, counterEvents, total, totalEvents, totalling } from './sample.ts';

const quick = process.argv.includes('--quick');
const EVENTS = quick ? 1_000 : 20_000;
const IN_FLIGHT = 64;
const NOTE = 'x'.repeat(300);
const [broker, mongoUri] = [process.env.KAFKA_BROKERS, process.env.MONGODB_URI];
must(mongoUri !== undefined, 'MONGODB_URI is not set');
const bench = report('bus', [
  `${EVENTS} events of about 470 bytes`,
  'one broker, acks=all',
  `${IN_FLIGHT} in flight`,
  quick ? 'quick' : 'full',
]);

if (!broker) {
  bench.skip('relay vs raw kafkajs', 'no Kafka on this machine');
  bench.end();
  process.exit(0);
}

const now = () => new Date();
const database = `bench_bus_${randomUUID().slice(0, 8)}`;
const connection = await mongoose
  .createConnection(mongoUri, { dbName: database, writeConcern: { w: 'majority' }, maxPoolSize: 50 })
  .asPromise();
const bus = kafkaBus({ brokers: broker.split(','), clientId: 'bench' });
const counters = mongoRecords({ connection, city: CITY, kind: counter, now });
const totals = mongoRecords({ connection, city: CITY, kind: total, now });
const stores = [counters, totals];
for (const store of stores) await store.prepare();
const topic = topicOf(CITY, counterEvents);
await bus.ensureTopics(
  [topic, topicOf(CITY, totalEvents), `${topic}.dead`].map((name) => ({ topic: name, partitions: 6, replication: 1 })),
);
const actor = systemActor(CITY, 'bench');

/** Records with `each` events pending, while no relay runs. */
const fill = async (events: number, each: number) => {
  const added = Array.from({ length: each - 1 }, () => ({ type: 'Added' as const, data: { n: 1 } }));
  for (let done = 0; done < events / each; done += 500)
    await Promise.all(
      Array.from({ length: Math.min(500, events / each - done) }, () =>
        counters.create({ actor, key: uuid7() }, () => [{ type: 'Opened', data: { note: NOTE } }, ...added]),
      ),
    );
};
const measured = async (events: number, run: () => Promise<unknown>) => {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await run();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: events / (ms / 1000), cpu: (user + system) / events };
};
const pending = () => counters.records.countDocuments({ 'pending.0': { $exists: true } });

const relayOnce = async (each: number) => {
  await fill(EVENTS, each);
  const before = await counters.log.estimatedDocumentCount();
  const relay = new Relay({ connection, bus, stores: [counters] });
  const figure = await measured(EVENTS, async () => {
    relay.start();
    await eventually(async () => (await pending()) === 0, { within: 120_000, every: 50 });
  });
  await relay.stop();
  must((await counters.log.countDocuments()) - before === EVENTS, 'the log does not hold every event once');
  return figure;
};
const rawOnce = async () => {
  const producer = new Kafka({ brokers: broker.split(','), logLevel: logLevel.NOTHING }).producer({
    idempotent: false,
    maxInFlightRequests: IN_FLIGHT,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  const rawTopic = `${database}.raw`;
  await bus.ensureTopics([{ topic: rawTopic, partitions: 6, replication: 1 }]);
  const row = await counters.log.findOne({});
  must(row !== null, 'no event to take as a pattern');
  const { _id, ...rest } = row;
  const message = toMessage({ ...rest, id: _id } as never);
  let sent = 0;
  const figure = await measured(EVENTS, () =>
    Promise.all(
      Array.from({ length: IN_FLIGHT }, async () => {
        while (sent < EVENTS) {
          const key = `k${sent++}`;
          await producer.send({ topic: rawTopic, acks: -1, messages: [{ ...message, key }] });
        }
      }),
    ),
  );
  await producer.disconnect();
  return figure;
};
const consumeOnce = async (events: number) => {
  const inbox = new Inbox({ connection, bus, city: CITY, service: database, reactions: [totalling], stores, now });
  await inbox.prepare();
  const figure = await measured(events, async () => {
    await inbox.start();
    await eventually(() => inbox.counters.received >= events, { within: 180_000, every: 10 });
  });
  await inbox.stop();
  const counted = (await totals.records.find({}).toArray()).reduce(
    (sum, { state }) => sum + (state as { count: number }).count,
    0,
  );
  must(
    inbox.counters.parked === 0 && counted === inbox.counters.applied,
    `effects ${counted}, ${JSON.stringify(inbox.counters)}`,
  );
  must(
    inbox.counters.received === inbox.counters.applied + inbox.counters.duplicate + inbox.counters.parked,
    'the ledger does not balance',
  );
  return { ...figure, perTransaction: inbox.counters.received / inbox.counters.transactions };
};

try {
  console.log('ours, first');
  const first = await relayOnce(1);
  console.log('raw kafkajs');
  const raw = await rawOnce();
  console.log('ours, ten events a record');
  const ten = await relayOnce(10);
  console.log('ours, last');
  const last = await relayOnce(1);
  const one = { perSecond: (first.perSecond + last.perSecond) / 2, cpu: (first.cpu + last.cpu) / 2 };
  const inLog = await counters.log.countDocuments();
  console.log(`consumer, ${inLog} events`);
  const consumer = await consumeOnce(inLog);

  bench.figure('raw kafkajs send', raw.perSecond, 'events/s');
  bench.figure('relay, one event a record', one.perSecond, 'events/s');
  bench.figure('relay vs raw kafkajs, one event a record', one.perSecond / raw.perSecond, 'x', { atLeast: 1.5 });
  bench.figure('relay vs raw kafkajs, ten events a record', ten.perSecond / raw.perSecond, 'x', { atLeast: 3.5 });
  bench.figure('relay CPU per event ÷ raw kafkajs, one event a record', one.cpu / raw.cpu, 'x', { atMost: 0.5 });
  bench.figure('consumer with transactions, 20 busy records', consumer.perSecond, 'events/s', { atLeast: 5_000 });
  bench.figure('consumer, events a transaction', consumer.perTransaction, 'events');
  bench.figure('drift of ours, last ÷ first', last.perSecond / first.perSecond, 'x');
} finally {
  await bus.close();
  await connection.dropDatabase();
  await connection.close();
}
bench.end();
process.exit(0);
