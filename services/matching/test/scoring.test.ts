import { describe, expect, it } from '@jest/globals';
import { EDUCATION, type Education } from '@zhiqiao/domain';
import fc from 'fast-check';
import { assess, byRank, closeness, type Post, type Seeker } from '../src/domain/scoring.ts';

const limei: Seeker = {
  division: '449902001001',
  occupationsWanted: ['6-05-01-03'],
  districts: [],
  education: '70',
  wageWishFen: 300_000,
};
const sewing: Post = {
  occupation: '6-05-01-03',
  division: '449902001',
  wageFromFen: 320_000,
  wageToFen: 450_000,
  education: '80',
};
const states = (seeker: Seeker, post: Post) =>
  Object.fromEntries(assess(seeker, post).criteria.map(({ name, state }) => [name, state]));

describe('how near two occupations are', () => {
  it.each([
    ['6-05-01-03', '6-05-01-03', 4],
    ['6-05-01-03', '6-05-01-04', 3],
    ['6-05-01-03', '6-05-02-01', 2],
    ['6-05-01-03', '6-18-02-04', 1],
    ['6-05-01-03', '4-10-02-01', 0],
    ['6-05-00-00', '6-05-01-03', 4],
    ['6-00-00-00', '6-05-01-03', 4],
    ['6-05-01-03', '6-05-00-00', 2],
  ])('%s wanted, %s offered: %i', (wanted, offered, expected) => expect(closeness(wanted, offered)).toBe(expected));
});

describe('an assessment', () => {
  it('gives full marks to work nearby in her own occupation, at the wage wished for', () => {
    expect(assess(limei, sewing)).toMatchObject({ score: 100 });
    expect(states(limei, sewing)).toEqual({ occupation: 'met', place: 'met', wage: 'met', education: 'met' });
  });
  it('says what is missing and what would change it', () => {
    const { criteria } = assess(limei, {
      ...sewing,
      occupation: '4-10-02-01',
      division: '449903001',
      wageFromFen: 220_000,
      wageToFen: 250_000,
      education: '20',
    });
    expect(criteria.map(({ state }) => state)).toEqual(['missing', 'missing', 'missing', 'missing']);
    for (const { reason, change } of criteria) {
      expect(reason.zh && reason.en && change?.zh && change.en).toBeTruthy();
    }
  });
  it('calls unknown what nobody has stated', () => {
    const silent: Seeker = { division: '449902001001', occupationsWanted: [], districts: [], education: '90' };
    expect(states(silent, sewing)).toEqual({
      occupation: 'unknown',
      place: 'met',
      wage: 'unknown',
      education: 'unknown',
    });
  });
  it('calls a wage unknown when the wish lies within what is offered', () => {
    expect(states({ ...limei, wageWishFen: 400_000 }, sewing)).toMatchObject({ wage: 'unknown' });
  });
  it('looks only where she wants to work, once she has said so', () => {
    expect(states({ ...limei, districts: ['449903'] }, sewing)).toMatchObject({ place: 'missing' });
    expect(states({ ...limei, districts: ['449903'] }, { ...sewing, division: '449903001' })).toMatchObject({
      place: 'met',
    });
  });
  it('treats a secondary vocational school and a senior high school as the same level', () => {
    expect(states({ ...limei, education: '60' }, { ...sewing, education: '40' })).toMatchObject({ education: 'met' });
    expect(states({ ...limei, education: '40' }, { ...sewing, education: '60' })).toMatchObject({ education: 'met' });
    expect(states({ ...limei, education: '70' }, { ...sewing, education: '60' })).toMatchObject({
      education: 'missing',
    });
  });

  const seekers = fc.record({
    division: fc.constantFrom('449902001001', '449903001001'),
    occupationsWanted: fc.uniqueArray(fc.constantFrom('6-05-01-03', '6-05-00-00', '4-10-02-01'), { maxLength: 3 }),
    districts: fc.uniqueArray(fc.constantFrom('449902', '449903001'), { maxLength: 2 }),
    education: fc.constantFrom(...(Object.keys(EDUCATION) as Education[])),
    wageWishFen: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
  });
  const posts = fc
    .record({
      occupation: fc.constantFrom('6-05-01-03', '6-05-01-04', '4-10-02-01', '2-02-07-09'),
      division: fc.constantFrom('449902001', '449902', '449903001001'),
      wageFromFen: fc.integer({ min: 1, max: 500_000 }),
      more: fc.integer({ min: 0, max: 500_000 }),
      education: fc.option(fc.constantFrom(...(Object.keys(EDUCATION) as Education[])), { nil: undefined }),
    })
    .map(({ more, ...post }) => ({ ...post, wageToFen: post.wageFromFen + more }));

  it('is a whole number between 0 and 100, the sum of its parts, and the same each time', () => {
    fc.assert(
      fc.property(seekers, posts, (seeker, post) => {
        const { score, criteria } = assess(seeker, post);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect(score).toBe(criteria.reduce((sum, { points }) => sum + points, 0));
        expect(criteria.every(({ points, outOf }) => points >= 0 && points <= outOf)).toBe(true);
        expect(
          criteria.every(({ state, points, outOf, change }) => state === 'met' || (points < outOf && change)),
        ).toBe(true);
        expect(assess(seeker, post)).toEqual({ score, criteria });
      }),
    );
  });
  it('never falls when the wage rises', () => {
    fc.assert(
      fc.property(seekers, posts, fc.integer({ min: 1, max: 100_000 }), (seeker, post, more) => {
        const raised = { ...post, wageFromFen: post.wageFromFen + more, wageToFen: post.wageToFen + more };
        expect(assess(seeker, raised).score).toBeGreaterThanOrEqual(assess(seeker, post).score);
      }),
    );
  });
});

describe('the ranking', () => {
  it('puts equal scores in the order of publication, then of ids', () => {
    const items = [
      { id: 'c', publishedAt: '2026-03-02T01:00:00.000Z', score: 80 },
      { id: 'b', publishedAt: '2026-03-02T01:00:00.000Z', score: 80 },
      { id: 'a', publishedAt: '2026-03-03T01:00:00.000Z', score: 80 },
      { id: 'd', publishedAt: '2026-03-04T01:00:00.000Z', score: 90 },
    ];
    expect(items.sort(byRank).map(({ id }) => id)).toEqual(['d', 'b', 'c', 'a']);
  });
});
