import writeWorkbook from 'write-excel-file/node';
import type { Column } from './columns.ts';
import { printCsv } from './csv.ts';
import { encodeText } from './encoding.ts';
import type { Row, Sheet, SheetFormat, Text } from './types.ts';

const REASONS = '错误原因 / Reasons';

/** An empty file with the columns that are asked for. */
export const template = (columns: Record<string, Column>, type: SheetFormat['type']): Promise<Buffer> => {
  const titles = Object.values(columns).map(({ title, required }) => `${title.zh}${required ? '*' : ''}`);
  return print(type === 'csv' ? { type, encoding: 'utf-8' } : { type }, [titles]);
};

/**
 * The rows with a reason, in the columns, encoding and format in which they came, and the reasons in a last column: once
 * mended it can be sent again as it is.
 */
export const errorFile = (
  { format, header, rows }: Sheet,
  reasons: ReadonlyMap<number, readonly Text[]>,
): Promise<Buffer> => {
  // A file that comes back has the column already.
  const kept = header.flatMap((name, index) => (name === REASONS ? [] : [index]));
  const line = ({ number, cells }: Row) => [
    ...kept.map((index) => cells[index]?.text ?? ''),
    (reasons.get(number) ?? []).map(({ zh, en }) => `${zh} / ${en}`).join('\n'),
  ];
  return print(format, [
    [...kept.map((index) => header[index]!), REASONS],
    ...rows.filter(({ number }) => reasons.has(number)).map(line),
  ]);
};

const print = async (format: SheetFormat, rows: string[][]): Promise<Buffer> =>
  format.type === 'csv'
    ? encodeText(printCsv(rows), format.encoding)
    : writeWorkbook(rows.map((cells) => cells.map(textCell))).toBuffer();

/** Always text, so that no number is damaged and nothing is a formula. */
const textCell = (text: string) => (text === '' ? null : { value: escaped(text), type: String, format: '@' });

/** `_xHHHH_` for what XML cannot hold, and for what would be read as that (ECMA-376, ST_Xstring). */
const escaped = (text: string) =>
  text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /(?![\t\n])[\p{Cc}\ufffe\uffff]/gu,
      (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
