import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { message } from './text.ts';

let names: Map<string, string> | undefined;

const occupations = () => {
  if (!names) {
    const rows = readFileSync(new URL('../../data/occupations-2022.tsv', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n');
    names = new Map(
      rows
        .slice(1)
        .map((row) => row.split('\t'))
        .map(([code, , name]) => [code!, name!]),
    );
  }
  return names;
};

/** The Chinese name; undefined for a code that the 2022 classification does not have. */
export const occupationName = (code: string) => occupations().get(code);

/** Something that has a code, and its name. */
export type Named = { code: string; name: string };
const plain = (name: string) => name.normalize('NFKC').replace(/\s/g, '');
const namedWhere = (fits: (name: string) => boolean): Named[] =>
  [...occupations()].filter(([, name]) => fits(plain(name))).map(([code, name]) => ({ code, name }));

/** The occupations with this name; a few names stand twice. */
export const occupationsNamed = (name: string): Named[] => namedWhere((it) => it === plain(name));

/** Occupations whose name holds these letters, the shortest names first; a few at most. */
export const occupationsLike = (text: string, most: number): Named[] => {
  const letters = plain(text).replace(/(人员|工|员|师)$/, '');
  if (letters === '') return [];
  return namedWhere((it) => it.includes(letters))
    .toSorted((a, b) => a.name.length - b.name.length || a.code.localeCompare(b.code))
    .slice(0, most);
};

/** All codes of the 2022 classification, groups too, in their order. */
export const occupationCodes = () => [...occupations().keys()];

/** `4-10-01-06`, of any level, of the 2022 classification (职业分类大典). */
export const occupationCode = z
  .string()
  .regex(/^[1-8](-\d{2}){3}$/, {
    error: message('职业代码的格式为 4-10-01-06', 'An occupation code looks like 4-10-01-06'),
    abort: true,
  })
  .refine((code) => occupations().has(code), {
    error: message('职业分类大典（2022年版）中没有这个代码', 'The 2022 classification has no such occupation'),
  });
