/** MongoDB as a matcher: the best index it has for this, everything else in one aggregation. */
import { randomUUID } from 'node:crypto';
import { DEFAULT_RULE } from '@zhiqiao/matching/engine';
import mongoose from 'mongoose';
import { type Market, SEEKER, TODAY, VACANCY } from '../market.ts';
import { measuredPeer, type Peer } from './matching-peer.ts';

const BATCH = 5000;
const { occupation, skills, wage, distance, freshness, priority } = DEFAULT_RULE;
const unique = (values: number[]) => [...new Set(values)];
const list = (words: Int32Array, from: number, count: number) =>
  [...words.subarray(from, from + count)].filter((word) => word !== 0xffff);

const vacancyDocument = ({ vacancies, smallOf, midOf }: Market, i: number) => {
  const at = (word: number) => vacancies[i * VACANCY.words + word]!;
  const leaf = at(VACANCY.occupation);
  return {
    _id: i as never,
    leaf,
    small: smallOf[leaf]!,
    mid: midOf[leaf]!,
    x: at(VACANCY.x),
    y: at(VACANCY.y),
    district: at(VACANCY.district),
    education: at(VACANCY.education),
    ageFrom: at(VACANCY.ageFrom),
    ageTo: at(VACANCY.ageTo),
    demands: at(VACANCY.demands),
    wageTo: at(VACANCY.wageTo),
    middle: (at(VACANCY.wageFrom) + at(VACANCY.wageTo)) >> 1,
    welcomes: at(VACANCY.welcomes) === 1,
    day: at(VACANCY.day),
    skills: list(vacancies, i * VACANCY.words + VACANCY.skills, 8),
  };
};
const seekerDocument = ({ seekers, smallOf, midOf }: Market, i: number) => {
  const at = (word: number) => seekers[i * SEEKER.words + word]!;
  const leaves = list(seekers, i * SEEKER.words + SEEKER.occupations, 3);
  return {
    _id: i as never,
    leaves,
    smalls: unique(leaves.map((leaf) => smallOf[leaf]!)),
    mids: unique(leaves.map((leaf) => midOf[leaf]!)),
    x: at(SEEKER.x),
    y: at(SEEKER.y),
    districts: at(SEEKER.districts),
    squaredReach: at(SEEKER.squaredReach),
    education: at(SEEKER.education),
    age: at(SEEKER.age),
    limits: at(SEEKER.limits),
    wage: at(SEEKER.wage),
    hardToEmploy: at(SEEKER.hardToEmploy) === 1,
    day: at(SEEKER.day),
    skills: list(seekers, i * SEEKER.words + SEEKER.skills, 8),
  };
};

const clamp = (marks: unknown) => ({ $min: [1000, { $max: [0, marks] }] });
const weighed = (weight: number, marks: unknown) => ({ $multiply: [weight, marks] });
const squaredTo = (x: number, y: number) => ({
  $add: [{ $pow: [{ $subtract: ['$x', x] }, 2] }, { $pow: [{ $subtract: ['$y', y] }, 2] }],
});
const closeness = (same: unknown, small: unknown) => ({
  $cond: [same, occupation.same, { $cond: [small, occupation.small, occupation.mid] }],
});
const skillShare = (own: number[], asked: unknown) => ({
  $floor: { $divide: [{ $multiply: [1000, { $size: { $setIntersection: ['$skills', own] } }] }, asked] },
});
const wageMarks = (middle: unknown, wish: unknown) =>
  clamp({ $add: [500, { $multiply: [10, { $subtract: [middle, wish] }] }] });
const freshnessMarks = clamp({ $subtract: [1000, { $multiply: [10, { $subtract: [TODAY, '$day'] }] }] });
const scoredBy = (parts: unknown[]) => ({
  $add: [
    ...parts,
    weighed(distance, clamp({ $subtract: [1000, { $multiply: [4, { $floor: { $sqrt: '$squared' } }] }] })),
  ],
});
const clear = (field: string, bits: number) => (bits ? { [field]: { $bitsAllClear: bits } } : {});

export const mongo: Peer = {
  name: 'MongoDB aggregation',
  goals: { forward: { mean: 400 }, reverse: { mean: 500 } },
  async run(task) {
    const uri = process.env.MONGODB_URI;
    if (!uri) return { why: 'MONGODB_URI is not set' };
    const { market } = task;
    const connection = await mongoose
      .createConnection(uri, { dbName: `bench_matching_${randomUUID().slice(0, 8)}` })
      .asPromise();
    try {
      const [vacancies, seekers] = [connection.collection('vacancies'), connection.collection('seekers')];
      const fill = async <T extends object>(into: typeof vacancies, count: number, at: (i: number) => T) => {
        for (let from = 0; from < count; from += BATCH) {
          const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => at(from + i));
          await into.insertMany(batch, { ordered: false });
        }
      };
      await fill(vacancies, market.vacancies.length / VACANCY.words, (i) => vacancyDocument(market, i));
      await fill(seekers, market.seekers.length / SEEKER.words, (i) => seekerDocument(market, i));
      await vacancies.createIndex({ mid: 1, district: 1, education: 1, wageTo: 1 });
      await seekers.createIndex({ mids: 1, education: 1, wage: 1, age: 1 });

      const ending = [{ $sort: { score: -1, _id: 1 } }, { $limit: task.top }, { $project: { score: 1 } }] as const;
      const forward = (question: number) => {
        const me = seekerDocument(market, market.asking.seekers[question]!);
        const welcome = Array.from({ length: 16 }, (_, i) => i).filter((i) => (me.districts >> i) & 1);
        const parts = [
          closeness({ $in: ['$leaf', me.leaves] }, { $in: ['$small', me.smalls] }),
          weighed(skills, skillShare(me.skills, { $size: '$skills' })),
          weighed(wage, wageMarks('$middle', me.wage)),
          weighed(freshness, freshnessMarks),
          me.hardToEmploy ? { $cond: ['$welcomes', priority.reserved, priority.any] } : 0,
        ];
        const match = {
          mid: { $in: me.mids },
          district: { $in: welcome },
          education: { $lte: me.education },
          ageFrom: { $lte: me.age },
          ageTo: { $gte: me.age },
          wageTo: { $gte: me.wage },
          ...clear('demands', me.limits),
        };
        return vacancies
          .aggregate<{ score: number }>([
            { $match: match },
            { $set: { squared: squaredTo(me.x, me.y) } },
            { $match: { squared: { $lte: me.squaredReach } } },
            { $project: { score: scoredBy(parts) } },
            ...ending,
          ])
          .toArray();
      };
      const reverse = (question: number) => {
        const me = vacancyDocument(market, market.asking.vacancies[question]!);
        const parts = [
          closeness({ $in: [me.leaf, '$leaves'] }, { $in: [me.small, '$smalls'] }),
          weighed(skills, skillShare(me.skills, me.skills.length)),
          weighed(wage, wageMarks(me.middle, '$wage')),
          weighed(freshness, freshnessMarks),
          { $cond: ['$hardToEmploy', me.welcomes ? priority.reserved : priority.any, 0] },
        ];
        const match = {
          mids: me.mid,
          education: { $gte: me.education },
          age: { $gte: me.ageFrom, $lte: me.ageTo },
          wage: { $lte: me.wageTo },
          districts: { $bitsAllSet: 1 << me.district },
          ...clear('limits', me.demands),
        };
        return seekers
          .aggregate<{ score: number }>([
            { $match: match },
            { $set: { squared: squaredTo(me.x, me.y) } },
            { $match: { $expr: { $lte: ['$squared', '$squaredReach'] } } },
            { $project: { score: scoredBy(parts) } },
            ...ending,
          ])
          .toArray();
      };
      return {
        forward: await measuredPeer(forward, task, task.quick ? 20 : 100),
        reverse: await measuredPeer(reverse, task, task.quick ? 10 : 30),
      };
    } finally {
      await connection.dropDatabase();
      await connection.close();
    }
  },
};
