import type { Model } from './model.ts';

export type Outcome = { probability: number; right: boolean };

const OF_A_BIN = 150;
const AT_LEAST_APART = 1e-6;

/** Shares of what turned out right, by bins of equal size, made to rise with the probability (pool adjacent violators). */
export const calibrate = (outcomes: readonly Outcome[]): Model['calibration'] => {
  const sorted = [...outcomes].sort((a, b) => a.probability - b.probability);
  const pooled: { probability: number; right: number; count: number }[] = [];
  for (let from = 0; from < sorted.length; from += OF_A_BIN) {
    const bin = sorted.slice(from, from + OF_A_BIN);
    pooled.push({
      probability: bin.reduce((sum, { probability }) => sum + probability, 0),
      right: bin.filter(({ right }) => right).length,
      count: bin.length,
    });
    while (pooled.length > 1 && share(pooled.at(-1)!) <= share(pooled.at(-2)!)) {
      const [last, previous] = [pooled.pop()!, pooled.pop()!];
      pooled.push({
        probability: last.probability + previous.probability,
        right: last.right + previous.right,
        count: last.count + previous.count,
      });
    }
  }
  const points = pooled.map((bin): [number, number] => [bin.probability / bin.count, share(bin)]);
  const spread = points.filter(([at], i) => i === 0 || at - points[i - 1]![0] > AT_LEAST_APART);
  const highest = spread.at(-1)![1];
  return [[0, 0], ...spread, [1 + AT_LEAST_APART, highest + (1 - highest) * AT_LEAST_APART]];
};

const share = ({ right, count }: { right: number; count: number }) => right / count;
