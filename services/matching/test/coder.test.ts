import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Case, cases, type OccupationCoder, occupationCoder, occupations } from '@zhiqiao/matching/coder';

let coder: OccupationCoder;
beforeAll(() => {
  coder = occupationCoder();
});
const codes = (title: string, duties?: string) => coder.suggest({ title, duties }).map(({ code }) => code);

/** What was measured when the model was trained; a change of the model or the features may not do worse. */
const SHIPPED = { first: 62.9, five: 84.7, sure: 0.85 };

describe('titles of advertisements that the coder has never seen (the odd half)', () => {
  let coded: { asked: Case; suggested: ReturnType<OccupationCoder['suggest']> }[];
  beforeAll(() => {
    const clean = cases().filter(({ odd, level, verbatim }) => odd && level === 4 && !verbatim);
    coded = clean.map((asked) => ({ asked, suggested: coder.suggest({ title: asked.title }) }));
  });
  const percent = (right: (one: (typeof coded)[number]) => boolean, of = coded) =>
    (100 * of.filter(right).length) / of.length;

  it('are coded right at first as often as when it shipped', () => {
    expect(coded.length).toBe(2199);
    expect(percent(({ asked, suggested }) => suggested[0]?.code === asked.code)).toBeGreaterThanOrEqual(SHIPPED.first);
  });

  it('have the right code among the first five as often as when it shipped', () => {
    const among = percent(({ asked, suggested }) => suggested.some(({ code }) => code === asked.code));
    expect(among).toBeGreaterThanOrEqual(SHIPPED.five);
  });

  it('are right about as often as the confidence says', () => {
    for (const [from, to] of [
      [0.3, 0.6],
      [0.6, 0.85],
      [0.85, 1],
    ] as const) {
      const band = coded.filter(({ suggested: [best] }) => best && best.confidence >= from && best.confidence < to);
      const said = (100 * band.reduce((sum, { suggested }) => sum + suggested[0]!.confidence, 0)) / band.length;
      const right = percent(({ asked, suggested }) => suggested[0]?.code === asked.code, band);
      expect(Math.abs(said - right)).toBeLessThan(6);
    }
  });
});

describe('the coder', () => {
  it('knows every occupation by its official name', () => {
    const missed = occupations().filter(({ level, code, name }) => level === 4 && !codes(name).includes(code));
    expect(missed).toEqual([]);
  });

  it.each([
    ['急招保安，包吃住，月薪5000', '4-07-05-01'],
    ['某某超市招聘收银员（五险一金）', '4-01-02-04'],
    ['外卖骑手', '4-10-08-01'],
    ['电工 低压', '6-31-01-03'],
  ])('hears the work in %s', (title, code) => {
    expect(codes(title)[0]).toBe(code);
  });

  it('is better told when it reads the duties too', () => {
    const named = (duties?: string) =>
      coder.suggest({ title: '专员', duties }).find(({ code }) => code === '4-04-05-03')?.confidence ?? 0;
    expect(named('接听客户热线，解答咨询')).toBeGreaterThan(named());
  });

  it.each([
    ['full width', 'Ｊａｖａ工程师', 'java工程师'],
    ['traditional characters', '電工', '电工'],
    ['zero-width characters', '保\u200b安\u2060员', '保安员'],
    ['upper case', 'JAVA开发', 'java开发'],
  ])('reads %s as what it means', (_, written, meant) => {
    expect(coder.suggest({ title: written })).toEqual(coder.suggest({ title: meant }));
  });

  it.each([
    ['emoji', '🧵👷🏽‍♀️🔥'],
    ['punctuation', '！？……——（）【】'],
    ['nothing', ''],
    ['spaces', ' \u3000\t\n'],
    ['a lone surrogate', '\ud83d'],
    ['signs of direction', '\u202e\u2066\u2069'],
  ])('suggests nothing for %s', (_, title) => {
    expect(coder.suggest({ title })).toEqual([]);
  });

  it.each([
    ['10,000 characters', '保安'.repeat(5000)],
    ['an SQL-like string', "'; DROP TABLE vacancies; -- 会计"],
    ['a regular expression', '((((((((((a+)+)+)+)+)+)+)+)+)+)$ 司机'],
    ['brackets that do not close', '（【(〔司机'.repeat(100)],
    ['names of object fields', '__proto__ constructor toString 厨师'],
  ])('answers %s with at most five suggestions of a sound confidence', (_, title) => {
    const suggested = coder.suggest({ title, duties: title });
    expect(suggested.length).toBe(5);
    for (const { confidence } of suggested) expect(confidence).toBeGreaterThan(0);
    expect(suggested.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThanOrEqual(1.01);
  });
});
