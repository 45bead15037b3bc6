import { ANYWHERE, type SeekerFacts, type VacancyFacts, WAGE_UNKNOWN } from './facts.ts';
import type { OccupationTree } from './occupations.ts';
import { middleWage } from './row.ts';
import { DEFAULT_RULE, FULL_MARKS, marks, type ScoreRule } from './rule.ts';

export type CriterionName =
  | 'occupation'
  | 'skills'
  | 'wage'
  | 'distance'
  | 'freshness'
  | 'priority'
  | 'district'
  | 'education'
  | 'age'
  | 'demands';
type State = 'met' | 'missing' | 'unknown';
export type Criterion = { name: CriterionName; state: State; points: number };
export type Explanation = { matches: boolean; score: number; criteria: Criterion[] };

/** What each criterion can give, and whether missing it excludes: the same for every pair under one rule. */
export const legend = (rule: ScoreRule): Record<CriterionName, { outOf: number; required: boolean }> => ({
  occupation: { outOf: rule.occupation.same, required: true },
  skills: { outOf: rule.skills * FULL_MARKS, required: false },
  wage: { outOf: rule.wage * FULL_MARKS, required: true },
  distance: { outOf: rule.distance * FULL_MARKS, required: true },
  freshness: { outOf: rule.freshness * FULL_MARKS, required: false },
  priority: { outOf: rule.priority.reserved, required: false },
  district: { outOf: 0, required: true },
  education: { outOf: 0, required: true },
  age: { outOf: 0, required: true },
  demands: { outOf: 0, required: true },
});

const REQUIRED = legend(DEFAULT_RULE);
/** A wish that is not known, or may be reached, excludes nothing. */
const excludes = ({ name, state }: Criterion) =>
  REQUIRED[name].required && state !== 'met' && !(name === 'wage' && state === 'unknown');
const met = (holds: boolean): State => (holds ? 'met' : 'missing');
const criterion = (name: CriterionName, state: State, points = 0): Criterion => ({ name, state, points });

/** Why these two match or not; `age` is that of the side which is recommended, in days. */
export const explain = (
  tree: OccupationTree,
  rule: ScoreRule,
  seeker: SeekerFacts,
  vacancy: VacancyFacts,
  age: number,
): Explanation => {
  const criteria = [
    occupation(tree, rule, seeker, vacancy),
    skills(rule, seeker, vacancy),
    wage(rule, seeker, vacancy),
    distance(rule, seeker, vacancy),
    freshness(rule, age),
    priority(rule, seeker, vacancy),
    criterion('district', met(((seeker.districts >>> vacancy.district) & 1) === 1)),
    education(seeker, vacancy),
    criterion('age', met(seeker.age >= vacancy.ageFrom && seeker.age <= vacancy.ageTo)),
    criterion('demands', met((seeker.limits & vacancy.demands) === 0)),
  ];
  return {
    matches: !criteria.some(excludes),
    score: criteria.reduce((sum, { points }) => sum + points, 0),
    criteria,
  };
};

const occupation = (tree: OccupationTree, rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  const { same, small, mid } = rule.occupation;
  const { smallOf, midOf } = tree;
  const offered = vacancy.occupation;
  let points = -1;
  for (const wanted of seeker.occupations) {
    if (wanted === offered) points = Math.max(points, same);
    else if (smallOf[wanted] === smallOf[offered]) points = Math.max(points, small);
    else if (midOf[wanted] === midOf[offered]) points = Math.max(points, mid);
  }
  const state = seeker.occupations.length === 0 ? 'unknown' : met(points >= 0);
  return criterion('occupation', state, Math.max(points, 0));
};

const skills = (rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  const asked = distinct(vacancy.skills);
  let had = 0;
  for (const skill of asked) if (seeker.skills.includes(skill)) had++;
  const state = had === asked.length ? 'met' : seeker.skills.length === 0 ? 'unknown' : 'missing';
  return criterion('skills', state, rule.skills * marks.skills(had, asked.length));
};
const distinct = (values: readonly number[]) => values.filter((value, i) => values.indexOf(value) === i);

const wage = (rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  if (seeker.wage === WAGE_UNKNOWN) return criterion('wage', 'unknown', (rule.wage * FULL_MARKS) / 2);
  const points = rule.wage * marks.wage(middleWage(vacancy), seeker.wage);
  // A wish within what is offered has to be agreed on.
  const state = vacancy.wageFrom >= seeker.wage ? 'met' : vacancy.wageTo >= seeker.wage ? 'unknown' : 'missing';
  return criterion('wage', state, points);
};

const distance = (rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  const squared = (seeker.x - vacancy.x) ** 2 + (seeker.y - vacancy.y) ** 2;
  const near = seeker.reach === ANYWHERE || squared <= seeker.reach ** 2;
  return criterion('distance', met(near), rule.distance * marks.distance(Math.sqrt(squared)));
};

const freshness = (rule: ScoreRule, age: number) => {
  const points = rule.freshness * marks.freshness(age);
  return criterion('freshness', met(points > 0), points);
};

const priority = ({ priority: { any, reserved } }: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  const points = !seeker.hardToEmploy ? 0 : vacancy.welcomesHardToEmploy ? reserved : any;
  return criterion('priority', met(seeker.hardToEmploy), points);
};

const education = (seeker: SeekerFacts, vacancy: VacancyFacts) =>
  criterion(
    'education',
    seeker.education >= vacancy.education ? 'met' : seeker.education === 0 ? 'unknown' : 'missing',
  );
