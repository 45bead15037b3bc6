import { fold, isChinese, runsOf } from '../text/fold.ts';

/** Pairs of neighbouring characters, and words in letters and digits. A character that stands alone is a term too. */
export const termsOf = (text: string): string[] =>
  runsOf(fold(text)).flatMap((run) => (isChinese(run) ? pairsOf(run) : [run.slice(0, LONGEST_WORD)]));

const LONGEST_WORD = 32;

export const pairsOf = (run: string): string[] => {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, i) => characters[i]! + character);
};

/** BM25F: how often a term stands in the fields, each weighed and set against its usual length. */
const SATURATION = 1.2;
const LENGTH_COUNTS = 0.6;
export type Field = { terms: readonly string[]; weight: number; usual: number };

export const impactsOf = (fields: readonly Field[]): Map<string, number> => {
  const impacts = new Map<string, number>();
  for (const { terms, weight, usual } of fields) {
    const share = weight / (1 - LENGTH_COUNTS + (LENGTH_COUNTS * terms.length) / usual);
    for (const term of terms) impacts.set(term, (impacts.get(term) ?? 0) + share);
  }
  for (const [term, count] of impacts) impacts.set(term, count / (SATURATION + count));
  return impacts;
};
