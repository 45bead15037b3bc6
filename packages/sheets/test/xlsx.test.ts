import { describe, expect, it } from '@jest/globals';
import writeWorkbook from 'write-excel-file/node';
import { damageOf, errorFile, readSheet, template } from '../src/index.ts';
import { columns, everyRow, sheetOf, texts } from './support.ts';
import { workbook } from './workbook.ts';

const row = (r: number, cells: string) => `<row r="${r}">${cells}</row>`;

describe('an XLSX', () => {
  it('is read: shared and inline texts, numbers as they are shown, days as days, formulas by their value', async () => {
    const bytes = workbook({
      rows:
        row(1, '<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>日期</t></is></c>') +
        row(3, '<c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>46083</v></c><c r="C3"><v>1.3912345678E10</v></c>') +
        row(4, '<c r="A4" t="str"><f>A3&amp;"x"</f><v>李梅x</v></c><c r="D4" t="b"><v>1</v></c>'),
      strings: '<si><t>姓名</t></si><si><r><t>李</t></r><r><t>梅</t></r><rPh><t>LIMEI</t></rPh></si>',
    });
    const sheet = await readSheet(bytes);
    expect(sheet.header.slice(0, 2)).toEqual(['姓名', '日期']);
    expect(sheet.rows).toEqual([
      { number: 3, cells: [{ text: '李梅' }, { text: '2026-03-02' }, { text: '13912345678', number: true }] },
      { number: 4, cells: [{ text: '李梅x', formula: true }, { text: '' }, { text: '' }, { text: 'TRUE' }] },
    ]);
  });

  it('from a calendar that begins in 1904 has its days right', async () => {
    const rows = row(1, '<c t="inlineStr"><is><t>日期</t></is></c>') + row(2, '<c s="1"><v>44621</v></c>');
    expect(texts(await readSheet(workbook({ rows, from1904: true })))).toEqual([['2026-03-02']]);
  });

  it('with an ID number as a number is caught, even if its check character fits', async () => {
    const rows = row(1, '<c t="inlineStr"><is><t>身份证号码</t></is></c>') + row(2, '<c><v>110105194912310038</v></c>');
    const { rows: read } = await readSheet(workbook({ rows }));
    expect(damageOf(read[0]!.cells[0]!)?.zh).toContain('文本');
  });

  it('cut in half, or with a flipped bit, is refused', async () => {
    const bytes = await template(columns, 'xlsx');
    const { length } = bytes;
    for (const cut of [10, length >> 1, length - 1]) {
      await expect(readSheet(bytes.subarray(0, cut))).rejects.toMatchObject({ code: 'sheet.incomplete' });
    }
    const flipped = workbook({ rows: row(1, '<c><v>1</v></c>'), stored: true });
    const at = flipped.indexOf('<v>1</v>') + 3;
    flipped[at] = '2'.charCodeAt(0);
    await expect(readSheet(flipped)).rejects.toMatchObject({ code: 'sheet.incomplete' });
  });

  it('that unpacks to more than it may is refused before it is unpacked', async () => {
    const bomb = workbook({ rows: row(1, '<c><v>1</v></c>'), strings: `<si><t>${' '.repeat(5_000_000)}</t></si>` });
    expect(bomb.length).toBeLessThan(20_000);
    const limits = { bytes: 1e6, unpackedBytes: 1e6, rows: 10, columns: 10, characters: 100 };
    await expect(readSheet(bomb, limits)).rejects.toMatchObject({ code: 'sheet.too-large' });
  });

  it.each([
    ['with a document type', '<!DOCTYPE x [<!ENTITY a "b">]>', 'sheet.not-a-table'],
    ['that is not well-formed', '<broken>', 'sheet.incomplete'],
  ])('%s is refused', async (_case, before, code) => {
    await expect(readSheet(workbook({ rows: '', before }))).rejects.toMatchObject({ code });
  });

  it('that is some other zip is no table', async () => {
    await expect(readSheet(workbook({ rows: '', without: 'xl/workbook.xml' }))).rejects.toMatchObject({
      code: 'sheet.not-a-table',
    });
  });

  it('beyond its rows or columns is refused', async () => {
    const limits = { bytes: 1e6, unpackedBytes: 1e6, rows: 1, columns: 3, characters: 100 };
    const wide = workbook({ rows: row(1, '<c r="D1"><v>1</v></c>') });
    await expect(readSheet(wide, limits)).rejects.toMatchObject({ code: 'sheet.too-many-columns' });
    const long = workbook({ rows: [1, 2, 3].map((r) => row(r, '<c><v>1</v></c>')).join('') });
    await expect(readSheet(long, limits)).rejects.toMatchObject({ code: 'sheet.too-many-rows' });
  });

  it('that we write is text in every cell, and comes back as it was', async () => {
    const data = [['=1+1', '110105194912310038', '_x0041_', 'a\u000bb\r\n', '', ' x ']];
    const sheet = sheetOf({ type: 'xlsx' }, ['a', 'b', 'c', 'd', 'e', 'f'], data);
    const again = await readSheet(await errorFile(sheet, everyRow(sheet)));
    expect(again.rows[0]!.cells.slice(0, 6)).toEqual(data[0]!.map((text) => ({ text })));
  });

  it('of another program is read', async () => {
    const bytes = await writeWorkbook([
      [{ value: '入职日期' }, { value: '人数' }],
      [
        { value: new Date('2026-03-02'), type: Date, format: 'yyyy"年"m"月"d"日"' },
        { value: 12, type: Number },
      ],
    ]).toBuffer();
    expect((await readSheet(bytes)).rows[0]!.cells).toEqual([{ text: '2026-03-02' }, { text: '12', number: true }]);
  });
});
