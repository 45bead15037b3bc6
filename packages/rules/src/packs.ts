import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type DatedValue, declaration, override, type Unit, unit } from './parameters.ts';
import type { Pack, Parameter, RulePacks } from './types.ts';

const NATIONAL = 'national';
const PACKS = fileURLToPath(new URL('../packs', import.meta.url));

type File = { path: string; level: string; theme: string; content: string };
type Book = {
  hash: string;
  units: Map<string, Unit>;
  /** level (`national`, province or city code) -> key -> values in order of their dates */
  levels: Map<string, Map<string, DatedValue[]>>;
};

export class InvalidPacks extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`invalid rule packs:\n${problems.join('\n')}`);
    this.problems = problems;
  }
}

const readFiles = async (dir: string): Promise<File[]> => {
  const paths = (await readdir(dir, { recursive: true })).filter((path) => path.endsWith('.yaml')).sort();
  return Promise.all(
    paths.map(async (path) => ({
      path,
      level: dirname(path),
      theme: basename(path, '.yaml'),
      content: await readFile(join(dir, path), 'utf8'),
    })),
  );
};

const LEVEL = /^(national|[1-9]\d{5})$/;

/** Checks every file against the national declarations and tells all problems at once. */
const bind = (files: File[]): Book => {
  const problems: string[] = [];
  const units: Book['units'] = new Map();
  const levels: Book['levels'] = new Map();

  const entriesOf = ({ path, theme, content }: File): [string, unknown][] => {
    const document = parseDocument(content);
    if (document.errors.length > 0) {
      problems.push(...document.errors.map((error) => `${path}: ${error.message}`));
      return [];
    }
    const parsed = z.record(z.string(), z.unknown()).safeParse(document.toJS());
    if (!parsed.success) {
      problems.push(`${path}: must be a map from keys to parameters`);
      return [];
    }
    return Object.entries(parsed.data).filter(([key]) => {
      const placed = key.startsWith(`${theme}.`);
      if (!placed) problems.push(`${path}: ${key}: does not belong to the theme ${theme}`);
      return placed;
    });
  };

  const read = (path: string, key: string, schema: z.ZodType<{ values: DatedValue[] }>, entry: unknown) => {
    const parsed = schema.safeParse(entry);
    if (parsed.success) return parsed.data.values;
    problems.push(
      ...parsed.error.issues.map((issue) => `${path}: ${[key, ...issue.path].join('.')}: ${issue.message}`),
    );
    return [];
  };

  const readNational = (path: string, key: string, entry: unknown) => {
    const head = z.looseObject({ unit }).safeParse(entry);
    if (!head.success) {
      problems.push(`${path}: ${key}.unit: must be one of ${unit.options.join(', ')}`);
      return [];
    }
    units.set(key, head.data.unit);
    return read(path, key, declaration(head.data.unit), entry);
  };

  const readOverride = (path: string, key: string, entry: unknown) => {
    const declared = units.get(key);
    if (declared) return read(path, key, override(declared), entry);
    problems.push(`${path}: ${key}: unknown key, not declared in ${NATIONAL}`);
    return [];
  };

  const byNationalFirst = files.toSorted((a, b) => Number(b.level === NATIONAL) - Number(a.level === NATIONAL));
  for (const file of byNationalFirst) {
    const { level, path } = file;
    if (!LEVEL.test(level)) {
      problems.push(`${path}: the folder must be ${NATIONAL} or the 6-digit code of a province or city`);
      continue;
    }
    const values = levels.get(level) ?? new Map<string, DatedValue[]>();
    levels.set(level, values);
    for (const [key, entry] of entriesOf(file)) {
      values.set(key, level === NATIONAL ? readNational(path, key, entry) : readOverride(path, key, entry));
    }
  }
  if (units.size === 0) problems.push(`no parameter is declared in ${NATIONAL}`);
  if (problems.length > 0) throw new InvalidPacks(problems);

  const hash = createHash('sha256');
  for (const { path, content } of files) hash.update(`${path}\n${content}\n`);
  return { hash: hash.digest('hex').slice(0, 12), units, levels };
};

const provinceOf = (city: string) => `${city.slice(0, 2)}0000`;

const packOf = (book: Book, city: string, on: string): Pack => {
  const where = [
    { name: city, level: 'city' },
    { name: provinceOf(city), level: 'province' },
    { name: NATIONAL, level: 'national' },
  ] as const;

  const inForce = (key: string) => {
    for (const { name, level } of where) {
      const value = book.levels
        .get(name)
        ?.get(key)
        ?.findLast(({ from }) => from <= on);
      if (value) return { ...value, level };
    }
    return undefined;
  };

  const parameter = (key: string): Parameter => {
    const declared = book.units.get(key);
    if (!declared) throw new Error(`no rule parameter ${key} is declared`);
    const found = inForce(key);
    if (!found) throw new Error(`no value of ${key} is in force in ${city} on ${on}`);
    return { value: found.value, unit: declared, basis: found.basis, certainty: found.certainty, level: found.level };
  };

  const expect = <T>(key: string, fits: (value: Parameter['value']) => value is T & Parameter['value']): T => {
    const { value, unit } = parameter(key);
    if (!fits(value)) throw new Error(`${key} is a ${unit}`);
    return value;
  };

  return {
    version: `${city}@${on}#${book.hash}`,
    city,
    on,
    keys: () => [...book.units.keys()].filter(inForce),
    parameter,
    number: (key) => expect(key, (value) => typeof value === 'number'),
    text: (key) => expect(key, (value) => typeof value === 'string'),
    flag: (key) => expect(key, (value) => typeof value === 'boolean'),
    list: (key) => expect(key, isList),
    table: (key) => expect(key, isTable),
  };
};

const isList = (value: Parameter['value']): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isTable = (value: Parameter['value']): value is readonly Record<string, number>[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object');

/** Reads `<dir>/<level>/<theme>.yaml`; throws `InvalidPacks` naming every file and key that is wrong. */
export const loadRulePacks = async (dir = PACKS): Promise<RulePacks> => {
  const load = async () => bind(await readFiles(dir));
  let book = await load();
  return {
    on: (city, on) => packOf(book, city, on),
    async reload() {
      book = await load();
    },
  };
};
