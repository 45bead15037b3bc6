import { describe, expect, it } from '@jest/globals';
import { occupationCoder } from '@zhiqiao/matching/coder';
import { knowledgeOf, type Question, type SearchedVacancy, VacancySearch } from '@zhiqiao/matching/search';
import fc from 'fast-check';
import { questions } from './relevance-queries.ts';
import { market } from './relevance-vacancies.ts';

const at = new Date('2026-03-02T09:00:00+08:00');
const knowledge = knowledgeOf(occupationCoder());

/** A vacancy as it is put, or only its id once it is gone. */
type Change = SearchedVacancy | { id: string };
const id = fc.nat(20).map((n) => `vacancy-${n}`);
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ id, like: fc.constantFrom(...market) }).map(({ id, like }) => ({ ...like, id })),
    },
    { weight: 1, arbitrary: fc.record({ id }) },
  ),
  { maxLength: 60 },
);
const after = (told: readonly Change[], search = new VacancySearch(knowledge)) => {
  for (const change of told)
    if ('title' in change) search.put(change);
    else search.remove(change.id);
  return search;
};
const restored = (search: VacancySearch) => new VacancySearch(knowledge, structuredClone(search.keep()));
/** What stands in the end, in another order. */
const standing = (told: readonly Change[]) =>
  [...new Map(told.map((change) => [change.id, change])).values()].filter((change) => 'title' in change).reverse();

/** Also as they are mistyped: turned round, cut off, a character alone. */
const said = fc.constantFrom(...questions.map(({ text }) => text));
const texts = fc.oneof(
  said,
  said.map((text) => [...text].reverse().join('')),
  said.map((text) => text.slice(1)),
  said.map((text) => text[0]!),
  fc.constantFrom('', '守银员', '收员', '宝安', 'baoan', 'dian gong', 'jvaa开发', '江北区 保安', '工业园 焊工'),
);
const asked: fc.Arbitrary<Question> = fc.record({
  text: texts,
  at: fc.constant(at),
  filters: fc.constantFrom({}, { district: ['449902'] }, { wage: ['FROM_3000', 'FROM_5000'] }),
  sort: fc.constantFrom('relevance', 'newest', 'wage', 'nearest'),
  near: fc.constant('449903001001'),
  limit: fc.constantFrom(3, 30),
}) as fc.Arbitrary<Question>;
const answers = (search: VacancySearch, asks: readonly Question[]) =>
  asks.map((question) => {
    const first = search.search(question);
    return [first, first.next && search.search({ ...question, after: first.next })];
  });
const asks = fc.array(asked, { minLength: 1, maxLength: 8 });

describe('a search', () => {
  it('goes on from what was kept of it as if it had never stopped', () => {
    fc.assert(
      fc.property(changes, fc.nat(60), asks, (told, cut, asks) => {
        const goesOn = after(told.slice(cut), restored(after(told.slice(0, cut))));
        expect(answers(goesOn, asks)).toEqual(answers(after(told), asks));
      }),
      { numRuns: 60 },
    );
  });

  it('that was kept, restored and kept up answers as one that is filled with what stands', () => {
    fc.assert(
      fc.property(changes, fc.nat(60), asks, (told, cut, asks) => {
        const goesOn = after(told.slice(cut), restored(after(told.slice(0, cut))));
        expect(answers(goesOn, asks)).toEqual(answers(after(standing(told)), asks));
      }),
      { numRuns: 60 },
    );
  });

  it('answers on after it was kept, and what is put in then is not in what was kept', () => {
    const search = after(market.slice(0, 50));
    const kept = structuredClone(search.keep());
    after(market.slice(50), search);
    const question = { text: '保安 电工', at, limit: 200 };
    expect(search.search(question)).toEqual(after(market).search(question));
    expect(new VacancySearch(knowledge, kept).search(question)).toEqual(after(market.slice(0, 50)).search(question));
  });

  it('forgets the name of a place with the last vacancy there: it is words again', () => {
    const there = market.find(({ division }) => division.startsWith('449902'))!;
    const elsewhere = market.find(({ division }) => !division.startsWith('449902'))!;
    const named = { ...elsewhere, id: 'named', title: '江北区老店电工' };
    const plain = { ...elsewhere, id: 'plain', title: '电工' };
    const search = after([there, named, plain, { id: there.id }]);
    const question = { text: '江北区', at, limit: 10 };
    expect(search.search(question)).toEqual(after([named, plain]).search(question));
    expect(search.search(question).total).toBe(1);
  });

  it('takes names of occupations and places as they are when it begins, not as they were when it was kept', () => {
    const renamed = {
      ...knowledge,
      occupationWords: (code: string) => (code === '4-07-05-01' ? ['护院'] : knowledge.occupationWords(code)),
      divisionName: (code: string) => (code === '449902' ? '新城区' : knowledge.divisionName(code)),
    };
    const kept = structuredClone(after(market).keep());
    const anew = after(market, new VacancySearch(renamed));
    const goesOn = new VacancySearch(renamed, kept);
    for (const text of ['护院', '新城区 电工', '江北区 电工']) {
      const question = { text, at, limit: 50 };
      expect(goesOn.search(question)).toEqual(anew.search(question));
    }
    expect(goesOn.search({ text: '护院', at, limit: 1 }).total).toBeGreaterThan(0);
  });
});
