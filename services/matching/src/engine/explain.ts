import { ANYWHERE, type SeekerFacts, type VacancyFacts, WAGE_UNKNOWN } from './facts.ts';
import type { OccupationTree } from './occupations.ts';
import { middleWage } from './row.ts';
import { DEFAULT_RULE, FULL_MARKS, marks, type ScoreRule } from './rule.ts';

type State = 'met' | 'missing' | 'unknown';
/** Those that give points come first. */
export const CRITERIA = [
  'occupation',
  'skills',
  'wage',
  'distance',
  'freshness',
  'priority',
  'district',
  'education',
  'age',
  'demands',
] as const;
export type CriterionName = (typeof CRITERIA)[number];
/** Short, for there are many: points in the order of `CRITERIA`; what is neither missing nor unknown is met. */
export type Explanation = {
  matches: boolean;
  score: number;
  points: number[];
  missing: CriterionName[];
  unknown: CriterionName[];
};

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
const excludes = (name: CriterionName, state: State) =>
  REQUIRED[name].required && !(name === 'wage' && state === 'unknown');

const note = (told: Explanation, name: CriterionName, state: State) => {
  if (state === 'met') return;
  told[state].push(name);
  if (excludes(name, state)) told.matches = false;
};
const met = (holds: boolean): State => (holds ? 'met' : 'missing');

/** Why these two match or not; `age` is that of the side which is recommended, in days. */
export const explain = (
  tree: OccupationTree,
  rule: ScoreRule,
  seeker: SeekerFacts,
  vacancy: VacancyFacts,
  age: number,
): Explanation => {
  const told: Explanation = { matches: true, score: 0, points: [], missing: [], unknown: [] };
  told.points = [
    occupation(told, tree, rule, seeker, vacancy),
    skills(told, rule, seeker, vacancy),
    wage(told, rule, seeker, vacancy),
    distance(told, rule, seeker, vacancy),
    freshness(told, rule, age),
    priority(rule, seeker, vacancy),
  ];
  for (const points of told.points) told.score += points;
  note(told, 'district', met(((seeker.districts >>> vacancy.district) & 1) === 1));
  note(told, 'education', education(seeker, vacancy));
  note(told, 'age', met(seeker.age >= vacancy.ageFrom && seeker.age <= vacancy.ageTo));
  note(told, 'demands', met((seeker.limits & vacancy.demands) === 0));
  return told;
};

const occupation = (
  told: Explanation,
  tree: OccupationTree,
  rule: ScoreRule,
  seeker: SeekerFacts,
  vacancy: VacancyFacts,
) => {
  const { same, small, mid } = rule.occupation;
  const { smallOf, midOf } = tree;
  const offered = vacancy.occupation;
  let points = -1;
  for (const wanted of seeker.occupations) {
    if (wanted === offered) points = Math.max(points, same);
    else if (smallOf[wanted] === smallOf[offered]) points = Math.max(points, small);
    else if (midOf[wanted] === midOf[offered]) points = Math.max(points, mid);
  }
  note(told, 'occupation', seeker.occupations.length === 0 ? 'unknown' : met(points >= 0));
  return Math.max(points, 0);
};

const skills = (told: Explanation, rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  let [asked, had] = [0, 0];
  for (let i = 0; i < vacancy.skills.length; i++) {
    if (vacancy.skills.indexOf(vacancy.skills[i]!) < i) continue;
    asked++;
    if (seeker.skills.includes(vacancy.skills[i]!)) had++;
  }
  note(told, 'skills', had === asked ? 'met' : seeker.skills.length === 0 ? 'unknown' : 'missing');
  return rule.skills * marks.skills(had, asked);
};

const wage = (told: Explanation, rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  if (seeker.wage === WAGE_UNKNOWN) {
    note(told, 'wage', 'unknown');
    return (rule.wage * FULL_MARKS) / 2;
  }
  // A wish within what is offered has to be agreed on.
  const agreed = vacancy.wageTo >= seeker.wage ? 'unknown' : 'missing';
  note(told, 'wage', vacancy.wageFrom >= seeker.wage ? 'met' : agreed);
  return rule.wage * marks.wage(middleWage(vacancy), seeker.wage);
};

const distance = (told: Explanation, rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) => {
  const squared = (seeker.x - vacancy.x) ** 2 + (seeker.y - vacancy.y) ** 2;
  note(told, 'distance', met(seeker.reach === ANYWHERE || squared <= seeker.reach ** 2));
  return rule.distance * marks.distance(Math.sqrt(squared));
};

const freshness = (told: Explanation, rule: ScoreRule, age: number) => {
  const points = rule.freshness * marks.freshness(age);
  note(told, 'freshness', met(points > 0));
  return points;
};

/** Nobody lacks it: whoever is not hard to employ just has none. */
const priority = ({ priority }: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts) =>
  !seeker.hardToEmploy ? 0 : vacancy.welcomesHardToEmploy ? priority.reserved : priority.any;

const education = (seeker: SeekerFacts, vacancy: VacancyFacts): State =>
  seeker.education >= vacancy.education ? 'met' : seeker.education === 0 ? 'unknown' : 'missing';
