import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type Role, systemActor } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations, uuid7 } from '@zhiqiao/testing';
import { keepSnapshot, type Snapshot } from '../src/adapters/snapshot.ts';
import { openProfile, profiles } from '../src/domain/profile.ts';
import { publish, vacancies } from '../src/domain/vacancy.ts';
import { service } from '../src/service.ts';
import { confirmationDue } from './dues.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const platform = systemActor('449900', 'matching');
const limei: Partial<Actor> & { roles: Role[] } = { id: 'account-limei', roles: ['jobseeker'], personId: 'limei' };
const MEANWHILE = 1_500;

let folder: string;
let matching: TestRun;
const start = async (file: string, world?: string) => {
  matching = await startForTest(service, {
    clock,
    ...(world && { world }),
    env: { ZHIQIAO_MARKET_SNAPSHOT: join(folder, file) },
  });
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'market-'));
  await start('market');
  await matching.platform.records(profiles).create(
    by(),
    ({ state }) =>
      openProfile(state, {
        personId: 'limei',
        registrationId: 'registration-1',
        division: '449902001001',
        occupationsWanted: ['6-05-01-03'],
        education: '70',
        category: 'EMPLOYED_TO_UNEMPLOYED',
      }),
    'limei',
  );
});
afterAll(async () => {
  await matching?.drop();
  await rm(folder, { recursive: true });
});

const by = () => ({ actor: platform, key: uuid7() });
const offer = async (title: string) => {
  const terms = {
    employerId: organisations.electronicsFactory.creditCode,
    occupation: '6-05-01-03',
    title,
    duties: '平车缝制衬衫',
    division: '449902001',
    headcount: 2,
    wageFromFen: 320_000,
    wageToFen: 450_000,
    validThrough: '2026-04-30',
  };
  const lawful = { outcome: 'accept' as const, rules: [], pack: 'p', facts: {}, on: '2026-03-02' };
  const decide = publish(terms, lawful, new Date('2026-04-30T23:59:59.999+08:00'), confirmationDue);
  return (await matching.platform.records(vacancies).create(by(), decide)).record.id;
};
const found = async (q: string) =>
  (await matching.send(undefined, 'GET', `/vacancies/search?q=${encodeURIComponent(q)}&limit=50`)).body;
/** How many vacancies the market and the search know, as the port answers now. */
const known = async () => {
  const headers = { 'x-purpose': 'self' };
  const [asked, found, ready] = await Promise.all([
    matching.send(limei, 'GET', '/profiles/limei/recommendations', { headers }),
    matching.send(undefined, 'GET', '/vacancies/search?q='),
    fetch(`${matching.url}/readyz`),
  ]);
  expect([asked.status, found.status, ready.status]).toEqual([200, 200, 200]);
  return [asked.body.considered, found.body.total];
};
const knows = (market: number, search: number) =>
  eventually(async () => (await known()).join() === [market, search].join(), { within: 60_000 });

const databaseOf = ({ platform: { mongo } }: TestRun) => mongo.getClient().db(mongo.name);
const collectionOf = (run: TestRun, name: string) => databaseOf(run).collection<{ _id: string }>(name);

/** What happens while the service is down: written as another process of it would. */
const whileDown = async (act: (vacancies: ReturnType<typeof collectionOf>) => Promise<unknown>) => {
  const client = matching.platform.mongo.getClient();
  await matching.stop();
  await client.connect();
  await act(collectionOf(matching, 'vacancy'));
  await client.close();
  return matching.world;
};
const copies = (vacancy: { _id: string }, name: string) =>
  Array.from({ length: MEANWHILE }, (_, n) => ({ ...vacancy, _id: `${name}-${n}` }));
const WITHDRAWN = { $set: { 'state.status': 'WITHDRAWN' }, $inc: { rev: 1 } };

/** The files of the market and of the search, as somebody has left them. */
const rewrite = async (name: string, write: (bytes: Buffer, file: string) => Promise<void>) => {
  for (const suffix of ['', '.search'])
    await write(await readFile(join(folder, `market${suffix}`)), join(folder, `${name}${suffix}`));
};
const snapshotIn = (bytes: Buffer) => deserialize(bytes.subarray(4)) as Snapshot<unknown>;

describe('a service that comes back', () => {
  it('begins from its snapshots, knows all that changed since when its port opens, and answers as before', async () => {
    const [stays, goes, changes, unheard] = [
      await offer('缝纫工甲'),
      await offer('缝纫工乙'),
      await offer('裁剪工'),
      await offer('缝纫工丙'),
    ];
    await knows(4, 4);
    const before = await found('熨烫 裁剪');
    expect(before).toMatchObject({ total: 1, items: [{ id: changes }] });
    const world = await whileDown(async (records) => {
      const vacancy = (await records.findOne({ _id: stays }))!;
      await records.insertMany(copies(vacancy, 'first'));
      await records.updateOne({ _id: goes }, WITHDRAWN);
      await records.updateOne({ _id: changes }, { $set: { 'state.title': '熨烫工' }, $inc: { rev: 1 } });
      await records.deleteOne({ _id: unheard });
    });
    await start('market', world);
    // Nobody tells of a record that is deleted by hand: it is still counted, so nothing was built from the records.
    expect(await known()).toEqual([MEANWHILE + 3, MEANWHILE + 3]);
    expect(await found('熨烫')).toMatchObject({ total: 1, items: [{ id: changes, title: '熨烫工' }] });
    expect(await found('裁剪')).toMatchObject({ total: 0 });
  });

  it.each([
    ['were cut off', (bytes: Buffer, file: string) => writeFile(file, bytes.subarray(0, bytes.length / 2))],
    [
      'were made by another release',
      (bytes: Buffer, file: string) => keepSnapshot(file, { ...snapshotIn(bytes), madeBy: 'another release' }),
    ],
    [
      'end at a place that the database does not know',
      (bytes: Buffer, file: string) => keepSnapshot(file, { ...snapshotIn(bytes), after: { _data: 'nowhere' } }),
    ],
  ])(
    'is built from the records where its snapshots %s, and knows all of them when its port opens',
    async (what, write) => {
      const vacancy = await collectionOf(matching, 'vacancy').findOne({ _id: 'first-0' });
      const all = await collectionOf(matching, 'vacancy').countDocuments({ 'state.status': 'OPEN' });
      const world = await whileDown((records) => records.insertMany(copies(vacancy!, what)));
      await rewrite('broken', write);
      await start('broken', world);
      expect(await known()).toEqual([all + MEANWHILE, all + MEANWHILE]);
    },
  );
});

describe('a service that the database leaves without its changes', () => {
  it('is filled anew with all that stands, answers meanwhile, and follows again', async () => {
    const [people, records] = [collectionOf(matching, 'profile'), collectionOf(matching, 'vacancy')];
    const profile = (await people.findOne({ _id: 'limei' }))!;
    const kept = await records.find({ _id: /^first-/ }).toArray();
    await databaseOf(matching).dropDatabase();
    await people.insertOne(profile);
    await records.insertMany(kept);
    await knows(MEANWHILE, MEANWHILE);
    await records.updateOne({ _id: 'first-7' }, WITHDRAWN);
    await knows(MEANWHILE - 1, MEANWHILE - 1);
  });
});
