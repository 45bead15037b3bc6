/** Matching as its own process for a bench, over a city of so many records: `node recommending.ts <world> <people> <vacancies>`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { occupationCodes } from '@zhiqiao/domain';
import { service } from '@zhiqiao/matching';
import { startForTest } from '@zhiqiao/service-kit/testing';
import { uuid7 } from '@zhiqiao/testing';

const [, , world = '', people = '0', vacancies = '0'] = process.argv;
const folder = await mkdtemp(join(tmpdir(), 'market-'));
const env = {
  ZHIQIAO_RATE_PUBLIC: '100000000',
  ZHIQIAO_LOG_LEVEL: 'error',
  ZHIQIAO_MAX_IN_FLIGHT: '5000',
  ZHIQIAO_MARKET_SNAPSHOT: join(folder, 'market'),
};
const start = () => startForTest(service, { env, world, checkAnswers: false });
let run = await start();

let state = 20_041_030;
const below = (n: number) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const leaves = occupationCodes().filter((code) => !code.endsWith('-00'));
/** Few occupations have most of the people. */
const occupation = () => leaves[Math.floor(leaves.length ** (below(1_000_000) / 1_000_000)) - 1]!;
const divisions = ['449902001001', '449902001002', '449902002001', '449903001001'];
const division = () => divisions[below(divisions.length)]!;

/** Without an event in its history: the first that is told of it is its first. */
const stored = (id: string, state: object) => ({
  _id: id,
  city: '449900',
  rev: 1,
  version: 0,
  state,
  clocks: [],
  cmds: [],
  keyFloor: 0,
  nCmds: 0,
  pending: [],
  relayAt: new Date(),
});
const wanted = Array.from({ length: Number(people) }, occupation);
const profile = (n: number) => ({
  status: 'OPEN',
  personId: `person-${n}`,
  registrationId: `registration-${n}`,
  division: division(),
  occupationsWanted: [wanted[n]],
  districts: [],
  education: '70',
  category: 'OTHER',
  wageWishFen: 250_000 + below(20) * 10_000,
});
const now = Date.now();
const vacancy = (code: string, publishedAt: number) => {
  const wageFromFen = 250_000 + below(30) * 10_000;
  return {
    status: 'OPEN',
    employerId: '91330100799655058B',
    occupation: code,
    title: '缝纫工',
    duties: '平车缝制衬衫，熟练工优先，提供食宿，按月发放工资。'.repeat(3),
    division: division(),
    headcount: 2,
    wageFromFen,
    wageToFen: wageFromFen + below(10) * 10_000,
    validThrough: '2099-12-31',
    decision: { outcome: 'accept', rules: [], pack: 'p', facts: {}, on: '2026-03-02' },
    publishedAt: new Date(publishedAt).toISOString(),
    expiresAt: '2099-12-31T15:59:59.999Z',
    hires: [],
    promised: [],
  };
};
const collection = (stream: string) => run.platform.mongo.collection<{ _id: string }>(stream);
const fill = async (stream: string, count: number, at: (n: number) => object) => {
  for (let from = 0; from < count; from += 1000)
    await collection(stream).insertMany(
      Array.from({ length: Math.min(1000, count - from) }, (_, i) => stored(`${stream}-${from + i}`, at(from + i))),
    );
};
await collection('profile').insertMany(wanted.map((_, n) => stored(`person-${n}`, profile(n))));
await fill('vacancy', Number(vacancies), () => vacancy(occupation(), now - below(100) * 86_400_000));

const asking = Array.from({ length: Math.min(1000, wanted.length) }, (_, n) => n);
const tokens = await Promise.all(
  asking.map((n) => run.token({ id: `account-${n}`, roles: ['jobseeker'], personId: `person-${n}` })),
);

process.on('message', async (message: 'end' | { publish?: string; restart?: true }) => {
  if (message === 'end') {
    await run.stop();
    await rm(folder, { recursive: true });
    process.exit(0);
  }
  if (message.publish) {
    const id = uuid7();
    const best = {
      ...vacancy(message.publish, Date.now()),
      wageFromFen: 2_000_000,
      wageToFen: 2_100_000,
      division: '449900',
    };
    await collection('vacancy').insertOne(stored(id, best), { writeConcern: { w: 'majority' } });
    process.send?.({ id, at: Date.now() });
  }
  if (message.restart) {
    await run.stop();
    const began = performance.now();
    run = await start();
    process.send?.({ ms: performance.now() - began });
  }
});
process.once('disconnect', () => process.exit(0));
process.send?.({
  url: run.url,
  database: run.platform.mongo.name,
  people: asking.map((n) => `person-${n}`),
  occupations: asking.map((n) => wanted[n]),
  tokens,
});
