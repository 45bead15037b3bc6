/**
 * A city made of one seed, as peers in any language can read it: fixed-width records of 32-bit words. Occupations are
 * Zipf-distributed over 1,636 leaves, people and posts lie around the centre of a 4 × 4 grid of districts.
 */
import { ANYWHERE, type City, occupationTree, type SeekerFacts, type VacancyFacts } from '@zhiqiao/matching/engine';

const [LEAVES, SMALL, MID] = [1636, 449, 79];
const DISTRICT_SIDE = 160;
export const TODAY = 365;
const FAR = 0x7fffffff;

export const SEEKER = {
  occupations: 0,
  x: 3,
  y: 4,
  district: 5,
  districts: 6,
  squaredReach: 7,
  education: 8,
  age: 9,
  limits: 10,
  wage: 11,
  hardToEmploy: 12,
  day: 13,
  skillCount: 14,
  skills: 15,
  words: 23,
} as const;
export const VACANCY = {
  occupation: 0,
  x: 1,
  y: 2,
  district: 3,
  education: 4,
  ageFrom: 5,
  ageTo: 6,
  demands: 7,
  wageFrom: 8,
  wageTo: 9,
  welcomes: 10,
  day: 11,
  skillCount: 12,
  skills: 13,
  words: 21,
} as const;

export type Market = {
  smallOf: Uint16Array;
  midOf: Uint16Array;
  seekers: Int32Array;
  vacancies: Int32Array;
  /** Who asks in the runs. */
  asking: { seekers: Int32Array; vacancies: Int32Array };
};

const dice = (seed: number) => {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  const bell = () => (next() + next() + next() + next() + next() + next() - 3) * Math.SQRT2;
  const zipf = (n: number, exponent: number) => {
    const sums = new Float64Array(n);
    let total = 0;
    for (let i = 0; i < n; i++) {
      total += (i + 1) ** -exponent;
      sums[i] = total;
    }
    return () => {
      const aim = next() * total;
      let [low, high] = [0, n - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sums[middle]! < aim) low = middle + 1;
        else high = middle;
      }
      return low;
    };
  };
  return { next, below, bell, zipf };
};

/** Every group has one member at least, the rest fall where they may; then in order. */
const groupsOf = (members: number, groups: number, below: (n: number) => number) =>
  Uint16Array.from({ length: members }, (_, i) => (i < groups ? i : below(groups))).sort();

const between = (low: number, value: number, high: number) => Math.min(high, Math.max(low, Math.round(value)));

export const makeMarket = (seekerCount: number, vacancyCount: number, questions: number): Market => {
  const { next, below, bell, zipf } = dice(20_041_030);
  const smallOf = groupsOf(LEAVES, SMALL, below);
  const midOfSmall = groupsOf(SMALL, MID, below);
  const midOf = smallOf.map((small) => midOfSmall[small]!);

  const offered = Array.from({ length: LEAVES }, (_, leaf) => leaf);
  for (let i = LEAVES - 1; i > 0; i--) {
    const other = below(i + 1);
    [offered[i], offered[other]] = [offered[other]!, offered[i]!];
  }
  const wanted = [...offered];
  for (let i = 0; i + 30 < LEAVES; i++) {
    const other = i + below(30);
    [wanted[i], wanted[other]] = [wanted[other]!, wanted[i]!];
  }
  const [occupationRank, generalSkill, ownSkill] = [zipf(LEAVES, 1), zipf(100, 0.8), zipf(60, 0.8)];
  const educationLevel = (shift: number) => {
    const shares = [0.05, 0.2, 0.25, 0.2, 0.15, 0.1, 0.04, 0.01];
    let [left, level] = [next(), 0];
    for (; level < 7; level++) {
      left -= shares[level]!;
      if (left <= 0) break;
    }
    return between(0, level + shift, 7);
  };
  const skillsInto = (record: Int32Array, at: { skillCount: number; skills: number }, most: number, leaf: number) => {
    const skills = new Set<number>();
    for (let tries = 0; tries < most * 3 && skills.size < most; tries++)
      skills.add(next() < 0.25 ? generalSkill() : 100 + midOf[leaf]! * 24 + ownSkill());
    record.fill(0xffff, at.skills, at.skills + 8);
    record.set([...skills], at.skills);
    record[at.skillCount] = skills.size;
  };
  const coordinate = () => between(0, 320 + bell() * 120, 639);
  const districtAt = (x: number, y: number) => Math.floor(y / DISTRICT_SIDE) * 4 + Math.floor(x / DISTRICT_SIDE);
  const neighbours = (district: number) => {
    let welcome = 1 << district;
    for (let other = 0; other < 16; other++) {
      const [rows, columns] = [(other >> 2) - (district >> 2), (other & 3) - (district & 3)];
      if (Math.abs(rows) <= 1 && Math.abs(columns) <= 1 && next() < 0.6) welcome |= 1 << other;
    }
    return welcome;
  };

  const vacancies = new Int32Array(vacancyCount * VACANCY.words);
  for (let i = 0; i < vacancyCount; i++) {
    const record = vacancies.subarray(i * VACANCY.words, (i + 1) * VACANCY.words);
    const [x, y] = [coordinate(), coordinate()];
    const education = educationLevel(-1);
    const wageFrom = between(25, 45 + education * 8 + bell() * 15, 900);
    record[VACANCY.occupation] = offered[occupationRank()]!;
    record[VACANCY.x] = x;
    record[VACANCY.y] = y;
    record[VACANCY.district] = districtAt(x, y);
    record[VACANCY.education] = education;
    record[VACANCY.ageFrom] = 16 + (next() < 0.5 ? 0 : below(6));
    record[VACANCY.ageTo] = next() < 0.5 ? 60 : 35 + below(26);
    record[VACANCY.demands] = next() < 0.5 ? 0 : below(256) & below(256);
    record[VACANCY.wageFrom] = wageFrom;
    record[VACANCY.wageTo] = Math.min(1000, wageFrom + below(60));
    record[VACANCY.welcomes] = next() < 0.1 ? 1 : 0;
    record[VACANCY.day] = TODAY - Math.floor(next() ** 2 * 180);
    skillsInto(record, VACANCY, 1 + below(6), record[VACANCY.occupation]!);
  }

  const seekers = new Int32Array(seekerCount * SEEKER.words);
  for (let i = 0; i < seekerCount; i++) {
    const record = seekers.subarray(i * SEEKER.words, (i + 1) * SEEKER.words);
    const [x, y] = [coordinate(), coordinate()];
    const education = educationLevel(0);
    const reach = next() < 0.2 ? ANYWHERE : 50 + below(250);
    const occupations = new Set(Array.from({ length: 1 + below(3) }, () => wanted[occupationRank()]!));
    record.fill(0xffff, SEEKER.occupations, 3).set([...occupations], SEEKER.occupations);
    record[SEEKER.x] = x;
    record[SEEKER.y] = y;
    record[SEEKER.district] = districtAt(x, y);
    record[SEEKER.districts] = next() < 0.3 ? 0xffff : neighbours(districtAt(x, y));
    record[SEEKER.squaredReach] = reach === ANYWHERE ? FAR : reach * reach;
    record[SEEKER.education] = education;
    record[SEEKER.age] = 16 + Math.min(48, Math.floor((next() + next()) * 26));
    record[SEEKER.limits] = next() < 0.9 ? 0 : 1 << below(8);
    record[SEEKER.wage] = between(20, 40 + education * 7 + bell() * 15, 900);
    record[SEEKER.hardToEmploy] = next() < 0.08 ? 1 : 0;
    record[SEEKER.day] = TODAY - Math.floor(next() ** 2 * 364);
    skillsInto(record, SEEKER, 1 + below(8), record[SEEKER.occupations]!);
  }
  const asking = (of: number) => Int32Array.from({ length: questions }, () => below(of));
  return {
    smallOf,
    midOf,
    seekers,
    vacancies,
    asking: { seekers: asking(seekerCount), vacancies: asking(vacancyCount) },
  };
};

export const cityOf = ({ smallOf, midOf }: Pick<Market, 'smallOf' | 'midOf'>): City => ({
  tree: occupationTree(smallOf, midOf),
  districts: 16,
});

/** One list of each length, filled again and again: none grows or shrinks. */
const listsUpTo = (most: number) => {
  const lists = Array.from({ length: most + 1 }, (_, length) => new Array<number>(length).fill(0));
  return (words: Int32Array, from: number): number[] => {
    let count = 0;
    while (count < most && words[from + count] !== 0xffff) count++;
    const list = lists[count]!;
    for (let i = 0; i < count; i++) list[i] = words[from + i]!;
    return list;
  };
};

/** Fills one object again and again, as a loader may. */
export const seekerReader = ({ seekers }: Market): ((i: number) => SeekerFacts) => {
  const facts = {} as { -readonly [F in keyof SeekerFacts]: SeekerFacts[F] };
  const [occupations, skills] = [listsUpTo(3), listsUpTo(8)];
  return (i) => {
    const at = i * SEEKER.words;
    const squared = seekers[at + SEEKER.squaredReach]!;
    facts.number = i;
    facts.occupations = occupations(seekers, at + SEEKER.occupations);
    facts.skills = skills(seekers, at + SEEKER.skills);
    facts.x = seekers[at + SEEKER.x]!;
    facts.y = seekers[at + SEEKER.y]!;
    facts.district = seekers[at + SEEKER.district]!;
    facts.districts = seekers[at + SEEKER.districts]!;
    facts.reach = squared === FAR ? ANYWHERE : Math.sqrt(squared);
    facts.education = seekers[at + SEEKER.education]!;
    facts.age = seekers[at + SEEKER.age]!;
    facts.limits = seekers[at + SEEKER.limits]!;
    facts.wage = seekers[at + SEEKER.wage]!;
    facts.hardToEmploy = seekers[at + SEEKER.hardToEmploy] === 1;
    facts.day = seekers[at + SEEKER.day]!;
    return facts;
  };
};

export const vacancyReader = ({ vacancies }: Market): ((i: number) => VacancyFacts) => {
  const facts = {} as { -readonly [F in keyof VacancyFacts]: VacancyFacts[F] };
  const skills = listsUpTo(8);
  return (i) => {
    const at = i * VACANCY.words;
    facts.number = i;
    facts.skills = skills(vacancies, at + VACANCY.skills);
    facts.occupation = vacancies[at + VACANCY.occupation]!;
    facts.x = vacancies[at + VACANCY.x]!;
    facts.y = vacancies[at + VACANCY.y]!;
    facts.district = vacancies[at + VACANCY.district]!;
    facts.education = vacancies[at + VACANCY.education]!;
    facts.ageFrom = vacancies[at + VACANCY.ageFrom]!;
    facts.ageTo = vacancies[at + VACANCY.ageTo]!;
    facts.demands = vacancies[at + VACANCY.demands]!;
    facts.wageFrom = vacancies[at + VACANCY.wageFrom]!;
    facts.wageTo = vacancies[at + VACANCY.wageTo]!;
    facts.welcomesHardToEmploy = vacancies[at + VACANCY.welcomes] === 1;
    facts.day = vacancies[at + VACANCY.day]!;
    return facts;
  };
};
