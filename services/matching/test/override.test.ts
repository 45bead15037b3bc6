import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@zhiqiao/domain';
import { story } from '@zhiqiao/testing';
import { type KnownOverride, lift, overrides, setAgainst } from '../src/domain/override.ts';
import { rankingQuality } from '../src/domain/ranking-quality.ts';

const given = {
  personId: 'limei',
  vacancyId: 'sewing',
  verdict: 'UP' as const,
  ground: 'SKILL_NOT_RECORDED' as const,
  rank: 12,
  score: 9000,
};

describe('a counsellor’s word against the score', () => {
  it('stands until it is taken back, and can be given again', () => {
    const told = story(overrides).on('2026-03-02', setAgainst(given));
    expect(told.state).toMatchObject({ status: 'STANDING', verdict: 'UP' });
    told.on('2026-03-03', lift);
    expect(told.state).toMatchObject({ status: 'LIFTED' });
    told.on('2026-03-04', setAgainst({ ...given, verdict: 'OUT' }));
    expect(told.state).toMatchObject({ status: 'STANDING', verdict: 'OUT' });
  });

  it('said twice is said once; another word replaces it', () => {
    const told = story(overrides).on('2026-03-02', setAgainst(given));
    const { version } = told.record;
    expect(told.on('2026-03-02', setAgainst({ ...given, rank: 3 })).record.version).toBe(version);
    expect(told.on('2026-03-02', setAgainst({ ...given, verdict: 'DOWN' })).state).toMatchObject({ verdict: 'DOWN' });
  });

  it('cannot be taken back when none stands', () => {
    const lifted = story(overrides).on('2026-03-02', setAgainst(given)).on('2026-03-03', lift);
    expect(() => lifted.on('2026-03-04', lift)).toThrow(
      expect.objectContaining({ code: 'matching.nothing-overridden' }),
    );
  });

  it('is read by the person it is about, and by nobody else of the public', () => {
    const { state } = story(overrides).on('2026-03-02', setAgainst(given));
    const as = (actor: Partial<Actor>): Actor => ({ id: 'x', city: '449900', roles: ['jobseeker'], ...actor });
    expect(overrides.access(state, as({ personId: 'limei' }))).toBe('read');
    expect(overrides.access(state, as({ personId: 'wangwei' }))).toBe('none');
    expect(overrides.access(state, as({ roles: ['employer'], orgId: 'factory' }))).toBe('none');
  });
});

describe('the quality of the order', () => {
  const label = (
    vacancyId: string,
    verdict: KnownOverride['verdict'],
    score: number,
    rank?: number,
  ): KnownOverride => ({
    personId: 'limei',
    vacancyId,
    verdict,
    ground: 'SUITS_BETTER',
    score,
    ...(rank !== undefined && { rank }),
    status: 'STANDING',
  });

  it('is one where the score had the order of the verdicts', () => {
    const report = rankingQuality([label('a', 'UP', 90, 1), label('b', 'DOWN', 80, 2), label('c', 'OUT', 70, 3)]);
    expect(report).toMatchObject({ labels: 3, judgedPersons: 1, ndcg: 1, hitRate: 1 });
  });

  it('falls where what was raised had stood low', () => {
    const report = rankingQuality([label('a', 'UP', 10), label('b', 'DOWN', 80, 2), label('c', 'OUT', 90, 1)]);
    expect(report.ndcg!).toBeCloseTo((1 / Math.log2(3) + 2 / 2) / (2 + 1 / Math.log2(3)));
    expect(report.hitRate).toBe(0);
  });

  it('counts the tenth place as among the first ten, the eleventh not', () => {
    expect(rankingQuality([label('a', 'UP', 50, 10), label('b', 'UP', 40, 11)])).toMatchObject({ hitRate: 0.5 });
  });

  it('has nothing to say where nobody’s verdicts differ', () => {
    expect(rankingQuality([label('a', 'OUT', 50)])).toMatchObject({ ndcg: null, hitRate: null });
    expect(rankingQuality([])).toMatchObject({ labels: 0, ndcg: null, hitRate: null });
  });

  it('gives equals in score no benefit of the doubt', () => {
    expect(rankingQuality([label('a', 'UP', 50), label('b', 'OUT', 50)]).ndcg!).toBeLessThan(1);
  });
});
