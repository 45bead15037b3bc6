import type { OverrideVerdict } from '@zhiqiao/domain';
import { attention } from './exposure.ts';
import type { KnownOverride } from './override.ts';

const GAIN: Record<OverrideVerdict, number> = { UP: 2, DOWN: 1, OUT: 0 };
/** A list is read about so far. */
export const FIRST = 10;

const discounted = (gains: readonly number[]) => gains.reduce((sum, gain, i) => sum + gain * attention(i + 1), 0);
const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How well the score had put in order what counsellors judged: for each person with differing verdicts the order by
 * score against the order by verdict (nDCG), and how many of those set higher had stood among the first anyway.
 */
export const rankingQuality = (labels: readonly KnownOverride[]) => {
  const count = (verdict: OverrideVerdict) => labels.filter((label) => label.verdict === verdict).length;
  const judged = [...Map.groupBy(labels, ({ personId }) => personId).values()].filter(
    (own) => new Set(own.map(({ verdict }) => verdict)).size > 1,
  );
  const gains = (order: readonly KnownOverride[]) => order.map(({ verdict }) => GAIN[verdict]);
  const ndcg = judged.map((own) => {
    // Equals in score get the benefit of no doubt: the worse verdict is taken first.
    const byScore = own.toSorted((a, b) => b.score - a.score || GAIN[a.verdict] - GAIN[b.verdict]);
    return discounted(gains(byScore)) / discounted(gains(own).sort((a, b) => b - a));
  });
  const raised = labels.filter(({ verdict }) => verdict === 'UP');
  const byGround = Map.groupBy(labels, ({ ground }) => ground);
  return {
    labels: labels.length,
    verdicts: { UP: count('UP'), DOWN: count('DOWN'), OUT: count('OUT') },
    grounds: Object.fromEntries([...byGround].map(([ground, own]) => [ground, own.length])),
    judgedPersons: judged.length,
    ndcg: mean(ndcg),
    hitRate: mean(raised.map(({ rank }) => (rank !== undefined && rank <= FIRST ? 1 : 0))),
  };
};
