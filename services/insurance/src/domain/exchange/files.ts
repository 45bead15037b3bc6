import { createHash } from 'node:crypto';
import { Refusal } from '@zhiqiao/records';
import { type Encoding, printAgreed, readAgreed } from '@zhiqiao/sheets';

/** What both sides count of a file; it travels beside the file, and after it. */
export type Control = { file: string; rows: number; amountFen: number; sha256: string };
export type Finding = { code: FindingCode; row?: number };
export type FindingCode =
  | 'CONTROL'
  | 'TOO_LARGE'
  | 'ENCODING'
  | 'HEADER'
  | 'ROW_COUNT'
  | 'AMOUNT_TOTAL'
  | 'ALTERED'
  | 'ROWS_OUT_OF_ORDER'
  | 'MALFORMED'
  | 'NAME_REUSED'
  | 'UNKNOWN_BATCH'
  | 'ROWS_MISSING'
  | 'UNKNOWN_ROW'
  | 'REPEATED_ROW';

/** The first column of every table numbers its rows, the last is an amount in fen; the ones between are its own. */
const NUMBER = '序号';
const AMOUNT = '月金额（分）';
export const TABLES = {
  SIGNALS: ['行键', '事项', '登记编号', '公民身份号码', '起始日期', '申领编号', '原因', '发生日期', '方式'],
  RECEIPT: ['行键', '结果', '原因代码', '已发月数'],
  DECISIONS: ['登记编号', '结论', '申领编号', '月数', '起始日期', '缴费月数', '原因代码'],
  MESSAGES: [
    '登记编号',
    '消息序号',
    '发送时间',
    '事项',
    '申领编号',
    '发生日期',
    '月份',
    '月数',
    '起始日期',
    '缴费月数',
    '已发月数',
    '原因代码',
  ],
} as const;
export type Kind = keyof typeof TABLES;
/** What the partner lays down. */
export type PartnerKind = Exclude<Kind, 'SIGNALS'>;

export type Entry = { cells: string[]; amountFen: number };
const CONTROL_HEADER = ['file', 'rows', 'amountFen', 'sha256'];
const MOST_FEN = 100_000_000_000;

const headerOf = (kind: Kind) => [NUMBER, ...TABLES[kind], AMOUNT];
export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** A file with its totals, ready to be laid down. */
export const sealed = (kind: Kind, file: string, entries: Entry[], encoding: Encoding) => {
  const rows = entries.map(({ cells, amountFen }, index) => [String(index + 1), ...cells, String(amountFen)]);
  const bytes = printAgreed([headerOf(kind), ...rows], encoding);
  const amountFen = sum(entries.map((entry) => entry.amountFen));
  const control: Control = { file, rows: entries.length, amountFen, sha256: hashOf(bytes) };
  return { bytes, control, controlBytes: printControl(control) };
};

export const printControl = ({ file, rows, amountFen, sha256 }: Control): Buffer =>
  printAgreed([CONTROL_HEADER, [file, String(rows), String(amountFen), sha256]], 'utf-8');

/** The rows of a file, or why it is none. */
const tableOf = (bytes: Uint8Array, encoding: Encoding): { rows: string[][] } | Finding => {
  try {
    return { rows: readAgreed(bytes, encoding) };
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const isTooLarge = ['sheet.too-large', 'sheet.too-many-rows'].includes(problem.code);
    return { code: isTooLarge ? 'TOO_LARGE' : 'ENCODING' };
  }
};

const parseControl = (bytes: Uint8Array): Control | undefined => {
  const table = tableOf(bytes, 'utf-8');
  const [header, row, ...more] = 'code' in table ? [] : table.rows;
  const [file, rows, amount, sha256] = row ?? [];
  const counts = [rows, amount].every((it) => it !== undefined && /^\d{1,15}$/.test(it));
  if (header?.join() !== CONTROL_HEADER.join() || !file || !sha256 || !counts || more.length) return undefined;
  return { file, rows: Number(rows), amountFen: Number(amount), sha256: sha256.toLowerCase() };
};

/** What a file holds, if it is whole: as many rows, as much money and the same bytes as its control sheet says. */
export const opened = (
  kind: Kind,
  file: string,
  { bytes, controlBytes }: { bytes: Uint8Array; controlBytes: Uint8Array },
  encoding: Encoding,
): { entries: Entry[]; control: Control } | { finding: Finding } => {
  const found = (code: FindingCode, row?: number) => ({ finding: { code, ...(row && { row }) } });
  const control = parseControl(controlBytes);
  if (control?.file !== file) return found('CONTROL');
  const table = tableOf(bytes, encoding);
  if ('code' in table) return { finding: table };
  const [header, ...rows] = table.rows;
  if (!header) return found('ENCODING');
  const amounts = rows.map((row) => (/^\d{1,11}$/.test(row.at(-1) ?? '') ? Number(row.at(-1)) : Number.NaN));
  if (rows.length !== control.rows) return found('ROW_COUNT');
  if (sum(amounts) !== control.amountFen) return found('AMOUNT_TOTAL');
  if (hashOf(bytes) !== control.sha256) return found('ALTERED');
  if (header.join() !== headerOf(kind).join()) return found('HEADER', 1);
  const malformed = rows.findIndex((row, i) => row.length !== header.length || !(amounts[i]! <= MOST_FEN));
  if (malformed >= 0) return found('MALFORMED', malformed + 1);
  const unordered = rows.findIndex(([number], index) => number !== String(index + 1));
  if (unordered >= 0) return found('ROWS_OUT_OF_ORDER', unordered + 1);
  return { control, entries: rows.map((row, i) => ({ cells: row.slice(1, -1), amountFen: amounts[i]! })) };
};
