import { ANYWHERE, type SeekerFacts, type VacancyFacts, WAGE_UNKNOWN } from './facts.ts';
import type { OccupationTree } from './occupations.ts';
import { middleWage } from './row.ts';
import { FULL_MARKS, marks, type ScoreRule } from './rule.ts';

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
export type Criterion = {
  name: CriterionName;
  state: 'met' | 'missing' | 'unknown';
  /** A match is only who misses no required criterion. */
  required: boolean;
  points: number;
  outOf: number;
};
export type Explanation = { matches: boolean; score: number; criteria: Criterion[] };

type State = Criterion['state'];
const met = (holds: boolean): State => (holds ? 'met' : 'missing');
const required = (name: CriterionName, state: State, points = 0, outOf = 0): Criterion => ({
  name,
  state,
  required: true,
  points,
  outOf,
});
const wished = (name: CriterionName, state: State, points: number, outOf: number): Criterion => ({
  name,
  state,
  required: false,
  points,
  outOf,
});

/** Why these two match or not; `day` is that of the side which is recommended. */
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
    required('district', met(((seeker.districts >>> vacancy.district) & 1) === 1)),
    education(seeker, vacancy),
    required('age', met(seeker.age >= vacancy.ageFrom && seeker.age <= vacancy.ageTo)),
    required('demands', met((seeker.limits & vacancy.demands) === 0)),
  ];
  return {
    matches: criteria.every(({ required, state }) => !required || state === 'met'),
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
  return required('occupation', state, Math.max(points, 0), same);
};

const skills = (rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  const asked = distinct(vacancy.skills);
  let had = 0;
  for (const skill of asked) if (seeker.skills.includes(skill)) had++;
  const state = had === asked.length ? 'met' : seeker.skills.length === 0 ? 'unknown' : 'missing';
  return wished('skills', state, rule.skills * marks.skills(had, asked.length), rule.skills * FULL_MARKS);
};
const distinct = (values: readonly number[]) => values.filter((value, i) => values.indexOf(value) === i);

const wage = (rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  const outOf = rule.wage * FULL_MARKS;
  if (seeker.wage === WAGE_UNKNOWN) return wished('wage', 'unknown', outOf / 2, outOf);
  const points = rule.wage * marks.wage(middleWage(vacancy), seeker.wage);
  return required('wage', met(vacancy.wageTo >= seeker.wage), points, outOf);
};

const distance = (rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  const squared = (seeker.x - vacancy.x) ** 2 + (seeker.y - vacancy.y) ** 2;
  const near = seeker.reach === ANYWHERE || squared <= seeker.reach ** 2;
  return required(
    'distance',
    met(near),
    rule.distance * marks.distance(Math.sqrt(squared)),
    rule.distance * FULL_MARKS,
  );
};

const freshness = (rule: ScoreRule, age: number) => {
  const points = rule.freshness * marks.freshness(age);
  return wished('freshness', met(points > 0), points, rule.freshness * FULL_MARKS);
};

const priority = ({ priority: { any, reserved } }: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  const points = !seeker.hardToEmploy ? 0 : vacancy.welcomesHardToEmploy ? reserved : any;
  return wished('priority', met(seeker.hardToEmploy), points, reserved);
};

const education = (seeker: SeekerFacts, vacancy: VacancyFacts) =>
  required('education', seeker.education >= vacancy.education ? 'met' : seeker.education === 0 ? 'unknown' : 'missing');
