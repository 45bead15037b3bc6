import { describe, expect, it } from '@jest/globals';
import { EDUCATION, type Education, type Shift, type WorkDemand } from '@zhiqiao/domain';
import { loadRulePacks } from '@zhiqiao/rules';
import fc from 'fast-check';
import { tellOfCandidate, tellOfVacancy } from '../src/domain/explanation.ts';
import { dayOf, marketRuleOf, type Post, type Seeker } from '../src/domain/market.ts';

const packs = await loadRulePacks();
const rule = marketRuleOf(packs.on('449900', '2026-03-02'));
const TODAY = dayOf(new Date('2026-03-02T09:00:00+08:00'));

const limei: Seeker = {
  division: '449902001001',
  occupationsWanted: ['6-05-01-03'],
  districts: [],
  education: '70',
  wageWishFen: 300_000,
  category: 'EMPLOYED_TO_UNEMPLOYED',
};
const sewing: Post = {
  occupation: '6-05-01-03',
  division: '449902001',
  wageFromFen: 360_000,
  wageToFen: 450_000,
  education: '80',
  publishedAt: '2026-03-02T01:00:00.000Z',
};
const tell = (seeker: Seeker, post: Post) => tellOfVacancy(rule, seeker, post, TODAY);
const states = (seeker: Seeker, post: Post) =>
  Object.fromEntries(tell(seeker, post).criteria.map(({ name, state }) => [name, state]));
const pointsOf = (name: string, seeker: Seeker, post: Post) =>
  tell(seeker, post).criteria.find((criterion) => criterion.name === name)!.points;

describe('how near two occupations are', () => {
  it.each([
    ['6-05-01-03', '6-05-01-03', 4000],
    ['6-05-01-03', '6-05-01-04', 2800],
    ['6-05-01-00', '6-05-01-03', 2800],
    ['6-05-01-03', '6-05-02-01', 1600],
    ['6-05-00-00', '6-05-01-03', 1600],
    ['6-05-01-03', '6-18-02-04', 0],
    ['6-05-01-03', '4-10-02-01', 0],
    ['6-00-00-00', '6-05-01-03', 0],
  ])('%s wanted, %s offered: %i points', (wanted, occupation, points) =>
    expect(pointsOf('occupation', { ...limei, occupationsWanted: [wanted] }, { ...sewing, occupation })).toBe(points),
  );
});

describe('an explanation', () => {
  it('meets all for work nearby in her own occupation, at the wage wished for', () => {
    expect(tell(limei, sewing).matches).toBe(true);
    expect(states(limei, sewing)).toEqual({
      occupation: 'met',
      place: 'met',
      wage: 'met',
      education: 'met',
      skills: 'met',
      freshness: 'met',
    });
  });

  it('says what is missing and what would change it', () => {
    const { matches, criteria } = tell(
      { ...limei, districts: ['449902'] },
      {
        ...sewing,
        occupation: '4-10-02-01',
        division: '449903001',
        wageFromFen: 220_000,
        wageToFen: 250_000,
        education: '20',
      },
    );
    expect(matches).toBe(false);
    const missing = criteria.filter(({ state }) => state === 'missing');
    expect(missing.map(({ name }) => name)).toEqual(['occupation', 'place', 'wage', 'education']);
    for (const { reason, change } of missing) expect(reason.zh && reason.en && change?.zh && change.en).toBeTruthy();
  });

  it('calls unknown what nobody has stated; what is required and unknown keeps the two apart', () => {
    const { wageWishFen: _, ...withoutWish } = limei;
    const silent: Seeker = { ...withoutWish, occupationsWanted: [], education: '90' };
    expect(states(silent, sewing)).toMatchObject({ occupation: 'unknown', wage: 'unknown', education: 'unknown' });
    expect(tell(silent, sewing).matches).toBe(false);
    expect(tell(withoutWish, sewing)).toMatchObject({ matches: true });
  });

  it('calls a wage unknown when the wish lies within what is offered, and missing only above it', () => {
    expect(states({ ...limei, wageWishFen: 400_000 }, sewing)).toMatchObject({ wage: 'unknown' });
    expect(tell({ ...limei, wageWishFen: 400_000 }, sewing).matches).toBe(true);
    expect(tell({ ...limei, wageWishFen: 450_000 }, sewing).matches).toBe(true);
    expect(tell({ ...limei, wageWishFen: 460_000 }, sewing).matches).toBe(false);
  });

  it('looks only where she wants to work, once she has said so', () => {
    expect(states({ ...limei, districts: ['449903'] }, sewing)).toMatchObject({ place: 'missing' });
    expect(states({ ...limei, districts: ['449903001'] }, { ...sewing, division: '449903' })).toMatchObject({
      place: 'met',
    });
    expect(states({ ...limei, districts: ['449902002'] }, sewing)).toMatchObject({ place: 'missing' });
    expect(states(limei, { ...sewing, division: '449900' })).toMatchObject({ place: 'unknown' });
    expect(tell({ ...limei, districts: ['449903'] }, { ...sewing, division: '449900' }).matches).toBe(true);
  });

  it('gives fewer points the farther the work is, and tells how far', () => {
    const places = ['449902001', '449902002', '449903001'];
    const points = places.map((division) => pointsOf('place', limei, { ...sewing, division }));
    expect(points).toEqual(points.toSorted((a, b) => b - a));
    expect(new Set(points).size).toBe(3);
    const far = tell(limei, { ...sewing, division: '449903001' }).criteria.find(({ name }) => name === 'place')!;
    expect(far.reason.zh).toBe('在南门街道，离家约13公里');
  });

  it('gives no points for distance in a city that has not entered where its divisions lie', () => {
    const chongqing = marketRuleOf(packs.on('500000', '2026-03-02'));
    const there = { ...limei, division: '500101001' };
    const { criteria } = tellOfVacancy(chongqing, there, { ...sewing, division: '500101001' }, TODAY);
    expect(criteria.find(({ name }) => name === 'place')).toMatchObject({ state: 'unknown', points: 0, outOf: 0 });
  });

  it('names the skills that are there and those that are missing; the first eight of either side count', () => {
    const asking: Post = { ...sewing, skills: ['平车', '锁边', 'excel'] };
    const skillsOf = (skills?: string[], post = asking) =>
      tell({ ...limei, ...(skills && { skills }) }, post).criteria.find(({ name }) => name === 'skills')!;
    expect(skillsOf(['excel', '锁边', '平车'])).toMatchObject({ state: 'met', points: 3000 });
    expect(skillsOf()).toMatchObject({ state: 'unknown', points: 0, change: { zh: '如具备，请填写技能' } });
    const some = skillsOf(['锁边']);
    expect(some).toMatchObject({ state: 'missing', points: 999, required: false });
    expect(some.reason.zh).toBe('要求平车、锁边、excel；具备锁边，缺平车、excel');
    expect(some.change!.zh).toContain('如已掌握平车、excel，请加入技能');
    const eight = ['1', '2', '3', '4', '5', '6', '7', '8'].map((n) => `技能${n}`);
    expect(skillsOf([...eight, '平车']).change!.zh).toBe('平车排在前8项之后，不计分；移到前面即可');
    expect(skillsOf(eight, { ...sewing, skills: [...eight, '平车'] })).toMatchObject({ state: 'met', points: 3000 });
    expect(tell(limei, asking).matches).toBe(true);
  });

  it('excludes a shift that she cannot work, and tells what is not known of it', () => {
    const on = (shifts: Shift[], shift?: Shift) => {
      const told = tell({ ...limei, shifts }, { ...sewing, ...(shift && { shift }) });
      return [told.criteria.find(({ name }) => name === 'shift')?.state, told.matches];
    };
    expect(on([], undefined)).toEqual([undefined, true]);
    expect(on([], 'NIGHT')).toEqual(['unknown', true]);
    expect(on(['DAY'], undefined)).toEqual(['unknown', true]);
    for (const shifts of [['DAY'], ['DAY', 'NIGHT'], ['ROTATING'], ['NIGHT', 'ROTATING']] as Shift[][])
      for (const shift of ['DAY', 'NIGHT', 'ROTATING'] as const)
        expect([shifts, shift, ...on(shifts, shift)]).toEqual([
          shifts,
          shift,
          ...(shifts.includes(shift) ? ['met', true] : ['missing', false]),
        ]);
  });

  it('excludes work that demands what she must not do; what nobody has stated excludes nothing', () => {
    const needy: Seeker = { ...limei, needs: ['STAIRS', 'HEAVY_LIFTING'] };
    const of = (seeker: Seeker, demands?: WorkDemand[]) => {
      const told = tell(seeker, { ...sewing, ...(demands && { demands }) });
      return { matches: told.matches, ...told.criteria.find(({ name }) => name === 'demands') };
    };
    expect(of(needy)).toMatchObject({ matches: true, state: 'unknown', change: { zh: '可请职业指导人员先行了解' } });
    expect(of(needy, [])).toMatchObject({ matches: true, state: 'met' });
    expect(of(needy, ['SIGHT'])).toMatchObject({ matches: true, state: 'met' });
    const barred = of(needy, ['STAIRS', 'SIGHT']);
    expect(barred).toMatchObject({ matches: false, state: 'missing', required: true });
    expect(barred.reason!.zh).toBe('要求上下台阶（无无障碍通道）');
    expect(of(limei, ['STAIRS'])).toEqual({ matches: true });
  });

  it('does not tell an employer what somebody’s work must not demand, nor when she was last heard of', () => {
    const post: Post = { ...sewing, demands: ['SIGHT'] };
    const needy: Seeker = { ...limei, needs: ['STAIRS'], seenAt: '2025-12-01T01:00:00.000Z' };
    expect(tellOfCandidate(rule, needy, post)).toEqual(tellOfCandidate(rule, limei, post));
    expect(tellOfCandidate(rule, { ...limei, needs: ['SIGHT'] }, post).matches).toBe(false);
  });

  it('bounds the commute from where she sets out; where nobody knows how far, it is not offered', () => {
    const bounded = (reachKm: number, post: Post, more: Partial<Seeker> = {}) => {
      const { matches, criteria } = tell({ ...limei, reachKm, ...more }, post);
      return { matches, ...criteria.find(({ name }) => name === 'place')! };
    };
    const far = { ...sewing, division: '449903001' };
    expect(bounded(20, far)).toMatchObject({ matches: true, state: 'met' });
    const tooFar = bounded(5, far);
    expect(tooFar).toMatchObject({ matches: false, state: 'missing' });
    expect(tooFar.reason.zh).toBe('在南门街道，离家约13公里，超过5公里');
    const needed = Number(/放宽到(\d+)公里/.exec(tooFar.change!.zh)![1]);
    expect(bounded(needed, far).matches).toBe(true);
    expect(bounded(needed - 1, far).matches).toBe(false);
    expect(bounded(5, far, { departure: '449903001' })).toMatchObject({ matches: true, state: 'met' });
    expect(bounded(100, { ...sewing, division: '449900' })).toMatchObject({ matches: false, state: 'unknown' });
    const chongqing = marketRuleOf(packs.on('500000', '2026-03-02'));
    const there = { ...limei, division: '500101001', reachKm: 1 };
    expect(tellOfVacancy(chongqing, there, { ...sewing, division: '500102' }, TODAY).matches).toBe(true);
  });

  it('gives a hard-to-employ person more where a post is for them first, and says so', () => {
    const farmer: Seeker = { ...limei, category: 'LAND_REQUISITIONED' };
    const priority = tell(farmer, { ...sewing, welcomesHardToEmploy: true }).criteria.at(-1)!;
    expect(priority).toMatchObject({ name: 'priority', points: 1500 });
    expect(priority.reason.zh).toContain('优先招用');
  });

  it('treats a secondary vocational school and a senior high school as the same level', () => {
    expect(states({ ...limei, education: '60' }, { ...sewing, education: '40' })).toMatchObject({ education: 'met' });
    expect(states({ ...limei, education: '40' }, { ...sewing, education: '60' })).toMatchObject({ education: 'met' });
    expect(states({ ...limei, education: '70' }, { ...sewing, education: '60' })).toMatchObject({
      education: 'missing',
    });
  });

  it('shows a hard-to-employ person her priority, and hides it from who reads about a candidate', () => {
    const farmer: Seeker = { ...limei, category: 'LAND_REQUISITIONED' };
    const own = tell(farmer, sewing);
    expect(own.criteria.at(-1)).toMatchObject({ name: 'priority', points: 500, outOf: 1500 });
    expect(own.score - tell(limei, sewing).score).toBe(500);
    expect(tellOfCandidate(rule, farmer, sewing)).toEqual(tellOfCandidate(rule, limei, sewing));
  });

  const seekers = fc.record({
    division: fc.constantFrom('449902001001', '449903001001'),
    occupationsWanted: fc.uniqueArray(fc.constantFrom('6-05-01-03', '6-05-00-00', '4-10-02-01'), { maxLength: 3 }),
    districts: fc.uniqueArray(fc.constantFrom('449902', '449903001'), { maxLength: 2 }),
    education: fc.constantFrom(...(Object.keys(EDUCATION) as Education[])),
    wageWishFen: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
    category: fc.constantFrom('OTHER', 'LAND_REQUISITIONED'),
    skills: fc.uniqueArray(fc.constantFrom('平车', '锁边', 'excel'), { maxLength: 3 }),
    reachKm: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    shifts: fc.uniqueArray(fc.constantFrom<Shift>('DAY', 'NIGHT', 'ROTATING'), { maxLength: 2 }),
    needs: fc.uniqueArray(fc.constantFrom<WorkDemand>('STANDING', 'SIGHT'), { maxLength: 2 }),
  }) as fc.Arbitrary<Seeker>;
  const posts = fc
    .record({
      occupation: fc.constantFrom('6-05-01-03', '6-05-01-04', '4-10-02-01', '2-02-07-09'),
      division: fc.constantFrom('449902001', '449902', '449903001001', '449900'),
      wageFromFen: fc.integer({ min: 1, max: 500_000 }),
      more: fc.integer({ min: 0, max: 500_000 }),
      education: fc.option(fc.constantFrom(...(Object.keys(EDUCATION) as Education[])), { nil: undefined }),
      publishedAt: fc.constantFrom('2026-03-02T01:00:00.000Z', '2025-03-02T01:00:00.000Z'),
      skills: fc.uniqueArray(fc.constantFrom('平车', '锁边', '焊接'), { maxLength: 3 }),
      shift: fc.option(fc.constantFrom<Shift>('DAY', 'NIGHT', 'ROTATING'), { nil: undefined }),
      demands: fc.option(fc.uniqueArray(fc.constantFrom<WorkDemand>('STANDING', 'SIGHT')), { nil: undefined }),
    })
    .map(({ more, ...post }) => ({ ...post, wageToFen: post.wageFromFen + more })) as fc.Arbitrary<Post>;

  it('is the sum of its parts, each in whole points up to what it can give, and the same each time', () => {
    fc.assert(
      fc.property(seekers, posts, (seeker, post) => {
        const { score, criteria } = tell(seeker, post);
        expect(score).toBe(criteria.reduce((sum, { points }) => sum + points, 0));
        expect(criteria.every(({ points, outOf }) => Number.isInteger(points) && points >= 0 && points <= outOf)).toBe(
          true,
        );
        expect(criteria.every(({ state, change }) => state === 'met' || change !== undefined)).toBe(true);
        expect(tell(seeker, post)).toEqual(tell(seeker, post));
      }),
    );
  });

  it('never falls when the wage rises', () => {
    fc.assert(
      fc.property(seekers, posts, fc.integer({ min: 1, max: 100_000 }), (seeker, post, more) => {
        const raised = { ...post, wageFromFen: post.wageFromFen + more, wageToFen: post.wageToFen + more };
        expect(tell(seeker, raised).score).toBeGreaterThanOrEqual(tell(seeker, post).score);
      }),
    );
  });
});
