import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type Role, systemActor } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations, uuid7 } from '@zhiqiao/testing';
import { openProfile, profiles } from '../src/domain/profile.ts';
import { service } from '../src/service.ts';
import { gateway, manager, passedOnTo, watching } from './other-city.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

/** 渡口, which publishes, and 桥州, which shows its people what there is in 渡口. */
const DUKOU = '449800';
const clock = fixedClock('2026-03-02T09:00:00+08:00');
const factory: Account = {
  id: 'factory',
  city: DUKOU,
  roles: ['employer'],
  orgId: organisations.garmentFactory.creditCode,
};
const counsellor: Account = {
  id: 'sun',
  roles: ['counsellor'],
  division: '449902',
  certificates: [{ code: 'VOCATIONAL_GUIDANCE', validThrough: '2027-12-31' }],
};

let dukou: TestRun;
let qiaozhou: TestRun;
let gate: Awaited<ReturnType<typeof gateway>>;
let folder: string;
const startDukou = async () => {
  dukou = await startForTest(service, { clock, env: { ZHIQIAO_CITY: DUKOU } });
};
const startQiaozhou = async (neighbours = `${DUKOU}=${gate.url}`, world?: string) => {
  const env = { ZHIQIAO_NEIGHBOURS: neighbours, ZHIQIAO_MARKET_SNAPSHOT: join(folder, 'market') };
  qiaozhou = await startForTest(service, { clock, env, ...(world && { world }) });
};
const restartQiaozhou = async (neighbours?: string, meanwhile: () => Promise<unknown> = async () => {}) => {
  const { world } = qiaozhou;
  await qiaozhou.stop();
  await meanwhile();
  await startQiaozhou(neighbours, world);
};
const { neighbour, search, titles, untilRead, untilShown } = watching(() => qiaozhou, clock);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'market-'));
  await startDukou();
  gate = await gateway(passedOnTo(() => dukou));
  await startQiaozhou();
  // The first copy is due at once: before anything is published, so that nothing is told by both copy and change.
  await untilRead(DUKOU);
  await qiaozhou.platform.records(profiles).create(
    { actor: systemActor('449900', 'matching'), key: uuid7() },
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
}, 120_000);
afterAll(async () => {
  await qiaozhou?.drop();
  await dukou?.drop();
  gate?.close();
  await rm(folder, { recursive: true });
});

const terms = {
  occupation: '6-05-01-03',
  duties: '平车缝制衬衫',
  division: '449802001',
  headcount: 2,
  wageFromFen: 320_000,
  wageToFen: 450_000,
  validThrough: '2026-04-30',
};
const publish = async (title: string, changes: object = {}): Promise<Body> => {
  const { status, body, headers } = await dukou.send(factory, 'POST', '/vacancies', {
    body: { ...terms, title, ...changes },
  });
  expect([status, body.status]).toEqual([201, 'OPEN']);
  await told(body.id, (item) => item?.posting?.title === title);
  return { ...body, etag: headers.get('etag') };
};
const withdraw = async ({ id }: Body) => {
  expect((await dukou.send(factory, 'POST', `/vacancies/${id}/withdrawal`)).status).toBe(200);
  await told(id, (item) => item?.removed);
};
/** The other city's own feed tells it. */
const told = (id: string, as: (item: Body) => boolean) =>
  eventually(
    async () => {
      const { body } = await dukou.send(undefined, 'GET', '/feed/changes?after=0');
      return as(body.items.findLast((item: Body) => item.id === id));
    },
    { within: 50_000 },
  );
/** Also its copy. */
const untilGone = () =>
  eventually(
    async () => {
      clock.advance({ seconds: 1 });
      const copies = qiaozhou.platform.mongo.collection('elsewhere');
      return (await copies.countDocuments({ 'state.status': 'OPEN' })) === 0;
    },
    { within: 50_000, every: 200 },
  );
const get = async (path: string, actor?: Account): Promise<Body> => (await qiaozhou.send(actor, 'GET', path)).body;

describe('a vacancy of another city', () => {
  let vacancy: Body;
  it('is found apart from the own ones, with the city and the original', async () => {
    vacancy = await publish('缝纫工');
    await untilRead(DUKOU);
    await untilShown('缝纫工');
    const found = await search({ q: '缝纫' });
    expect(found).toMatchObject({
      total: 1,
      items: [{ id: `${DUKOU}~${vacancy.id}`, city: DUKOU, cityName: '渡口市', posting: { title: '缝纫工' } }],
      facets: { city: [{ value: DUKOU, name: { zh: '渡口市' }, count: 1 }] },
    });
    const [{ original, posting, id }] = found.items;
    expect(await (await fetch(original)).json()).toEqual(posting);
    expect(await get(`/vacancies/elsewhere/${id}`)).toEqual({ id, city: DUKOU, cityName: '渡口市', original, posting });
    expect([await titles({ city: DUKOU }), await titles({ city: '440100' })]).toEqual([['缝纫工'], []]);
  });

  it('is none of the own: not in lists, search, feed or report', async () => {
    expect((await get('/vacancies')).items).toEqual([]);
    expect((await get('/vacancies/search?q=')).total).toBe(0);
    expect(await get('/feed/vacancies')).toEqual({ cursor: 0, items: [] });
    expect(await get('/feed/changes')).toEqual({ cursor: 0, more: false, items: [] });
    expect((await get('/reports/supply-demand?quarter=2026Q1', manager)).demand.valid).toBe(0);
  });

  it('is counted where the own ones are searched, so that whoever finds none here knows of it', async () => {
    const here = (q: string) => get(`/vacancies/search?q=${encodeURIComponent(q)}`);
    expect(await here('缝纫')).toMatchObject({ total: 0, elsewhere: 1 });
    expect(await get(`/vacancies/search?q=${encodeURIComponent('缝纫')}&district=449902`)).toMatchObject({
      total: 0,
      elsewhere: 1,
    });
    expect(await here('焊工')).toMatchObject({ total: 0, elsewhere: 0 });
    const { body } = await dukou.send(undefined, 'GET', '/vacancies/search?q=');
    expect(body).not.toHaveProperty('elsewhere');
  });

  it('is mediated there: who refers or offers somebody here is told where to turn', async () => {
    const vacancyId = `${DUKOU}~${vacancy.id}`;
    const refused = [
      await qiaozhou.send(counsellor, 'POST', '/referrals', { body: { personId: 'limei', vacancyId } }),
      await qiaozhou.send(
        { id: 'account-limei', roles: ['jobseeker'], personId: 'limei' },
        'POST',
        '/profiles/limei/disclosures',
        { body: { vacancyId } },
      ),
    ];
    for (const { status, body } of refused) {
      expect([status, body.code]).toEqual([409, 'matching.vacancy-elsewhere']);
      expect(body.context).toEqual({ city: DUKOU, original: `${gate.url}/vacancies/${vacancy.id}/job-posting` });
      expect(body.detail).toMatch(/渡口市公共就业服务机构/);
    }
    const unknown = await qiaozhou.send(counsellor, 'POST', '/referrals', {
      body: { personId: 'limei', vacancyId: 'none' },
    });
    expect(unknown.status).toBe(404);
  });

  it('changes here when it changes there, and is gone when it is withdrawn', async () => {
    const other = await publish('裁剪工');
    const { status } = await dukou.send(factory, 'PUT', `/vacancies/${vacancy.id}`, {
      body: { ...terms, title: '缝纫组长' },
      headers: { 'if-match': '*' },
    });
    expect(status).toBe(200);
    await told(vacancy.id, (item) => item?.posting?.title === '缝纫组长');
    await untilRead(DUKOU);
    await untilShown('缝纫组长', '裁剪工');
    await withdraw(vacancy);
    await untilRead(DUKOU);
    await untilShown('裁剪工');
    expect((await qiaozhou.send(undefined, 'GET', `/vacancies/elsewhere/${DUKOU}~${vacancy.id}`)).status).toBe(404);
    expect((await neighbour(DUKOU)).counts).toEqual({ shown: 3, refused: 0, removed: 1 });
    await withdraw(other);
    await untilRead(DUKOU);
  });

  it('whose last day passes leaves without a word of its city', async () => {
    await publish('短期工', { validThrough: '2026-03-03' });
    await untilRead(DUKOU);
    await untilShown('短期工');
    gate.answerBy((_, res) => void res.writeHead(503).end());
    clock.set('2026-03-04T00:00:01+08:00');
    expect(await titles()).toEqual([]);
    await untilGone();
    gate.answerBy(passedOnTo(() => dukou));
    await untilRead(DUKOU);
  });
});

describe('the reader', () => {
  it('asks whether anything has changed, and nothing more when it has not', async () => {
    await untilRead(DUKOU);
    gate.asked.length = 0;
    await untilRead(DUKOU);
    await untilRead(DUKOU);
    expect(gate.asked.length).toBeGreaterThan(0);
    for (const { path, status } of gate.asked)
      expect([path, status]).toEqual([expect.stringMatching('^/feed/changes'), 304]);
  });

  it('goes on after a restart where it was', async () => {
    await publish('熨烫工');
    await untilRead(DUKOU);
    gate.asked.length = 0;
    await restartQiaozhou(undefined, () => publish('包装工'));
    await untilRead(DUKOU);
    await untilShown('包装工', '熨烫工');
    for (const { path } of gate.asked) expect(path).toMatch(/^\/feed\/changes/);
  });

  it('copies anew a feed that was begun anew, and what is no longer there is gone', async () => {
    await dukou.drop();
    await startDukou();
    await publish('质检员', { occupation: '6-31-03-05' });
    await untilRead(DUKOU);
    await untilShown('质检员');
    expect(await neighbour(DUKOU)).toMatchObject({ cursor: 1, counts: { shown: 1, refused: 0, removed: 2 } });
  });

  it('forgets a city that is taken out of the configuration, and finds it again', async () => {
    await restartQiaozhou('');
    expect(await titles()).toEqual([]);
    await untilGone();
    expect(await neighbour(DUKOU)).toMatchObject({ status: 'LEFT', shown: false });
    await restartQiaozhou();
    await untilRead(DUKOU);
    await untilShown('质检员');
  });

  it('keeps what it copied from a city that it has left for as long as the city wants, and no longer', async () => {
    await restartQiaozhou('');
    await untilGone();
    const { mongo } = qiaozhou.platform;
    const copies = () => mongo.collection('elsewhere').countDocuments();
    const looked = async () => {
      const from = clock.now().toISOString();
      await eventually(
        async () =>
          (await mongo.collection('log').countDocuments({ type: 'NeighbourCleared', at: { $gte: from } })) > 0,
        {
          within: 50_000,
        },
      );
    };
    const copied = await copies();
    clock.advance({ hours: 80 * 24 });
    await looked();
    expect([await copies(), copied > 0]).toEqual([copied, true]);
    clock.advance({ hours: 11 * 24 });
    await looked();
    expect(await copies()).toBe(0);
  });
});
