import { describe, expect, it } from '@jest/globals';
import { organisations, story } from '@zhiqiao/testing';
import { duplicates, groupOf, join, leave } from '../src/domain/duplicate.ts';

const employerId = organisations.electronicsFactory.creditCode;
const post = { employerId, occupation: '6-05-01-03', division: '449902001', title: '缝纫工', wageFromFen: 320_000 };
const same = (changes: object) => groupOf({ ...post, ...changes }) === groupOf(post);

describe('advertisements of one post', () => {
  it.each([
    { title: '【急聘】缝纫工（包吃住）' },
    { title: '缝纫工🧵！！' },
    { division: '449902001001' },
    { wageFromFen: 330_000 },
  ])('are of one group, as with %j', (changes) => expect(same(changes)).toBe(true));
  it.each([
    { title: '缝纫组长' },
    { occupation: '6-05-01-01' },
    { division: '449902002' },
    { wageFromFen: 400_000 },
    { employerId: organisations.garmentFactory.creditCode },
  ])('are of two groups, as with %j', (changes) => expect(same(changes)).toBe(false));
  it('keep a title that is nothing but ornaments', () => expect(same({ title: '高薪' })).toBe(false));

  it('stop being counted where somebody floods the market', () => {
    const flooded = { ...duplicates.initial, tooBig: true, members: Array.from({ length: 1000 }, (_, i) => `v-${i}`) };
    expect(join(flooded, { vacancyId: 'one-more', employerId }, 2)).toEqual([]);
  });

  it('alarm when they are too many, once, until they are few again', () => {
    const joins = (vacancyId: string) => (record: { state: typeof duplicates.initial }) =>
      join(record.state, { vacancyId, employerId }, 2);
    const leaves = (vacancyId: string) => (record: { state: typeof duplicates.initial }) =>
      leave(record.state, vacancyId, 2);
    story(duplicates)
      .on('2026-03-02', joins('a'))
      .on('2026-03-02', joins('a'))
      .expect()
      .on('2026-03-02', joins('b'))
      .expect('DuplicateJoined')
      .on('2026-03-03', joins('c'))
      .expect('DuplicateJoined', 'GroupTooBig', { size: 3, most: 2 })
      .on('2026-03-03', joins('d'))
      .expect('DuplicateJoined')
      .on('2026-03-04', leaves('a'))
      .expect('DuplicateLeft')
      .on('2026-03-04', leaves('b'))
      .expect('DuplicateLeft', 'GroupShrunk', { size: 2 })
      .on('2026-03-04', leaves('b'))
      .expect();
  });
});
