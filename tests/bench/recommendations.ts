/**
 * Personal recommendations through HTTP, with a token each, at a steady rate while registration tells through Kafka of
 * whom it was in contact with: what a jobseeker waits for, and how long until a change is seen. `--quick`: small, for
 * `npm test`.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type EventBus, kafkaBus, toMessage } from '@zhiqiao/bus';
import { type Recorded, topicOf, unemploymentEvents } from '@zhiqiao/domain';
import { eventually, uuid7 } from '@zhiqiao/testing';
import mongoose from 'mongoose';
import { type Answer, openLoop, startPeer } from './load.ts';
import { must, percentile, report } from './report.ts';

const quick = process.argv.includes('--quick');
const [PEOPLE, VACANCIES] = quick ? [200, 500] : [20_000, 50_000];
const [RATE, UPDATES, SECONDS] = quick ? [20, 10, 2] : [500, 300, 15];
const SEEN = quick ? 5 : 100;
const CITY = '449900';
const TICK_MS = 20;
const [brokers, mongoUri] = [process.env.KAFKA_BROKERS, process.env.MONGODB_URI];
must(mongoUri !== undefined, 'MONGODB_URI must be set');
const bench = report('recommendations', [
  `${PEOPLE} profiles, ${VACANCIES} vacancies in MongoDB`,
  `${RATE} requests/s with tokens, ${UPDATES} events of registration/s through Kafka, ${SECONDS} s`,
  'service on one core; database, Kafka, client and writer on the others',
]);

type Ours = { url: string; database: string; people: string[]; occupations: string[]; tokens: string[] };
const world = randomUUID().slice(0, 8);
const up: { ready?: Ours } = {};
const child = await startPeer(
  fileURLToPath(new URL('./peers/recommending.ts', import.meta.url)),
  [world, String(PEOPLE), String(VACANCIES)],
  {},
  (message) => {
    up.ready = message as Ours;
  },
);
must(up.ready !== undefined, 'matching did not come up');
const ours = up.ready;
/** With all its threads, those to come too. */
const { status: bound } = spawnSync('taskset', ['-a', '-c', '-p', '0', String(child.pid)]);
if (bound !== 0) bench.skip('one core for the service', 'taskset is not on this machine');

const { Agent } = await import('undici');
const agent = new Agent({ connections: 256, pipelining: 1 });
const ask = async (n: number, limit = 10): Promise<Answer & { items: number }> => {
  const at = n % ours.tokens.length;
  const began = performance.now();
  const answer = await agent.request({
    origin: ours.url,
    path: `/profiles/${ours.people[at]}/recommendations?limit=${limit}`,
    method: 'GET',
    headers: { authorization: `Bearer ${ours.tokens[at]}` },
  });
  const body = (await answer.body.json()) as { items?: { vacancy: { id: string } }[] };
  return { status: answer.statusCode, body, ms: performance.now() - began, items: body.items?.length ?? 0 };
};

/** Registration tells of whom it was in contact with: some each tick. */
const topic = `${world}-${topicOf(CITY, unemploymentEvents)}`;
const contact = (personId: string): Recorded => ({
  type: 'ContactRecorded',
  data: { ...unemploymentEvents.examples.ContactRecorded, personId },
  id: uuid7(),
  city: CITY,
  service: unemploymentEvents.service,
  stream: unemploymentEvents.stream,
  recordId: uuid7(),
  version: 1,
  schemaVersion: unemploymentEvents.schemaVersion,
  at: new Date().toISOString(),
  by: 'bench',
  command: uuid7(),
});
let told = 0;
const telling = (bus: EventBus, perSecond: number) => {
  const aTick = Math.ceil((perSecond * TICK_MS) / 1000);
  return setInterval(() => {
    // Each of another, so that each is written.
    const people = Array.from({ length: Math.min(aTick, PEOPLE - told) }, () => `person-${told++}`);
    void bus.publish(
      topic,
      people.map((personId) => toMessage(contact(personId))),
    );
  }, TICK_MS);
};
const connection = await mongoose.createConnection(mongoUri, { dbName: ours.database }).asPromise();
const heard = () => connection.collection('log').countDocuments({ type: 'SeekerHeardFrom' });

await openLoop(RATE / 5, quick ? 1 : 5, (n) => ask(n));
const measured = async (name: string, bus?: EventBus) => {
  const events = bus && telling(bus, UPDATES);
  const answers = (await openLoop(RATE, SECONDS, (n) => ask(n))) as (Answer & { items: number })[];
  clearInterval(events);
  const wrong = answers.find(({ status }) => status !== 200);
  must(wrong === undefined, `an answer was ${wrong?.status}: ${JSON.stringify(wrong?.body)}`);
  must(
    answers.some(({ items }) => items > 0),
    'nothing was recommended',
  );
  const ms = answers.map((answer) => answer.ms);
  if (bus) await eventually(async () => (await heard()) === told, { within: 60_000 });
  bench.figure(`${name}, p50`, percentile(ms, 50), 'ms');
  bench.figure(`${name}, p99`, percentile(ms, 99), 'ms', bus && !quick ? { atMost: 20 } : undefined);
};
await measured(`recommendations at ${RATE}/s, nothing changes`);
if (brokers) {
  const bus = kafkaBus({ brokers: brokers.split(','), clientId: 'bench' });
  await measured(`recommendations at ${RATE}/s under ${UPDATES} events/s`, bus);
  await bus.close();
} else bench.skip(`recommendations under ${UPDATES} events/s`, 'no Kafka on this machine');

/** From the write that published a vacancy to the first answer that has it, to people whose work few others offer. */
const rarest = ours.occupations.map((code, at) => ({ code, at })).sort((a, b) => (a.code < b.code ? 1 : -1));
const visible: number[] = [];
for (let n = 0; n < SEEN; n++) {
  const published = new Promise<{ id: string; at: number }>((resolve) =>
    child.once('message', (message) => resolve(message as { id: string; at: number })),
  );
  const { at } = rarest[n % rarest.length]!;
  child.send({ publish: ours.occupations[at]! });
  const { id, at: began } = await published;
  for (;;) {
    const { body } = await ask(at, 50);
    if ((body as { items: { vacancy: { id: string } }[] }).items.some(({ vacancy }) => vacancy.id === id)) break;
    must(Date.now() - began < 30_000, 'a published vacancy is not recommended');
  }
  visible.push(Date.now() - began);
}
bench.figure('published to recommended, p50', percentile(visible, 50), 'ms');
bench.figure('published to recommended, p99', percentile(visible, 99), 'ms', { atMost: 1000 });

const restarted = new Promise<{ ms: number }>((resolve) =>
  child.once('message', (message) => resolve(message as { ms: number })),
);
child.send({ restart: true });
bench.figure('restart to ready from the snapshot', (await restarted).ms, 'ms', quick ? undefined : { atMost: 3000 });

child.send('end');
await new Promise((resolve) => child.once('exit', resolve));
await connection.dropDatabase();
await connection.close();
bench.end();
process.exit(0);
