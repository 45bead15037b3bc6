import { sheetErrors } from './errors.ts';
import type { Cell, Row, Text } from './types.ts';

/** `title` heads the column in our templates; `aliases` are other names that people give it. */
export type Column = { title: Text; aliases?: readonly string[]; required?: boolean };
/** Where each column stands in the file. */
export type ColumnMap<K extends string> = { cell(row: Row, key: K): Cell };

/** Spelling that does not matter: width, case, spaces, asterisks, colons, and what stands in brackets at the end. */
const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)\s*$/, '')
    .replace(/[\s*:_-]/g, '');

const EMPTY: Cell = { text: '' };

/** Finds the columns by their header. `explicit` (key -> header as written in the file) comes first. */
export const columnsOf = <K extends string>(
  header: readonly string[],
  columns: Record<K, Column>,
  explicit: Partial<Record<K, string>> = {},
): ColumnMap<K> => {
  const names = header.map(plain);
  const unknown = Object.keys(explicit).find((key) => !Object.hasOwn(columns, key));
  if (unknown) throw sheetErrors.columnUnknown({ column: unknown, columns: Object.keys(columns) });
  const at = new Map<K, number>();
  const entries = Object.entries(columns) as [K, Column][];
  for (const [key, { title, aliases = [] }] of entries) {
    const named = explicit[key];
    const wanted = (named === undefined ? [title.zh, title.en, key, ...aliases] : [named]).map(plain);
    const found = names.flatMap((name, index) => (wanted.includes(name) ? [index] : []));
    if (found.length > 1) throw sheetErrors.columnAmbiguous({ column: key, headers: found.map((i) => header[i]) });
    if (named !== undefined && !found.length) throw sheetErrors.columnUnknown({ column: key, header: named });
    if (found.length) at.set(key, found[0]!);
  }
  const missing = entries.filter(([key, { required }]) => required && !at.has(key));
  if (missing.length) {
    throw sheetErrors.columnsMissing({
      missing: missing.map(([key, { title }]) => ({ column: key, ...title })),
      headers: header,
    });
  }
  return {
    cell: (row, key) => {
      const index = at.get(key);
      return (index !== undefined && row.cells[index]) || EMPTY;
    },
  };
};
