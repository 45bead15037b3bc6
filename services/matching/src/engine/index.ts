export type { Match } from './best.ts';
export { type City, MatchingEngine, type Snapshot } from './engine.ts';
export { CRITERIA, type CriterionName, type Explanation, explain, legend } from './explain.ts';
export {
  ANYWHERE,
  GRID,
  MOST_DISTRICTS,
  MOST_OCCUPATIONS,
  MOST_SKILLS,
  type SeekerFacts,
  type VacancyFacts,
  WAGE_UNKNOWN,
} from './facts.ts';
export { numberOccupations, type OccupationTree, occupationTree } from './occupations.ts';
export { DEFAULT_RULE, type ScoreRule } from './rule.ts';
