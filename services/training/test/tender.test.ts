import { describe, expect, it } from '@jest/globals';
import type { BidCriterion, DeadlineFact, Evaluation, OpenedBid, TenderPlan } from '@zhiqiao/domain';
import { story } from '@zhiqiao/testing';
import {
  announce,
  award,
  cancel,
  closeBidding,
  contractOverdue,
  evaluateBids,
  openBids,
  plan,
  signContract,
  startOpening,
  tenders,
} from '../src/domain/tender.ts';

const wanted: TenderPlan = {
  courseTitle: '中式面点师初级班',
  occupation: '4-03-02-02',
  seats: 30,
  hours: 120,
  fund: 'INSURANCE',
  budgetFen: 6_000_000,
  priceWeight: 20,
  criteria: [
    { criterion: 'TEACHERS', weight: 50 },
    { criterion: 'PAST_RESULTS', weight: 30 },
  ],
};
const until = (due: string): DeadlineFact => ({
  due,
  at: `${due}T15:59:59.999Z`,
  calendar: 'test',
  provisional: false,
});
const suppliers = ['91440300708461136T', '914403001922038216', '91330100799655058B'];
const bidOf = (i: number, priceFen: number): OpenedBid => ({ bidId: `bid-${i}`, supplierId: suppliers[i]!, priceFen });
const box = [bidOf(0, 5_000_000), bidOf(1, 5_500_000), bidOf(2, 5_800_000)];
const opening = { bids: 3, prices: box };
const planLaw = { priceWeightFloor: 10, bidBondCeiling: 2 };
const contractLaw = {
  schedule: [
    { month: 0, percent: 60 },
    { month: 1, percent: 40 },
  ],
  performanceBondCeiling: 10,
  through: until('2027-04-01'),
};
const committee = ['e1', 'e2', 'e3', 'e4', 'e5'];
const sheetsFor = (points: Record<string, Partial<Record<BidCriterion, number>>>): Evaluation['sheets'] =>
  committee.flatMap((expert) => Object.entries(points).map(([bidId, given]) => ({ expert, bidId, points: given })));
const good = { TEACHERS: 80, PAST_RESULTS: 80 };
const evaluation: Evaluation = {
  committee,
  rejected: [],
  sheets: sheetsFor({ 'bid-0': good, 'bid-1': { TEACHERS: 100, PAST_RESULTS: 100 }, 'bid-2': good }),
};
const law = { minimumBidders: 3, committeeMinimum: 5, awardBy: until('2026-03-31') };
const announcement = { deadline: until('2026-03-23'), documentFrom: '2026-03-02', documentThrough: '2026-03-09' };

const planned = () => story(tenders).on('2026-03-02', plan(wanted, planLaw));
const announced = () => planned().on('2026-03-02', announce(announcement, '2026-03-23'));
const closed = () => announced().on('2026-03-24', closeBidding(3, 3));
const openedTender = () =>
  closed()
    .on('2026-03-24', startOpening('officer-a'))
    .on('2026-03-24', openBids('officer-b', opening, 3));
const evaluated = () => openedTender().on('2026-03-25', evaluateBids(evaluation, law));
const awarded = () => evaluated().on('2026-03-26', award(until('2026-04-27'), { bySilence: false }));

describe('a tender for training', () => {
  it('runs from plan to contract', () => {
    awarded()
      .expect('TenderAwarded', { supplierId: suppliers[1], priceFen: 5_500_000, bySilence: false })
      .clocks({ contract: '2026-04-27' })
      .on('2026-04-01', signContract({ contractNo: 'QZ-2026-017' }, contractLaw))
      .expect('ContractSigned', {
        perHeadFen: 183_333,
        instalments: [
          { month: 0, amountFen: 109_999 },
          { month: 1, amountFen: 73_334 },
        ],
      })
      .clocks({});
  });

  it('keeps the price weight that the law asks for', () => {
    story(tenders).refuses('2026-03-02', plan({ ...wanted, priceWeight: 9 }, planLaw), 'training.price-weight-too-low');
  });

  it('asks for bonds up to 2 % of the budget and 10 % of the contract', () => {
    story(tenders)
      .refuses('2026-03-02', plan({ ...wanted, bidBondFen: 120_001 }, planLaw), 'training.bond-too-high')
      .on('2026-03-02', plan({ ...wanted, bidBondFen: 120_000 }, planLaw))
      .expect('TenderPlanned', { bidBondFen: 120_000 });
    awarded()
      .refuses(
        '2026-04-01',
        signContract({ contractNo: 'QZ-2026-017', performanceBondFen: 550_001 }, contractLaw),
        'training.bond-too-high',
      )
      .on('2026-04-01', signContract({ contractNo: 'QZ-2026-017', performanceBondFen: 550_000 }, contractLaw))
      .expect('ContractSigned', { performanceBondFen: 550_000 });
  });

  it('gives suppliers the lawful time', () => {
    planned()
      .refuses('2026-03-02', announce(announcement, '2026-03-24'), 'training.bidding-too-short')
      .on('2026-03-02', announce(announcement, '2026-03-23'))
      .clocks({ 'bids-close': '2026-03-23' });
  });

  it('fails with two bids, which stay sealed', () => {
    announced().on('2026-03-24', closeBidding(2, 3)).expect('TenderFailed', { reason: 'TOO_FEW_BIDS' }).clocks({});
  });

  it('is not opened before the deadline', () => {
    announced().refuses('2026-03-23T23:59:59+08:00', startOpening('officer-a'), 'training.bidding-still-open');
  });

  it('is opened by two officers, never by one alone', () => {
    closed()
      .refuses('2026-03-24', openBids('officer-a', opening, 3), 'training.second-officer-needed')
      .on('2026-03-24', startOpening('officer-a'))
      .refuses('2026-03-24', openBids('officer-a', opening, 3), 'training.second-officer-needed')
      .on('2026-03-24', startOpening('officer-a'))
      .expect()
      .on('2026-03-24', openBids('officer-b', opening, 3))
      .expect('TenderOpened', { bids: 3, officers: ['officer-a', 'officer-b'] });
  });

  it('can be opened after the deadline even when its clock has not fired yet', () => {
    announced()
      .on('2026-03-24', startOpening('officer-a'))
      .on('2026-03-24', openBids('officer-b', opening, 3))
      .expect('TenderOpened')
      .clocks({});
  });

  it('fails when fewer than three bids qualify; a bid over the budget never does', () => {
    const dear = { bids: 3, prices: [box[0]!, box[1]!, bidOf(2, 6_000_001)] };
    closed()
      .on('2026-03-24', startOpening('officer-a'))
      .on('2026-03-24', openBids('officer-b', dear, 3))
      .on('2026-03-25', evaluateBids(evaluation, law))
      .expect('TenderFailed', { reason: 'TOO_FEW_QUALIFIED' });
  });

  it('ranks by technical score and benchmark ÷ price', () => {
    const { state } = evaluated();
    expect('ranking' in state && state.ranking?.map(({ bidId, score }) => [bidId, score])).toEqual([
      ['bid-1', 98.18],
      ['bid-0', 84],
      ['bid-2', 81.24],
    ]);
  });

  it('prefers the lower price at equal scores', () => {
    const even = [bidOf(0, 5_000_000), bidOf(1, 4_000_000), bidOf(2, 4_000_000)];
    const points = { TEACHERS: 80, PAST_RESULTS: 80 };
    const compensating = { TEACHERS: 88, PAST_RESULTS: 80 };
    const { state } = closed()
      .on('2026-03-24', startOpening('officer-a'))
      .on('2026-03-24', openBids('officer-b', { bids: 3, prices: even }, 3))
      .on(
        '2026-03-25',
        evaluateBids(
          { ...evaluation, sheets: sheetsFor({ 'bid-0': compensating, 'bid-1': points, 'bid-2': points }) },
          law,
        ),
      );
    expect('ranking' in state && state.ranking?.map(({ bidId, score }) => [bidId, score])).toEqual([
      ['bid-1', 84],
      ['bid-2', 84],
      ['bid-0', 84],
    ]);
  });

  it.each<[string, Partial<Evaluation>, string]>([
    ['three experts', { committee: ['e1', 'e2', 'e3'] }, 'training.committee-too-small'],
    ['six experts', { committee: [...committee, 'e6'] }, 'training.committee-even'],
    ['one expert named twice', { committee: ['e1', 'e1', 'e2', 'e3', 'e4'] }, 'training.committee-even'],
    ['a sheet that is missing', { sheets: evaluation.sheets.slice(1) }, 'training.scores-incomplete'],
    [
      'a criterion that was not announced',
      { sheets: evaluation.sheets.map((sheet) => ({ ...sheet, points: { ...sheet.points, PREMISES: 1 } })) },
      'training.scores-incomplete',
    ],
    ['a bid of another tender', { rejected: [{ bidId: 'bid-9', reason: 'COLLUSION' }] }, 'training.unknown-bid'],
  ])('refuses an evaluation with %s', (_, wrong, code) => {
    openedTender().refuses('2026-03-25', evaluateBids({ ...evaluation, ...wrong }, law), code);
  });

  it('goes to the first of the ranking when the buyer stays silent', () => {
    evaluated()
      .clocks({ award: '2026-03-31' })
      .on('2026-04-01', award(until('2026-05-01'), { bySilence: true }))
      .expect('TenderAwarded', { supplierId: suppliers[1], bySilence: true });
  });

  it('passes to the next candidate when the winner lets the time for the contract pass, and fails after the last', () => {
    const overdue = awarded()
      .refuses('2026-03-27', award(until('2026-05-30'), { bySilence: false }), 'training.tender-not-ready')
      .on('2026-04-28', contractOverdue)
      .expect('ContractOverdue')
      .clocks({})
      .on('2026-04-28', award(until('2026-05-28'), { bySilence: false }))
      .expect('TenderAwarded', { supplierId: suppliers[0] })
      .clocks({ contract: '2026-05-28' })
      .on('2026-05-29', contractOverdue)
      .on('2026-05-29', award(until('2026-06-29'), { bySilence: false }))
      .expect('TenderAwarded', { supplierId: suppliers[2] })
      .on('2026-06-30', contractOverdue);
    overdue
      .on('2026-06-30', award(until('2026-07-30'), { bySilence: false }))
      .expect('TenderFailed', { reason: 'NO_CANDIDATE_LEFT' });
  });

  it('can be cancelled until the contract', () => {
    for (const at of [planned(), announced(), closed(), openedTender(), evaluated(), awarded()]) {
      at.on('2026-04-01', cancel('BUDGET_WITHDRAWN')).expect('TenderCancelled').clocks({});
    }
  });

  it('names its state and what is possible when an act comes at the wrong time', () => {
    planned().refuses('2026-03-03', evaluateBids(evaluation, law), 'training.tender-not-ready');
    evaluated().refuses('2026-03-26', startOpening('officer-a'), 'training.tender-not-ready');
  });
});
