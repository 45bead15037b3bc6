import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations } from '@zhiqiao/testing';
import { service } from '../src/service.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

const { electronicsFactory, garmentFactory } = organisations;
const factory: Account = { id: 'factory', roles: ['employer'], orgId: electronicsFactory.creditCode };
const other: Account = { id: 'other', roles: ['employer'], orgId: garmentFactory.creditCode };
const manager: Account = { id: 'zhao', roles: ['manager'], division: '449900' };

let matching: TestRun;
beforeAll(async () => {
  matching = await startForTest(service, { clock: fixedClock('2026-03-02T09:00:00+08:00') });
});
afterAll(() => matching?.drop());

const vacancy = {
  occupation: '4-07-05-01',
  title: '保安员',
  duties: '门岗值守',
  requirements: '身体健康',
  division: '449902001',
  headcount: 2,
  wageFromFen: 320_000,
  wageToFen: 450_000,
  hoursPerWeek: 40,
  shift: 'ROTATING',
  demands: ['STANDING'],
  welcomesHardToEmploy: true,
  employerName: '桥州长明电子有限公司',
  employerLicence: '保安备案2026第8号',
  validThrough: '2026-04-30',
};
const publish = async (actor: Account, changes: object = {}): Promise<Body> => {
  const { status, body } = await matching.send(actor, 'POST', '/vacancies', { body: { ...vacancy, ...changes } });
  expect([status, body.status]).toEqual([201, 'OPEN']);
  return body;
};
const withdraw = (actor: Account, id: string) => matching.send(actor, 'POST', `/vacancies/${id}/withdrawal`);
const get = async (path: string): Promise<Body> => (await matching.send(undefined, 'GET', path)).body;
const onTheMarket = async () => {
  const ids: string[] = [];
  for (let path: string | undefined = '/feed/vacancies?limit=7'; path; ) {
    const { headers, body } = await matching.send(undefined, 'GET', path);
    ids.push(...body.items.map((item: Body) => item.identifier.value));
    path = /<(.+?)>/.exec(headers.get('link') ?? '')?.[1];
  }
  return ids.sort();
};

/** Another site: takes a copy, then follows the changes wherever they have come to. */
const follower = async () => {
  const known = new Set<string>();
  let { cursor } = await get('/feed/vacancies?limit=1');
  for (const id of await onTheMarket()) known.add(id);
  const told: number[] = [];
  return {
    known: () => [...known].sort(),
    told,
    async follow() {
      const page = await get(`/feed/changes?after=${cursor}&limit=3`);
      for (const item of page.items) {
        told.push(item.cursor);
        if (item.removed) known.delete(item.id);
        else known.add(item.id);
      }
      cursor = page.cursor;
      return page.more as boolean;
    },
  };
};

describe('the open feed', () => {
  it('leads whoever copied and follows it to what is on the market, whoever writes at once; nothing is skipped', async () => {
    await publish(factory, { title: '保安员甲' });
    const site = await follower();
    const write = async (actor: Account, n: number) => {
      const { id } = await publish(actor, { title: `保安员${n}号` });
      if (n % 3 === 0) expect((await withdraw(actor, id)).status).toBe(200);
    };
    let writing = true;
    const following = (async () => {
      while (writing) await site.follow();
    })();
    const numbers = Array.from({ length: 24 }, (_, n) => n);
    await Promise.all(numbers.map((n) => write(n % 2 ? factory : other, n)));
    writing = false;
    await following;
    await eventually(
      async () => {
        while (await site.follow());
        return JSON.stringify(site.known()) === JSON.stringify(await onTheMarket()) && site.told.length >= 24;
      },
      { within: 50_000 },
    );
    expect(site.known()).toHaveLength(17);
    const [first = 0] = site.told;
    assert.deepEqual(
      site.told,
      site.told.map((_, n) => first + n),
    );
  });

  it('masks what is gone, also where it was once shown', async () => {
    const { cursor: before } = await get('/feed/vacancies?limit=1');
    const { id } = await publish(factory, { title: '夜班保安' });
    await withdraw(factory, id);
    const ofIt = await eventually(
      async () => {
        const { items } = await get(`/feed/changes?after=${before}`);
        const found = items.filter((item: Body) => item.id === id);
        return found.length === 2 ? found : undefined;
      },
      { within: 50_000 },
    );
    for (const item of ofIt) expect(Object.keys(item).sort()).toEqual(['at', 'cursor', 'id', 'removed']);
    expect((await matching.send(undefined, 'GET', `/vacancies/${id}/job-posting`)).status).toBe(404);
  });

  it('answers that nothing has changed to who knows the state', async () => {
    await eventually(
      async () => {
        const { headers } = await matching.send(undefined, 'GET', '/feed/changes?after=0');
        const known = { 'if-none-match': headers.get('etag')! };
        return (await matching.send(undefined, 'GET', '/feed/changes?after=0', { headers: known })).status === 304;
      },
      { within: 50_000 },
    );
  });

  it('speaks schema.org', async () => {
    const { id } = await publish(factory, { title: '白班保安' });
    expect(await get(`/vacancies/${id}/job-posting`)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'JobPosting',
      identifier: { '@type': 'PropertyValue', name: '449902', value: id },
      title: '白班保安',
      description: '门岗值守\n身体健康',
      datePosted: '2026-03-02',
      validThrough: '2026-04-30T15:59:59.999Z',
      employmentType: 'FULL_TIME',
      directApply: false,
      hiringOrganization: {
        '@type': 'Organization',
        name: '桥州长明电子有限公司',
        identifier: electronicsFactory.creditCode,
      },
      jobLocation: {
        '@type': 'Place',
        address: {
          '@type': 'PostalAddress',
          addressCountry: 'CN',
          addressLocality: '桥头街道',
          addressRegion: '桥州市',
        },
      },
      baseSalary: {
        '@type': 'MonetaryAmount',
        currency: 'CNY',
        value: { '@type': 'QuantitativeValue', minValue: 3200, maxValue: 4500, unitText: 'MONTH' },
      },
      totalJobOpenings: 2,
      occupationalCategory: '4-07-05-01 保安员',
      qualifications: '身体健康；须持有保安员证',
      workHours: '每周40小时，倒班',
      physicalRequirement: '长时间站立或行走',
      specialCommitments: '优先招用就业困难人员',
    });
  });
});

describe('the same post advertised many times', () => {
  it('is one in the list; too many of it are shown to the staff', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) ids.push((await publish(factory, { title: `急聘巡逻保安${'！'.repeat(n)}` })).id);
    const groups = await eventually(
      async () => {
        const { body } = await matching.send(manager, 'GET', '/vacancies/duplicates');
        return body.items.length > 0 ? body.items : undefined;
      },
      { within: 50_000 },
    );
    expect(groups).toEqual([
      { id: expect.any(String), employerId: electronicsFactory.creditCode, vacancies: expect.arrayContaining(ids) },
    ]);
    const listed = (await get('/vacancies?limit=100')).items.filter((item: Body) => ids.includes(item.id));
    expect(listed).toMatchObject([{ alsoOffered: 5 }]);
    await withdraw(factory, listed[0].id);
    await eventually(
      async () => {
        const { items } = await get('/vacancies?limit=100');
        const left = items.filter((item: Body) => ids.includes(item.id));
        return left.length === 1 && left[0].alsoOffered === 4;
      },
      { within: 50_000 },
    );
    expect((await matching.send(manager, 'GET', '/vacancies/duplicates')).body.items).toEqual([]);
  });
});
