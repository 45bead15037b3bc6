import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';

export type Encoding = 'gb18030' | 'utf-8';

export const printTable = (rows: string[][], encoding: Encoding): Buffer =>
  iconv.encode(stringify(rows, { record_delimiter: 'windows' }), encoding);

/** Undefined when the bytes are no text of the encoding or no CSV. */
export const parseTable = (bytes: Uint8Array, encoding: Encoding): string[][] | undefined => {
  const text = decoded(bytes, encoding);
  if (text === undefined) return undefined;
  try {
    return parse(text, { relax_column_count: true, skip_empty_lines: true });
  } catch (problem) {
    if (problem instanceof CsvError) return undefined;
    throw problem;
  }
};

const decoded = (bytes: Uint8Array, encoding: Encoding) => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
