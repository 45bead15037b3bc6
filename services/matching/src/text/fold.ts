import { Converter } from 'opencc-js/t2cn';

const simplified = Converter({ from: 't', to: 'cn' });

/** Nobody means more than this; what comes after it is not read. */
const LONGEST = 10_000;

/** For each UTF-16 unit what it folds to, as far as known. A unit that depends on its neighbours is read with them. */
const [UNKNOWN, NOTHING, WITH_NEIGHBOURS] = [0, 1, 2];
const units = new Uint16Array(65_536);

/** What looks the same or means the same in writing: one width, one case, simplified characters, nothing invisible. */
export const fold = (text: string): string => {
  const read = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  let folded = '';
  for (let i = 0; i < read.length; i++) {
    const unit = read.charCodeAt(i);
    const known = units[unit] === UNKNOWN ? learn(unit) : units[unit]!;
    if (known === WITH_NEIGHBOURS) return foldWhole(read);
    if (known !== NOTHING) folded += String.fromCharCode(known);
  }
  return folded;
};

const foldWhole = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\p{Script=Han}/gu, (character) => simplified(character));

const learn = (unit: number): number => {
  const character = String.fromCharCode(unit);
  const folded = /[\p{M}\p{Cs}\u1100-\u11ff]/u.test(character) ? '\0\0' : foldWhole(character);
  units[unit] = folded === '' ? NOTHING : folded.length === 1 ? folded.charCodeAt(0) : WITH_NEIGHBOURS;
  return units[unit];
};

/** Runs of Chinese characters, and words of letters and digits (`c++`, `b2`, `5000`); all else separates. */
export const runsOf = (folded: string): string[] =>
  folded.match(/\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+[+#]*/gv) ?? [];

export const isChinese = (run: string) => /^\p{Script=Han}/u.test(run);
