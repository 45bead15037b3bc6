import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations } from '@zhiqiao/testing';
import { service } from '../src/service.ts';

type Body = Awaited<ReturnType<TestRun['send']>>['body'];

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const factory: Partial<Actor> & { roles: Role[] } = {
  id: 'factory',
  roles: ['employer'],
  orgId: organisations.garmentFactory.creditCode,
};
/** Guards may be employed by whoever has filed that (保安服务管理条例 第14条). */
const guard = { occupation: '4-07-05-01', employerLicence: '粤公保备20260001' };
let matching: TestRun;
beforeAll(async () => {
  matching = await startForTest(service, { clock });
  await Promise.all([
    publish({ ...guard, title: '保安员', duties: '门岗值守', division: '449902001' }),
    publish({
      ...guard,
      title: '夜班保安',
      duties: '巡逻',
      division: '449903001',
      wageFromFen: 520_000,
      shift: 'NIGHT',
    }),
    publish({ title: '收银员', duties: '超市收银', occupation: '4-01-02-04', division: '449902001' }),
    publish({
      title: 'C++ 工程师',
      duties: '嵌入式软件',
      occupation: '2-02-10-03',
      division: '449903001',
      education: '20',
    }),
  ]);
  await eventually(async () => (await search({ q: '' })).total === 4);
});
afterAll(() => matching?.drop());

const publish = async (changes: object): Promise<Body> => {
  const body = { headcount: 1, wageFromFen: 400_000, wageToFen: 600_000, validThrough: '2026-04-30', ...changes };
  const { status, body: vacancy } = await matching.send(factory, 'POST', '/vacancies', { body });
  expect([status, vacancy.status]).toEqual([201, 'OPEN']);
  return vacancy;
};
const ask = (query: Record<string, string>) =>
  matching.send(undefined, 'GET', `/vacancies/search?${new URLSearchParams(query)}`);
const search = async (query: Record<string, string>): Promise<Body> => {
  const { status, body } = await ask(query);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
};
const titles = async (query: Record<string, string>) =>
  (await search(query)).items.map(({ title }: { title: string }) => title);

describe('who searches the open vacancies, without signing in', () => {
  it('finds what was meant, mistyped, in pinyin or with signs', async () => {
    expect(new Set(await titles({ q: '宝安' }))).toEqual(new Set(['保安员', '夜班保安']));
    expect(await titles({ q: 'shouyin' })).toEqual(['收银员']);
    expect((await titles({ q: 'C++ 工程师' }))[0]).toBe('C++ 工程师');
  });

  it('narrows by facets, which say in both languages what else there would be', async () => {
    const { total, items, facets } = await search({ q: '保安', district: '449902' });
    expect([total, items[0].title, items[0].divisionName]).toEqual([1, '保安员', '桥头街道']);
    expect(facets.district).toEqual([
      { value: '449902', name: { zh: '江北区' }, count: 1 },
      { value: '449903', name: { zh: '江南区' }, count: 1 },
    ]);
    expect(facets.education).toEqual([
      { value: 'NONE', name: { zh: '不限学历', en: 'No education asked for' }, count: 1 },
    ]);
    expect(await titles({ wage: 'FROM_5000,FROM_8000' })).toEqual(['夜班保安']);
    expect(await titles({ education: '20' })).toEqual(['C++ 工程师']);
    expect(await titles({ shift: 'NIGHT' })).toEqual(['夜班保安']);
    expect((await search({ q: '保安', shift: 'DAY' })).facets.shift).toEqual([
      { value: 'NIGHT', name: { zh: '夜班', en: 'Night' }, count: 1 },
      { value: 'NONE', name: { zh: '未写明班次', en: 'No shift stated' }, count: 1 },
    ]);
  });

  it('sees what is near first, and how many steps away it is', async () => {
    const { items } = await search({ sort: 'nearest', near: '449903001' });
    expect(items.map(({ stepsAway }: Body) => stepsAway)).toEqual([0, 0, 2, 2]);
  });

  it('turns pages by the link that a page gives', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/vacancies/search?sort=wage&limit=3';
    while (path) {
      const { body, headers } = await matching.send(undefined, 'GET', path);
      seen.push(...body.items.map(({ id }: Body) => id));
      path = /<(.*)>/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(new Set(seen).size).toBe(4);
    expect(seen.length).toBe(4);
  });

  it('does not find a vacancy any more that was withdrawn', async () => {
    const { id } = await publish({
      ...guard,
      title: '短暂的岗位',
      duties: '马上撤回',
      division: '449902',
    });
    await eventually(async () => (await titles({ q: '短暂的岗位' })).includes('短暂的岗位'));
    const { status } = await matching.send(factory, 'POST', `/vacancies/${id}/withdrawal`, { body: {} });
    expect(status).toBe(200);
    expect(await titles({ q: '短暂的岗位' })).not.toContain('短暂的岗位');
    await eventually(async () => (await search({ q: '' })).total === 4);
  });

  it.each([
    [{ after: 'nonsense' }, 'matching.cursor-unknown'],
    [{ after: Buffer.from('["a",1,{}]').toString('base64url') }, 'matching.cursor-unknown'],
    [{ sort: 'nearest' }, 'matching.near-missing'],
    [{ sort: 'luck' }, 'request.invalid'],
    [{ wage: 'A_LOT' }, 'request.invalid'],
    [{ district: '449902,nowhere' }, 'request.invalid'],
    [{ q: '保'.repeat(501) }, 'request.invalid'],
  ])('is told what is wrong (%#)', async (query, code) => {
    const { status, body } = await ask(query as Record<string, string>);
    expect([status, body.code]).toEqual([422, code]);
    expect(JSON.stringify(body)).toMatch(/\p{Script=Han}/u);
  });
});

describe('who fills in a form', () => {
  const suggest = (body: object) => matching.send(undefined, 'POST', '/occupations/suggestions', { body });

  it('is offered up to five occupations with their confidence', async () => {
    const { status, body } = await suggest({ title: '某某超市急招收银员，包吃住' });
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({ code: '4-01-02-04', name: '收银员', confidence: expect.any(Number) });
    expect(body.items.length).toBe(5);
  });

  it('is offered none for a title of emoji, and told what is wrong with an empty or endless one', async () => {
    expect((await suggest({ title: '🧵🧵' })).body).toEqual({ items: [] });
    for (const title of [' ', '保安'.repeat(5000)]) {
      const { status, body } = await suggest({ title });
      expect([status, body.code]).toEqual([422, 'request.invalid']);
    }
  });
});
