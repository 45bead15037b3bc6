import { describe, expect, it } from '@jest/globals';
import { citizenId } from '@zhiqiao/domain';
import fc from 'fast-check';
import { asDate, columnsOf, damageOf, errorFile, readSheet, type SheetFormat } from '../src/index.ts';
import { columns, everyRow, sheetOf, texts } from './support.ts';

const row = { number: 2, cells: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] };

describe('columns', () => {
  it.each([
    [['身份证号码*', '姓名']],
    [['ID Number', ' NAME ']],
    [['证件号码（18位）', '姓 名：']],
    [['idNumber', 'name']],
  ])('are found under %j', (header) => {
    const map = columnsOf(header, columns);
    expect([map.cell(row, 'idNumber').text, map.cell(row, 'name').text, map.cell(row, 'phone').text]).toEqual([
      'a',
      'b',
      '',
    ]);
  });
  it('that are named by hand come before what their header says', () => {
    const map = columnsOf(['姓名', '曾用名', '身份证'], columns, { name: '曾用名' });
    expect([map.cell(row, 'name').text, map.cell(row, 'idNumber').text]).toEqual(['b', 'c']);
  });
  it.each([
    ['missing', ['姓名'], {}, 'sheet.columns-missing'],
    ['there twice', ['姓名', '身份证', '证件号码'], {}, 'sheet.column-ambiguous'],
    ['named by hand and asked for by nobody', ['姓名', '身份证'], { salary: '姓名' }, 'sheet.column-unknown'],
    ['named by hand and not there', ['姓名', '身份证'], { phone: '电话' }, 'sheet.column-unknown'],
  ])('that are %s are refused', (_case, header, explicit: object, code) => {
    expect(() => columnsOf(header, columns, explicit)).toThrow(expect.objectContaining({ code }));
  });
});

describe('an ID number', () => {
  it.each([
    ['1.10105E+17', undefined],
    ['1.1010519491231E17', undefined],
    ['110105194912310000', undefined],
    ['10105194912310021', undefined],
    ["'11010519491231002X", undefined],
    ['="11010519491231002X"', undefined],
    ['110105194912310038', true as const],
  ])('%s (as a number: %s) is damaged', (text, number) => {
    const { zh, en } = damageOf({ text, ...(number && { number }) })!;
    expect([zh.length > 0, en.length > 0]).toEqual([true, true]);
  });
  it.each(['11010519491231002X', '11010519491231002x', '110105491231002', '110105194912310039', ''])(
    '%s is not, right or wrong',
    (text) => {
      expect(damageOf({ text })).toBeUndefined();
    },
  );
});

describe('an ID number that ends in three zeros', () => {
  const first15 = Array.from({ length: 1000 }, (_, i) => `110105199001${String(i).padStart(3, '0')}`);
  it('is right if its check character says so, else damaged', () => {
    const right = first15.map((start) => `${start}000`).filter((id) => citizenId.safeParse(id).success);
    expect(right.length).toBeGreaterThan(0);
    expect(damageOf({ text: right[0]! })).toBeUndefined();
    expect(damageOf({ text: right[0]!, number: true })).toBeDefined();
  });
});

describe('a day', () => {
  it.each(['2026-03-02', '2026/3/2', '2026.03.02', '2026年3月2日', '20260302', ' ２０２６-０３-０２ '])(
    '%s',
    (text) => {
      expect(asDate(text)).toBe('2026-03-02');
    },
  );
  it.each(['2026-02-29', '02/03/2026', '46083', '2026-3', '', '明天'])('is not %s', (text) => {
    expect(asDate(text)).toBeUndefined();
  });
});

describe('what is written', () => {
  const formats: SheetFormat[] = [
    { type: 'csv', encoding: 'utf-8' },
    { type: 'csv', encoding: 'gb18030' },
    { type: 'xlsx' },
  ];
  const character = fc.constantFrom(
    ...'李梅·𬍛𠀀aZ09 ,"\'=+-@\t\n\r;_x0041_<>&\u00a0—￥'.split(/(?:)/u),
    '𬍛',
    '𠀀',
    '_x000B_',
    '\r\n',
  );
  const text = fc.array(character, { maxLength: 12 }).map((parts) => parts.join('').toWellFormed());
  // The mark keeps a row from being empty, and a text from being valid in two encodings.
  const table = fc.array(fc.tuple(text, text, fc.constant('职桥')), { minLength: 1, maxLength: 8 });

  it.each(formats)('is read back: %j', async (format) => {
    await fc.assert(
      fc.asyncProperty(table, async (data) => {
        const sheet = sheetOf(format, ['姓名', '备注', '职桥'], data);
        const again = await readSheet(await errorFile(sheet, everyRow(sheet)));
        expect(again.format).toEqual(format);
        expect(texts(again).map((cells) => cells.slice(0, 3))).toEqual(data);
      }),
      { numRuns: format.type === 'xlsx' ? 40 : 200 },
    );
  });
});
