import { beforeAll, describe, expect, it } from '@jest/globals';
import { occupationCoder } from '@zhiqiao/matching/coder';
import { knowledgeOf, type Question, VacancySearch } from '@zhiqiao/matching/search';
import { ndcg, questions } from './relevance-queries.ts';
import { market } from './relevance-vacancies.ts';

/** What was measured when the questions were frozen; a change may not do worse. */
const SHIPPED_NDCG = 0.93;

const at = new Date('2026-03-02T09:00:00+08:00');
let knowledge: ReturnType<typeof knowledgeOf>;
let search: VacancySearch;
const filled = (vacancies = market) => {
  const filling = new VacancySearch(knowledge);
  for (const vacancy of vacancies) filling.put(vacancy);
  return filling;
};
beforeAll(() => {
  knowledge = knowledgeOf(occupationCoder());
  search = filled();
});
const ask = (question: Partial<Question>) => search.search({ text: '', at, limit: 10, ...question });
const vacancyOf = (id: string) => market.find((vacancy) => vacancy.id === id)!;
const titles = (question: Partial<Question>) => ask(question).hits.map(({ id }) => vacancyOf(id).title);

describe('relevance on the frozen market', () => {
  it('has 150 vacancies and 60 questions at least', () => {
    expect(market.length).toBeGreaterThanOrEqual(150);
    expect(questions.length).toBeGreaterThanOrEqual(60);
  });

  it('is at least what it was when the questions were frozen (nDCG of the first ten)', () => {
    const each = questions.map(({ text, grades }) =>
      ndcg(
        ask({ text }).hits.map(({ id }) => id),
        grades,
      ),
    );
    expect(each.reduce((sum, one) => sum + one, 0) / each.length).toBeGreaterThanOrEqual(SHIPPED_NDCG);
  });

  it.each(['宝安', '守银员', '收营员', '快弟员', 'baoan', 'dian gong', 'jvaa开发', '保安員', '收員'])(
    'finds what was meant by %s',
    (text) => {
      const { grades } = questions.find((question) => question.text === text) ?? { grades: undefined };
      const [first] = ask({ text }).hits;
      expect(first).toBeDefined();
      if (grades) expect(grades.get(first!.id)).toBe(3);
    },
  );
});

describe('a question without words', () => {
  it('finds everything that is open, the newest first where asked', () => {
    const { total, hits } = ask({ sort: 'newest' });
    expect(total).toBe(market.length);
    expect(hits[0]!.id).toBe(market.at(-1)!.id);
  });

  it('sorts by wage, the best paid first', () => {
    const wages = ask({ sort: 'wage' }).hits.map(({ id }) => vacancyOf(id).wageToFen);
    expect(wages).toEqual([...wages].sort((a, b) => b - a));
    expect(wages[0]).toBe(Math.max(...market.map(({ wageToFen }) => wageToFen)));
  });

  it('sorts by steps up the divisions from where one lives', () => {
    const { hits } = ask({ sort: 'nearest', near: '449903001001', limit: 100 });
    expect(hits.map(({ steps }) => steps)).toEqual([...hits.map(({ steps }) => steps!)].sort((a, b) => a - b));
    expect(hits[0]!.steps).toBe(0);
    expect(vacancyOf(hits[0]!.id).division).toBe('449903001001');
    const stepsTo = (division: string) => hits.find(({ id }) => vacancyOf(id).division === division)?.steps;
    expect([stepsTo('449903001'), stepsTo('449902001')]).toEqual([1, 3]);
  });
});

describe('filters and facets', () => {
  it('finds only what fits every filter', () => {
    const { hits, total } = ask({ filters: { district: ['449903'], wage: ['FROM_8000', 'ABOVE_12000'] }, limit: 100 });
    expect(hits.length).toBe(total);
    for (const { id } of hits) {
      expect(vacancyOf(id).division.startsWith('449903')).toBe(true);
      expect(vacancyOf(id).wageFromFen).toBeGreaterThanOrEqual(800_000);
    }
  });

  it('counts for a facet what the other filters let through', () => {
    const { facets, total } = ask({ text: '司机', filters: { district: ['449903'] } });
    expect(facets.district.get('449903')).toBe(total);
    expect(facets.district.get('449902')).toBe(ask({ text: '司机', filters: { district: ['449902'] } }).total);
    expect([...facets.wage.values()].reduce((sum, count) => sum + count, 0)).toBe(total);
  });

  it('names posts that ask for no education', () => {
    const { hits } = ask({ filters: { education: ['NONE'] }, limit: 200 });
    expect(hits.every(({ id }) => vacancyOf(id).education === undefined)).toBe(true);
    expect(hits.length).toBe(market.filter(({ education }) => education === undefined).length);
  });
});

describe('pages', () => {
  it.each(['relevance', 'newest', 'wage', 'nearest'] as const)('by %s show every vacancy once', (sort) => {
    const seen: string[] = [];
    let after: Question['after'];
    do {
      const page = ask({ text: '员', sort, near: '449902001', limit: 7, after });
      seen.push(...page.hits.map(({ id }) => id));
      after = page.next;
    } while (after);
    const all = ask({ text: '员', sort, near: '449902001', limit: 200 });
    expect(seen).toEqual(all.hits.map(({ id }) => id));
    expect(new Set(seen).size).toBe(all.total);
  });
});

describe('what changes', () => {
  it('is found as soon as it is put, and not after it is removed', () => {
    const changing = filled();
    const unheardOf = { ...market[0]!, id: 'new', title: '熊猫饲养员' };
    changing.put(unheardOf);
    expect(changing.search({ text: '熊猫', at, limit: 1 }).hits[0]?.id).toBe('new');
    changing.put({ ...unheardOf, title: '大象饲养员' });
    expect(changing.search({ text: '熊猫', at, limit: 1 }).hits).toEqual([]);
    changing.remove('new');
    changing.remove('new');
    expect(changing.search({ text: '大象', at, limit: 1 }).hits).toEqual([]);
    expect(changing.size).toBe(market.length);
  });

  it('leaves the same answers as a search filled anew, also once the gaps were closed', () => {
    const changed = filled();
    for (let round = 0; round < 12; round++) for (const vacancy of market) changed.put(vacancy);
    for (const { id } of market.slice(0, 40)) changed.remove(id);
    const anew = filled(market.slice(40));
    for (const text of ['保安', '江北区 电工', '宝洁', '', 'Java']) {
      const answer = (of: VacancySearch) => of.search({ text, at, limit: 50 });
      expect(answer(changed)).toEqual(answer(anew));
    }
  });

  it('is not found any more from the moment it expires', () => {
    expect(ask({ at: new Date('2026-04-30T15:59:59.998Z') }).total).toBe(market.length);
    expect(ask({ at: new Date('2026-04-30T15:59:59.999Z') }).total).toBe(0);
  });
});

describe('bad input', () => {
  it.each([
    ['only punctuation', '，。！？——'],
    ['only emoji', '👷🏽‍♀️🧵'],
    ['a lone surrogate', '\ud83d'],
    ['characters that nobody uses', '龘靐齉爩'],
  ])('%s finds nothing', (_, text) => {
    expect(ask({ text })).toMatchObject({ total: 0, hits: [] });
  });

  it.each([
    ['10,000 characters', '保安'.repeat(5000)],
    ['an SQL-like string', "' OR 1=1; DROP TABLE vacancies; -- 保安"],
    ['a regular expression', '^(a+)+$ 保安'],
    ['names of object fields', '__proto__ constructor 保安'],
    ['letters without end', `保安 ${'zhuang'.repeat(300)}`],
  ])('%s is answered by the words in it', (_, text) => {
    expect(titles({ text, limit: 5 }).some((title) => title.includes('保安'))).toBe(true);
  });

  it('reads full width, traditional and invisible characters as what they mean', () => {
    expect(titles({ text: 'Ｃ＋＋　工程師' })).toEqual(titles({ text: 'c++ 工程师' }));
    expect(titles({ text: '會\u200b計' })).toEqual(titles({ text: '会计' }));
  });
});
