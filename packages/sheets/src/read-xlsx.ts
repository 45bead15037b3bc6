import { sheetErrors } from './errors.ts';
import type { Cell, Limits, Row } from './types.ts';
import { type Attributes, walkXml } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

const WORKBOOK = 'xl/workbook.xml';

/** The first sheet of a workbook: values only, with what tells a text from a number that looks like one. */
export const readXlsx = async (bytes: Buffer, limits: Limits): Promise<Row[]> => {
  const zip = await openZip(bytes, limits.unpackedBytes);
  if (!zip.has(WORKBOOK)) throw sheetErrors.notATable();
  const { path, from1904 } = await firstSheet(zip);
  const strings = zip.has('xl/sharedStrings.xml') ? stringsIn(await zip.read('xl/sharedStrings.xml')) : [];
  const dates = zip.has('xl/styles.xml') ? dateStylesIn(await zip.read('xl/styles.xml')) : new Set<number>();
  return rowsIn(await zip.read(path), { strings, dates, from1904 }, limits);
};

const firstSheet = async (zip: Zip) => {
  let relation: string | undefined;
  let from1904 = false;
  walkXml(await zip.read(WORKBOOK), {
    open(name, attributes) {
      if (name === 'sheet') relation ??= Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    },
  });
  let target: string | undefined;
  walkXml(await zip.read('xl/_rels/workbook.xml.rels'), {
    open(_name, { Id, Target }) {
      if (Id !== undefined && Id === relation) target = Target;
    },
  });
  if (!target) throw sheetErrors.notATable();
  return { path: target.startsWith('/') ? target.slice(1) : `xl/${target}`, from1904 };
};

/** Characters that XML cannot hold stand as `_xHHHH_` (ECMA-376, ST_Xstring). */
const unescaped = (text: string) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const stringsIn = (xml: string): string[] => {
  const strings: string[] = [];
  let phonetic = 0;
  let inText = false;
  walkXml(xml, {
    open(name) {
      if (name === 'si') strings.push('');
      if (name === 'rPh') phonetic++;
      inText = name === 't' && phonetic === 0;
    },
    text(text) {
      if (inText) strings[strings.length - 1] += text;
    },
    close(name) {
      if (name === 'rPh') phonetic--;
      if (name === 't') inText = false;
    },
  });
  return strings.map(unescaped);
};

/** Numbers of the built-in formats that show a date; 27-36 and 50-58 are those of a Chinese system. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
const isDateFormat = (format: string) => /[ymdhs年月日]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\.|General/gi, ''));

/** Which cell styles show a date. */
const dateStylesIn = (xml: string): Set<number> => {
  const formats = new Map<number, string>();
  const dates = new Set<number>();
  let styles = -1;
  walkXml(xml, {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') formats.set(Number(numFmtId), formatCode ?? '');
      if (name === 'cellXfs') styles = 0;
      if (name !== 'xf' || styles < 0) return;
      const id = Number(numFmtId ?? 0);
      if (isDateFormat(formats.get(id) ?? '') || isBuiltInDate(id)) dates.add(styles);
      styles++;
    },
    close(name) {
      if (name === 'cellXfs') styles = -1;
    },
  });
  return dates;
};

type Book = { strings: string[]; dates: Set<number>; from1904: boolean };

const rowsIn = (xml: string, book: Book, limits: Limits): Row[] => {
  const rows: Row[] = [];
  let row: Row = { number: 0, cells: [] };
  let cell: { attributes: Attributes; value: string; formula: boolean } | undefined;
  let column = 0;
  let taken = false;
  walkXml(xml, {
    open(name, attributes) {
      switch (name) {
        case 'row':
          row = { number: Number(attributes.r ?? row.number + 1), cells: [] };
          column = 0;
          break;
        case 'c':
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          cell = { attributes, value: '', formula: false };
          break;
        case 'f':
          if (cell) cell.formula = true;
          break;
      }
      taken = name === 'v' || name === 't';
    },
    text(text) {
      if (cell && taken) cell.value += text;
    },
    close(name) {
      taken = false;
      if (name === 'c' && cell) {
        const content = contentOf(cell, book);
        if (content.text !== '') {
          if (column > limits.columns) throw sheetErrors.tooManyColumns({ most: limits.columns });
          while (row.cells.length < column) row.cells.push({ text: '' });
          row.cells[column - 1] = content;
        }
        cell = undefined;
      }
      if (name === 'row' && row.cells.length) {
        rows.push(row);
        if (rows.length > limits.rows + 1) throw sheetErrors.tooManyRows({ most: limits.rows });
      }
    },
  });
  return rows;
};

const columnOf = (reference: string) => {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (!letters) throw sheetErrors.incomplete();
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
};

const contentOf = (
  { attributes, value, formula }: { attributes: Attributes; value: string; formula: boolean },
  { strings, dates, from1904 }: Book,
): Cell => {
  const mark = formula && ({ formula: true } as const);
  switch (attributes.t) {
    case 's':
      return { text: strings[Number(value)] ?? '', ...mark };
    case 'inlineStr':
    case 'str':
      return { text: unescaped(value), ...mark };
    case 'b':
      return { text: value === '1' ? 'TRUE' : 'FALSE', ...mark };
    case 'e':
    case 'd':
      return { text: value, ...mark };
    default:
      if (value === '') return { text: '' };
      if (dates.has(Number(attributes.s ?? 0))) return { text: dateOf(Number(value), from1904), ...mark };
      return { text: numberOf(value), number: true, ...mark };
  }
};

/** As a person would write it, where no digit is lost by that. */
const numberOf = (value: string) => {
  const number = Number(value);
  return Number.isInteger(number) && Math.abs(number) < 1e15 ? String(number) : value;
};

const DAY_MS = 86_400_000;
const dateOf = (serial: number, from1904: boolean) => {
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const at = new Date(epoch + Math.round(serial * 86_400) * 1000);
  if (Number.isNaN(at.getTime())) return String(serial);
  const iso = at.toISOString();
  return at.getTime() % DAY_MS === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
};
