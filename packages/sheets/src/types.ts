import type { Encoding } from './encoding.ts';

export type Text = { zh: string; en: string };

/** `text`: as it was written; of a formula the value that was saved with it. */
export type Cell = {
  text: string;
  /** The spreadsheet holds it as a number: it keeps 15 digits and no leading zero. */
  number?: true;
  formula?: true;
};
/** `number`: the row in the original file, the header's included. */
export type Row = { number: number; cells: Cell[] };

export type SheetFormat = { type: 'csv'; encoding: Encoding } | { type: 'xlsx' };
export type Sheet = { format: SheetFormat; header: string[]; rows: Row[] };

export type Limits = {
  bytes: number;
  /** Of all parts of an XLSX that are read, once they are unpacked. */
  unpackedBytes: number;
  rows: number;
  columns: number;
  characters: number;
};
export const LIMITS: Limits = {
  bytes: 10_000_000,
  unpackedBytes: 100_000_000,
  rows: 20_000,
  columns: 60,
  characters: 1000,
};

export const CONTENT_TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
