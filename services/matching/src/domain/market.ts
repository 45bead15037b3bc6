import {
  divisionLevel,
  divisionPlace,
  type Education,
  hasPlaces,
  occupationCodes,
  type Place,
  type Shift,
  WORK_DEMAND,
  type WorkDemand,
  withinDivision,
} from '@zhiqiao/domain';
import type { Pack } from '@zhiqiao/rules';
import {
  ANYWHERE,
  type City,
  MOST_DISTRICTS,
  MOST_SKILLS,
  numberOccupations,
  type ScoreRule,
  type SeekerFacts,
  type VacancyFacts,
  WAGE_UNKNOWN,
} from '../engine/index.ts';
import type { KnownProfile } from './profile.ts';
import type { KnownVacancy } from './vacancy.ts';

/** What counts of a seeker and of a post. Neither sex, age, ethnicity nor origin is in them. */
export type Seeker = Pick<
  KnownProfile,
  | 'division'
  | 'departure'
  | 'reachKm'
  | 'shifts'
  | 'occupationsWanted'
  | 'districts'
  | 'education'
  | 'wageWishFen'
  | 'category'
  | 'seenAt'
> & { skills?: readonly string[]; needs?: readonly WorkDemand[] };
export type Post = Pick<
  KnownVacancy,
  | 'occupation'
  | 'division'
  | 'wageFromFen'
  | 'wageToFen'
  | 'education'
  | 'skills'
  | 'shift'
  | 'demands'
  | 'welcomesHardToEmploy'
  | 'publishedAt'
>;
/** What the engine is told of them; who owns it numbers them and their skills. */
export type SeekerTold = Omit<SeekerFacts, 'number' | 'skills'> & { skills: readonly string[] };
export type PostTold = Omit<VacancyFacts, 'number' | 'skills'> & { skills: readonly string[] };

/** All of it a parameter of the city, so that it can be shown and changed. */
export type MarketRule = { score: ScoreRule; nearEqual: number; hardToEmploy: readonly string[]; pack: string };

const { leafOf, tree } = numberOccupations(occupationCodes());
export const isClassified = (occupation: string) => leafOf.has(occupation);
export const CITY: City = { tree, districts: MOST_DISTRICTS };

/** Without places nothing is known of distances, so they give no points. */
export const marketRuleOf = (pack: Pack): MarketRule => {
  const row = pack.table('matching.scoreRule')[0]!;
  const points = (name: string) => {
    const value = row[name];
    if (value === undefined) throw new RangeError(`matching.scoreRule does not say ${name}`);
    return value;
  };
  return {
    score: {
      occupation: { same: points('occupationSame'), small: points('occupationSmall'), mid: points('occupationMid') },
      skills: points('skills'),
      wage: points('wage'),
      distance: hasPlaces(pack.city) ? points('distance') : 0,
      freshness: points('freshness'),
      priority: { any: points('priorityAny'), reserved: points('priorityReserved') },
    },
    nearEqual: pack.number('matching.nearEqualPoints'),
    hardToEmploy: pack.list('matching.hardToEmployCategories'),
    pack: pack.version,
  };
};

const DAY_MS = 86_400_000;
const TO_SHANGHAI_MS = 8 * 3_600_000;
/** Days are counted, so that they can be told apart in whole numbers. */
export const dayOf = (instant: Date) => Math.floor((instant.getTime() + TO_SHANGHAI_MS) / DAY_MS);

/** Of whom it is not known when she was last heard of. */
const ALWAYS_FRESH = 0xffff;
const MIDDLE: Place = { x: 512, y: 512 };
export const placeOf = (division: string) => divisionPlace(division) ?? MIDDLE;

/** A post for the whole city lies in a place of its own, open to all. Two districts may share one; `welcomes` tells them apart. */
const CITY_WIDE = MOST_DISTRICTS - 1;
const EVERYWHERE = 2 ** MOST_DISTRICTS - 1;
const districtOf = (division: string) =>
  divisionLevel(division) === 'city' ? CITY_WIDE : Number(division.slice(2, 6)) % CITY_WIDE;
const districtsOf = (wishes: readonly string[]) => {
  if (wishes.length === 0 || wishes.some((wish) => divisionLevel(wish) === 'city')) return EVERYWHERE;
  return wishes.reduce((bits, wish) => bits | (1 << districtOf(wish)), 1 << CITY_WIDE);
};

/** Whether a post lies, or may lie, where the seeker would work. Who named no place would work anywhere in the city. */
export const welcomes = ({ districts }: Seeker, { division }: Post) =>
  districts.length === 0 || districts.some((wish) => withinDivision(wish, division) || withinDivision(division, wish));

/** Where she sets out from. */
export const homeOf = ({ departure, division }: Seeker) => departure ?? division;
const isPlaced = (division: string) => divisionPlace(division) !== undefined;

const STEPS_A_KM = 10;
export const kilometresBetween = (one: string, other: string) => {
  const [from, to] = [placeOf(one), placeOf(other)];
  return Math.hypot(from.x - to.x, from.y - to.y) / STEPS_A_KM;
};

/** How far the commute may go, where it is known from where: a city that has entered no places bounds nobody. */
const reachOf = (seeker: Seeker) =>
  seeker.reachKm === undefined || !isPlaced(homeOf(seeker)) ? ANYWHERE : seeker.reachKm * STEPS_A_KM;
/** Whoever bounds her commute is not sent to a post of which nobody knows where it lies. */
export const isReachKnown = (seeker: Seeker, { division }: Post) => reachOf(seeker) === ANYWHERE || isPlaced(division);

/** What the shift takes of the day; those who can work at the hours but not in the shift are told apart by `canWork`. */
const HOURS = { DAY: 1, NIGHT: 2, ROTATING: 3 } as const satisfies Record<Shift, number>;
const ALL_HOURS = 3;
/** Who named no shift can work in any; a post that names none excludes nobody. */
export const canWork = ({ shifts = [] }: Seeker, { shift }: Post) =>
  shifts.length === 0 || shift === undefined || shifts.includes(shift);
const hoursShut = (shifts: readonly Shift[]) =>
  shifts.length === 0 ? 0 : ALL_HOURS & ~shifts.reduce((hours, shift) => hours | HOURS[shift], 0);

const DEMANDS = Object.keys(WORK_DEMAND) as WorkDemand[];
const demandBits = (demands: readonly WorkDemand[]) =>
  demands.reduce((bits, demand) => bits | ((ALL_HOURS + 1) << DEMANDS.indexOf(demand)), 0);

/** What the engine cannot tell apart, looked at once more. */
export const suits = (seeker: Seeker, post: Post) =>
  welcomes(seeker, post) && canWork(seeker, post) && isReachKnown(seeker, post);

/** The first eight in her order, or in the employer's; the others are read but do not count. */
export const countingSkills = ({ skills = [] }: { skills?: readonly string[] | undefined }) =>
  skills.slice(0, MOST_SKILLS);

/** GB/T 4658: a smaller first digit is higher; secondary vocational (4) and senior high (6) are the same level; 9 says nothing. */
const LEVEL: Record<string, number> = { 1: 6, 2: 5, 3: 4, 4: 3, 6: 3, 7: 2, 8: 1 };
const levelOf = (code: Education | undefined) => (code === undefined ? 0 : (LEVEL[code[0]!] ?? 0));

const FEN_A_STEP = 10_000;
const MOST_WAGE = WAGE_UNKNOWN - 1;
const steps = (fen: number) => Math.min(MOST_WAGE, Math.floor(fen / FEN_A_STEP));

export const isHardToEmploy = (rule: MarketRule, { category }: Seeker) => rule.hardToEmploy.includes(category);

export const tellSeeker = (rule: MarketRule, seeker: Seeker): SeekerTold => ({
  occupations: seeker.occupationsWanted.flatMap((code) => leafOf.get(code) ?? []),
  skills: countingSkills(seeker),
  ...placeOf(homeOf(seeker)),
  district: districtOf(homeOf(seeker)),
  districts: districtsOf(seeker.districts),
  reach: reachOf(seeker),
  education: levelOf(seeker.education),
  age: 0,
  limits: hoursShut(seeker.shifts ?? []) | demandBits(seeker.needs ?? []),
  wage: seeker.wageWishFen === undefined ? WAGE_UNKNOWN : steps(seeker.wageWishFen),
  hardToEmploy: isHardToEmploy(rule, seeker),
  day: seeker.seenAt === undefined ? ALWAYS_FRESH : dayOf(new Date(seeker.seenAt)),
});

export const tellPost = (post: Post): PostTold => ({
  occupation: leafOf.get(post.occupation)!,
  skills: countingSkills(post),
  ...placeOf(post.division),
  district: districtOf(post.division),
  education: levelOf(post.education),
  ageFrom: 0,
  ageTo: 127,
  demands: (post.shift === undefined ? 0 : HOURS[post.shift]) | demandBits(post.demands ?? []),
  wageFrom: steps(post.wageFromFen),
  wageTo: steps(post.wageToFen),
  welcomesHardToEmploy: post.welcomesHardToEmploy === true,
  day: post.publishedAt === undefined ? 0 : dayOf(new Date(post.publishedAt)),
});

/** Among whom attention should be even; what a profile does not know (age, sex) cannot be told apart here. */
export const groupsOf = (rule: MarketRule, seeker: Seeker): Record<string, string> => ({
  district: seeker.division.slice(0, 6),
  hardToEmploy: isHardToEmploy(rule, seeker) ? 'yes' : 'no',
  education: seeker.education,
});
