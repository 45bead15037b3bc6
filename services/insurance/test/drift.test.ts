import { describe, expect, it } from '@jest/globals';
import { story } from '@zhiqiao/testing';
import type { Theirs } from '../src/domain/answers.ts';
import { benefit } from '../src/domain/benefit.ts';
import { differenceOf, drift, findDrift, resolveDrift, settleDrift } from '../src/domain/drift.ts';
import { planReconciliation, reconciliation, startOf, turnPage } from '../src/domain/reconciliation.ts';

const { examples } = benefit.events;
const claimNumber = 'SY00000001';
const grant = { months: 24, monthlyFen: 187_200, from: '2026-03-02' };
const opened = () => story(benefit).given({ type: 'BenefitClaimOpened', data: examples.BenefitClaimOpened });
const review = () => opened().given({ type: 'BenefitUnderReview', data: examples.BenefitUnderReview });
const granted = () => opened().given({ type: 'BenefitGranted', data: examples.BenefitGranted });
const stopping = () => granted().given({ type: 'BenefitStopRequested', data: examples.BenefitStopRequested });
const givenUp = (call: 'CLAIM' | 'STOP') =>
  ({ type: 'PartnerCallGivenUp', data: { call, problem: 'HTTP_400' } }) as const;
const stopped = () => stopping().given({ type: 'BenefitStopped', data: examples.BenefitStopped });
const endedByThem = () =>
  granted().given({ type: 'BenefitStopped', data: { ...examples.BenefitStopped, reason: 'BY_AGENCY' } });

const running: Theirs = { outcome: 'GRANTED', claimNumber, ...grant };
const reviewed: Theirs = { outcome: 'PENDING', claimNumber };
const refused: Theirs = { outcome: 'REFUSED', claimNumber, reason: 'VOLUNTARY' };
const over: Theirs = { outcome: 'STOPPED', claimNumber, on: '2026-03-03', grant };
const resting: Theirs = { outcome: 'SUSPENDED', claimNumber, on: '2026-03-03', grant };
const early = new Date('2026-03-03T02:30:00+08:00');
const late = new Date('2026-04-03T02:30:00+08:00');

describe('how two sides differ', () => {
  it.each([
    ['both run', granted().state, running, undefined],
    ['both ended', stopped().state, over, undefined],
    ['both review, in time', review().state, reviewed, undefined],
    ['a claim under way without a number', opened().state, undefined, undefined],
    ['a stop under way', stopping().state, running, undefined],
    ['an old claim of theirs', undefined, over, undefined],
    ['claimed without us', undefined, running, ['MISSING_HERE', 'CLAIMED_ELSEWHERE', 'CITY_OFFICER', undefined]],
    ['lost there', granted().state, undefined, ['MISSING_THERE', 'LOST_THERE', 'INSURANCE_AGENCY', undefined]],
    [
      'granted and we did not hear of it',
      review().state,
      running,
      ['LATE_ANSWER', 'DECISION_UNHEARD', 'PLATFORM', 'ADOPT'],
    ],
    [
      'ended and we did not hear of it',
      granted().state,
      over,
      ['STATUS_DIFFERS', 'THEY_ENDED_UNHEARD', 'PLATFORM', 'ADOPT'],
    ],
    [
      'suspended and we did not hear of it',
      granted().state,
      resting,
      ['STATUS_DIFFERS', 'THEY_ENDED_UNHEARD', 'PLATFORM', 'ADOPT'],
    ],
    [
      'granted from before the registration',
      review().state,
      { ...running, from: '2026-03-01' },
      ['STATUS_DIFFERS', 'DECISIONS_CONTRADICT', 'INSURANCE_AGENCY', undefined],
    ],
    [
      'ended on a day yet to come',
      granted().state,
      { ...over, on: '2026-03-04' },
      ['STATUS_DIFFERS', 'DECISIONS_CONTRADICT', 'INSURANCE_AGENCY', undefined],
    ],
    ['our stop did not hold', stopped().state, running, ['STATUS_DIFFERS', 'STOP_NOT_DONE', 'PLATFORM', 'SEND_AGAIN']],
    [
      'they took back their own stop',
      endedByThem().state,
      running,
      ['STATUS_DIFFERS', 'THEY_RESUMED_UNHEARD', 'PLATFORM', 'ADOPT'],
    ],
    [
      'the stop was given up',
      stopping().given(givenUp('STOP')).state,
      running,
      ['LATE_ANSWER', 'CALL_GIVEN_UP', 'PLATFORM', 'SEND_AGAIN'],
    ],
    [
      'the claim was given up',
      opened().given(givenUp('CLAIM')).state,
      undefined,
      ['LATE_ANSWER', 'CALL_GIVEN_UP', 'PLATFORM', 'SEND_AGAIN'],
    ],
    [
      'another amount',
      granted().state,
      { ...running, monthlyFen: 1 } as Theirs,
      ['AMOUNT_DIFFERS', 'ADJUSTED_THERE', 'INSURANCE_AGENCY', undefined],
    ],
    [
      'granted here, refused there',
      granted().state,
      refused,
      ['STATUS_DIFFERS', 'DECISIONS_CONTRADICT', 'INSURANCE_AGENCY', undefined],
    ],
  ])('%s', (_, ours, theirs, expected) => {
    const found = differenceOf(ours, theirs, early);
    expect(found && [found.class, found.cause, found.fixer, found.repair]).toEqual(expected);
  });

  it('a review that takes too long is a late answer', () => {
    expect(differenceOf(review().state, reviewed, late)).toMatchObject({ cause: 'DECISION_OVERDUE' });
  });
});

describe('a drift', () => {
  const found = drift.events.examples.DriftFound;
  const open = { ...found, repaired: false } as const;
  const onRun = (run: string) => findDrift({ ...open, run });

  it('is said once in a run and again in the next, and goes when both agree', () => {
    story(drift)
      .on('2026-03-03', onRun('2026-03-03'))
      .expect('DriftFound')
      .on('2026-03-03', onRun('2026-03-03'))
      .expect()
      .on('2026-03-04', onRun('2026-03-04'))
      .expect('DriftFound')
      .on('2026-03-04', settleDrift('2026-03-04'))
      .expect()
      .on('2026-03-05', settleDrift('2026-03-05'))
      .expect('DriftGone');
  });

  it('that a manager found right on both sides stays so while they say the same', () => {
    const resolved = (ground: 'BOTH_RIGHT' | 'CORRECTED_THERE') =>
      story(drift)
        .on('2026-03-03', onRun('2026-03-03'))
        .on('2026-03-03', resolveDrift({ officer: 'o', ground }));
    resolved('BOTH_RIGHT').on('2026-03-04', onRun('2026-03-04')).expect();
    resolved('BOTH_RIGHT')
      .on('2026-03-04', findDrift({ ...open, run: '2026-03-04', theirs: { status: 'REFUSED' } }))
      .expect('DriftFound');
    resolved('CORRECTED_THERE').on('2026-03-04', onRun('2026-03-04')).expect('DriftFound');
    resolved('BOTH_RIGHT').refuses(
      '2026-03-04',
      resolveDrift({ officer: 'o', ground: 'BOTH_RIGHT' }),
      'insurance.drift-not-open',
    );
  });
});

describe('the comparison of a day', () => {
  const tally = { theirs: 200, ours: 0, drifts: 1, repaired: 1 };
  const planned = () =>
    story(reconciliation, { id: '2026-12-31' }).on(
      '2026-12-30',
      planReconciliation('2026-12-31', startOf('2026-12-31')),
    );
  const turns = (page: Parameters<typeof turnPage>[0], from: Parameters<typeof turnPage>[1]) =>
    turnPage(page, from, '2026-12-31');

  it('goes page by page through three passes, and plans the next day', () => {
    planned()
      .clocks({ page: '2026-12-31' })
      .on('2026-12-31', turns({ cursor: 'SY2', tally }, { pass: 'THEIRS' }))
      .expect('ReconciliationAdvanced')
      .on('2026-12-31', turns({ tally }, { pass: 'THEIRS', cursor: 'SY2' }))
      .on('2026-12-31', turns({ tally: { ...tally, theirs: 0, ours: 5 } }, { pass: 'OURS' }))
      .on('2026-12-31', turns({ tally: { theirs: 0, ours: 0, drifts: 0, repaired: 0 } }, { pass: 'SETTLED' }))
      .expect('ReconciliationAdvanced', 'ReconciliationFinished', {
        tally: { theirs: 400, ours: 5, drifts: 3, repaired: 3 },
        nextOn: '2027-01-01',
      })
      .clocks({});
  });

  it('waits when they do not answer, and counts no page twice', () => {
    planned()
      .on('2026-12-31T00:00:00Z', turns({ problem: 'TIMEOUT' }, { pass: 'THEIRS' }))
      .expect('ReconciliationInterrupted')
      .clocks({ page: '2026-12-31T00:05:00.000Z' })
      .on('2026-12-31T00:05:00Z', turns({ cursor: 'SY2', tally }, { pass: 'THEIRS' }))
      .on('2026-12-31T00:06:00Z', turns({ cursor: 'SY2', tally }, { pass: 'THEIRS' }))
      .expect();
  });
});
