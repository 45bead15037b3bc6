/**
 * Personal recommendations through HTTP, with a token each, at a steady rate while vacancies and profiles change: what a
 * jobseeker waits for, and how long until a change is seen. `--quick`: small, for `npm test`.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { type Answer, openLoop, startPeer } from './load.ts';
import { must, percentile, report } from './report.ts';

const quick = process.argv.includes('--quick');
const [PEOPLE, VACANCIES] = quick ? [200, 500] : [20_000, 50_000];
const [RATE, UPDATES, SECONDS] = quick ? [20, 10, 2] : [500, 300, 15];
const SEEN = quick ? 5 : 100;
const mongoUri = process.env.MONGODB_URI;
must(mongoUri !== undefined, 'MONGODB_URI must be set');
const bench = report('recommendations', [
  `${PEOPLE} profiles, ${VACANCIES} vacancies in MongoDB`,
  `${RATE} requests/s with tokens, ${UPDATES} changed vacancies/s, ${SECONDS} s`,
  'service, database, client and writer on the same machine',
]);

type Ours = { url: string; database: string; people: string[]; occupations: string[]; tokens: string[] };
type Order = { update: number } | { publish: string };
const world = randomUUID().slice(0, 8);
const told: { ready?: Ours } = {};
const child = await startPeer(
  fileURLToPath(new URL('./peers/recommending.ts', import.meta.url)),
  [world, String(PEOPLE), String(VACANCIES)],
  {},
  (message) => {
    told.ready = message as Ours;
  },
);
must(told.ready !== undefined, 'matching did not come up');
const ours = told.ready;
const order = (message: Order) => child.send(message);

const { Agent } = await import('undici');
const agent = new Agent({ connections: 256, pipelining: 1 });
const ask = async (n: number): Promise<Answer & { items: number }> => {
  const at = n % ours.tokens.length;
  const began = performance.now();
  const answer = await agent.request({
    origin: ours.url,
    path: `/profiles/${ours.people[at]}/recommendations`,
    method: 'GET',
    headers: { authorization: `Bearer ${ours.tokens[at]}` },
  });
  const body = (await answer.body.json()) as { items?: { vacancy: { id: string } }[] };
  return { status: answer.statusCode, body, ms: performance.now() - began, items: body.items?.length ?? 0 };
};

await openLoop(RATE / 5, quick ? 1 : 5, ask);
const measured = async (name: string, updates: number) => {
  if (updates > 0) order({ update: updates });
  const answers = (await openLoop(RATE, SECONDS, ask)) as (Answer & { items: number })[];
  order({ update: 0 });
  const wrong = answers.find(({ status }) => status !== 200);
  must(wrong === undefined, `an answer was ${wrong?.status}: ${JSON.stringify(wrong?.body)}`);
  must(
    answers.some(({ items }) => items > 0),
    'nothing was recommended',
  );
  const ms = answers.map((answer) => answer.ms);
  bench.figure(`${name}, p50`, percentile(ms, 50), 'ms');
  bench.figure(`${name}, p99`, percentile(ms, 99), 'ms', updates > 0 && !quick ? { atMost: 20 } : undefined);
};
await measured(`recommendations at ${RATE}/s, nothing changes`, 0);
await measured(`recommendations at ${RATE}/s under ${UPDATES} changes/s`, UPDATES);

/** From the write that published a vacancy to the first answer that has it. */
const visible: number[] = [];
for (let n = 0; n < SEEN; n++) {
  const published = new Promise<{ id: string; at: number }>((resolve) =>
    child.once('message', (message) => resolve(message as { id: string; at: number })),
  );
  const at = n % ours.tokens.length;
  order({ publish: ours.occupations[at]! });
  const { id, at: began } = await published;
  for (;;) {
    const { body } = await ask(at);
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
const connection = await mongoose.createConnection(mongoUri).asPromise();
await new Promise((resolve) => child.once('exit', resolve));
await connection.useDb(ours.database).dropDatabase();
await connection.close();
bench.end();
process.exit(0);
