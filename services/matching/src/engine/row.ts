import { ANYWHERE, type SeekerFacts, type VacancyFacts, WAGE_UNKNOWN } from './facts.ts';
import { FULL_MARKS, marks, type ScoreRule } from './rule.ts';

/**
 * What a row is sifted and scored by, four rows side by side in a group: ranges, bars, signature of the skills, place
 * (x and y, 16 bits each), and the rest: day, wage, flag, count of skills. Looked at only where that leaves it a chance:
 * number, reach and bucket, eight skills.
 */
export const KEY = 5;
export const ROWS_A_GROUP = 4;
export const [RANGES, BARS, SIGNATURES, PLACE, REST] = [0, 1, 2, 3, 4] as const;
export const [WAGE_AT, FLAG_AT, COUNT_AT] = [16, 26, 27] as const;
export const ROW = 6;
export const [NUMBER, REACH, SKILLS] = [0, 1, 2] as const;
export const BUCKET_AT = 10;
export const MOST_BUCKETS = 1 << 21;
export const EMPTY_SKILL = 0xffff;
const FAR = 0x7fffffff;

/** Four ranges in one word, a guard bit above each: one addition checks all, the guards stay where each holds. */
export const GUARDS = (1 << 3) | (1 << 11) | (1 << 19) | (1 << 30);
const DISTRICT_BIT = 8;
/** Signature bit of a vacancy that asks for no skill. */
export const ASKS_NOTHING = 1 << 31;

const ranges = (education: number, ageFrom: number, ageTo: number, wage: number) =>
  education | (ageFrom << 4) | ((127 - ageTo) << 12) | ((1023 - wage) << 20);

export const seekerRanges = ({ education, age, wage }: SeekerFacts) =>
  GUARDS | ranges(education, age, age, wage === WAGE_UNKNOWN ? 0 : wage);
export const vacancyRanges = ({ education, ageFrom, ageTo, wageTo }: VacancyFacts) =>
  -ranges(education, ageFrom, ageTo, wageTo);

/** What bars a row, and what a query asks of that word: any common bit bars. */
export const seekerBars = ({ limits, districts }: SeekerFacts) => limits | (~districts << DISTRICT_BIT);
export const vacancyAsks = ({ demands, district }: VacancyFacts) => demands | (1 << (DISTRICT_BIT + district));

export const placeOf = ({ x, y }: { x: number; y: number }) => x | (y << 16);
export const middleWage = ({ wageFrom, wageTo }: VacancyFacts) => (wageFrom + wageTo) >> 1;
export const squaredReach = (reach: number) => (reach === ANYWHERE ? FAR : reach * reach);

const signatureBit = (skill: number) => 1 << Math.min(30, Math.imul(skill, 0x9e3779b1) >>> 27);
export const signatureOf = (skills: readonly number[]) => {
  let signature = 0;
  for (let i = 0; i < skills.length; i++) signature |= signatureBit(skills[i]!);
  return signature;
};

/** Quicker on a handful than asking the list. */
const isRepeated = (list: readonly number[], at: number) => {
  for (let i = 0; i < at; i++) if (list[i] === list[at]) return true;
  return false;
};

/** One record made ready for its shelf: the words of its row, then those of its key. A sheet is filled again and again. */
export class Sheet {
  readonly words = new Int32Array(ROW + KEY);
  readonly buckets = new Int32Array(8);
  copies = 0;

  get number() {
    return this.words[NUMBER]!;
  }

  seeker(facts: SeekerFacts, districts: number) {
    this.fill(facts, facts.wage, facts.hardToEmploy);
    this.words[REACH] = facts.reach;
    this.words[ROW + RANGES] = seekerRanges(facts);
    this.words[ROW + BARS] = seekerBars(facts);
    this.copies = 0;
    for (let i = 0; i < facts.occupations.length; i++) {
      if (isRepeated(facts.occupations, i)) continue;
      this.buckets[this.copies++] = facts.occupations[i]! * districts + facts.district;
    }
  }

  vacancy(facts: VacancyFacts, districts: number) {
    const asked = this.fill(facts, middleWage(facts), facts.welcomesHardToEmploy);
    if (asked === 0) this.words[ROW + SIGNATURES] = ASKS_NOTHING;
    this.words[REACH] = ANYWHERE;
    this.words[ROW + RANGES] = vacancyRanges(facts);
    this.words[ROW + BARS] = facts.demands;
    this.buckets[0] = facts.occupation * districts + facts.district;
    this.copies = 1;
  }

  private fill(facts: SeekerFacts | VacancyFacts, wage: number, flagged: boolean) {
    const { words } = this;
    for (let i = SKILLS; i < ROW; i++) words[i] = -1;
    let count = 0;
    for (let i = 0; i < facts.skills.length; i++) {
      const skill = facts.skills[i]!;
      if (isRepeated(facts.skills, i)) continue;
      const at = SKILLS + (count >> 1);
      words[at] = count & 1 ? (words[at]! & 0xffff) | (skill << 16) : (EMPTY_SKILL << 16) | skill;
      count++;
    }
    words[NUMBER] = facts.number;
    words[ROW + SIGNATURES] = signatureOf(facts.skills);
    words[ROW + PLACE] = placeOf(facts);
    words[ROW + REST] = facts.day | (wage << WAGE_AT) | ((flagged ? 1 : 0) << FLAG_AT) | (count << COUNT_AT);
    return count;
  }
}

/** Points of the skills by `asked * 9 + had`. */
export const skillPoints = (rule: ScoreRule) =>
  Int32Array.from({ length: 81 }, (_, i) => {
    const [asked, had] = [Math.floor(i / 9), i % 9];
    return rule.skills * Math.min(FULL_MARKS, marks.skills(had, asked));
  });
