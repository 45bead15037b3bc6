import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { sheetErrors } from './errors.ts';
import type { Cell, Limits, Row } from './types.ts';

/** What a spreadsheet would take for a formula (OWASP: CSV injection). An apostrophe before it makes it text. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/u;
const guarded = (text: string) => (FORMULA.test(text) ? `'${text}` : text);
const unguarded = (text: string) => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

/** The fields as they stand. One record is one row of the spreadsheet, also where a quoted field has line breaks. */
export const recordsOf = (text: string, { rows, characters, columns }: Limits): string[][] => {
  try {
    return parse(text, {
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: (characters + 3) * columns,
      to: rows + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw sheetErrors.cellTooLong({ line: error.lines });
    throw sheetErrors.incomplete({ line: error.lines });
  }
};

export const parseCsv = (text: string, limits: Limits): Row[] =>
  recordsOf(text, limits).map((fields, i) => ({
    number: i + 1,
    cells: fields.map((field): Cell => ({ text: unguarded(field) })),
  }));

export const printRecords = (rows: string[][]): string => stringify(rows, { record_delimiter: 'windows' });
export const printCsv = (rows: string[][]): string => printRecords(rows.map((cells) => cells.map(guarded)));
