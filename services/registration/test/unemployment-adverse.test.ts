import { describe, expect, it } from '@jest/globals';
import {
  endStatementPeriod,
  makeStatement,
  recordRefusal,
  signDecision,
  verifyCommitment,
} from '../src/domain/unemployment/adverse.ts';
import { close } from '../src/domain/unemployment/closure.ts';
import type { Refusal } from '../src/domain/unemployment/state.ts';
import { periodFrom } from '../src/usecases/periods.ts';
import { dongjiang, periods, registered } from './rulebook.ts';

const pack = dongjiang.rules.on('449900', '2026-06-01');
const statementBy = (on: string) => periodFrom(dongjiang, 'statementWithin', on);
const refusal = (offerId: string, more: Partial<Refusal> = {}): Refusal => ({
  service: 'JOB_OFFER',
  offerId,
  offeredOn: '2026-05-20',
  repliedOn: '2026-05-25',
  reply: 'DECLINED',
  suitability: ['WITHIN_CAPACITY', 'LAWFUL_TERMS', 'LAWFUL_PROVIDER'],
  foundBy: 'clerk-1',
  ...more,
});
const refuses = (offerId: string, more: Partial<Refusal> = {}, on = '2026-06-01') =>
  recordRefusal(refusal(offerId, more), on, {
    opensAt: pack.number('registration.refusalsBeforeClosing'),
    mustBeSuitable: pack.list('registration.suitabilityRequired'),
    statementBy: statementBy(on),
  });
const signs = (outcome: 'CLOSED' | 'DISMISSED', officer: string, on = '2026-06-10') =>
  signDecision(outcome, officer, on, periods(on), '2027-06-10');
const twice = () => registered().on('2026-06-01', refuses('offer-1')).on('2026-06-01', refuses('offer-2'));
const opened = () => twice().on('2026-06-01', refuses('offer-3'));

describe('refusals of services', () => {
  it('are counted with their evidence; the third opens a decision, and closes nothing', () => {
    twice().expect('ServiceRefusalRecorded', { counted: 2 });
    const told = opened().expect('ServiceRefusalRecorded', { counted: 3 }, 'AdverseDecisionOpened', {
      ...{ subject: 'REFUSALS', openedBy: 'clerk-1' },
      statementBy: { due: '2026-06-08' },
    });
    expect(told.state).toMatchObject({ status: 'REGISTERED', refusals: [{}, {}, { offerId: 'offer-3' }] });
  });

  it('found justified clear the count', () => {
    const told = twice().on('2026-06-01', refuses('offer-3', { justification: 'CARE' }));
    told.expect('ServiceRefusalRecorded', { counted: 0 });
    expect(told.state).toMatchObject({ refusals: [] });
  });

  it.each([
    ['of a job not shown to be suitable', { suitability: ['REACHABLE' as const] }, 'registration.not-shown-suitable'],
    ['offered before she registered', { offeredOn: '2026-03-01' }, 'registration.refusal-dates'],
    ['answered before it was offered', { repliedOn: '2026-05-19' }, 'registration.refusal-dates'],
    ['answered tomorrow', { repliedOn: '2026-06-02' }, 'registration.date-in-future'],
    ['counted already', { offerId: 'offer-1' }, 'registration.refusal-counted'],
  ])('%s do not count', (_case, more, code) => {
    twice().refuses('2026-06-01', refuses('offer-3', more), code);
  });

  it('of training need no statement about a job', () => {
    twice().on('2026-06-01', refuses('course-1', { service: 'TRAINING', suitability: [] }));
  });
});

describe('a decision against her', () => {
  it('is signed by a second officer after she has been heard, and closes the registration', () => {
    opened()
      .refuses('2026-06-02', signs('CLOSED', 'manager-1', '2026-06-02'), 'registration.not-heard-yet')
      .refuses('2026-06-02', refuses('offer-4'), 'registration.decision-pending')
      .on('2026-06-03', makeStatement({ contests: true, justification: 'ILLNESS' }, '2026-06-03')('WEB'))
      .expect('StatementMade', { contests: true })
      .refuses('2026-06-03', makeStatement({ contests: true }, '2026-06-03')('WEB'), 'registration.nothing-to-state')
      .refuses('2026-06-03', signs('CLOSED', 'clerk-1', '2026-06-03'), 'registration.own-decision')
      .on('2026-06-03', signs('CLOSED', 'manager-1', '2026-06-03'))
      .expect(
        'AdverseDecisionSigned',
        { outcome: 'CLOSED', signedBy: 'manager-1' },
        'EntitlementWithdrawn',
        'EntitlementWithdrawn',
        'UnemploymentRegistrationClosed',
        {
          ...{ reason: 'REFUSED_SERVICES', ground: 'DECISION', decidedBy: ['clerk-1', 'manager-1'] },
          proceeding: {
            ...{ subject: 'REFUSALS', openedBy: 'clerk-1', signedBy: 'manager-1', statementBy: { due: '2026-06-08' } },
            statement: { on: '2026-06-03', contests: true, justification: 'ILLNESS', channel: 'WEB' },
            refusals: [{ offerId: 'offer-1' }, { offerId: 'offer-2' }, { offerId: 'offer-3', foundBy: 'clerk-1' }],
          },
        },
      );
  });

  it('is ripe without her when her time to speak is over', () => {
    const told = opened().on('2026-06-09', endStatementPeriod).expect('StatementPeriodEnded');
    expect(told.state).toMatchObject({ needs: 'SIGNATURE' });
  });

  it('dismissed leaves her registered, and the count at nothing', () => {
    const told = opened()
      .on('2026-06-09', endStatementPeriod)
      .on('2026-06-10', signs('DISMISSED', 'manager-1'))
      .expect('AdverseDecisionSigned', { outcome: 'DISMISSED' })
      .refuses('2026-06-10', signs('CLOSED', 'manager-1'), 'registration.nothing-to-sign');
    expect(told.state).toMatchObject({ status: 'REGISTERED', refusals: [] });
    expect(told.state).not.toHaveProperty('adverse');
  });
});

describe('what was declared instead of proven', () => {
  const verified = (fact: 'JOBLESS' | 'NO_PENSION', isTrue: boolean) =>
    verifyCommitment(fact, isTrue, 'clerk-2', statementBy('2026-04-01'));

  it('is verified fact by fact, each once', () => {
    registered()
      .on('2026-04-01', verified('JOBLESS', true))
      .expect('CommitmentVerified', { fact: 'JOBLESS', verifiedBy: 'clerk-2' })
      .refuses('2026-04-01', verified('JOBLESS', true), 'registration.nothing-to-verify');
  });

  it('still in question when she leaves is known at the next intake', () => {
    const left = registered()
      .on('2026-04-01', verified('NO_PENSION', false))
      .on('2026-04-02', close('ENDED_REQUEST', '2026-04-02', { ground: 'OWN_WISH' }));
    expect(left.state).toMatchObject({ status: 'CLOSED', unsettled: true });
  });

  it('found false is decided by two, and excludes from declaring for a time', () => {
    registered()
      .on('2026-04-01', verified('NO_PENSION', false))
      .expect('AdverseDecisionOpened', { subject: 'FALSE_COMMITMENT', fact: 'NO_PENSION' })
      .on('2026-04-09', endStatementPeriod)
      .refuses('2026-04-10', signs('CLOSED', 'clerk-2', '2026-04-10'), 'registration.own-decision')
      .on('2026-04-10', signs('CLOSED', 'manager-1', '2026-04-10'))
      .expect(
        'AdverseDecisionSigned',
        'EntitlementWithdrawn',
        'EntitlementWithdrawn',
        'UnemploymentRegistrationClosed',
        { reason: 'FALSE_STATEMENT', excludedUntil: '2027-06-10', proceeding: { fact: 'NO_PENSION', refusals: [] } },
      );
  });
});
