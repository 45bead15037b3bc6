import { fold, isChinese, runsOf } from '../text/fold.ts';
import { soundOf, speltSounds } from '../text/homophones.ts';

const SHORTEST_TO_CORRECT = 4;

type Counts = Map<string, number>;

/** The words of titles and occupations, findable as somebody may have mistyped them. */
export class Lexicon {
  /** Many vacancies have one title: it is taken apart once. */
  readonly #texts: Counts = new Map();
  readonly #pairs: Counts = new Map();
  readonly #threes: Counts = new Map();
  readonly #letters: Counts = new Map();
  readonly #sounding = new Map<string, string[]>();
  /** What stands between two characters. */
  readonly #between = new Map<string, string[]>();

  /** One text more, or one less: what the last of them has taken along is known no longer. */
  count(text: string, change: 1 | -1): void {
    if (!counted(this.#texts, text, change)) return;
    for (const run of runsOf(fold(text)))
      if (isChinese(run)) this.#countRun(run, change);
      else counted(this.#letters, run, change);
  }

  /** What may have been meant by a word that stands nowhere: one that sounds alike, is turned round, or has a character more. */
  meantBy(term: string): readonly string[] {
    if (!isChinese(term)) return this.#nearest(term);
    const [first = '', second = ''] = term;
    const alike = this.#sounding.get(sound(first, second));
    if (alike) return alike;
    if (this.#pairs.has(second + first)) return [second + first];
    const between = this.#between.get(first + second) ?? [];
    return between.flatMap((character) => [first + character, character + second]);
  }

  /** Pinyin without spaces as the pairs that sound so. */
  spelt(word: string): (readonly string[])[] {
    const sounds = speltSounds(word);
    if (!sounds) return [];
    return sounds.slice(1).map((second, i) => this.#sounding.get(`${sounds[i]} ${second}`) ?? []);
  }

  #countRun(run: string, change: 1 | -1) {
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length; i++) {
      const [first, second, third] = [characters[i]!, characters[i + 1]!, characters[i + 2]];
      const pair = first + second;
      if (counted(this.#pairs, pair, change)) list(this.#sounding, sound(first, second), pair, change);
      if (third !== undefined && counted(this.#threes, pair + third, change))
        list(this.#between, first + third, second, change);
    }
  }

  #nearest(word: string): string[] {
    if (word.length < SHORTEST_TO_CORRECT || /\d/.test(word)) return [];
    return [...this.#letters.keys()].filter(
      (known) => Math.abs(known.length - word.length) <= 1 && oneOff(known, word),
    );
  }
}

/** Whether the first of it has come, or the last has gone. */
const counted = (counts: Counts, item: string, change: 1 | -1): boolean => {
  const count = (counts.get(item) ?? 0) + change;
  if (count === 0) counts.delete(item);
  else counts.set(item, count);
  return count === (change === 1 ? 1 : 0);
};

const list = (lists: Map<string, string[]>, key: string, item: string, change: 1 | -1): void => {
  const items = lists.get(key) ?? [];
  if (change === 1) items.push(item);
  else items.splice(items.indexOf(item), 1);
  if (items.length === 0) lists.delete(key);
  else lists.set(key, items);
};

const sound = (first: string, second: string) => `${soundOf(first)} ${soundOf(second)}`;

/** Whether one letter put in, left out, changed, or exchanged with the next makes the one word the other. */
export const oneOff = (a: string, b: string): boolean => {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (Math.max(restA.length, restB.length) <= 1) return true;
  return restA.length === 2 && restB === `${restA[1]}${restA[0]}`;
};
