import { describe, expect, it } from '@jest/globals';
import type { Education } from '@zhiqiao/domain';
import { loadRulePacks } from '@zhiqiao/rules';
import { Projection } from '../src/adapters/engine/projection.ts';
import { exposureByGroup, type Groups, takeTurns } from '../src/domain/exposure.ts';
import { dayOf, groupsOf, marketRuleOf, type Post, type Seeker, tellPost, tellSeeker } from '../src/domain/market.ts';

/**
 * One market that stays the same from release to release. Its people also have an age, a sex and perhaps a disability:
 * the score does not know them, so attention must not follow them.
 */
const frozenMarket = () => {
  let state = 20_041_030;
  const below = (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const pick = <T>(of: readonly T[]) => of[below(of.length)]!;
  const occupations = ['6-05-01-03', '6-05-01-04', '6-05-02-01', '4-10-02-01', '4-03-02-01'];
  const people = Array.from({ length: 1500 }, (_, n) => {
    const seeker: Seeker = {
      division: pick(['449902001001', '449902001002', '449902002001', '449903001001']),
      occupationsWanted: [pick(occupations)],
      districts: [],
      education: pick<Education>(['20', '30', '60', '70']),
      wageWishFen: 250_000 + below(15) * 10_000,
      category: below(10) === 0 ? 'LAND_REQUISITIONED' : 'EMPLOYED_TO_UNEMPLOYED',
    };
    const groups = {
      ageBand: pick(['16-29', '30-39', '40-49', '50-59']),
      sex: pick(['F', 'M']),
      disability: below(20) === 0 ? 'yes' : 'no',
    };
    return { id: `person-${n}`, seeker, groups };
  });
  const posts = Array.from({ length: 150 }, (_, n) => {
    const wageFromFen = 250_000 + below(20) * 10_000;
    const post: Post = {
      occupation: pick(occupations),
      division: pick(['449902001', '449902002', '449903001', '449903']),
      wageFromFen,
      wageToFen: wageFromFen + 50_000,
      education: pick<Education | undefined>([undefined, '70', '60']),
      publishedAt: '2026-03-01T01:00:00.000Z',
    };
    return { id: `vacancy-${n}`, post };
  });
  return { people, posts };
};

const pack = (await loadRulePacks()).on('449900', '2026-03-02');
const rule = marketRuleOf(pack);
const TODAY = dayOf(new Date('2026-03-02T09:00:00+08:00'));

describe('the fairness of a release', () => {
  const { people, posts } = frozenMarket();
  const groupsById = new Map<string, Groups>(
    people.map(({ id, seeker, groups }) => [id, { ...groups, ...groupsOf(rule, seeker) }]),
  );
  const projection = new Projection(rule.score, TODAY);
  for (const { id, seeker } of people)
    projection.apply({ side: 'seekers', id, rev: 1, told: tellSeeker(rule, seeker) });
  const lists = posts.map(({ id, post }) => {
    const { ranked } = projection.seekersFor(tellPost(post), 60, TODAY);
    return takeTurns(ranked, rule.nearEqual, `${TODAY}|${id}`)
      .slice(0, 20)
      .map((one) => groupsById.get(one.id)!);
  });
  const report = exposureByGroup(
    lists,
    [...groupsById.values()].map((groups) => ({ groups, people: 1 })),
  );
  const ratios = (dimension: string) =>
    Object.fromEntries(report[dimension]!.map(({ group, ratio }) => [group, Math.round(ratio * 100) / 100]));

  it('brings every age band, both sexes and disabled persons to attention about as often as they are there', () => {
    for (const dimension of ['ageBand', 'sex', 'disability'])
      for (const [group, ratio] of Object.entries(ratios(dimension))) {
        expect([dimension, group, ratio > 0.8 && ratio < 1.25]).toEqual([dimension, group, true]);
      }
  });

  it('brings hard-to-employ persons to attention more often, as the city has decided', () => {
    expect(ratios('hardToEmploy').yes).toBeGreaterThan(1);
  });

  it('has these figures; who changes the order changes them knowingly', () => {
    expect(Object.fromEntries(Object.keys(report).map((dimension) => [dimension, ratios(dimension)]))).toEqual({
      ageBand: { '16-29': 1, '30-39': 1.01, '40-49': 0.92, '50-59': 1.09 },
      sex: { F: 0.97, M: 1.03 },
      disability: { no: 0.99, yes: 1.22 },
      district: { '449902': 0.69, '449903': 1.96 },
      education: { '20': 1.16, '30': 1.13, '60': 1.11, '70': 0.62 },
      hardToEmploy: { no: 0.47, yes: 5.97 },
    });
  });
});
