import { describe, expect, it } from '@jest/globals';
import type { FilingKind } from '@zhiqiao/domain';
import { readSheet } from '@zhiqiao/sheets';
import { creditCodeFor, organisations, people, story } from '@zhiqiao/testing';
import { advance, cancel, filedBy, filing, noteDeletion, notePreview, start, upload } from '../src/domain/filing.ts';
import { rowReader } from '../src/domain/filing-rows.ts';

const { limei, rexiti, zhangCheng } = people;
const employerId = organisations.garmentFactory.creditCode;
const employer = { id: 'factory', city: '449900', roles: ['employer' as const], orgId: employerId };
const file = {
  kind: 'HIRING' as const,
  employerId,
  format: 'csv' as const,
  rows: 1200,
  keptUntil: '2026-04-01T15:59:59.999Z',
};
const preview = { edition: 'e-1', ready: 1199, late: 3, faulty: 1 };
const outcome = { filed: 499, late: 1, failed: 1 };
const LATER = '2026-05-01T15:59:59.999Z';

const uploaded = () => story(filing).on('2026-03-02', upload(file)).expect('FilingUploaded');
const running = () => uploaded().on('2026-03-02', notePreview(preview)).on('2026-03-02', start(employer));

describe('a filing', () => {
  it('runs part by part, and keeps its file a while when it is done', () => {
    running()
      .clocks({ 'part-due': '2026-03-02T00:59:59.997Z' })
      .on('2026-03-02', advance(0, outcome, LATER))
      .expect('FilingAdvanced', { part: 0 })
      .clocks({ 'part-due': '2026-03-02T00:59:59.998Z' })
      .on('2026-03-02', advance(1, outcome, LATER))
      .on('2026-03-02', advance(2, { filed: 200, late: 0, failed: 0 }, LATER))
      .expect('FilingAdvanced', 'FilingCompleted', { filed: 1198, late: 2, failed: 2 })
      .clocks({ 'file-expired': LATER })
      .on('2026-05-02', noteDeletion)
      .expect('FilingFileDeleted')
      .clocks({})
      .on('2026-05-02', noteDeletion)
      .expect();
  });
  it('counts a part once, though it was filed twice', () => {
    running()
      .on('2026-03-02', advance(0, outcome, LATER))
      .on('2026-03-02', advance(0, outcome, LATER))
      .expect();
  });
  it('is previewed before it is committed, and as often as one likes', () => {
    uploaded()
      .refuses('2026-03-02', start(employer), 'registration.filing-not-possible')
      .on('2026-03-02', notePreview(preview))
      .on('2026-03-02', notePreview({ ...preview, edition: 'e-2' }))
      .expect('FilingPreviewed');
    running().refuses('2026-03-02', notePreview(preview), 'registration.filing-not-possible');
  });
  it('can be given up until it is done: the file goes, unless part of it was filed', () => {
    uploaded().on('2026-03-02', cancel('WITHDRAWN', LATER)).clocks({ 'file-expired': '2026-03-02' });
    const { state } = running()
      .on('2026-03-02', advance(0, outcome, LATER))
      .on('2026-03-02', cancel('WITHDRAWN', LATER))
      .on('2026-03-02', advance(1, outcome, LATER))
      .expect()
      .refuses('2026-03-02', cancel('WITHDRAWN', LATER), 'registration.filing-not-possible');
    expect(state).toMatchObject({ status: 'CANCELLED', result: outcome, keptUntil: LATER });
  });
  it('that nobody commits is abandoned when its file expires', () => {
    uploaded()
      .clocks({ abandoned: '2026-04-01' })
      .on('2026-04-02', cancel('ABANDONED', LATER))
      .expect('FilingCancelled', { reason: 'ABANDONED' })
      .clocks({ 'file-expired': '2026-04-02' });
  });
  it('is filed in the name of who committed it, and belongs to its employer', () => {
    const { state } = running();
    if (state.status !== 'RUNNING') throw new Error('it should run');
    expect(filedBy(state, '449900')).toEqual(employer);
    expect(filing.access(state, employer)).toBe('write');
    expect(filing.access(state, { ...employer, orgId: creditCodeFor(7) })).toBe('none');
    expect(filing.access(state, { id: 'c', city: '449900', roles: ['clerk'], division: '449902' })).toBe('write');
    expect(filing.access(state, { id: 'j', city: '449900', roles: ['jobseeker'], personId: 'p' })).toBe('none');
  });
});

const readRows = async (kind: FilingKind, bytes: Buffer) => {
  const { header, rows } = await readSheet(bytes);
  return rows.map(rowReader('449900', kind, header));
};

describe('the rows of a file of hirings', () => {
  const HEADER = '证件号码,姓名,联系电话,职业代码,工作地区划代码,入职日期';
  const read = async (...lines: string[]) => readRows('HIRING', Buffer.from([HEADER, ...lines].join('\n')));
  const line = (idNumber: string, name = '李梅', rest = '6-05-01-03,449902001,2026/3/2') =>
    `${idNumber},${name},,${rest}`;

  it('are read as an employer writes them', async () => {
    const request = { occupation: '6-05-01-03', division: '449902001', startDate: '2026-03-02' };
    expect(
      await read(
        `${limei.idNumber},${limei.name},13912345678,6-05-01-03,449902001,2026年3月2日`,
        line(rexiti.idNumber.toLowerCase(), rexiti.name),
        line(zhangCheng.idNumber, zhangCheng.name),
      ),
    ).toEqual([
      { row: 2, request: { ...request, person: { idNumber: limei.idNumber, name: '李梅', phone: '13912345678' } } },
      { row: 3, request: { ...request, person: { idNumber: rexiti.idNumber, name: rexiti.name } } },
      { row: 4, request: { ...request, person: { idNumber: zhangCheng.idNumber, name: '张𬍛' } } },
    ]);
  });

  it.each([
    ['scientific notation', line('4.40106E+17'), '科学记数法'],
    ['digits lost after the fifteenth', line('440106197711080000'), '第15位之后'],
    ['an apostrophe', line(`'${limei.idNumber}`), '撇号'],
    ['15 digits', line('110105491231002'), '15位旧身份证号码'],
    ['a wrong check character', line('11010519491231002Y'.replace('Y', '1')), '校验位不符'],
    ['no name', line(limei.idNumber, ''), '姓名'],
    ['a day that does not exist', line(limei.idNumber, '李梅', '6-05-01-03,449902001,2026-02-29'), '入职日期'],
    ['an unknown occupation', line(limei.idNumber, '李梅', '9-99-99-99,449902001,2026-03-02'), '职业'],
    ['an unknown division', line(limei.idNumber, '李梅', '6-05-01-03,449902999,2026-03-02'), '区划'],
  ])('with %s say what is wrong', async (_case, text, told) => {
    const [row] = await read(text);
    expect(row).toMatchObject({ row: 2, reasons: [{ zh: expect.stringContaining(told), en: expect.any(String) }] });
  });

  it.each([
    ['缝纫工', '桥头街道'],
    [' 缝纫 工 ', '江北区桥头街道'],
    ['缝纫工', '桥州市江北区桥头街道'],
    ['缝纫工', '广东省/桥州市/江北区/桥头街道'],
    ['缝纫工', '449902001'],
    ['6-05-01-03', '桥州市桥头街道'],
  ])('may name the occupation and the place: %s, %s', async (occupation, division) => {
    const [row] = await read(line(limei.idNumber, '李梅', `${occupation},${division},2026-03-02`));
    expect(row).toMatchObject({ request: { occupation: '6-05-01-03', division: '449902001' } });
  });

  it.each([
    ['甘油制造工,449902001', ['职业：“甘油制造工”不止一个，请填写代码：甘油制造工 6-11-08-25、甘油制造工 6-11-08-26']],
    [
      '缝纫,449902001',
      [
        '职业：没有“缝纫”这个名称，是否为：缝纫工 6-05-01-03、缝纫品整型工 6-05-01-04、纺织品和服装剪裁缝纫人员 6-05-01-00',
      ],
    ],
    ['屠龙,449902001', ['职业：没有“屠龙”这个名称']],
    ['6-05-01-03,桥头镇', ['工作地区划：没有“桥头镇”这个名称，是否为：广东省桥州市江北区桥头街道 449902001']],
    ['6-05-01-03,江南区桥头街道', ['工作地区划：没有“江南区桥头街道”这个名称']],
    ['屠龙,云端街道', ['职业：没有“屠龙”这个名称', '工作地区划：没有“云端街道”这个名称']],
  ])('with a name that is none, or not one only, say which are meant: %s', async (rest, reasons) => {
    const [row] = await read(line(limei.idNumber, '李梅', `${rest},2026-03-02`));
    expect(row).toMatchObject({ reasons: reasons.map((zh) => ({ zh, en: expect.any(String) })) });
  });

  it('name a person once: the second says where the first is', async () => {
    const [first, second] = await read(line(limei.idNumber), line(limei.idNumber));
    expect(first).toHaveProperty('request');
    expect(second).toMatchObject({ row: 3, reasons: [{ zh: '与第2行为同一人' }] });
  });
});

describe('the rows of a file of terminations', () => {
  it.each([
    ['ECONOMIC_LAYOFF', 'ECONOMIC_LAYOFF'],
    ['经济性裁员', 'ECONOMIC_LAYOFF'],
    ['经济性裁员（第41条）', 'ECONOMIC_LAYOFF'],
    ['resigned', 'RESIGNED'],
  ])('take the reason "%s"', async (written, reason) => {
    const bytes = Buffer.from(`身份证号码,姓名,终止原因,终止日期\n${limei.idNumber},李梅,${written},20260227`);
    expect(await readRows('TERMINATION', bytes)).toEqual([
      { row: 2, request: { person: { idNumber: limei.idNumber, name: '李梅' }, reason, endedOn: '2026-02-27' } },
    ]);
  });
  it('refuse a reason that the law does not know', async () => {
    const bytes = Buffer.from(`身份证号码,姓名,终止原因,终止日期\n${limei.idNumber},李梅,太吵,20260227`);
    expect((await readRows('TERMINATION', bytes))[0]).toMatchObject({
      reasons: [{ zh: '终止原因：没有这个终止原因' }],
    });
  });
});
