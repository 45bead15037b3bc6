import {
  divisionLevel,
  divisionPlace,
  type Education,
  hasPlaces,
  occupationCodes,
  type Place,
  withinDivision,
} from '@zhiqiao/domain';
import type { Pack } from '@zhiqiao/rules';
import {
  ANYWHERE,
  type City,
  MOST_DISTRICTS,
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
  'division' | 'occupationsWanted' | 'districts' | 'education' | 'wageWishFen' | 'category'
>;
export type Post = Pick<
  KnownVacancy,
  'occupation' | 'division' | 'wageFromFen' | 'wageToFen' | 'education' | 'publishedAt'
>;
/** What the engine is told of them; it numbers them itself. */
export type SeekerTold = Omit<SeekerFacts, 'number'>;
export type PostTold = Omit<VacancyFacts, 'number'>;

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

/** A profile does not say when its person was last heard of: all are as fresh as one another. */
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

/** GB/T 4658: a smaller first digit is higher; secondary vocational (4) and senior high (6) are the same level; 9 says nothing. */
const LEVEL: Record<string, number> = { 1: 6, 2: 5, 3: 4, 4: 3, 6: 3, 7: 2, 8: 1 };
const levelOf = (code: Education | undefined) => (code === undefined ? 0 : (LEVEL[code[0]!] ?? 0));

const FEN_A_STEP = 10_000;
const MOST_WAGE = WAGE_UNKNOWN - 1;
const steps = (fen: number) => Math.min(MOST_WAGE, Math.floor(fen / FEN_A_STEP));

export const isHardToEmploy = (rule: MarketRule, { category }: Seeker) => rule.hardToEmploy.includes(category);

export const tellSeeker = (rule: MarketRule, seeker: Seeker): SeekerTold => ({
  occupations: seeker.occupationsWanted.flatMap((code) => leafOf.get(code) ?? []),
  skills: [],
  ...placeOf(seeker.division),
  district: districtOf(seeker.division),
  districts: districtsOf(seeker.districts),
  reach: ANYWHERE,
  education: levelOf(seeker.education),
  age: 0,
  limits: 0,
  wage: seeker.wageWishFen === undefined ? WAGE_UNKNOWN : steps(seeker.wageWishFen),
  hardToEmploy: isHardToEmploy(rule, seeker),
  day: ALWAYS_FRESH,
});

export const tellPost = (post: Post): PostTold => ({
  occupation: leafOf.get(post.occupation)!,
  skills: [],
  ...placeOf(post.division),
  district: districtOf(post.division),
  education: levelOf(post.education),
  ageFrom: 0,
  ageTo: 127,
  demands: 0,
  wageFrom: steps(post.wageFromFen),
  wageTo: steps(post.wageToFen),
  welcomesHardToEmploy: false,
  day: post.publishedAt === undefined ? 0 : dayOf(new Date(post.publishedAt)),
});

/** Among whom attention should be even; what a profile does not know (age, sex) cannot be told apart here. */
export const groupsOf = (rule: MarketRule, seeker: Seeker): Record<string, string> => ({
  district: seeker.division.slice(0, 6),
  hardToEmploy: isHardToEmploy(rule, seeker) ? 'yes' : 'no',
  education: seeker.education,
});
