import { describe, expect, it } from '@jest/globals';
import { run, toldOf } from '../src/months.ts';
import { type Claim, person, stopped } from '../src/rules.ts';

const granted: Claim = {
  claimNumber: 'SY00000001',
  reference: 'r1',
  idNumber: '440106197711080025',
  from: '2026-01-31',
  reviewsLeft: 0,
  status: 'GRANTED',
  months: 3,
  monthlyFen: 187_200,
};
const known = person.parse({ contributionMonths: 36 });
const absent = person.parse({ contributionMonths: 36, missesChecks: true });
const suspend = (claim: Claim, on: string) => stopped(claim, { reason: 'IMPRISONED', on, mode: 'SUSPEND' });

describe('the monthly run', () => {
  it('pays on the same day of each month, or on the last day of a shorter one', () => {
    expect(run(granted, known, '2026-01-30').paidOn).toBeUndefined();
    expect(run(granted, known, '2026-02-27').paidOn).toEqual(['2026-01-31']);
    expect(run(granted, known, '2026-02-28').paidOn).toEqual(['2026-01-31', '2026-02-28']);
  });

  it('ends the claim with the last month that was granted', () => {
    expect(run(granted, known, '2026-12-01')).toMatchObject({
      status: 'EXHAUSTED',
      paidOn: ['2026-01-31', '2026-02-28', '2026-03-31'],
      stop: { reason: 'EXHAUSTED', on: '2026-03-31', monthsPaid: 3 },
    });
  });

  it('is the same in one step as in many', () => {
    const days = ['2026-01-31', '2026-02-10', '2026-02-28', '2026-03-01', '2026-03-31'];
    expect(days.reduce((claim, day) => run(claim, known, day), granted)).toEqual(run(granted, known, '2026-03-31'));
  });

  it('pays nothing while the claim is suspended, and the months that are left afterwards', () => {
    const resting = suspend(run(granted, known, '2026-02-10'), '2026-02-10');
    const { stop: _, ...resumed } = { ...run(resting, known, '2026-05-10'), status: 'GRANTED' as const };
    expect(run(resumed, known, '2026-12-01')).toMatchObject({
      status: 'EXHAUSTED',
      paidOn: ['2026-01-31', '2026-05-31', '2026-06-30'],
      stop: { reason: 'EXHAUSTED' },
    });
  });

  it('pays nothing in a month whose check was missed, and cuts nothing', () => {
    const missed = run(granted, absent, '2026-02-28');
    expect(missed).toMatchObject({ status: 'GRANTED', paidOn: [], missedOn: ['2026-01-31', '2026-02-28'] });
    expect(run(missed, known, '2026-03-31')).toMatchObject({ status: 'GRANTED', paidOn: ['2026-03-31'] });
  });

  it('tells what it did, in the order of the days', () => {
    const first = run(granted, known, '2026-01-31');
    const last = run(run(first, absent, '2026-02-28'), known, '2026-04-30');
    expect(toldOf(first, last)).toEqual([
      { status: 'CHECK_MISSED', claimNumber: 'SY00000001', month: '2026-02' },
      { status: 'PAID', claimNumber: 'SY00000001', month: '2026-03', amountFen: 187_200, monthsPaid: 2 },
      { status: 'PAID', claimNumber: 'SY00000001', month: '2026-04', amountFen: 187_200, monthsPaid: 3 },
      { status: 'EXHAUSTED', claimNumber: 'SY00000001', on: '2026-04-30', monthsPaid: 3 },
    ]);
    expect(toldOf(last, last)).toEqual([]);
  });
});
