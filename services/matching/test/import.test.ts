import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { CONTENT_TYPES, readSheet } from '@zhiqiao/sheets';
import { fixedClock, organisations } from '@zhiqiao/testing';
import { VACANCY_COLUMNS, vacancyRows } from '../src/domain/vacancy-rows.ts';
import { service } from '../src/service.ts';

const header = Object.values(VACANCY_COLUMNS).map(({ title }) => title.zh);
const good = {
  岗位名称: '缝纫工',
  职业代码: '6-05-01-03',
  工作内容: '平车缝制衬衫',
  工作地区划代码: '449902001',
  招聘人数: '2',
  '月工资下限（元）': '3200',
  '月工资上限（元）': '4,500元',
  有效期至: '2026年4月30日',
  技能: '平车、锁眼',
};
const csv = (...rows: Record<string, string>[]) =>
  Buffer.from(
    [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))]
      .map((cells) => cells.map((cell) => `"${cell}"`).join(','))
      .join('\n'),
  );

describe('a row of a file of vacancies', () => {
  const read = async (row: Record<string, string>) => {
    const { header, rows } = await readSheet(csv({ ...good, ...row }));
    return vacancyRows(header)(rows[0]!);
  };

  it('is read as people write it', async () => {
    expect(await read({})).toMatchObject({
      row: 2,
      vacancy: { wageFromFen: 320_000, wageToFen: 450_000, validThrough: '2026-04-30', skills: ['平车', '锁眼'] },
    });
  });
  it('takes a shift, the demands of the work and a priority by code or as they are called; 无 is none', async () => {
    const told = { 班次: '夜班', 工作要求: '搬抬重物、上下台阶,STANDING', 优先招用就业困难人员: '是' };
    expect(await read(told)).toMatchObject({
      vacancy: { shift: 'NIGHT', demands: ['HEAVY_LIFTING', 'STAIRS', 'STANDING'], welcomesHardToEmploy: true },
    });
    expect(await read({ 工作要求: '无' })).toMatchObject({ vacancy: { demands: [] } });
    expect(await read({})).not.toHaveProperty('vacancy.demands', expect.anything());
  });
  it.each([
    ['an unknown shift', { 班次: '晨班' }, '班次：没有这个班次'],
    ['an unknown demand', { 工作要求: '会飞' }, '工作要求：没有这项工作要求'],
    ['neither yes nor no', { 优先招用就业困难人员: '也许' }, '优先招用就业困难人员：请按要求填写'],
    ['headcount 0', { 招聘人数: '0' }, '招聘人数：招聘人数至少为1'],
    ['a headcount in words', { 招聘人数: '若干' }, '招聘人数：请按要求填写'],
    ['reversed wages', { '月工资下限（元）': '5000' }, '月工资上限（元）：最高工资低于最低工资'],
    ['a title of emoji', { 岗位名称: '🧵🧵' }, '岗位名称：请用文字填写'],
    ['an unknown occupation', { 职业代码: '6-99-99-99' }, '职业代码：职业分类大典（2022年版）中没有这个代码'],
  ])('says in the words of its column what is wrong with %s', async (_, row, reason) => {
    expect(await read(row)).toEqual({ row: 2, reasons: [{ zh: reason, en: expect.any(String) }] });
  });
});

describe('an import of vacancies', () => {
  const factory: Partial<Actor> & { roles: Role[] } = {
    id: 'factory',
    roles: ['employer'],
    orgId: organisations.electronicsFactory.creditCode,
  };
  let matching: TestRun;
  beforeAll(async () => {
    matching = await startForTest(service, { clock: fixedClock('2026-03-02T09:00:00+08:00') });
  });
  afterAll(() => matching?.drop());

  const send = (path: string, body: Buffer, type: string = CONTENT_TYPES.csv) =>
    matching.send(factory, 'POST', `/vacancies/import${path}`, { body, headers: { 'content-type': type } });
  const own = async () => (await matching.send(factory, 'GET', '/vacancies/own?limit=100')).body.items.length;

  it('is previewed without a trace, publishes what is lawful once, and gives the rest back to be mended', async () => {
    const unlawful = { ...good, 岗位名称: '裁剪工', 工作内容: '入职须交押金300元' };
    const foreign = { ...good, 岗位名称: '熨烫工', 工作地区划代码: '449802001' };
    const file = csv(good, unlawful, { ...good, 岗位名称: '质检员' }, foreign);
    const preview = await send('/preview', file);
    expect(preview.body).toMatchObject({ rows: 4, ready: 2, ids: [], findings: [{ row: 3 }, { row: 5 }] });
    expect(await own()).toBe(0);

    const imported = await send('', file);
    expect(imported.body).toMatchObject({ ready: 2, ids: [expect.any(String), expect.any(String)] });
    expect((await send('', file)).body.ids).toEqual(imported.body.ids);
    expect(await own()).toBe(2);

    const { body: rest, status } = await send('/errors', file);
    expect(status).toBe(200);
    const { rows } = await readSheet(rest);
    expect(rows.map(({ cells }) => cells.at(-1)!.text)).toEqual([
      expect.stringContaining('押金'),
      expect.stringContaining('区划'),
    ]);
    const mended = Buffer.from(rest.toString().replace('入职须交押金300元', '裁剪').replace('449802001', '449902001'));
    expect((await send('', mended)).body).toMatchObject({ rows: 2, ready: 2, findings: [] });
    expect(await own()).toBe(4);
  });

  it('refuses what is no table, and offers a template', async () => {
    expect((await send('', Buffer.from('%PDF-1.7'))).status).toBeGreaterThanOrEqual(400);
    const { status, body } = await matching.send(factory, 'GET', '/vacancies/import/template?format=csv');
    expect([status, body.toString()]).toEqual([200, expect.stringContaining('岗位名称*')]);
    expect((await send('', body)).body.code).toBe('sheet.no-rows');
  });
});
