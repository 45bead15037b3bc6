import { describe, expect, it } from '@jest/globals';
import { errorFile, printAgreed, readAgreed, readSheet, template } from '../src/index.ts';
import { columns, gb18030, named, sheetOf, texts, utf8 } from './support.ts';

const FILE = '身份证号码,姓名\r\n11010519491231002X,阿卜杜热西提·吐尔逊\r\n110105194912310038,张𬍛\r\n';
const problem = (code: string) => ({ code });

describe('a CSV', () => {
  it.each([
    ['UTF-8 with a mark', utf8(`\ufeff${FILE}`), 'utf-8'],
    ['UTF-8 without', utf8(FILE), 'utf-8'],
    ['GB18030', gb18030(FILE), 'gb18030'],
  ])('in %s is read alike, four-byte characters and all', async (_case, bytes, encoding) => {
    const sheet = await readSheet(bytes);
    expect(sheet.format).toEqual({ type: 'csv', encoding });
    expect(sheet.header).toEqual(['身份证号码', '姓名']);
    expect(named(sheet)).toEqual(['阿卜杜热西提·吐尔逊', '张𬍛']);
  });

  it.each([
    ['neither UTF-8 nor GB18030', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), 'sheet.encoding-unclear'],
    ['UTF-16', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'), 'sheet.encoding-unclear'],
    ['a text that could be either', Buffer.from([0x61, 0x0a, 0xc2, 0xb7, 0x0a]), 'sheet.encoding-unclear'],
    ['marked as UTF-8 and is not', Buffer.concat([utf8('\ufeff'), gb18030(FILE)]), 'sheet.incomplete'],
    ['a picture', Buffer.from('GIF89a\0\0\0', 'latin1'), 'sheet.not-a-table'],
    ['cut off inside quotes', utf8('姓名,地址\n李梅,"桥州市\n'), 'sheet.incomplete'],
    ['with a quote gone astray', utf8('姓名,地址\n李"梅,桥州\n'), 'sheet.incomplete'],
    ['empty', utf8(''), 'sheet.no-rows'],
    ['a header without rows', utf8('姓名,地址\n,,\n'), 'sheet.no-rows'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'sheet.old-workbook'],
  ])('that is %s is refused', async (_case, bytes, code) => {
    await expect(readSheet(bytes)).rejects.toMatchObject(problem(code));
  });

  it.each([
    [{ bytes: 10 }, 'sheet.too-large'],
    [{ rows: 1 }, 'sheet.too-many-rows'],
    [{ columns: 1 }, 'sheet.too-many-columns'],
    [{ characters: 12 }, 'sheet.cell-too-long'],
  ])('beyond %j is refused', async (limit, code) => {
    const limits = { bytes: 1000, unpackedBytes: 1000, rows: 10, columns: 10, characters: 100 };
    expect((await readSheet(utf8(FILE), limits)).rows).toHaveLength(2);
    await expect(readSheet(utf8(FILE), { ...limits, ...limit })).rejects.toMatchObject(problem(code));
  });

  it('keeps line breaks in quotes, text as it was written, and the number of each row', async () => {
    const sheet = await readSheet(utf8('姓名,备注\n李梅,"两\n行"\n,\n\n007, a \n'));
    expect(sheet.rows.map(({ number }) => number)).toEqual([2, 5]);
    expect(texts(sheet)).toEqual([
      ['李梅', '两\n行'],
      ['007', ' a '],
    ]);
  });

  it('gets a row back with its reasons, in its own encoding, and may come again with that column', async () => {
    const sheet = await readSheet(gb18030('备注,身份证号码,姓名\n甲,1,李梅\n乙,2,王强\n'));
    const reasons = new Map([[3, [{ zh: '号码有误', en: 'The number is wrong' }]]]);
    const file = await errorFile(sheet, reasons);
    const again = await readSheet(file);
    expect(again.format).toEqual(sheet.format);
    expect(again.header).toEqual(['备注', '身份证号码', '姓名', '错误原因 / Reasons']);
    expect(texts(again)).toEqual([['乙', '2', '王强', '号码有误 / The number is wrong']]);
    expect(await errorFile(again, new Map([[2, reasons.get(3)!]]))).toEqual(file);
  });

  it('that we write runs nothing in a spreadsheet', async () => {
    const attack = ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', "'=1", '＝1'];
    const sheet = sheetOf(
      { type: 'csv', encoding: 'utf-8' },
      ['a'],
      attack.map((text) => [text]),
    );
    const reasons = new Map(sheet.rows.map(({ number }) => [number, [{ zh: '错', en: 'wrong' }]]));
    const file = await errorFile(sheet, reasons);
    for (const line of file.toString().split('\r\n').slice(1, -1)) expect(line).toMatch(/^"?'/);
    expect(texts(await readSheet(file)).map(([text]) => text)).toEqual(attack);
  });

  it('template opens as UTF-8 in a spreadsheet and asks for the columns that are needed', async () => {
    expect((await template(columns, 'csv')).toString()).toBe('\ufeff身份证号码*,姓名*,手机号码\r\n');
  });
});

describe('a CSV between systems that agreed on its encoding', () => {
  const rows = [
    ['序号', '姓名', '原因'],
    ['1', '张𬍛', '-1'],
    ['2', "'=a", '=SUM(A1)'],
  ];
  it.each(['utf-8', 'gb18030'] as const)('in %s is read value by value as it was written', (encoding) => {
    const bytes = printAgreed(rows, encoding);
    expect(readAgreed(bytes, encoding)).toEqual(rows);
    expect(bytes.toString('latin1')).toContain(',-1');
  });

  it('may have a mark and empty lines', () => {
    expect(readAgreed(utf8('\ufeffa,b\r\n\r\n1,\r\n'), 'utf-8')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
  });

  it.each([
    ['in the other encoding', gb18030(FILE), 'sheet.encoding-unclear'],
    ['cut off inside quotes', utf8('a,"b\n'), 'sheet.incomplete'],
    ['with too many rows', utf8('a\n'.repeat(20_002)), 'sheet.too-many-rows'],
    ['too large', Buffer.alloc(10_000_001), 'sheet.too-large'],
  ])('%s is refused', (_case, bytes, code) => {
    expect(() => readAgreed(bytes, 'utf-8')).toThrow(expect.objectContaining({ code }));
  });
});
