import type { CriterionView, Text } from '@zhiqiao/domain';
import type { CriterionName, legend, ScoreRule } from '../engine/index.ts';
import type { Post, Seeker } from './market.ts';

type Words = { reason: Text; change?: Text };
export type Part<N extends CriterionName = CriterionName> = { name: N; state: CriterionView['state']; points: number };
/** A pair, and what the engine says of each part of it. */
export type Of = {
  seeker: Seeker;
  post: Post;
  rule: ScoreRule;
  legend: ReturnType<typeof legend>;
  parts: { [N in CriterionName]: Part<N> };
};

/** What the engine counts under another name; a shift is one of the demands of the work. */
const COUNTED_AS = { place: 'distance', shift: 'demands' } as const;

export const criterion = (
  { legend }: Of,
  { name, state, points }: Omit<Part, 'name'> & { name: CriterionView['name'] },
  words: Words,
): CriterionView => {
  const { outOf, required } =
    legend[name in COUNTED_AS ? COUNTED_AS[name as 'place' | 'shift'] : (name as CriterionName)];
  return { name, state, points, outOf, required, ...words };
};
