import { fold, isChinese, runsOf } from '../text/fold.ts';
import { soundOf, speltSounds } from '../text/homophones.ts';

const SHORTEST_TO_CORRECT = 4;

/** The words of titles and occupations, findable as somebody may have mistyped them. */
export class Lexicon {
  readonly #known = new Set<string>();
  readonly #meantBy = new Map<string, string[]>();
  readonly #letters = new Set<string>();

  learn(text: string): void {
    for (const run of runsOf(fold(text)))
      if (isChinese(run)) this.#learnRun(run);
      else this.#letters.add(run);
  }

  /** What may have been meant by a word that stands nowhere: one that sounds alike, is turned round, or has a character more. */
  meantBy(term: string): readonly string[] {
    if (!isChinese(term)) return this.#nearest(term);
    const [first = '', second = ''] = term;
    return (
      this.#meantBy.get(sound(first, second)) ?? this.#meantBy.get(second + first) ?? this.#meantBy.get(gap(term)) ?? []
    );
  }

  /** Pinyin without spaces as the pairs that sound so. */
  spelt(word: string): (readonly string[])[] {
    const sounds = speltSounds(word);
    if (!sounds) return [];
    return sounds.slice(1).map((second, i) => this.#meantBy.get(`${sounds[i]} ${second}`) ?? []);
  }

  #learnRun(run: string) {
    for (let i = 0; i + 1 < run.length; i++) {
      const three = run.slice(i, i + 3);
      if (this.#known.has(three)) continue;
      this.#known.add(three);
      const [first = '', second = '', third] = three;
      this.#note(sound(first, second), first + second);
      this.#note(first + second, first + second);
      if (third !== undefined) this.#note(gap(first + third), first + second, second + third);
    }
  }

  #note(written: string, ...pairs: string[]) {
    const meant = this.#meantBy.get(written) ?? [];
    this.#meantBy.set(written, [...new Set([...meant, ...pairs])]);
  }

  #nearest(word: string): string[] {
    if (word.length < SHORTEST_TO_CORRECT || /\d/.test(word)) return [];
    return [...this.#letters].filter((known) => Math.abs(known.length - word.length) <= 1 && oneOff(known, word));
  }
}

const sound = (first: string, second: string) => `${soundOf(first)} ${soundOf(second)}`;
const gap = (pair: string) => `${pair[0]}_${pair[1]}`;

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
