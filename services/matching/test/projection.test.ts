import { describe, expect, it } from '@jest/globals';
import type { Education, Shift, WorkDemand } from '@zhiqiao/domain';
import { loadRulePacks } from '@zhiqiao/rules';
import fc from 'fast-check';
import { type Change, Projection } from '../src/adapters/engine/projection.ts';
import { tellOfVacancy } from '../src/domain/explanation.ts';
import {
  dayOf,
  groupsOf,
  marketRuleOf,
  type Post,
  type Seeker,
  suits,
  tellPost,
  tellSeeker,
} from '../src/domain/market.ts';

const rule = marketRuleOf((await loadRulePacks()).on('449900', '2026-03-02'));
const TODAY = dayOf(new Date('2026-03-02T09:00:00+08:00'));

const skills = fc.uniqueArray(fc.constantFrom(...'平车 锁边 裁剪 熨烫 excel word 驾驶 焊接 电工 叉车'.split(' ')), {
  maxLength: 10,
});
const seekers = fc.record({
  division: fc.constantFrom('449902001001', '449902002001', '449903001001'),
  occupationsWanted: fc.uniqueArray(fc.constantFrom('6-05-01-03', '6-05-01-04', '4-10-02-01'), { maxLength: 3 }),
  districts: fc.uniqueArray(fc.constantFrom('449902', '449903001'), { maxLength: 2 }),
  education: fc.constantFrom<Education>('20', '60', '70', '90'),
  wageWishFen: fc.option(fc.constantFrom(250_000, 300_000), { nil: undefined }),
  category: fc.constantFrom('OTHER', 'LAND_REQUISITIONED'),
  departure: fc.option(fc.constantFrom('449903001', '449902002'), { nil: undefined }),
  reachKm: fc.option(fc.constantFrom(1, 5, 20), { nil: undefined }),
  shifts: fc.uniqueArray(fc.constantFrom<Shift>('DAY', 'NIGHT', 'ROTATING'), { maxLength: 2 }),
  skills,
  needs: fc.uniqueArray(fc.constantFrom<WorkDemand>('HEAVY_LIFTING', 'SIGHT'), { maxLength: 1 }),
  seenAt: fc.option(fc.constantFrom('2026-03-01T01:00:00.000Z', '2025-12-20T01:00:00.000Z'), { nil: undefined }),
}) as fc.Arbitrary<Seeker>;
const posts = fc.record({
  occupation: fc.constantFrom('6-05-01-03', '6-05-02-01', '4-10-02-01'),
  division: fc.constantFrom('449902001', '449903', '449900'),
  wageFromFen: fc.constantFrom(200_000, 280_000),
  wageToFen: fc.constantFrom(290_000, 400_000),
  education: fc.option(fc.constantFrom<Education>('60', '20'), { nil: undefined }),
  publishedAt: fc.constantFrom('2026-03-02T01:00:00.000Z', '2026-02-20T01:00:00.000Z'),
  skills,
  shift: fc.option(fc.constantFrom<Shift>('DAY', 'NIGHT', 'ROTATING'), { nil: undefined }),
  demands: fc.option(fc.uniqueArray(fc.constantFrom<WorkDemand>('HEAVY_LIFTING', 'SIGHT')), { nil: undefined }),
  welcomesHardToEmploy: fc.boolean(),
}) as fc.Arbitrary<Post>;

/** The histories of some records, each a row of states; `undefined`: not on the market. */
const histories = <T>(state: fc.Arbitrary<T>) =>
  fc.array(fc.array(fc.option(state, { nil: undefined, freq: 3 }), { minLength: 1, maxLength: 4 }), { maxLength: 12 });
type Market = {
  seekers: (Seeker | undefined)[][];
  vacancies: (Post | undefined)[][];
  /** From how many points on each person is told; of some there is no profile. */
  alerts: (number | undefined)[][];
};
const markets = fc.record({
  seekers: histories(seekers),
  vacancies: histories(posts),
  alerts: histories(fc.constantFrom(7000, 9000, 10_500)),
});

const changesOf = ({ seekers, vacancies, alerts }: Market): Change[] => [
  ...alerts.flatMap((states, n) =>
    states.map(
      (from, rev): Change => ({
        side: 'alerts',
        id: `person-${n}`,
        rev: rev + 1,
        ...(from !== undefined && { from }),
      }),
    ),
  ),
  ...seekers.flatMap((states, n) =>
    states.map((seeker, rev): Change => {
      const seen = { side: 'seekers' as const, id: `person-${n}`, rev: rev + 1 };
      return seeker ? { ...seen, told: tellSeeker(rule, seeker), groups: groupsOf(rule, seeker) } : seen;
    }),
  ),
  ...vacancies.flatMap((states, n) =>
    states.map(
      (post, rev): Change => ({
        side: 'vacancies',
        id: `vacancy-${n}`,
        rev: rev + 1,
        ...(post && { told: tellPost(post) }),
      }),
    ),
  ),
];
const latestOf = <T>(rows: (T | undefined)[][], name: string) =>
  rows.flatMap((states, n) => {
    const state = states.at(-1);
    return state ? [{ id: `${name}-${n}`, state }] : [];
  });
const after = (changes: readonly Change[], projection = new Projection(rule.score, TODAY)) => {
  for (const change of changes) projection.apply(change);
  return projection;
};
const answers = (projection: Projection, { seekers, vacancies }: Market) => ({
  forward: latestOf(seekers, 'person').map(({ state }) => projection.vacanciesFor(tellSeeker(rule, state), 3, TODAY)),
  reverse: latestOf(vacancies, 'vacancy').map(({ state }) => projection.seekersFor(tellPost(state), 3, TODAY)),
  percolations: latestOf(vacancies, 'vacancy').map(({ state }) =>
    projection.percolate(tellPost(state), { from: 7000, most: 2, nearEqual: rule.nearEqual }, TODAY),
  ),
  population: projection.population().sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
});

describe('the market that is kept up', () => {
  it('answers as one that is built from what stands, whatever order and however often it was told', () => {
    fc.assert(
      fc.property(markets, fc.infiniteStream(fc.nat()), (market, dice) => {
        const changes = changesOf(market);
        const told = [...changes, ...changes.filter(() => dice.next().value % 3 === 0)]
          .map((change) => ({ change, lot: dice.next().value as number }))
          .sort((a, b) => a.lot - b.lot)
          .map(({ change }) => change);
        const standing = changes.filter(
          ({ side, id, rev }) => !changes.some((other) => other.side === side && other.id === id && other.rev > rev),
        );
        expect(answers(after(told), market)).toEqual(answers(after(standing), market));
      }),
      { numRuns: 20 },
    );
  });

  it('goes on from what was kept of it as if it had never stopped', () => {
    fc.assert(
      fc.property(markets, fc.nat(60), (market, cut) => {
        const changes = changesOf(market);
        const kept = structuredClone(after(changes.slice(0, cut)).keep());
        const restored = after(changes.slice(cut), new Projection(rule.score, TODAY, kept));
        expect(answers(restored, market)).toEqual(answers(after(changes), market));
      }),
      { numRuns: 20 },
    );
  });

  it('ranks by the score that the explanation tells, and leaves out nobody who matches', () => {
    fc.assert(
      fc.property(markets, (market) => {
        const projection = after(changesOf(market));
        for (const { state: seeker } of latestOf(market.seekers, 'person')) {
          const { ranked } = projection.vacanciesFor(tellSeeker(rule, seeker), 1000, TODAY);
          const truth = latestOf(market.vacancies, 'vacancy')
            .map(({ id, state }) => ({ id, state, ...tellOfVacancy(rule, seeker, state, TODAY) }))
            .filter(({ matches }) => matches);
          const suiting = new Set(
            latestOf(market.vacancies, 'vacancy').flatMap(({ id, state }) => (suits(seeker, state) ? id : [])),
          );
          expect(
            ranked
              .filter(({ id }) => suiting.has(id))
              .map(({ id, score }) => [id, score])
              .sort(),
          ).toEqual(truth.map(({ id, score }) => [id, score]).sort());
        }
      }),
      { numRuns: 20 },
    );
  });

  it('brings a post to whoever wants to hear of it and is reached by her points, and to nobody else', () => {
    const anywhere = fc.record({
      // What the engine's bits cannot tell apart is looked at once more before anybody is told.
      seekers: histories(seekers.map(({ reachKm: _, ...seeker }) => ({ ...seeker, districts: [], shifts: [] }))),
      vacancies: histories(posts),
      alerts: histories(fc.constantFrom(7000, 9000, 10_500)),
    });
    fc.assert(
      fc.property(anywhere, fc.constantFrom(1, 2, 50), (market, most) => {
        const projection = after(changesOf(market));
        const wants = new Map(latestOf(market.alerts, 'person').map(({ id, state }) => [id, state]));
        for (const { state: post } of latestOf(market.vacancies, 'vacancy')) {
          const reached = latestOf(market.seekers, 'person')
            .map(({ id, state }) => ({ id, ...tellOfVacancy(rule, state, post, tellPost(post).day) }))
            .filter(({ id, matches, score }) => matches && score >= (wants.get(id) ?? Number.POSITIVE_INFINITY))
            .map(({ id, score }) => ({ id, score }))
            .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
          const last = reached[most - 1]?.score ?? 0;
          expect(projection.percolate(tellPost(post), { from: 7000, most, nearEqual: rule.nearEqual }, TODAY)).toEqual(
            reached.filter(({ score }) => score >= last - rule.nearEqual),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never cuts between equals', () => {
    const post: Post = {
      occupation: '6-05-01-03',
      division: '449902001',
      wageFromFen: 300_000,
      wageToFen: 300_000,
      publishedAt: '2026-03-02T01:00:00.000Z',
    };
    const better = { ...post, wageFromFen: 350_000, wageToFen: 350_000 };
    const vacancies = [[better], ...Array.from({ length: 40 }, () => [post])];
    const seeker: Seeker = {
      division: '449902001001',
      occupationsWanted: ['6-05-01-03'],
      districts: [],
      education: '70',
      category: 'OTHER',
      wageWishFen: 300_000,
    };
    const { ranked, considered, complete } = after(changesOf({ seekers: [], vacancies, alerts: [] })).vacanciesFor(
      tellSeeker(rule, seeker),
      3,
      TODAY,
    );
    expect([ranked.length, considered, complete]).toEqual([41, 41, true]);
    expect(ranked[0]!.id).toBe('vacancy-0');
  });
});

describe('sex and origin', () => {
  it('are not told to the market: a person who differs in them alone is told alike, and answered alike', () => {
    fc.assert(
      fc.property(seekers, posts, (seeker, post) => {
        const as = (more: object) => ({ ...seeker, ...more }) as Seeker;
        const [one, other] = [
          as({ sex: 'F', ethnicity: '回', birthplace: '510000', residenceKind: 'RURAL' }),
          as({ sex: 'M', ethnicity: '汉', birthplace: '440000', residenceKind: 'URBAN' }),
        ];
        expect(tellSeeker(rule, one)).toEqual(tellSeeker(rule, other));
        expect(tellOfVacancy(rule, one, post, TODAY)).toEqual(tellOfVacancy(rule, other, post, TODAY));
      }),
    );
    const told = tellSeeker(rule, fc.sample(seekers, 1)[0]!);
    expect(Object.keys(told).sort()).toEqual(
      [
        'age',
        'day',
        'district',
        'districts',
        'education',
        'hardToEmploy',
        'limits',
        'occupations',
        'reach',
        'skills',
        'wage',
        'x',
        'y',
      ].sort(),
    );
  });
});
