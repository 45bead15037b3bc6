import iconv from 'iconv-lite';
import { type Column, columnsOf, type Row, type Sheet, type SheetFormat } from '../src/index.ts';

export const columns = {
  idNumber: { title: { zh: '身份证号码', en: 'ID number' }, aliases: ['证件号码', '身份证'], required: true },
  name: { title: { zh: '姓名', en: 'Name' }, required: true },
  phone: { title: { zh: '手机号码', en: 'Phone' } },
} satisfies Record<string, Column>;

export const utf8 = (text: string) => Buffer.from(text);
export const gb18030 = (text: string) => iconv.encode(text, 'gb18030');

export const texts = ({ rows }: Sheet) => rows.map(({ cells }) => cells.map(({ text }) => text));
export const named = ({ header, rows }: Sheet) => {
  const map = columnsOf(header, columns);
  return rows.map((row) => map.cell(row, 'name').text);
};

/** A sheet as if it had been read. */
export const sheetOf = (format: SheetFormat, header: string[], data: string[][]): Sheet => ({
  format,
  header,
  rows: data.map((cells, i): Row => ({ number: i + 2, cells: cells.map((text) => ({ text })) })),
});
export const everyRow = ({ rows }: Sheet) => new Map(rows.map(({ number }) => [number, [{ zh: '错', en: 'wrong' }]]));
