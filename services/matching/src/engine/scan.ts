import { WAGE_UNKNOWN } from './facts.ts';
import type { OccupationTree } from './occupations.ts';
import {
  ASKED_AT,
  BARS,
  DAY,
  EMPTY_SKILL,
  FLAGGED,
  GUARDS,
  KEY,
  NUMBER,
  PLACE,
  RANGES,
  REACH,
  ROW,
  SIGNATURES,
  SKILLS,
} from './row.ts';
import { FULL_MARKS, type ScoreRule } from './rule.ts';
import { BUCKET, CEILING, COUNT, type Shelf, SIGNATURE, SORTED, START } from './shelf.ts';

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
  /** Points of priority for a row with the flag and without it, and what a row's ceiling does not hold of them. */
  flagged: number;
  plain: number;
  aboveCeiling: number;
  /** Districts that rows may lie in, one bit each. */
  districts: number;
};

const [FIRST_CHUNK, CHUNK] = [64, 256];

const bitsIn = (word: number) => {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/**
 * Visits the buckets that can hold a match, closest occupations and nearest districts first, and leaves out whatever
 * cannot reach the floor of the best: by district, by bucket, by ceiling, by skills in common.
 */
export class Scan {
  private readonly tree: OccupationTree;
  private readonly rule: ScoreRule;
  private readonly points: Int32Array;
  private readonly distancePoints: Int32Array;
  private readonly nearest: Int32Array;
  private readonly visited: Int32Array;
  private readonly hasSkill = new Uint8Array(1 << 16);
  private readonly survivors = new Int32Array(CHUNK);
  private queries = 0;
  private districtsInReach = 0;
  private sharedBits = 0;

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
    const { occupations, skills, signature } = question;
    const { same, small, mid } = this.rule.occupation;
    const query = ++this.queries;
    this.sharedBits = skills.length - bitsIn(signature & 0x7fffffff);
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
      const marks = FULL_MARKS - 4 * (Math.sqrt(squared) | 0);
      const points = this.rule.distance * Math.max(0, marks);
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
    const most = base + FULL_MARKS * (this.rule.skills + this.rule.wage) + question.aboveCeiling;
    const skillsMatter = question.asked === 0 ? 0 : FULL_MARKS * this.rule.skills;
    for (let leaf = from; leaf < to; leaf++) {
      if (visited[leaf] === query) continue;
      visited[leaf] = query;
      for (let i = 0; i < districtsInReach; i++) {
        const district = nearest[i]!;
        const bucket = (leaf * nearest.length + district) * BUCKET;
        const count = buckets[bucket + COUNT]!;
        if (count === 0) continue;
        const room = most + distancePoints[district]!;
        const ceiling = buckets[bucket + CEILING]!;
        const short = best.floor - room - ceiling;
        if (short > 0) continue;
        if (short + skillsMatter > 0 && !(buckets[bucket + SIGNATURE]! & question.signature)) continue;
        const start = buckets[bucket + START]!;
        const sorted = buckets[bucket + SORTED]!;
        this.rows(shelf, question, today, best, start, start + sorted, base, room, ceiling, true);
        if (sorted < count)
          this.rows(shelf, question, today, best, start + sorted, start + count, base, room, ceiling, false);
      }
    }
  }

  /** Where the rows are sorted the first of a chunk bounds all that follow. */
  private rows(
    shelf: Shelf,
    question: Question,
    today: number,
    best: Collector,
    from: number,
    to: number,
    base: number,
    room: number,
    bucketCeiling: number,
    sorted: boolean,
  ) {
    const { rows, keys } = shelf;
    const { survivors, hasSkill, points, sharedBits } = this;
    const { x, y, reach, wage, wageSign, signature, asked, flagged, plain } = question;
    const { wage: wageWeight, distance: distanceWeight, freshness: freshnessWeight } = this.rule;
    const mostOfSkills = FULL_MARKS * this.rule.skills;
    const aboveCeiling = base + question.aboveCeiling;
    const nearest = room - aboveCeiling - FULL_MARKS * (this.rule.skills + wageWeight);
    let size = FIRST_CHUNK;
    for (let chunk = from; chunk < to; chunk += size, size = CHUNK) {
      const ceiling = sorted && chunk > from ? rows[chunk * ROW + DAY]! >>> 16 : bucketCeiling;
      if (room + ceiling < best.floor) return;
      const end = Math.min(chunk + size, to);
      const lack = best.floor - (room + ceiling - mostOfSkills);
      const found = this.sift(keys, question, chunk, end, lack > 0);
      const apart = aboveCeiling + ceiling;
      for (let i = 0; i < found; i++) {
        const row = survivors[i]!;
        const key = row * KEY;
        const place = keys[key + PLACE]!;
        const rowWage = (place >> 20) & 1023;
        const wageMarks = rowWage === WAGE_UNKNOWN ? 500 : 500 + 10 * wageSign * (rowWage - wage);
        const wagePoints = wageWeight * Math.max(0, Math.min(FULL_MARKS, wageMarks));
        const needed = asked < 0 ? (keys[key + BARS]! >> ASKED_AT) & 15 : asked;
        const signed = keys[key + SIGNATURES]!;
        // Each bit that is not shared is a skill that is missing.
        const atMost =
          asked < 0 ? needed - bitsIn(signed & ~signature) : Math.min(asked, bitsIn(signed & signature) + sharedBits);
        const possible = wagePoints + points[needed * 9 + atMost]!;
        if (apart + nearest + possible < best.floor) continue;
        const dx = (place & 1023) - x;
        const dy = ((place >> 10) & 1023) - y;
        const squared = dx * dx + dy * dy;
        if (squared > reach) continue;
        const distance = distanceWeight * Math.max(0, FULL_MARKS - 4 * (Math.sqrt(squared) | 0));
        if (apart + distance + possible < best.floor) continue;
        const at = row * ROW;
        if (squared > rows[at + REACH]!) continue;
        const freshness = FULL_MARKS - 10 * (today - (rows[at + DAY]! & 0xffff));
        const sum =
          base +
          wagePoints +
          distance +
          freshnessWeight * Math.max(0, Math.min(FULL_MARKS, freshness)) +
          (place & FLAGGED ? flagged : plain);
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
        const score = sum + points[needed * 9 + had]!;
        if (score >= best.floor) best.offer(score, rows[at + NUMBER]! & 0xffffff);
      }
    }
  }

  /** Rows of a chunk that pass the hard filters, and where they must `share` a skill, may share one. */
  private sift(keys: Int32Array, question: Question, from: number, to: number, share: boolean): number {
    const { ranges, asks, signature, asked } = question;
    const { survivors } = this;
    let found = 0;
    if (!share || asked === 0) {
      for (let row = from; row < to; row++) {
        survivors[found] = row;
        const key = row * KEY;
        const fails = (((keys[key + RANGES]! + ranges) & GUARDS) ^ GUARDS) | (keys[key + BARS]! & asks);
        found += ((fails | -fails) >>> 31) ^ 1;
      }
      return found;
    }
    for (let row = from; row < to; row++) {
      survivors[found] = row;
      const key = row * KEY;
      const fails = (((keys[key + RANGES]! + ranges) & GUARDS) ^ GUARDS) | (keys[key + BARS]! & asks);
      const common = keys[key + SIGNATURES]! & signature;
      found += (((fails | -fails) >>> 31) ^ 1) & ((common | -common) >>> 31);
    }
    return found;
  }
}
