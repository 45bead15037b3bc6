import { rankingQuality } from '../domain/ranking-quality.ts';
import { collect, every } from '../ports/every.ts';
import type { Matching } from './matching.ts';

/** What counsellors said of the order, against the order. What was taken back does not count. */
export const reportRankingQuality = async (matching: Matching) => {
  const standing = await collect(every(matching.overrides, matching.platform, { status: 'STANDING' }));
  return rankingQuality(standing.flatMap(({ state }) => (state.status === 'NONE' ? [] : state)));
};
