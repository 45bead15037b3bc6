import type { Groups, Population, Ranked } from '../domain/exposure.ts';
import type { MarketRule, PostTold, SeekerTold } from '../domain/market.ts';

export type { Groups };
export type Answer = {
  /** The best, highest score first, equals by id; whole groups of equals, so that nobody is cut off from her equals. */
  ranked: Ranked[];
  /** Open records of that side. */
  considered: number;
  /** Nobody else matches. */
  complete: boolean;
};

/** Nobody is told from fewer than `from` points on, and no more than about the `most` whom it suits best. */
export type Reach = { from: number; most: number };

/** Who fits whom, from all open profiles and vacancies of the city as they last changed. */
export interface Market {
  /** What the scores come from. */
  readonly rule: MarketRule;
  vacanciesFor(seeker: SeekerTold, atLeast: number): Promise<Answer>;
  seekersFor(post: PostTold, atLeast: number): Promise<Answer>;
  /**
   * Whoever wants to be told of a post that suits her so well: the best of them, highest score first, and all near equals
   * of the last.
   */
  percolate(post: PostTold, reach: Reach): Promise<Ranked[]>;
  /** How many open profiles each combination of groups has. */
  population(): Promise<Population>;
}
