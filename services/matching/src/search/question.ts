import { fold, isChinese, runsOf } from '../text/fold.ts';
import { pairsOf } from './terms.ts';

export type Word = { term: string; weight: number };

const SAYS_NOTHING =
  /有没有|哪里有?|附近的?|招聘|急招|诚聘|急聘|我?想?要?找|想做|应聘|求职|工作|岗位|职位|上班|一份|的|吗|呢/gu;
const ACROSS_WORDS = 0.3;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The words of a question; a pair of characters that crosses the border of two words tells less. */
export const wordsOf = (text: string): Word[] => {
  const weights = new Map<string, number>();
  const note = (term: string, weight: number) => weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  const folded = fold(text);
  const said = folded.replace(SAYS_NOTHING, ' ');
  for (const run of runsOf(/[\p{L}\p{N}]/u.test(said) ? said : folded)) {
    if (!isChinese(run)) {
      note(run, 1);
      continue;
    }
    const borders = bordersOf(run);
    const characters = [...run];
    if (characters.length === 1) note(run, 1);
    else for (const [i, pair] of pairsOf(run).entries()) note(pair, borders.has(i + 1) ? ACROSS_WORDS : 1);
  }
  return [...weights].map(([term, weight]) => ({ term, weight }));
};

const bordersOf = (run: string): Set<number> => {
  const borders = new Set<number>();
  let at = 0;
  for (const { segment } of segmenter.segment(run)) {
    borders.add(at);
    at += [...segment].length;
  }
  return borders;
};
