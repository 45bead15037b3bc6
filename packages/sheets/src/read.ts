import { parseCsv } from './csv.ts';
import { decodeText } from './encoding.ts';
import { sheetErrors } from './errors.ts';
import { readXlsx } from './read-xlsx.ts';
import { LIMITS, type Limits, type Row, type Sheet, type SheetFormat } from './types.ts';

const ZIP = Buffer.from('PK');
const OLE = Buffer.from('d0cf11e0', 'hex');

/** Reads a table by its content, whatever its name or type says; throws a `Refusal` that says how to mend it. */
export const readSheet = async (bytes: Buffer, limits: Limits = LIMITS): Promise<Sheet> => {
  if (bytes.length > limits.bytes) throw sheetErrors.tooLarge({ mostBytes: limits.bytes });
  if (bytes.subarray(0, 4).equals(OLE)) throw sheetErrors.oldWorkbook();
  const { format, rows } = bytes.subarray(0, 2).equals(ZIP)
    ? { format: { type: 'xlsx' } as const, rows: await readXlsx(bytes, limits) }
    : csv(bytes, limits);
  return tableOf(format, rows, limits);
};

const csv = (bytes: Buffer, limits: Limits): { format: SheetFormat; rows: Row[] } => {
  const { text, encoding } = decodeText(bytes);
  return { format: { type: 'csv', encoding }, rows: parseCsv(text, limits) };
};

/** The first row that is not empty is the header; empty ones are left out, and keep their number. */
const tableOf = (format: SheetFormat, all: Row[], { rows, columns, characters }: Limits): Sheet => {
  const [first, ...data] = all.filter(({ cells }) => cells.some(({ text }) => text.trim() !== ''));
  if (!first || !data.length) throw sheetErrors.noRows();
  if (data.length > rows) throw sheetErrors.tooManyRows({ most: rows });
  for (const { number, cells } of [first, ...data]) {
    if (cells.length > columns) throw sheetErrors.tooManyColumns({ row: number, most: columns });
    if (cells.some(({ text }) => text.length > characters))
      throw sheetErrors.cellTooLong({ row: number, most: characters });
  }
  const width = Math.max(first.cells.length, ...data.map(({ cells }) => cells.length));
  return { format, header: Array.from({ length: width }, (_, i) => first.cells[i]?.text ?? ''), rows: data };
};
