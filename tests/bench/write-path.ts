/**
 * The whole command through HTTP (token, access, validation, rules, record, event) beside bare Express with the driver,
 * and how long until the effect stands in another service. `--quick`: small, for `npm test`.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { idNumber, uuid7 } from '@zhiqiao/testing';
import mongoose from 'mongoose';
import { type Answer, closedLoop, openLoop, post, startPeer } from './load.ts';
import { must, percentile, report } from './report.ts';

const quick = process.argv.includes('--quick');
const SECONDS = quick ? 0.3 : 8;
const CONNECTIONS = quick ? 8 : 64;
const CHANGED = quick ? 20 : 200;
const RATES = quick ? [50] : [100, 300];
const EFFECT_SECONDS = quick ? 1 : 15;
const PEOPLE = quick ? 100 : 7_500;
const QUIET_MS = quick ? 500 : 2_000;
const mongoUri = process.env.MONGODB_URI;
must(mongoUri !== undefined && process.env.KAFKA_BROKERS !== undefined, 'MONGODB_URI and KAFKA_BROKERS must be set');
const bench = report('write-path', [
  `${CONNECTIONS} connections`,
  `${SECONDS} s each`,
  'about 600 B a request',
  `effects at ${RATES.join(' and ')} commands/s`,
]);

const peer = (file: string) => fileURLToPath(new URL(`./peers/${file}.ts`, import.meta.url));
const world = randomUUID().slice(0, 8);
type Ours = { url: string; database: string; clerk: string; employer: string };
const startOurs = async (name: string) => {
  const told: { ready?: Ours } = {};
  const child = await startPeer(peer('ours'), [name, world], {}, (message) => {
    told.ready = message as Ours;
  });
  must(told.ready !== undefined, `${name} did not come up`);
  const end = async () => {
    child.send('end');
    await once(child, 'exit');
  };
  return { ...told.ready, end };
};
const database = `bench_bare_${world}`;
const bare = { one: 'http://127.0.0.1:4571', outbox: 'http://127.0.0.1:4572' };
const [registration, matching, ...peers] = await Promise.all([
  startOurs('registration'),
  startOurs('matching'),
  startPeer(peer('bare'), ['one', '4571', database]),
  startPeer(peer('bare'), ['outbox', '4572', `${database}_tx`]),
]);

const vacancy = {
  occupation: '6-05-01-03',
  title: '缝纫工',
  duties: '平车缝制衬衫，熟练工优先，提供食宿，按月发放工资。'.repeat(3),
  division: '449902001',
  headcount: 2,
  wageFromFen: 320_000,
  wageToFen: 450_000,
  validThrough: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
};
const as = (token: string) => ({ authorization: `Bearer ${token}`, 'idempotency-key': uuid7() });
const well = (answers: Answer[], status: number) => {
  const wrong = answers.find((answer) => answer.status !== status);
  must(wrong === undefined, `an answer was ${wrong?.status}: ${JSON.stringify(wrong?.body)}`);
};
const rate = async (name: string, status: number, send: (n: number) => Promise<Answer>) => {
  const { answers, perSecond } = await closedLoop(CONNECTIONS, SECONDS, send);
  well(answers, status);
  const ms = answers.map((answer) => answer.ms);
  console.log(
    `  ${name.padEnd(52)} ${perSecond.toFixed(0).padStart(6)}/s   p50 ${percentile(ms, 50).toFixed(1)} ms  p99 ${percentile(ms, 99).toFixed(1)} ms`,
  );
  return perSecond;
};

console.log('create');
const create = {
  // Each another post: what is advertised again and again would be one group of duplicates.
  ours: () =>
    rate('publishVacancy', 201, () =>
      post(`${matching.url}/vacancies`, as(matching.employer), {
        ...vacancy,
        title: `缝纫工${randomUUID().replace(/[\d-]/g, '')}`,
      }),
    ),
  one: () => rate('bare Express + insertOne', 201, () => post(`${bare.one}/documents`, {}, vacancy)),
  outbox: () =>
    rate('bare Express + transaction of document and outbox', 201, () => post(`${bare.outbox}/documents`, {}, vacancy)),
};
await create.ours();
const created = {
  first: await create.ours(),
  one: await create.one(),
  outbox: await create.outbox(),
  last: await create.ours(),
};
const creates = (created.first + created.last) / 2;

let seed = 0;
const enrol = async () => {
  const n = seed++;
  const birth = new Date(Date.UTC(1970, 0, 1) + (n % 10_000) * 86_400_000).toISOString().slice(0, 10);
  const person = {
    idNumber: idNumber(birth, Math.floor(n / 10_000), '440106'),
    name: '张三',
    residence: '449902001001',
  };
  const answer = await post(`${registration.url}/people`, as(registration.clerk), person);
  must(answer.status === 201 || answer.status === 200, `enrolling: ${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body as { personId: string }).personId;
};
const register = async (personId: string) => {
  const answer = await post(`${registration.url}/unemployment-registrations`, as(registration.clerk), {
    personId,
    category: 'EMPLOYED_TO_UNEMPLOYED',
    residence: '449902001001',
    education: '70',
    occupationsWanted: ['6-05-01-03'],
    statement: { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true },
  });
  must(answer.status === 201, `registering: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};

console.log(`change one of ${CHANGED}`);
const registrations = await Promise.all(
  Array.from({ length: CHANGED }, async () => ((await register(await enrol())).body as { id: string }).id),
);
const documents = async (url: string) =>
  Promise.all(
    Array.from(
      { length: CHANGED },
      async () => ((await post(`${url}/documents`, {}, vacancy)).body as { id: string }).id,
    ),
  );
const [oneIds, outboxIds] = [await documents(bare.one), await documents(bare.outbox)];
const pick = (ids: string[]) => ids[Math.floor(Math.random() * ids.length)]!;
const change = {
  ours: () =>
    rate('confirmRegistration', 200, () =>
      post(
        `${registration.url}/unemployment-registrations/${pick(registrations)}/confirmation`,
        as(registration.clerk),
        {},
      ),
    ),
  one: () => rate('bare Express + updateOne', 200, () => post(`${bare.one}/documents/${pick(oneIds)}/change`, {}, {})),
  outbox: () =>
    rate('bare Express + transaction of document and outbox', 200, () =>
      post(`${bare.outbox}/documents/${pick(outboxIds)}/change`, {}, {}),
    ),
};
await change.ours();
const changed = {
  first: await change.ours(),
  one: await change.one(),
  outbox: await change.outbox(),
  last: await change.ours(),
};
const changes = (changed.first + changed.last) / 2;

console.log('effect in another service');
const connection = await mongoose.createConnection(mongoUri).asPromise();
const profiles = connection.useDb(matching.database).collection<{ _id: string }>('profile');
const stream = profiles.watch([{ $match: { operationType: 'insert' } }, { $project: { documentKey: 1 } }]);
const seen = new Map<string, number>();
stream.on('change', (event) =>
  seen.set(String((event as { documentKey: { _id: unknown } }).documentKey._id), performance.now()),
);
const people: string[] = [];
for (let i = 0; i < PEOPLE; i += 50) people.push(...(await Promise.all(Array.from({ length: 50 }, enrol))));
/** What came before must not stand in the way of what is measured. */
const quiet = async () => {
  for (
    let before = -1, now = await connection.useDb(matching.database).collection('log').countDocuments();
    now !== before;
  ) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    now = await connection.useDb(matching.database).collection('log').countDocuments();
  }
};
const effectsAt = async (perSecond: number) => {
  await quiet();
  const answered = new Map<string, number>();
  const sent = await openLoop(perSecond, EFFECT_SECONDS, async () => {
    const personId = people.pop();
    must(personId !== undefined, 'too few people for this rate');
    const answer = await register(personId);
    answered.set(personId, performance.now());
    return answer;
  });
  for (let i = 0; i < 600 && [...answered.keys()].some((id) => !seen.has(id)); i++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const effects = [...answered].map(([id, at]) => {
    const effect = seen.get(id);
    must(effect !== undefined, 'an effect is missing');
    return Math.max(0, effect - at);
  });
  return { perSecond, answers: sent.map(({ ms }) => ms), effects };
};
const effects = [];
for (const perSecond of RATES) effects.push(await effectsAt(perSecond));

bench.figure('create: whole command', creates, 'req/s');
bench.figure('create vs bare Express + insertOne', creates / created.one, 'x', { atLeast: 1.5 });
bench.figure('create vs bare Express + transaction with outbox row', creates / created.outbox, 'x', { atLeast: 3 });
bench.figure('change: whole command', changes, 'req/s');
bench.figure(`change one of ${CHANGED} vs bare Express + updateOne`, changes / changed.one, 'x', { atLeast: 0.6 });
bench.figure(`change one of ${CHANGED} vs bare Express + transaction with outbox row`, changes / changed.outbox, 'x', {
  atLeast: 1.5,
});
for (const { perSecond, answers, effects: ms } of effects) {
  const [p50, p99] = perSecond === 300 ? [{ atMost: 60 }, { atMost: 200 }] : [];
  bench.figure(`command at ${perSecond}/s, p99`, percentile(answers, 99), 'ms');
  bench.figure(`effect after the answer at ${perSecond}/s, p50`, percentile(ms, 50), 'ms', p50);
  bench.figure(`effect after the answer at ${perSecond}/s, p99`, percentile(ms, 99), 'ms', p99);
}
bench.figure('drift of ours, create, last ÷ first', created.last / created.first, 'x');

await stream.close();
for (const name of [database, `${database}_tx`]) await connection.useDb(name).dropDatabase();
await connection.close();
for (const child of peers) child.kill();
await Promise.all([registration.end(), matching.end()]);
bench.end();
process.exit(0);
