import iconv from 'iconv-lite';
import { printRecords, recordsOf } from './csv.ts';
import { decoded, type Encoding } from './encoding.ts';
import { sheetErrors } from './errors.ts';
import { LIMITS } from './types.ts';

/**
 * A CSV between two systems that agreed on its encoding: nothing is guessed, and every value is the one that stands there.
 * Throws a `Refusal`.
 */
export const readAgreed = (bytes: Uint8Array, encoding: Encoding): string[][] => {
  if (bytes.length > LIMITS.bytes) throw sheetErrors.tooLarge({ mostBytes: LIMITS.bytes });
  const text = decoded(encoding, bytes);
  if (text === undefined) throw sheetErrors.encodingUnclear();
  const rows = recordsOf(text, LIMITS).filter((fields) => fields.length > 1 || fields[0] !== '');
  if (rows.length > LIMITS.rows + 1) throw sheetErrors.tooManyRows({ most: LIMITS.rows });
  return rows;
};

export const printAgreed = (rows: string[][], encoding: Encoding): Buffer => iconv.encode(printRecords(rows), encoding);
