import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { occupationName } from '@zhiqiao/domain';
import { fold } from '../text/fold.ts';

export type Case = { title: string; code: string; level: number; odd: boolean; verbatim: boolean };
export type Occupation = { code: string; level: number; name: string; aliases: string[] };

const table = (name: string) =>
  readFileSync(new URL(`../../data/${name}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t') as [string, ...string[]]);

/** The classification, with what else an occupation is called. */
export const occupations = (): Occupation[] =>
  table('occupation-aliases').map(([code, level, aliases = '']) => ({
    code,
    level: Number(level),
    name: occupationName(code) ?? '',
    aliases: aliases.split(',').filter((alias) => alias !== ''),
  }));

/** What people call work in everyday speech, and which occupations they mean. */
export const colloquial = (): { word: string; codes: string[] }[] =>
  table('colloquial').map(([word, codes = '']) => ({ word, codes: codes.split(',') }));

const bare = (title: string) =>
  fold(title)
    .replace(/[([【〔].*?[)\]】〕]/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Titles of advertisements with the occupation that somebody found right. Nothing is learned from the odd ones. */
export const cases = (): Case[] => {
  const classification = occupations();
  const levels = new Map(classification.map(({ code, level }) => [code, level]));
  const known = new Set(classification.flatMap(({ name, aliases }) => [name, ...aliases].map(bare)));
  return table('occupation-cases').map(([title, code = '']) => ({
    title,
    code,
    level: levels.get(code)!,
    odd: createHash('sha256').update(title).digest().at(-1)! % 2 === 1,
    verbatim: known.has(bare(title)),
  }));
};
