import { describe, expect, it } from '@jest/globals';
import type { Evaluation, TenderPlan } from '@zhiqiao/domain';
import fc from 'fast-check';
import { splitByResult } from '../src/domain/instalments.ts';
import { rank } from '../src/domain/scoring.ts';

describe('payment by result', () => {
  it('splits a price without losing or making a fen', () => {
    const percents = fc.constantFrom([100], [60, 40], [50, 30, 20], [34, 33, 33]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), percents, (perHeadFen, shares) => {
        const parts = splitByResult(
          perHeadFen,
          shares.map((percent, month) => ({ month, percent })),
        );
        expect(parts.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(perHeadFen);
        expect(parts.every(({ amountFen }) => Number.isSafeInteger(amountFen) && amountFen >= 0)).toBe(true);
      }),
    );
  });
});

const plan: TenderPlan = {
  courseTitle: '班',
  occupation: '4-03-02-02',
  seats: 10,
  hours: 10,
  fund: 'BUDGET',
  budgetFen: 10_000_000,
  priceWeight: 30,
  criteria: [
    { criterion: 'TEACHERS', weight: 40 },
    { criterion: 'CURRICULUM', weight: 30 },
  ],
};
const committee = ['e1', 'e2', 'e3', 'e4', 'e5'];
const evaluationOf = (points: [number, number][]): Evaluation => ({
  committee,
  rejected: [],
  sheets: committee.flatMap((expert) =>
    points.map(([TEACHERS, CURRICULUM], i) => ({ expert, bidId: `bid-${i}`, points: { TEACHERS, CURRICULUM } })),
  ),
});
const percent = fc.integer({ min: 0, max: 100 });
const offers = fc.array(
  fc.record({ priceFen: fc.integer({ min: 1, max: 10_000_000 }), points: fc.tuple(percent, percent) }),
  {
    minLength: 3,
    maxLength: 8,
  },
);

describe('comprehensive scoring', () => {
  it('keeps every score within 0 and 100, and ranks best first', () => {
    fc.assert(
      fc.property(offers, (given) => {
        const bids = given.map(({ priceFen }, i) => ({ bidId: `bid-${i}`, supplierId: 'x', priceFen }));
        const ranking = rank(bids, plan, evaluationOf(given.map(({ points }) => points)));
        expect(ranking.every(({ score }) => score >= 0 && score <= 100)).toBe(true);
        expect(ranking.map(({ score }) => score)).toEqual(ranking.map(({ score }) => score).toSorted((a, b) => b - a));
      }),
    );
  });

  it('gives the lowest price the whole weight, and does not depend on the order of the bids', () => {
    fc.assert(
      fc.property(offers, (given) => {
        const bids = given.map(({ priceFen }, i) => ({ bidId: `bid-${i}`, supplierId: 'x', priceFen }));
        const evaluation = evaluationOf(given.map(({ points }) => points));
        const ranking = rank(bids, plan, evaluation);
        const lowest = Math.min(...bids.map(({ priceFen }) => priceFen));
        const cheapest = ranking.filter(({ priceFen }) => priceFen === lowest);
        expect(cheapest.every(({ priceScore }) => priceScore === plan.priceWeight)).toBe(true);
        expect(rank(bids.toReversed(), plan, evaluation)).toEqual(ranking);
      }),
    );
  });
});
