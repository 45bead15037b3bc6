import fc from 'fast-check';
import {
  ANYWHERE,
  type City,
  type Match,
  occupationTree,
  type ScoreRule,
  type SeekerFacts,
  type VacancyFacts,
  WAGE_UNKNOWN,
} from '../src/engine/index.ts';

export const TODAY = 400;

/** 12 occupations in 6 small and 3 mid groups, 4 districts: small enough that everybody meets everybody. */
export const city: City = {
  tree: occupationTree(
    Uint16Array.of(0, 0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 5),
    Uint16Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2),
  ),
  districts: 4,
};

const occupation = fc.nat(11);
const skills = fc.array(fc.oneof(fc.nat(9), fc.constantFrom(40_000, 65_534)), { maxLength: 8 });
const coordinate = fc.oneof(fc.nat(1023), fc.constantFrom(100, 101, 250));
const shared = { skills, x: coordinate, y: coordinate, district: fc.nat(3), day: fc.integer({ min: 280, max: 405 }) };
const bits = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(255));
const wage = fc.oneof(fc.integer({ min: 20, max: 120 }), fc.nat(1022));

export const aSeeker = (number: fc.Arbitrary<number>): fc.Arbitrary<SeekerFacts> =>
  fc.record({
    ...shared,
    number,
    occupations: fc.array(occupation, { maxLength: 5 }),
    districts: fc.oneof(fc.constant(15), fc.nat(15)),
    reach: fc.oneof(fc.constant(ANYWHERE), fc.nat(1022)),
    education: fc.nat(7),
    age: fc.integer({ min: 16, max: 65 }),
    limits: bits,
    wage: fc.oneof({ weight: 4, arbitrary: wage }, { weight: 1, arbitrary: fc.constant(WAGE_UNKNOWN) }),
    hardToEmploy: fc.boolean(),
  });

export const aVacancy = (number: fc.Arbitrary<number>): fc.Arbitrary<VacancyFacts> =>
  fc
    .record({
      ...shared,
      number,
      occupation,
      education: fc.oneof(fc.constant(0), fc.nat(7)),
      ageFrom: fc.constantFrom(16, 18, 30),
      ageTo: fc.constantFrom(35, 60, 127),
      demands: bits,
      wages: fc.tuple(wage, wage),
      welcomesHardToEmploy: fc.boolean(),
    })
    .map(({ wages, ...rest }) => ({ ...rest, wageFrom: Math.min(...wages), wageTo: Math.max(...wages) }));

const part = (marks: number) => Math.min(1000, Math.max(0, marks));

/** The score as the rule is told to people, pair by pair, or `undefined` for no match. Knows nothing of rows or bounds. */
export const scored = (rule: ScoreRule, seeker: SeekerFacts, vacancy: VacancyFacts, day: number, today: number) => {
  const { smallOf, midOf } = city.tree;
  const offered = vacancy.occupation;
  const nearest = seeker.occupations.map((wanted) =>
    wanted === offered
      ? rule.occupation.same
      : smallOf[wanted] === smallOf[offered]
        ? rule.occupation.small
        : midOf[wanted] === midOf[offered]
          ? rule.occupation.mid
          : undefined,
  );
  const occupationPoints = Math.max(...nearest.map((points) => points ?? Number.NEGATIVE_INFINITY));
  const squared = (seeker.x - vacancy.x) ** 2 + (seeker.y - vacancy.y) ** 2;
  const known = seeker.wage !== WAGE_UNKNOWN;
  if (
    occupationPoints === Number.NEGATIVE_INFINITY ||
    seeker.education < vacancy.education ||
    seeker.age < vacancy.ageFrom ||
    seeker.age > vacancy.ageTo ||
    (seeker.limits & vacancy.demands) !== 0 ||
    (known && vacancy.wageTo < seeker.wage) ||
    Math.floor(seeker.districts / 2 ** vacancy.district) % 2 === 0 ||
    (seeker.reach !== ANYWHERE && squared > seeker.reach ** 2)
  )
    return undefined;
  const asked = new Set(vacancy.skills);
  const had = [...asked].filter((skill) => seeker.skills.includes(skill)).length;
  return (
    occupationPoints +
    rule.skills * (asked.size === 0 ? 1000 : Math.floor((1000 * had) / asked.size)) +
    rule.wage * (known ? part(500 + 10 * (Math.floor((vacancy.wageFrom + vacancy.wageTo) / 2) - seeker.wage)) : 500) +
    rule.distance * part(1000 - 4 * Math.floor(Math.sqrt(squared))) +
    rule.freshness * part(1000 - 10 * (today - day)) +
    (seeker.hardToEmploy ? (vacancy.welcomesHardToEmploy ? rule.priority.reserved : rule.priority.any) : 0)
  );
};

const best = (matches: { number: number; score: number | undefined }[], limit: number) =>
  matches
    .filter((match): match is Match => match.score !== undefined)
    .sort((a, b) => b.score - a.score || a.number - b.number)
    .slice(0, limit);

export type Market = { seekers: readonly SeekerFacts[]; vacancies: readonly VacancyFacts[]; today: number };

export const bruteForce = (rule: ScoreRule, { seekers, vacancies, today }: Market) => ({
  vacanciesFor: (seeker: SeekerFacts, limit: number) =>
    best(
      vacancies.map((vacancy) => ({
        number: vacancy.number,
        score: scored(rule, seeker, vacancy, vacancy.day, today),
      })),
      limit,
    ),
  seekersFor: (vacancy: VacancyFacts, limit: number) =>
    best(
      seekers.map((seeker) => ({ number: seeker.number, score: scored(rule, seeker, vacancy, seeker.day, today) })),
      limit,
    ),
});
