import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ANYWHERE,
  CRITERIA,
  DEFAULT_RULE,
  legend,
  type Match,
  MatchingEngine,
  type ScoreRule,
  type SeekerFacts,
  type VacancyFacts,
} from '../src/engine/index.ts';
import { aSeeker, aVacancy, bruteForce, city, type Market, scored, TODAY } from './small-city.ts';

const people = (most: number) =>
  fc.uniqueArray(aSeeker(fc.nat(2000)), { maxLength: most, selector: ({ number }) => number });
const posts = (most: number) =>
  fc.uniqueArray(aVacancy(fc.nat(2000)), { maxLength: most, selector: ({ number }) => number });
const limits = fc.constantFrom(1, 3, 20, 40);

/** Rules a city could choose, the platform's own most of all. */
const rules: fc.Arbitrary<ScoreRule> = fc.oneof(
  fc.constant(DEFAULT_RULE),
  fc
    .record({
      closeness: fc.tuple(fc.nat(5000), fc.nat(5000), fc.nat(5000)),
      weights: fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5), fc.nat(5)),
      priority: fc.tuple(fc.nat(2000), fc.nat(2000)),
    })
    .map(({ closeness, weights: [skills, wage, distance, freshness], priority }) => {
      const [mid, small, same] = closeness.toSorted((a, b) => a - b) as [number, number, number];
      const [any, reserved] = priority.toSorted((a, b) => a - b) as [number, number];
      return { occupation: { same, small, mid }, skills, wage, distance, freshness, priority: { any, reserved } };
    }),
);

const load = ({ seekers, vacancies, today }: Market, rule: ScoreRule = DEFAULT_RULE) => {
  const engine = new MatchingEngine(city, rule, today);
  engine.loadSeekers(seekers.length, (i) => seekers[i]!);
  engine.loadVacancies(vacancies.length, (i) => vacancies[i]!);
  return engine;
};

const expectSameAnswers = (engine: MatchingEngine, market: Market, limit: number, rule = DEFAULT_RULE) => {
  const truth = bruteForce(rule, market);
  const asNew = bruteForce(rule, { ...market, today: 0 });
  for (const seeker of market.seekers.slice(0, 25))
    expect(engine.vacanciesFor(seeker, limit)).toEqual(truth.vacanciesFor(seeker, limit));
  for (const vacancy of market.vacancies.slice(0, 25)) {
    expect(engine.seekersFor(vacancy, limit)).toEqual(truth.seekersFor(vacancy, limit));
    const everybody = asNew.seekersFor(vacancy, Number.POSITIVE_INFINITY);
    const points = everybody[limit % (everybody.length + 1)]?.score ?? 0;
    expect(inOrder(engine.seekersAbove(vacancy, points))).toEqual(everybody.filter(({ score }) => score >= points));
  }
};
const inOrder = (matches: Match[]) => matches.toSorted((a, b) => b.score - a.score || a.number - b.number);

describe('the engine answers what scoring every pair would', () => {
  it('in any city, under any rule, for any number of matches', () => {
    fc.assert(
      fc.property(people(120), posts(120), rules, limits, (seekers, vacancies, rule, limit) => {
        const market = { seekers, vacancies, today: TODAY };
        expectSameAnswers(load(market, rule), market, limit, rule);
      }),
      { numRuns: 80 },
    );
  });

  it('in a crowd that fills whole chunks of one bucket', () => {
    fc.assert(
      fc.property(people(20), posts(20), fc.nat(1e6), limits, (seekers, vacancies, seed, limit) => {
        fc.pre(seekers.length > 0 && vacancies.length > 0);
        const crowd = <T extends { number: number; day: number; x: number }>(of: readonly T[]) =>
          Array.from({ length: 1500 }, (_, number) => {
            const like = of[(number * 7 + seed) % of.length]!;
            return { ...like, number, day: 280 + ((number * 31 + seed) % 121), x: (like.x + number) % 1024 };
          });
        const market = {
          seekers: crowd(seekers).map((seeker) => ({ ...seeker, occupations: [0, 3], district: 1 })),
          vacancies: crowd(vacancies).map((vacancy) => ({ ...vacancy, occupation: 3, district: 2 })),
          today: TODAY,
        };
        expectSameAnswers(load(market), { ...market }, limit);
      }),
      { numRuns: 6 },
    );
  });
});

type Change =
  | { kind: 'seeker'; facts: SeekerFacts }
  | { kind: 'vacancy'; facts: VacancyFacts }
  | { kind: 'touch'; side: 'seekers' | 'vacancies'; pick: number; wage: number; day: number; skills: number[] }
  | { kind: 'seekerGone' | 'vacancyGone'; number: number }
  | { kind: 'daysPass'; days: number };

const number = fc.nat(60);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('seeker' as const), facts: aSeeker(number) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('vacancy' as const), facts: aVacancy(number) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('touch' as const),
      side: fc.constantFrom('seekers' as const, 'vacancies' as const),
      pick: fc.nat(1000),
      wage: fc.integer({ min: 20, max: 120 }),
      day: fc.integer({ min: 280, max: 405 }),
      skills: fc.array(fc.nat(9), { maxLength: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('seekerGone' as const, 'vacancyGone' as const), number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('daysPass' as const), days: fc.nat(20) }) },
);

/** The market as a list of facts, and the engine that hears of the same changes. */
const both = (start: Market) => {
  const engine = load(start);
  const seekers = new Map(start.seekers.map((facts) => [facts.number, facts]));
  const vacancies = new Map(start.vacancies.map((facts) => [facts.number, facts]));
  let { today } = start;
  const put = {
    seekers: (facts: SeekerFacts) => {
      seekers.set(facts.number, facts);
      engine.putSeeker(facts);
    },
    vacancies: (facts: VacancyFacts) => {
      vacancies.set(facts.number, facts);
      engine.putVacancy(facts);
    },
  };
  return {
    engine,
    market: (): Market => ({ seekers: [...seekers.values()], vacancies: [...vacancies.values()], today }),
    apply(change: Change) {
      switch (change.kind) {
        case 'seeker':
          return put.seekers(change.facts);
        case 'vacancy':
          return put.vacancies(change.facts);
        case 'touch': {
          const { pick, wage, day, skills } = change;
          if (change.side === 'seekers') {
            const known = [...seekers.values()][pick % seekers.size];
            if (known) put.seekers({ ...known, wage, day, skills });
          } else {
            const known = [...vacancies.values()][pick % vacancies.size];
            if (known) put.vacancies({ ...known, wageFrom: wage, wageTo: wage + 5, day, skills });
          }
          return;
        }
        case 'seekerGone':
          seekers.delete(change.number);
          return engine.removeSeeker(change.number);
        case 'vacancyGone':
          vacancies.delete(change.number);
          return engine.removeVacancy(change.number);
        case 'daysPass':
          today += change.days;
          engine.advanceTo(today);
      }
    },
  };
};

describe('after any changes the engine answers as if newly built', () => {
  const changes = fc.array(change, { minLength: 1, maxLength: 150, size: 'max' });

  it('from any start', () => {
    fc.assert(
      fc.property(people(30), posts(30), changes, limits, (seekers, vacancies, list, limit) => {
        const run = both({ seekers, vacancies, today: TODAY });
        for (const one of list) run.apply(one);
        const market = run.market();
        expectSameAnswers(run.engine, market, limit);
        expectSameAnswers(load(market), market, limit);
      }),
      { numRuns: 30 },
    );
  });

  it('also where thousands crowd into a few buckets, whose rows move on the way', () => {
    fc.assert(
      fc.property(people(8), posts(8), fc.nat(1e6), (seekers, vacancies, seed) => {
        fc.pre(seekers.length > 0 && vacancies.length > 0);
        const run = both({ seekers: [], vacancies: [], today: TODAY });
        for (let n = 0; n < 3000; n++) {
          const number = (n * 7919 + seed) % 700;
          const [seeker, vacancy] = [seekers[n % seekers.length]!, vacancies[n % vacancies.length]!];
          const day = 300 + ((n * 13 + seed) % 100);
          run.apply({ kind: 'seeker', facts: { ...seeker, number, day, district: n % 2, occupations: [n % 2, 3] } });
          run.apply({ kind: 'vacancy', facts: { ...vacancy, number, day, district: 0, occupation: n % 3 } });
          if (n % 5 === 0) run.apply({ kind: 'seekerGone', number: (number * 3) % 700 });
          if (n % 7 === 0) run.apply({ kind: 'vacancyGone', number: (number * 5) % 700 });
        }
        expectSameAnswers(run.engine, run.market(), 20);
      }),
      { numRuns: 4 },
    );
  });

  it('filled one by one, far beyond the memory it began with, it answers as if built at once', () => {
    fc.assert(
      fc.property(people(8), posts(8), fc.nat(1e6), (seekers, vacancies, seed) => {
        fc.pre(seekers.length > 0 && vacancies.length > 0);
        const day = (n: number) => 300 + ((n * 13 + seed) % 100);
        const many = <T extends { number: number; day: number }>(count: number, of: readonly T[]) =>
          Array.from({ length: count }, (_, n) => ({ ...of[(n + seed) % of.length]!, number: n, day: day(n) }));
        const market = { seekers: many(6000, seekers), vacancies: many(6000, vacancies), today: TODAY };
        const run = both({ seekers: [], vacancies: [], today: TODAY });
        for (const facts of market.seekers) run.engine.putSeeker(facts);
        for (const facts of market.vacancies) run.engine.putVacancy(facts);
        const built = load(market);
        for (const seeker of seekers)
          expect(run.engine.vacanciesFor(seeker, 40)).toEqual(built.vacanciesFor(seeker, 40));
        for (const vacancy of vacancies)
          expect(run.engine.seekersFor(vacancy, 40)).toEqual(built.seekersFor(vacancy, 40));
      }),
      { numRuns: 5 },
    );
  });

  it('whoever wants several occupations is found under each, wherever memory had to be widened', () => {
    const wanted = [0, 3, 5, 8, 11];
    const engine = load({ seekers: [], vacancies: [], today: TODAY });
    const [seeker] = fc.sample(aSeeker(fc.constant(0)), { numRuns: 1, seed: 1 });
    const open = { reach: ANYWHERE, districts: 15, limits: 0, wage: 20, education: 7, age: 30 };
    for (let n = 0; n < 5000; n++) engine.putSeeker({ ...seeker!, ...open, number: n, occupations: wanted });
    const [vacancy] = fc.sample(aVacancy(fc.constant(0)), { numRuns: 1, seed: 1 });
    const lenient = { education: 0, ageFrom: 16, ageTo: 60, demands: 0, wageFrom: 50, wageTo: 90 };
    for (const occupation of wanted)
      expect(engine.seekersFor({ ...vacancy!, ...lenient, occupation }, 6000)).toHaveLength(5000);
  });

  it('and goes on so from a snapshot', () => {
    fc.assert(
      fc.property(people(30), posts(30), changes, changes, limits, (seekers, vacancies, before, after, limit) => {
        const run = both({ seekers, vacancies, today: TODAY });
        for (const one of before) run.apply(one);
        const kept = structuredClone(run.engine.snapshot((bytes) => new SharedArrayBuffer(bytes)));
        const restored = MatchingEngine.restore(city, DEFAULT_RULE, kept);
        expectSameAnswers(restored, run.market(), limit);
        expectSameAnswers(run.engine, run.market(), limit);

        const next = both(run.market());
        for (const one of after) {
          next.apply(one);
          run.apply(one);
        }
        expectSameAnswers(run.engine, next.market(), limit);
      }),
      { numRuns: 30 },
    );
  });

  it('a restored engine takes changes like the one it was made of', () => {
    fc.assert(
      fc.property(people(30), posts(30), changes, limits, (seekers, vacancies, list, limit) => {
        const run = both({ seekers, vacancies, today: TODAY });
        const restored = MatchingEngine.restore(city, DEFAULT_RULE, run.engine.snapshot());
        for (const one of list) {
          run.apply(one);
          if (one.kind === 'seeker') restored.putSeeker(one.facts);
          if (one.kind === 'vacancy') restored.putVacancy(one.facts);
          if (one.kind === 'seekerGone') restored.removeSeeker(one.number);
          if (one.kind === 'vacancyGone') restored.removeVacancy(one.number);
          if (one.kind === 'daysPass') restored.advanceTo(run.market().today);
        }
        const untouched = list.every(({ kind }) => kind !== 'touch');
        if (untouched) expectSameAnswers(restored, run.market(), limit);
      }),
      { numRuns: 30 },
    );
  });
});

describe('what both sides are told', () => {
  it('the explanation of a pair says match and points as the answer does', () => {
    fc.assert(
      fc.property(people(30), posts(30), rules, (seekers, vacancies, rule) => {
        const engine = load({ seekers, vacancies, today: TODAY }, rule);
        for (const seeker of seekers)
          for (const vacancy of vacancies)
            for (const side of ['vacancy', 'seeker'] as const) {
              const day = side === 'vacancy' ? vacancy.day : seeker.day;
              const told = engine.explain(seeker, vacancy, side);
              const truth = scored(rule, seeker, vacancy, day, TODAY);
              expect(told.matches).toBe(truth !== undefined);
              if (truth !== undefined) expect(told.score).toBe(truth);
              for (const [i, points] of told.points.entries())
                expect(points).toBeLessThanOrEqual(legend(rule)[CRITERIA[i]!].outOf);
            }
      }),
      { numRuns: 30 },
    );
  });
});
