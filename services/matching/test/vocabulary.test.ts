import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MOST_WORDS, Vocabulary } from '../src/adapters/engine/vocabulary.ts';

const words = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { maxLength: 8 });
const writes = fc.array(
  fc.record({ side: fc.constantFrom('seekers' as const, 'vacancies' as const), record: fc.nat(5), words }),
  { maxLength: 40 },
);

describe('the numbers of skill words', () => {
  it('are one for each word that an open record names, on both sides, before and after a restart', () => {
    fc.assert(
      fc.property(writes, fc.nat(40), (all, cut) => {
        let vocabulary = new Vocabulary();
        const standing = new Map<string, string[]>();
        for (const [i, { side, record, words }] of all.entries()) {
          if (i === cut) vocabulary = new Vocabulary(structuredClone(vocabulary.keep()));
          const numbers = vocabulary.write(side, record, words);
          expect(numbers.every((number) => number < MOST_WORDS)).toBe(true);
          standing.set(`${side}${record}`, words);
        }
        const named = [...new Set([...standing.values()].flat())];
        const numbers = named.flatMap((word) => vocabulary.read('seekers', [word]));
        expect(new Set(numbers).size).toBe(named.length);
        expect(
          vocabulary
            .keep()
            .words.map(([word]) => word)
            .sort(),
        ).toEqual(named.sort());
      }),
    );
  });

  it('are none of a word that nobody names: a seeker does not have it, a post asks for it all the same', () => {
    const vocabulary = new Vocabulary();
    vocabulary.write('vacancies', 0, ['平车']);
    expect(vocabulary.read('seekers', ['平车', '锁边'])).toHaveLength(1);
    expect(new Set(vocabulary.read('vacancies', ['平车', '锁边', '裁剪'])).size).toBe(3);
  });

  it('that have run out are given anew once they are free; until then a word is had by nobody', () => {
    const vocabulary = new Vocabulary(undefined, 2);
    vocabulary.write('seekers', 0, ['平车', '锁边']);
    expect(vocabulary.write('seekers', 1, ['裁剪', '平车'])).toHaveLength(1);
    expect(vocabulary.write('vacancies', 0, ['裁剪']).every((number) => number >= MOST_WORDS)).toBe(true);
    vocabulary.write('seekers', 0, ['平车']);
    expect(vocabulary.write('vacancies', 0, ['裁剪'])).toEqual(vocabulary.write('seekers', 1, ['裁剪']));
  });
});
