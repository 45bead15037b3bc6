import { fold } from '../text/fold.ts';
import type { Lexicon } from './lexicon.ts';
import type { OccupationWords } from './occupation-words.ts';
import type { Places } from './places.ts';
import type { Postings } from './postings.ts';
import { wordsOf } from './question.ts';

/** What there is to find. */
export type Findable = {
  text: Postings;
  occupations: OccupationWords;
  places: Places;
  lexicon: Lexicon;
  count: number;
};
type Weighed = { terms: readonly string[]; weight: number; guessed: boolean };
/** Every word is a bit of a row's mark; places are wished for, not demanded. */
export type Understood = { words: Weighed[]; places: string[]; rest: string };

const MOST_WORDS = 30;

export const understand = (text: string, findable: Findable): Understood => {
  const { places, rest } = findable.places.namedIn(fold(text));
  const spelt = joinedPinyin(rest, findable);
  const words = spelt ?? wordsOf(rest);
  let corrected = spelt?.map(({ term }) => term).join(' ') ?? rest;
  const weighed = words
    .map(({ term, weight }): Weighed & { known: number } => {
      const { terms, guessed } = meant(term, findable);
      const known = terms.reduce((sum, each) => sum + knownTimes(each, findable), 0);
      if (guessed) corrected = corrected.replace(term, likeliest(terms, findable) ?? term);
      return { terms, guessed, known, weight: weight * Math.log(1 + findable.count / (known + 0.5)) };
    })
    .filter(({ known }) => known > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_WORDS);
  return { words: weighed, places, rest: corrected };
};

const knownTimes = (term: string, { text, occupations }: Findable) => text.count(term) + occupations.known(term);

const likeliest = (terms: readonly string[], findable: Findable): string | undefined =>
  [...terms].sort((a, b) => knownTimes(b, findable) - knownTimes(a, findable) || (a < b ? -1 : 1))[0];

const meant = (term: string, findable: Findable): { terms: readonly string[]; guessed: boolean } => {
  if (/^\p{Script=Han}$/u.test(term)) return { terms: withCharacter(term, findable), guessed: false };
  if (knownTimes(term, findable) > 0) return { terms: [term], guessed: false };
  return { terms: [...new Set(findable.lexicon.meantBy(term))].sort(), guessed: true };
};

const withCharacter = (character: string, { text, occupations }: Findable) =>
  [...new Set([...text.terms(), ...occupations.terms()].filter((term) => term.includes(character)))].sort();

/** `bao an` or `baoan`, where no word is written so: each pair of its syllables is a word. */
const joinedPinyin = (text: string, findable: Findable) => {
  const letters = text.trim();
  if (!/^[a-z]+(?:[ '][a-z]+)*$/u.test(letters) || letters.split(/[ ']/).some((word) => knownTimes(word, findable) > 0))
    return undefined;
  const pairs = findable.lexicon.spelt(letters.replace(/[ ']/g, ''));
  const written = pairs.flatMap((pair) => likeliest(pair, findable) ?? []);
  return written.length > 0 ? written.map((term) => ({ term, weight: 1 })) : undefined;
};
