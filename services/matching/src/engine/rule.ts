/** What counts, in whole points. A change of the rule means a new build: bounds are made from it. */
export type ScoreRule = {
  /** Points of the same leaf, the same small group, the same mid group; outside the mid group nobody is a match. */
  occupation: { same: number; small: number; mid: number };
  /** Times 1000 at full marks. */
  skills: number;
  wage: number;
  distance: number;
  freshness: number;
  /** For hard-to-employ persons: with any vacancy, and with one that is reserved for them first. */
  priority: { any: number; reserved: number };
};

export const DEFAULT_RULE: ScoreRule = {
  occupation: { same: 4000, small: 2800, mid: 1600 },
  skills: 3,
  wage: 2,
  distance: 2,
  freshness: 1,
  priority: { any: 500, reserved: 1500 },
};

export const FULL_MARKS = 1000;
/** Of one part: what is added up stays in 32 bits. */
const MOST_POINTS = 1_000_000;
const clamp = (marks: number) => Math.max(0, Math.min(FULL_MARKS, marks));

/** Marks 0 to 1000 of each part. */
export const marks = {
  /** Share of the skills asked for that the person has; nothing asked is all had. */
  skills: (had: number, asked: number) => (asked === 0 ? FULL_MARKS : Math.floor((FULL_MARKS * had) / asked)),
  /** Half when the offer's middle equals the wish or the wish is unknown; ten for each step of 100 yuan. */
  wage: (middle: number, wish: number) => clamp(500 + 10 * (middle - wish)),
  /** Nothing left at 25 km. */
  distance: (steps: number) => clamp(FULL_MARKS - 4 * Math.floor(steps)),
  /** Nothing left after 100 days. */
  freshness: (age: number) => clamp(FULL_MARKS - 10 * age),
};

export const checkRule = (rule: ScoreRule) => {
  const { same, small, mid } = rule.occupation;
  const { any, reserved } = rule.priority;
  if (!(same >= small && small >= mid && mid >= 0)) throw new RangeError('closer occupations must not score less');
  if (!(reserved >= any && any >= 0)) throw new RangeError('a reserved vacancy must not give less priority than any');
  const points = [same, small, mid, any, reserved];
  const weights = [rule.skills, rule.wage, rule.distance, rule.freshness];
  for (const part of [...points, ...weights.map((weight) => weight * FULL_MARKS)])
    if (!(Number.isInteger(part) && part >= 0 && part <= MOST_POINTS))
      throw new RangeError(`${part} is not a whole number of points up to ${MOST_POINTS}`);
  return [...points, ...weights];
};
