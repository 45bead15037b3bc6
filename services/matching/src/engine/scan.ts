import type { Best } from './best.ts';
import { WAGE_UNKNOWN } from './facts.ts';
import type { OccupationTree } from './occupations.ts';
import { EMPTY_SKILL, FLAGGED, GUARDS, KEY, ROW } from './row.ts';
import { FULL_MARKS, type ScoreRule } from './rule.ts';
import { BUCKET, CEILING, COUNT, type Shelf, SIGNATURE, SORTED, START } from './shelf.ts';

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

const [FIRST_CHUNK, CHUNK] = [128, 1024];

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

  run(shelf: Shelf, question: Question, today: number, best: Best) {
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
    best: Best,
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
    best: Best,
    from: number,
    to: number,
    base: number,
    room: number,
    bucketCeiling: number,
    sorted: boolean,
  ) {
    const { rows } = shelf;
    const { survivors, hasSkill, points } = this;
    const { x, y, reach, wage, wageSign, asked, flagged, plain } = question;
    const { wage: wageWeight, distance: distanceWeight, freshness: freshnessWeight } = this.rule;
    const mostOfSkills = FULL_MARKS * this.rule.skills;
    let size = FIRST_CHUNK;
    for (let chunk = from; chunk < to; chunk += size, size = CHUNK) {
      const ceiling = sorted && chunk > from ? rows[chunk * ROW + 3]! >>> 16 : bucketCeiling;
      if (room + ceiling < best.floor) return;
      const end = Math.min(chunk + size, to);
      const lack = best.floor - (room + ceiling - mostOfSkills);
      const found = this.sift(shelf, question, chunk, end, lack);
      for (let i = 0; i < found; i++) {
        const at = survivors[i]! * ROW;
        const place = rows[at]!;
        const dx = (place & 1023) - x;
        const dy = ((place >> 10) & 1023) - y;
        const squared = dx * dx + dy * dy;
        if (squared > reach || squared > rows[at + 2]!) continue;
        const distance = FULL_MARKS - 4 * (Math.sqrt(squared) | 0);
        const rowWage = (place >> 20) & 1023;
        const wageMarks = rowWage === WAGE_UNKNOWN ? 500 : 500 + 10 * wageSign * (rowWage - wage);
        const freshness = FULL_MARKS - 10 * (today - (rows[at + 3]! & 0xffff));
        const sum =
          base +
          wageWeight * Math.max(0, Math.min(FULL_MARKS, wageMarks)) +
          distanceWeight * Math.max(0, distance) +
          freshnessWeight * Math.max(0, Math.min(FULL_MARKS, freshness)) +
          (place & FLAGGED ? flagged : plain);
        if (sum + mostOfSkills < best.floor) continue;
        const a = rows[at + 4]!;
        const b = rows[at + 5]!;
        const c = rows[at + 6]!;
        const d = rows[at + 7]!;
        const had =
          hasSkill[a & EMPTY_SKILL]! +
          hasSkill[a >>> 16]! +
          hasSkill[b & EMPTY_SKILL]! +
          hasSkill[b >>> 16]! +
          hasSkill[c & EMPTY_SKILL]! +
          hasSkill[c >>> 16]! +
          hasSkill[d & EMPTY_SKILL]! +
          hasSkill[d >>> 16]!;
        const numbered = rows[at + 1]!;
        const score = sum + points[(asked < 0 ? numbered >>> 24 : asked) * 9 + had]!;
        if (score >= best.floor) best.offer(score, numbered & 0xffffff);
      }
    }
  }

  /** Rows of a chunk that pass the hard filters and can make up with skills what they `lack` otherwise. */
  private sift(shelf: Shelf, question: Question, from: number, to: number, lack: number): number {
    const { keys } = shelf;
    const { ranges, asks, signature, asked } = question;
    const { survivors } = this;
    let found = 0;
    if (lack <= 0 || asked === 0) {
      for (let row = from; row < to; row++) {
        survivors[found] = row;
        const fails = (((keys[row * KEY]! + ranges) & GUARDS) ^ GUARDS) | (keys[row * KEY + 1]! & asks);
        found += ((fails | -fails) >>> 31) ^ 1;
      }
      return found;
    }
    const needed =
      asked < 0 ? 1 : Math.max(1, Math.ceil((lack * asked) / (FULL_MARKS * this.rule.skills)) - this.sharedBits);
    for (let row = from; row < to; row++) {
      survivors[found] = row;
      const fails = (((keys[row * KEY]! + ranges) & GUARDS) ^ GUARDS) | (keys[row * KEY + 1]! & asks);
      const common = keys[row * KEY + 2]! & signature;
      found += (((fails | -fails) >>> 31) ^ 1) & ((common | -common) >>> 31);
    }
    if (needed === 1) return found;
    let kept = 0;
    for (let i = 0; i < found; i++) {
      const row = survivors[i]!;
      survivors[kept] = row;
      if (bitsIn(keys[row * KEY + 2]! & signature) >= needed) kept++;
    }
    return kept;
  }
}
