/** What the engine knows of a person: neither sex, ethnicity nor origin; age only where the law bounds it for a post. */
export type SeekerFacts = {
  /** Stays with the record for life; decides between equal scores. */
  number: number;
  /** Leaf numbers of the occupations wanted. */
  occupations: readonly number[];
  skills: readonly number[];
  x: number;
  y: number;
  district: number;
  /** Districts where work is welcome, one bit each. */
  districts: number;
  /** How far the commute may go; `ANYWHERE` where distance does not matter. */
  reach: number;
  /** Level, 0 lowest or not known. */
  education: number;
  age: number;
  /** What this person's work must not demand, one bit each. */
  limits: number;
  /** Lowest wage wished for, or `WAGE_UNKNOWN`. */
  wage: number;
  hardToEmploy: boolean;
  /** Day of the last sign of life. */
  day: number;
};

export type VacancyFacts = {
  number: number;
  occupation: number;
  skills: readonly number[];
  x: number;
  y: number;
  district: number;
  education: number;
  ageFrom: number;
  ageTo: number;
  demands: number;
  wageFrom: number;
  wageTo: number;
  /** The employer has reserved the post for hard-to-employ persons first. */
  welcomesHardToEmploy: boolean;
  /** Day of publication. */
  day: number;
};

/** Grid of 1024 × 1024 places, a step is 100 m; wages in steps of 100 yuan. */
export const GRID = 1024;
export const ANYWHERE = GRID - 1;
export const WAGE_UNKNOWN = 1023;
export const MOST_SKILLS = 8;
export const MOST_OCCUPATIONS = 5;
export const MOST_DISTRICTS = 23;
const MOST_RECORDS = 1 << 24;
const NO_SKILL = 0xffff;

const within = (value: number, below: number, what: string) => {
  if ((value | 0) !== value || value < 0 || value >= below)
    throw new RangeError(`${what} ${value} is not a whole number from 0 to ${below - 1}`);
};

const checkShared = (facts: SeekerFacts | VacancyFacts, districts: number) => {
  within(facts.number, MOST_RECORDS, 'number');
  within(facts.x, GRID, 'x');
  within(facts.y, GRID, 'y');
  within(facts.district, districts, 'district');
  within(facts.education, 8, 'education');
  within(facts.day, 1 << 16, 'day');
  within(facts.skills.length, MOST_SKILLS + 1, 'count of skills');
  for (let i = 0; i < facts.skills.length; i++) within(facts.skills[i]!, NO_SKILL, 'skill');
};

export const checkSeeker = (facts: SeekerFacts, leaves: number, districts: number) => {
  checkShared(facts, districts);
  within(facts.occupations.length, MOST_OCCUPATIONS + 1, 'count of occupations');
  for (let i = 0; i < facts.occupations.length; i++) within(facts.occupations[i]!, leaves, 'occupation');
  within(facts.reach, GRID, 'reach');
  within(facts.age, 128, 'age');
  within(facts.limits, 256, 'limits');
  within(facts.wage, WAGE_UNKNOWN + 1, 'wage');
  within(facts.districts, 1 << districts, 'districts');
};

export const checkVacancy = (facts: VacancyFacts, leaves: number, districts: number) => {
  checkShared(facts, districts);
  within(facts.occupation, leaves, 'occupation');
  within(facts.ageFrom, 128, 'ageFrom');
  within(facts.ageTo, 128, 'ageTo');
  within(facts.demands, 256, 'demands');
  within(facts.wageTo, WAGE_UNKNOWN, 'wageTo');
  within(facts.wageFrom, facts.wageTo + 1, 'wageFrom');
};
