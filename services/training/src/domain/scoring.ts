import type { Evaluation, OpenedBid, RankedBid, TenderPlan } from '@zhiqiao/domain';
import { errors } from '../errors.ts';

const toHundredths = (score: number) => Math.round(score * 100) / 100;
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** 综合评分法 (财政部令第87号 第55条): the lowest qualified price is the benchmark, price score = benchmark ÷ price. */
const priceScore = (bid: OpenedBid, qualified: OpenedBid[], weight: number) => {
  const benchmark = Math.min(...qualified.map(({ priceFen }) => priceFen));
  return toHundredths((benchmark / bid.priceFen) * weight);
};

type Points = Evaluation['sheets'][number]['points'];

const technicalScore = (points: Points[], criteria: TenderPlan['criteria']) =>
  toHundredths(
    criteria.reduce(
      (sum, { criterion, weight }) => sum + (mean(points.map((given) => given[criterion]!)) * weight) / 100,
      0,
    ),
  );

/** One sheet per expert and bid, with points for exactly the announced criteria. */
const requireComplete = (qualified: OpenedBid[], { criteria }: TenderPlan, { committee, sheets }: Evaluation) => {
  const expected = committee.flatMap((expert) => qualified.map(({ bidId }) => JSON.stringify([expert, bidId])));
  const given = new Set(sheets.map(({ expert, bidId }) => JSON.stringify([expert, bidId])));
  const listed = criteria.map(({ criterion }) => criterion);
  const complete =
    sheets.length === expected.length &&
    expected.every((pair) => given.has(pair)) &&
    sheets.every(
      ({ points }) =>
        Object.keys(points).length === listed.length && listed.every((criterion) => points[criterion] !== undefined),
    );
  if (!complete) throw errors.scoresIncomplete({ expected: expected.length, criteria: listed });
};

/** Best first. Ties: the lower price, then the better technical score (第57条). */
export const rank = (qualified: OpenedBid[], plan: TenderPlan, evaluation: Evaluation): RankedBid[] => {
  requireComplete(qualified, plan, evaluation);
  return qualified
    .map((bid) => {
      const points = evaluation.sheets.filter(({ bidId }) => bidId === bid.bidId).map((sheet) => sheet.points);
      const scores = {
        technicalScore: technicalScore(points, plan.criteria),
        priceScore: priceScore(bid, qualified, plan.priceWeight),
      };
      return { ...bid, ...scores, score: toHundredths(scores.technicalScore + scores.priceScore) };
    })
    .sort(
      (a, b) =>
        b.score - a.score ||
        a.priceFen - b.priceFen ||
        b.technicalScore - a.technicalScore ||
        (a.bidId < b.bidId ? -1 : 1),
    );
};
