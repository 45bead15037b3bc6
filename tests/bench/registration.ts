/**
 * Registration of an empty city beside the same of a full one: 1,000,000 people and 3,000,000 periods. Whole file by ID
 * number, commands, and the day on which 200,000 registered people must be reminded. `--people N`: another size.
 * `--world NAME`, on servers that stay: the first run loads the city and ends, a second one measures it (once: its people
 * are reminded then). `--quick`: small, for `npm test`.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { idNumber, uuid7 } from '@zhiqiao/testing';
import mongoose from 'mongoose';
import { type Answer, closedLoop, openLoop, post, startPeer } from './load.ts';
import { citizen, isRegistered, populate } from './population.ts';
import { must, percentile, report } from './report.ts';

const quick = process.argv.includes('--quick');
const asked = (option: string) => {
  const at = process.argv.indexOf(option);
  return at > 0 ? process.argv[at + 1] : undefined;
};
const PEOPLE = Number(asked('--people') ?? (quick ? 500 : 1_000_000));
const KEPT = asked('--world');
const SECONDS = quick ? 0.5 : 10;
const READS_PER_SECOND = 50;
/** While the reminders go out. */
const READS_MEANWHILE = 10;
const CONNECTIONS = 16;
const CITY = '449900';
const mongoUri = process.env.MONGODB_URI;
must(Number.isInteger(PEOPLE) && PEOPLE > 0, '--people takes a number');
must(mongoUri !== undefined && process.env.KAFKA_BROKERS !== undefined, 'MONGODB_URI and KAFKA_BROKERS must be set');
const bench = report('registration', [
  `${PEOPLE} people, ${3 * PEOPLE} periods`,
  `${CONNECTIONS} connections`,
  `${READS_PER_SECOND} reads/s, ${READS_MEANWHILE} during reminders`,
  `${SECONDS} s each`,
]);

type Ours = { url: string; database: string; clerk: string };
/** Registration in a world of its own. */
const begin = async (world: string) => {
  let ready: Ours | undefined;
  const module = fileURLToPath(new URL('./peers/ours.ts', import.meta.url));
  const service = await startPeer(module, ['registration', world], {}, (message) => {
    ready = message as Ours;
  });
  must(ready !== undefined, 'registration did not come up');
  const connection = await mongoose.createConnection(mongoUri, { dbName: ready.database }).asPromise();
  const end = async () => {
    await connection.close();
    service.send('end');
    await new Promise((resolve) => service.once('exit', resolve));
  };
  return { ...ready, service, connection, end };
};
let city = await begin(randomUUID().slice(0, 8));

const as = () => ({ authorization: `Bearer ${city.clerk}`, 'idempotency-key': uuid7(), 'x-purpose': 'bench' });
const well = (answer: Answer, status: number) => {
  must(answer.status === status, `an answer was ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body as { id: string; personId: string; file: string };
};
/** From the ID number to all that is kept of her. Turned away is an answer too: it is counted. */
const file = async (idNumber: string): Promise<Answer> => {
  const found = await post(`${city.url}/people/file`, as(), { idNumber });
  if (found.status === 503) return found;
  const { person } = well(found, 200) as unknown as { person: { idNumber: string } };
  must(person.idNumber.endsWith(idNumber.slice(-4)), 'a file of another');
  return found;
};

/** Somebody new comes to the desk: enrolled, then registered. */
let newcomers = 0;
const arrive = async () => {
  const n = newcomers++;
  const birth = new Date(Date.UTC(1970, 0, 1) + (n % 10_000) * 86_400_000).toISOString().slice(0, 10);
  const newcomer = {
    idNumber: idNumber(birth, Math.floor(n / 10_000), '440307'),
    name: '张三',
    residence: '449902001001',
  };
  const { personId } = well(await post(`${city.url}/people`, as(), newcomer), 200);
  const registered = await post(`${city.url}/unemployment-registrations`, as(), {
    personId,
    category: 'EMPLOYED_TO_UNEMPLOYED',
    residence: '449902001001',
    education: '70',
    occupationsWanted: ['6-05-01-03'],
    statement: { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true },
  });
  well(registered, 201);
  return { ...registered, idNumber: newcomer.idNumber };
};
const arrivals = async () => {
  const known: string[] = [];
  const { perSecond } = await closedLoop(CONNECTIONS, SECONDS, async () => {
    const { idNumber, ...answer } = await arrive();
    known.push(idNumber);
    return answer;
  });
  return { perSecond: perSecond * 2, known };
};
/** What the arrivals have caused must not stand in the way of what is measured. */
const quiet = async () => {
  const told = () => city.connection.collection('log').estimatedDocumentCount();
  for (let before = -1, now = await told(); now !== before; ) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, quick ? 200 : 2_000));
    now = await told();
  }
};
const reads = async (seconds: number, whom: (n: number) => string, perSecond = READS_PER_SECOND) => {
  const answers = await openLoop(perSecond, seconds, (n) => file(whom(n)));
  const given = answers.filter(({ status }) => status === 200).map(({ ms }) => ms);
  return { given, turnedAway: answers.length - given.length };
};
const anybody = (n: number) => citizen((n * 7919) % PEOPLE).idNumber;

console.log('an empty city');
await arrivals();
const empty = await arrivals();
await quiet();
const few = await reads(SECONDS, (n) => empty.known[n % empty.known.length]!);

await city.end();

city = await begin(KEPT ?? randomUUID().slice(0, 8));
const { connection, service } = city;
if ((await connection.collection('vault_people').estimatedDocumentCount()) === 0) {
  console.log('the people of a city move in');
  const today = new Date().toISOString().slice(0, 10);
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  await populate(connection, CITY, PEOPLE, today, (loaded) => {
    if (loaded % 100_000 === 0) console.log(`  ${loaded} after ${seconds().toFixed(0)} s`);
  });
  bench.figure(`loading ${PEOPLE} people`, seconds(), 's');
  if (KEPT !== undefined) process.exit(0);
}

console.log('a full city');
await arrivals();
const full = await arrivals();
await quiet();
await reads(SECONDS, anybody);
const many = await reads(SECONDS, anybody);
bench.figure('whole file by ID number, p99, full city', percentile(many.given, 99), 'ms', { atMost: 50 });
bench.figure(
  'whole file by ID number, p99, full ÷ empty',
  percentile(many.given, 99) / percentile(few.given, 99),
  'x',
  {
    atMost: 1.3,
  },
);
bench.figure('commands, full city', full.perSecond, 'req/s');
bench.figure('commands, full ÷ empty', full.perSecond / empty.perSecond, 'x', { atLeast: 0.6 });

console.log('the day of the reminders');
const due = Array.from({ length: PEOPLE }, (_, n) => n).filter(isRegistered).length;
/** All who were loaded are to be warned at one time. */
const [loaded] = await connection
  .collection('unemployment')
  .find({ _id: /^loaded-/ as never, wakeAt: { $exists: true } })
  .limit(1)
  .toArray();
must(loaded !== undefined, 'nobody is to be warned');
const warnedAt = loaded.wakeAt as Date;
/** Whose warning has come due and was not given; by the index of the clocks, so that counting costs the service nothing. */
const left = () => connection.collection('unemployment').countDocuments({ wakeAt: { $lte: warnedAt } });
must((await left()) === due, 'as many are to be reminded as are registered');
service.send({ now: warnedAt.toISOString() });
const scanned = performance.now();
const during: number[] = [];
let turnedAway = many.turnedAway;
for (let open = due; open > 0; open = await left()) {
  const some = await reads(quick ? 1 : 5, anybody, READS_MEANWHILE);
  during.push(...some.given);
  turnedAway += some.turnedAway;
  if (!quick) console.log(`  ${open} left before ${((performance.now() - scanned) / 1000).toFixed(0)} s`);
}
bench.figure(`reminding ${due} people`, (performance.now() - scanned) / 1000, 's', { atMost: 300 });
bench.figure('whole file p99 meanwhile', percentile(during, 99), 'ms', { atMost: 200 });
bench.figure('reads turned away', turnedAway, 'answers', { atMost: 0 });
const parked = await connection.collection('inbox_parked').countDocuments();
must(parked === 0, `the service could not take in ${parked} of its own events`);

bench.end();
await city.end();
process.exit(0);
