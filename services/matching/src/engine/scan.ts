import { ANYWHERE } from './facts.ts';
import { ASKED, FOUND, FOUND_AT, MOST_RANGES, MOST_ROWS, RANGE, RANGES_AT } from './kernel.ts';
import type { OccupationTree } from './occupations.ts';
import { COUNT_AT, EMPTY_SKILL, NUMBER, REACH, REST, ROW, ROWS_A_GROUP, SKILLS } from './row.ts';
import { FULL_MARKS, marks, type ScoreRule } from './rule.ts';
import { BUCKET, COUNT, FLAGS, LATEST, type Shelf, SIGNATURE, START } from './shelf.ts';
import { wordOf } from './sieve.ts';

/** Takes in whoever reaches its floor, which may rise meanwhile. */
export type Collector = { readonly floor: number; offer(score: number, number: number): void };

/** One query against one shelf, whichever side it comes from. */
export type Question = {
  occupations: readonly number[];
  ranges: number;
  asks: number;
  x: number;
  y: number;
  /** Squared. */
  reach: number;
  wage: number;
  /** 1: the rows offer, the query wishes; -1: the other way round; 0: no wish is known. */
  wageSign: number;
  skills: readonly number[];
  signature: number;
  /** How many skills the query asks for; -1 where the rows ask. */
  asked: number;
  /** Points of priority for a row with the flag and without it. */
  flagged: number;
  plain: number;
  /** Districts that rows may lie in, one bit each. */
  districts: number;
};

/** Fewer at first, for all that are sifted at once are sifted by what the best were before them. */
const FIRST_ROWS = 64;

const bitsIn = (word: number) => {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/**
 * Visits the buckets that can hold a match, closest occupations and nearest districts first, and leaves out whatever
 * cannot reach the floor of the best: all of a group, a district, a bucket, a row by the sieve.
 */
export class Scan {
  private readonly tree: OccupationTree;
  private readonly rule: ScoreRule;
  private readonly points: Int32Array;
  private readonly distancePoints: Int32Array;
  private readonly nearest: Int32Array;
  private readonly visited: Int32Array;
  private readonly hasSkill = new Uint8Array(1 << 16);
  private queries = 0;
  private rangesListed = 0;
  private rowsListed = 0;
  private districtsInReach = 0;

  constructor(tree: OccupationTree, rule: ScoreRule, points: Int32Array, districts: number) {
    this.tree = tree;
    this.rule = rule;
    this.points = points;
    this.distancePoints = new Int32Array(districts);
    this.nearest = new Int32Array(districts);
    this.visited = new Int32Array(tree.leaves);
  }

  run(shelf: Shelf, question: Question, today: number, best: Collector) {
    const { smallOf, midOf, smallFrom, midFrom } = this.tree;
    const { occupations, skills } = question;
    const { same, small, mid } = this.rule.occupation;
    const query = ++this.queries;
    this.ask(shelf, question, today);
    this.orderDistricts(shelf, question);
    for (const skill of skills) this.hasSkill[skill] = 1;
    for (const leaf of occupations) this.leaves(shelf, question, today, best, leaf, leaf + 1, same, query);
    for (const leaf of occupations) {
      const group = smallOf[leaf]!;
      this.leaves(shelf, question, today, best, smallFrom[group]!, smallFrom[group + 1]!, small, query);
    }
    for (const leaf of occupations) {
      const group = midOf[leaf]!;
      this.leaves(shelf, question, today, best, midFrom[group]!, midFrom[group + 1]!, mid, query);
    }
    for (const skill of skills) this.hasSkill[skill] = 0;
  }

  private ask(shelf: Shelf, question: Question, today: number) {
    const { words } = shelf.sieve;
    const { wage, wageSign, skills, signature, asked } = question;
    const weights = this.rule;
    const wageStep = 10 * weights.wage * wageSign;
    words[ASKED.ranges] = question.ranges;
    words[ASKED.bars] = question.asks;
    words[ASKED.place] = question.x | (question.y << 16);
    words[ASKED.reach] = question.reach;
    words[ASKED.wageFrom] = 500 * weights.wage - wageStep * wage;
    words[ASKED.wageStep] = wageStep;
    words[ASKED.wageMost] = FULL_MARKS * weights.wage;
    words[ASKED.wageUnknown] = 500 * weights.wage;
    words[ASKED.distanceMost] = FULL_MARKS * weights.distance;
    words[ASKED.distanceStep] = 4 * weights.distance;
    words[ASKED.freshnessFrom] = weights.freshness * (FULL_MARKS - 10 * today);
    words[ASKED.freshnessStep] = 10 * weights.freshness;
    words[ASKED.freshnessMost] = FULL_MARKS * weights.freshness;
    words[ASKED.flagged] = question.flagged;
    words[ASKED.plain] = question.plain;
    words[ASKED.signature] = asked < 0 ? ~signature : signature;
    words[ASKED.count] = asked;
    words[ASKED.shared] = skills.length - bitsIn(signature & 0x7fffffff);
    words[ASKED.skills] = weights.skills;
    words[ASKED.mostOfSkills] = FULL_MARKS * weights.skills;
  }

  private orderDistricts(shelf: Shelf, { x, y, reach, districts }: Question) {
    const { boxes } = shelf;
    const { nearest, distancePoints } = this;
    let count = 0;
    for (let district = 0; district < nearest.length; district++) {
      if (!((districts >>> district) & 1)) continue;
      const at = district * 4;
      const dx = Math.max(boxes[at]! - x, 0, x - boxes[at + 2]!);
      const dy = Math.max(boxes[at + 1]! - y, 0, y - boxes[at + 3]!);
      const squared = dx * dx + dy * dy;
      if (squared > reach) continue;
      const points = this.rule.distance * marks.distance(Math.sqrt(squared));
      distancePoints[district] = points;
      let i = count++;
      for (; i > 0 && distancePoints[nearest[i - 1]!]! < points; i--) nearest[i] = nearest[i - 1]!;
      nearest[i] = district;
    }
    this.districtsInReach = count;
  }

  private leaves(
    shelf: Shelf,
    question: Question,
    today: number,
    best: Collector,
    from: number,
    to: number,
    base: number,
    query: number,
  ) {
    const { nearest, distancePoints, visited, districtsInReach } = this;
    const { buckets } = shelf;
    const { plain, flagged, signature, asked } = question;
    const { skills, wage, freshness } = this.rule;
    const mostOfSkills = FULL_MARKS * skills;
    const apartFromSkills = FULL_MARKS * wage;
    const most = base + mostOfSkills + apartFromSkills + FULL_MARKS * freshness + flagged;
    for (let leaf = from; leaf < to; leaf++) {
      if (visited[leaf] === query) continue;
      visited[leaf] = query;
      for (let i = 0; i < districtsInReach; i++) {
        const district = nearest[i]!;
        // Those that follow are farther away.
        if (most + distancePoints[district]! < best.floor) break;
        const bucket = (leaf * nearest.length + district) * BUCKET;
        const count = buckets[bucket + COUNT]!;
        if (count === 0) continue;
        const fresh = FULL_MARKS + 10 * (buckets[bucket + LATEST]! - today);
        const priority = buckets[bucket + FLAGS] ? flagged : plain;
        const others =
          apartFromSkills + distancePoints[district]! + priority + freshness * Math.max(0, Math.min(FULL_MARKS, fresh));
        const skillsNeeded = best.floor - base - others;
        if (skillsNeeded > mostOfSkills) continue;
        if (skillsNeeded > 0 && asked !== 0 && !(buckets[bucket + SIGNATURE]! & signature)) continue;
        this.sift(shelf, asked, best, buckets[bucket + START]!, count, base, others);
      }
    }
    this.score(shelf, asked, best, base);
  }

  /** Puts rows on the list of those to be sifted, all or some at once. */
  private sift(
    shelf: Shelf,
    asked: number,
    best: Collector,
    start: number,
    count: number,
    base: number,
    others: number,
  ) {
    const { words } = shelf.sieve;
    let from = start;
    for (let left = count; left > 0; ) {
      const most = best.floor < 0 ? FIRST_ROWS : MOST_ROWS;
      const taken = Math.min(left, most - this.rowsListed);
      const range = RANGES_AT + this.rangesListed++ * RANGE;
      words[range] = from;
      words[range + 1] = from + taken;
      words[range + 2] = others;
      this.rowsListed += (taken + ROWS_A_GROUP - 1) & -ROWS_A_GROUP;
      from += taken;
      left -= taken;
      if (this.rowsListed >= most || this.rangesListed === MOST_RANGES) this.score(shelf, asked, best, base);
    }
  }

  /** Sifts what is on the list, and scores what is left. */
  private score(shelf: Shelf, askedSkills: number, best: Collector, base: number) {
    if (this.rangesListed === 0) return;
    const { rows, sieve } = shelf;
    const { words } = sieve;
    const { hasSkill, points } = this;
    const foundTo = sieve.run((RANGES_AT + this.rangesListed * RANGE) * 4, best.floor - base) >> 2;
    this.rangesListed = 0;
    this.rowsListed = 0;
    for (let i = FOUND_AT; i < foundTo; i += FOUND) {
      const at = words[i]! * ROW;
      const reach = rows[at + REACH]! & ANYWHERE;
      if (reach !== ANYWHERE && words[i + 2]! > reach * reach) continue;
      const a = rows[at + SKILLS]!;
      const b = rows[at + SKILLS + 1]!;
      const c = rows[at + SKILLS + 2]!;
      const d = rows[at + SKILLS + 3]!;
      const had =
        hasSkill[a & EMPTY_SKILL]! +
        hasSkill[a >>> 16]! +
        hasSkill[b & EMPTY_SKILL]! +
        hasSkill[b >>> 16]! +
        hasSkill[c & EMPTY_SKILL]! +
        hasSkill[c >>> 16]! +
        hasSkill[d & EMPTY_SKILL]! +
        hasSkill[d >>> 16]!;
      const asked = askedSkills < 0 ? words[wordOf(words[i]!) + REST * ROWS_A_GROUP]! >> COUNT_AT : askedSkills;
      const score = base + words[i + 1]! + points[asked * 9 + had]!;
      if (score >= best.floor) best.offer(score, rows[at + NUMBER]!);
    }
  }
}
