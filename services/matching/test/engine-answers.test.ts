import { describe, expect, it } from '@jest/globals';
import {
  ANYWHERE,
  CRITERIA,
  DEFAULT_RULE,
  MatchingEngine,
  MOST_DISTRICTS,
  MOST_SKILLS,
  numberOccupations,
  type SeekerFacts,
  type VacancyFacts,
  WAGE_UNKNOWN,
} from '../src/engine/index.ts';

const { tree, leafOf } = numberOccupations(['6-05-01-03', '6-05-01-01', '6-05-02-01', '4-10-02-01', '6-06-01-01']);
const sewing = leafOf.get('6-05-01-03')!;
const today = 400;

const lin: SeekerFacts = {
  number: 1,
  occupations: [sewing],
  skills: [7],
  x: 100,
  y: 100,
  district: 0,
  districts: 0b11,
  reach: ANYWHERE,
  education: 3,
  age: 41,
  limits: 0,
  wage: 45,
  hardToEmploy: false,
  day: today,
};
const seamstress: VacancyFacts = {
  number: 1,
  occupation: sewing,
  skills: [7],
  x: 100,
  y: 100,
  district: 0,
  education: 2,
  ageFrom: 16,
  ageTo: 60,
  demands: 0,
  wageFrom: 40,
  wageTo: 60,
  welcomesHardToEmploy: false,
  day: today,
};

const market = (seekers: SeekerFacts[], vacancies: VacancyFacts[], rule = DEFAULT_RULE) => {
  const engine = new MatchingEngine({ tree, districts: 2 }, rule, today);
  for (const seeker of seekers) engine.putSeeker(seeker);
  for (const vacancy of vacancies) engine.putVacancy(vacancy);
  return engine;
};
const numbers = (matches: { number: number }[]) => matches.map(({ number }) => number);

describe('occupations', () => {
  it('are numbered so that groups are neighbours, in the order of their codes', () => {
    expect([...leafOf.keys()]).toEqual(['4-10-02-01', '6-05-01-01', '6-05-01-03', '6-05-02-01', '6-06-01-01']);
    expect([...tree.smallOf]).toEqual([0, 1, 1, 2, 3]);
    expect([...tree.midOf]).toEqual([0, 1, 1, 1, 2]);
  });

  it('closer ones come first, those of another mid group never', () => {
    const vacancies = [...leafOf.values()].map((occupation) => ({ ...seamstress, occupation, number: occupation }));
    expect(numbers(market([], vacancies).vacanciesFor(lin, 10))).toEqual([sewing, leafOf.get('6-05-01-01'), 3]);
  });
});

describe('equal scores', () => {
  it('follow the stated rule: the lower number comes first', () => {
    const vacancies = [9, 3, 12, 5, 1].map((number) => ({ ...seamstress, number }));
    expect(numbers(market([], vacancies).vacanciesFor(lin, 3))).toEqual([1, 3, 5]);
    const seekers = [9, 3, 12, 5, 1].map((number) => ({ ...lin, number }));
    expect(numbers(market(seekers, []).seekersFor(seamstress, 3))).toEqual([1, 3, 5]);
  });

  it('follow it also where the lower number comes later', () => {
    const engine = market(
      [],
      [3, 5, 9].map((number) => ({ ...seamstress, number })),
    );
    engine.vacanciesFor(lin, 2);
    engine.putVacancy({ ...seamstress, number: 2 });
    expect(numbers(engine.vacanciesFor(lin, 2))).toEqual([2, 3]);
  });
});

describe('equal scores at full marks', () => {
  it.each([0, 1])('follow it whichever district is looked at first (lower number in district %i)', (district) => {
    const full = { ...seamstress, wageFrom: 900, wageTo: 1000 };
    const vacancies = [
      { ...full, number: 9, district: 1 - district },
      { ...full, number: 3, district },
    ];
    expect(numbers(market([], vacancies).vacanciesFor(lin, 1))).toEqual([3]);
  });
});

describe('priority for hard-to-employ persons', () => {
  const hard = { ...lin, number: 2, hardToEmploy: true };

  it('is a component of the score that both sides can read', () => {
    const engine = market([lin, hard], [seamstress]);
    expect(numbers(engine.seekersFor(seamstress, 2))).toEqual([2, 1]);
    const told = engine.explain(hard, { ...seamstress, welcomesHardToEmploy: true }, 'seeker');
    expect(told.points[CRITERIA.indexOf('priority')]).toBe(DEFAULT_RULE.priority.reserved);
  });

  it('is what the city sets, nothing at all if it so decides', () => {
    const engine = market([lin, hard], [], { ...DEFAULT_RULE, priority: { any: 0, reserved: 0 } });
    const [first, second] = engine.seekersFor(seamstress, 2);
    expect([first!.number, second!.number]).toEqual([1, 2]);
    expect(first!.score).toBe(second!.score);
  });
});

describe('what is not known', () => {
  it('an unknown wage wish excludes nothing and gives half the points', () => {
    const engine = market([], [seamstress]);
    const [match] = engine.vacanciesFor({ ...lin, wage: WAGE_UNKNOWN }, 1);
    const told = engine.explain({ ...lin, wage: WAGE_UNKNOWN }, seamstress, 'vacancy');
    expect(told.unknown).toContain('wage');
    expect(told.points[CRITERIA.indexOf('wage')]).toBe(1000);
    expect([told.matches, told.score]).toEqual([true, match!.score]);
  });

  it('an unknown education is said to be unknown, not missing', () => {
    const told = market([], []).explain({ ...lin, education: 0 }, seamstress, 'vacancy');
    expect(told.unknown).toContain('education');
    expect(told.matches).toBe(false);
  });
});

describe('what is refused', () => {
  it.each<[string, Partial<SeekerFacts>]>([
    ['one skill more than a record holds', { skills: Array.from({ length: MOST_SKILLS + 1 }, (_, i) => i) }],
    ['an occupation that the classification does not have', { occupations: [5] }],
    ['a place outside the grid', { x: 1024 }],
    ['a district that the city does not have', { district: 2 }],
    ['an age below zero', { age: -1 }],
    ['no number', { number: Number.NaN }],
    ['half a step', { y: 0.5 }],
  ])('of a seeker: %s', (_, wrong) => {
    const engine = market([lin], [seamstress]);
    expect(() => engine.putSeeker({ ...lin, ...wrong })).toThrow(RangeError);
    expect(() => engine.vacanciesFor({ ...lin, ...wrong }, 1)).toThrow(RangeError);
    expect(numbers(engine.seekersFor(seamstress, 5))).toEqual([1]);
  });

  it.each<[string, Partial<VacancyFacts>]>([
    ['wages reversed', { wageFrom: 61 }],
    ['a wage beyond the scale', { wageTo: WAGE_UNKNOWN }],
    ['a district that the city does not have', { district: 5 }],
  ])('of a vacancy: %s', (_, wrong) => {
    const engine = market([lin], [seamstress]);
    expect(() => engine.putVacancy({ ...seamstress, ...wrong })).toThrow(RangeError);
    expect(() => engine.seekersFor({ ...seamstress, ...wrong }, 1)).toThrow(RangeError);
    expect(numbers(engine.vacanciesFor(lin, 5))).toEqual([1]);
  });

  it('of a city: too many districts, a rule under which the farther occupation gives more, a day that is past', () => {
    const city = { tree, districts: 2 };
    expect(() => new MatchingEngine({ ...city, districts: MOST_DISTRICTS + 1 }, DEFAULT_RULE, today)).toThrow(
      RangeError,
    );
    const upsideDown = { ...DEFAULT_RULE, occupation: { same: 1, small: 2, mid: 3 } };
    expect(() => new MatchingEngine(city, upsideDown, today)).toThrow(RangeError);
    expect(() => market([], []).advanceTo(today - 1)).toThrow(RangeError);
    expect(() => market([], [seamstress]).vacanciesFor(lin, 0)).toThrow(RangeError);
    expect(() => market([], []).loadVacancies(2, () => seamstress)).toThrow(RangeError);
  });

  it('a snapshot of another rule', () => {
    const snapshot = market([lin], [seamstress]).snapshot();
    const other = { ...DEFAULT_RULE, priority: { any: 600, reserved: 1500 } };
    expect(() => MatchingEngine.restore({ tree, districts: 2 }, other, snapshot)).toThrow(/another city, rule/);
  });
});

describe('what is gone', () => {
  it('is not recommended again, and removing it twice changes nothing', () => {
    const engine = market([lin], [seamstress]);
    engine.removeVacancy(1);
    engine.removeVacancy(1);
    engine.removeSeeker(1);
    engine.removeSeeker(99);
    expect([...engine.vacanciesFor(lin, 5), ...engine.seekersFor(seamstress, 5)]).toEqual([]);
    engine.putVacancy(seamstress);
    expect(numbers(engine.vacanciesFor(lin, 5))).toEqual([1]);
  });
});
