import { Converter } from 'opencc-js/t2cn';

const simplified = Converter({ from: 't', to: 'cn' });
const known = new Map<string, string>();

const simple = (character: string): string => {
  const found = known.get(character) ?? simplified(character);
  known.set(character, found);
  return found;
};

/** What looks the same or means the same in writing: one width, one case, simplified characters, nothing invisible. */
export const fold = (text: string): string =>
  text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\p{Script=Han}/gu, simple);

/** Nobody means more than this; what comes after it is not read. */
const LONGEST = 10_000;

/** Runs of Chinese characters, and words of letters and digits (`c++`, `b2`, `5000`); all else separates. */
export const runsOf = (folded: string): string[] =>
  folded.match(/\p{Script=Han}+|[\p{L}\p{N}]+[+#]*/gu)?.flatMap(split) ?? [];

const split = (run: string) => run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [];

export const isChinese = (run: string) => /^\p{Script=Han}/u.test(run);
