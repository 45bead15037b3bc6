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
