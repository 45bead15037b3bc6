import iconv from 'iconv-lite';
import { sheetErrors } from './errors.ts';

const BOM = [0xef, 0xbb, 0xbf];
const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, i) => bytes[i] === byte);

export type Encoding = 'utf-8' | 'gb18030';

/** Undefined when the bytes are no text of the encoding. */
export const decoded = (encoding: Encoding, bytes: Uint8Array) => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/**
 * UTF-8 if it is valid UTF-8, else GB18030 if it is that, else refused. Chinese text in UTF-8 has sequences of three
 * bytes or more; a text whose non-ASCII sequences all have two may be either, and is refused too.
 */
export const decodeText = (bytes: Uint8Array): { text: string; encoding: Encoding } => {
  if (startsWith(bytes, ...BOM)) {
    const text = decoded('utf-8', bytes);
    if (text === undefined) throw sheetErrors.incomplete();
    return { text, encoding: 'utf-8' };
  }
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) throw sheetErrors.encodingUnclear();
  const [utf8, gb18030] = [decoded('utf-8', bytes), decoded('gb18030', bytes)];
  const text = utf8 ?? gb18030;
  if (text === undefined) throw sheetErrors.encodingUnclear();
  if (text.includes('\0')) throw sheetErrors.notATable();
  const eitherWay =
    utf8 !== undefined && gb18030 !== undefined && utf8 !== gb18030 && !/[\u0800-\u{10ffff}]/u.test(utf8);
  if (eitherWay) throw sheetErrors.encodingUnclear();
  return { text, encoding: utf8 === undefined ? 'gb18030' : 'utf-8' };
};

/** UTF-8 gets a mark, without which spreadsheets read it as something else. */
export const encodeText = (text: string, encoding: Encoding): Buffer =>
  encoding === 'utf-8' ? Buffer.concat([Buffer.from(BOM), Buffer.from(text)]) : iconv.encode(text, 'gb18030');
