import { pinyin } from 'pinyin-pro';

const known = new Map<string, string>();
const INITIALS: Record<string, string> = { zh: 'z', ch: 'c', sh: 's', n: 'l', r: 'l', f: 'h' };

/** One form for syllables that many speakers do not tell apart: zh/z, ch/c, sh/s, n/l/r, f/h, -ng/-n. */
export const syllable = (spelt: string): string => {
  const [, initial = '', final = ''] = /^(zh|ch|sh|[b-df-hj-np-tw-z])?(.*)$/u.exec(spelt) ?? [];
  return `${INITIALS[initial] ?? initial}${final.replace(/ng$/u, 'n')}`;
};

/** How a character is read, whichever of its readings comes first. */
export const soundOf = (character: string): string => {
  const sound = known.get(character) ?? syllable(pinyin(character, { toneType: 'none', v: true }));
  known.set(character, sound);
  return sound;
};

export const soundsOf = (text: string): string => [...text].map(soundOf).join(' ');

const SPELT =
  /^(?:zh|ch|sh|[b-df-hj-np-tw-z])(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|ve|vn|[aeiouv])$|^(?:ang|eng|ai|an|ao|ei|en|er|ou|[aeo])$/u;
const LONGEST_SYLLABLE = 6;
const LONGEST_WORD = 40;

/** `baoan` as the syllables that it spells; undefined for what is no pinyin. */
export const speltSounds = (word: string): string[] | undefined => {
  const split = splitAt(word.slice(0, LONGEST_WORD), new Map());
  return split && split.length > 1 ? split.map(syllable) : undefined;
};

const splitAt = (word: string, known: Map<string, string[] | undefined>): string[] | undefined => {
  if (word === '') return [];
  if (known.has(word)) return known.get(word);
  let found: string[] | undefined;
  for (let length = Math.min(LONGEST_SYLLABLE, word.length); length > 0 && !found; length--) {
    const first = word.slice(0, length);
    const rest = SPELT.test(first) ? splitAt(word.slice(length), known) : undefined;
    if (rest) found = [first, ...rest];
  }
  known.set(word, found);
  return found;
};
