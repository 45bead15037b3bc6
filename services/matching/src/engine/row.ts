import { ANYWHERE, type SeekerFacts, type VacancyFacts, WAGE_UNKNOWN } from './facts.ts';
import { FULL_MARKS, marks, type ScoreRule } from './rule.ts';

/**
 * What a row is sifted and bounded by: ranges, bars, signature, place and wage. The rest is looked at only where that
 * bound leaves it a chance: number and count of skills, square of the reach, day and ceiling, eight skills. The ceiling
 * bounds what freshness and priority can ever give the row; freshness only fades, so it stays true.
 */
export const KEY = 4;
export const ROW = 7;
export const [NUMBER, REACH, DAY, SKILLS] = [0, 1, 2, 3] as const;
export const [RANGES, BARS, SIGNATURES, PLACE] = [0, 1, 2, 3] as const;
export const FLAGGED = 1 << 30;
export const EMPTY_SKILL = 0xffff;
const FAR = 0x7fffffff;

/** Four ranges in one word, a guard bit above each: one addition checks all, the guards stay where each holds. */
export const GUARDS = (1 << 3) | (1 << 11) | (1 << 19) | (1 << 30);
export const CLOSED = 1 << 8;
const DISTRICT_BIT = 9;
/** A vacancy's bars have room for how many skills it asks for: no query asks for those bits. */
export const ASKED_AT = DISTRICT_BIT;
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
export const seekerAsks = ({ limits }: SeekerFacts) => limits | CLOSED;
export const vacancyAsks = ({ demands, district }: VacancyFacts) => demands | CLOSED | (1 << (DISTRICT_BIT + district));

export const middleWage = ({ wageFrom, wageTo }: VacancyFacts) => (wageFrom + wageTo) >> 1;
export const squaredReach = (reach: number) => (reach === ANYWHERE ? FAR : reach * reach);

const signatureBit = (skill: number) => 1 << Math.min(30, Math.imul(skill, 0x9e3779b1) >>> 27);
export const signatureOf = (skills: readonly number[]) => {
  let signature = 0;
  for (let i = 0; i < skills.length; i++) signature |= signatureBit(skills[i]!);
  return signature;
};

/** One record made ready for its shelf; a sheet is filled again and again. */
export class Sheet {
  number = 0;
  place = 0;
  readonly words = new Int32Array(ROW);
  ranges = 0;
  bars = 0;
  signature = 0;
  ceiling = 0;
  readonly buckets = new Int32Array(8);
  copies = 0;

  private fill(
    facts: SeekerFacts | VacancyFacts,
    own: { wage: number; reach: number; flagged: boolean; ceiling: number },
  ) {
    const { words } = this;
    this.number = facts.number;
    this.ceiling = own.ceiling;
    this.place = facts.x | (facts.y << 10) | (own.wage << 20) | (own.flagged ? FLAGGED : 0);
    words[REACH] = squaredReach(own.reach);
    words[DAY] = facts.day | (own.ceiling << 16);
    for (let i = SKILLS; i < ROW; i++) words[i] = -1;
    let count = 0;
    for (let i = 0; i < facts.skills.length; i++) {
      const skill = facts.skills[i]!;
      if (facts.skills.indexOf(skill) < i) continue;
      const at = SKILLS + (count >> 1);
      words[at] = count & 1 ? (words[at]! & 0xffff) | (skill << 16) : (EMPTY_SKILL << 16) | skill;
      count++;
    }
    words[NUMBER] = facts.number | (count << 24);
    this.signature = signatureOf(facts.skills);
    return count;
  }

  writeTo(rows: Int32Array, keys: Int32Array, row: number) {
    const { words } = this;
    for (let word = 0, at = row * ROW; word < ROW; word++) rows[at + word] = words[word]!;
    const key = row * KEY;
    keys[key + RANGES] = this.ranges;
    keys[key + BARS] = this.bars;
    keys[key + SIGNATURES] = this.signature;
    keys[key + PLACE] = this.place;
  }

  /** Under a row's old ceiling it keeps its place in the order of the bucket. */
  placeUnder(ceiling: number) {
    this.words[DAY] = (this.words[DAY]! & 0xffff) | (ceiling << 16);
  }

  seeker(facts: SeekerFacts, rule: ScoreRule, today: number, districts: number) {
    const ceiling = rule.freshness * marks.freshness(today - facts.day) + (facts.hardToEmploy ? rule.priority.any : 0);
    this.fill(facts, { wage: facts.wage, reach: facts.reach, flagged: facts.hardToEmploy, ceiling });
    this.ranges = seekerRanges(facts);
    this.bars = seekerBars(facts);
    this.copies = 0;
    for (let i = 0; i < facts.occupations.length; i++) {
      const occupation = facts.occupations[i]!;
      if (facts.occupations.indexOf(occupation) === i)
        this.buckets[this.copies++] = occupation * districts + facts.district;
    }
  }

  vacancy(facts: VacancyFacts, rule: ScoreRule, today: number, districts: number) {
    const ceiling = rule.freshness * marks.freshness(today - facts.day);
    const own = { wage: middleWage(facts), reach: ANYWHERE, flagged: facts.welcomesHardToEmploy, ceiling };
    const asked = this.fill(facts, own);
    if (asked === 0) this.signature = ASKS_NOTHING;
    this.ranges = vacancyRanges(facts);
    this.bars = facts.demands | (asked << ASKED_AT);
    this.buckets[0] = facts.occupation * districts + facts.district;
    this.copies = 1;
  }
}

/** Points of the skills by `asked * 9 + had`. */
export const skillPoints = (rule: ScoreRule) =>
  Int32Array.from({ length: 81 }, (_, i) => {
    const [asked, had] = [Math.floor(i / 9), i % 9];
    return rule.skills * Math.min(FULL_MARKS, marks.skills(had, asked));
  });
