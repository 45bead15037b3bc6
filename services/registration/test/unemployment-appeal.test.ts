import { describe, expect, it } from '@jest/globals';
import { decideAppeal, lodgeAppeal, noteOverdueAppeal, withdrawAppeal } from '../src/domain/unemployment/appeal.ts';
import { close } from '../src/domain/unemployment/closure.ts';
import { review } from '../src/domain/unemployment/intake.ts';
import { periodFrom } from '../src/usecases/periods.ts';
import { acceptance, byOfficer, dongjiang, periods, plan, refused, registered } from './rulebook.ts';

/** Closed on 2 June by clerk-1 as unable to work: objection until 24 June, reconsideration until 3 August. */
const closed = () => registered().on('2026-06-02', close('INCAPABLE', '2026-06-02', byOfficer('2026-06-02')));
const lodges = (way: 'OBJECTION' | 'RECONSIDERATION' | 'LITIGATION', on: string) =>
  lodgeAppeal(way, on, periodFrom(dongjiang, 'reconsiderationDecisionWithin', on));
const decides = (outcome: 'UPHELD' | 'REVERSED', on: string, officer = 'manager-1', continuedBy?: string) =>
  decideAppeal(outcome, {
    ...{ officer, personId: 'limei', plan: plan(on), continuedBy },
    courtBy: periodFrom(dongjiang, 'litigationAfterReconsiderationWithin', on),
    reviewBy: periodFrom(dongjiang, 'certificateIssueWithin', on),
  });

describe('an appeal', () => {
  it('is lodged until the last day of its way; later it is refused, and told the next', () => {
    closed().on('2026-08-03', lodges('RECONSIDERATION', '2026-08-03')).expect('AppealLodged');
    const late = closed()
      .on('2026-08-04', lodges('RECONSIDERATION', '2026-08-04'))
      .expect('AppealRefused', {
        lodgeBy: { due: '2026-08-03' },
        next: { way: 'LITIGATION', by: { due: '2026-12-02' } },
      })
      .refuses('2026-08-05', lodges('RECONSIDERATION', '2026-08-05'), 'registration.way-used')
      .on('2026-08-05', lodges('LITIGATION', '2026-08-05'))
      .expect('AppealLodged');
    expect(late.state).toMatchObject({ needs: 'APPEAL', appeals: [{ outcome: 'OUT_OF_TIME' }, { way: 'LITIGATION' }] });
    closed().on('2026-12-03', lodges('LITIGATION', '2026-12-03')).expect('AppealRefused', {});
  });

  it('against what the rules have decided by themselves is looked at by an officer, in time to the last day', () => {
    refused().on('2026-03-20', lodges('OBJECTION', '2026-03-20')).expect('AppealLodged', { way: 'OBJECTION' });
    refused().on('2026-03-23', lodges('OBJECTION', '2026-03-23')).expect('AppealLodged', { way: 'OBJECTION' });
    refused()
      .on('2026-03-24', lodges('OBJECTION', '2026-03-24'))
      .expect('AppealRefused', { lodgeBy: { due: '2026-03-23' }, next: { way: 'RECONSIDERATION' } });
  });

  it('has sixty days and six months that may end on a leap day', () => {
    const ended = (on: string) => registered('2027-06-01').on(on, close('INCAPABLE', on, byOfficer(on)));
    ended('2027-12-31').on('2028-02-29', lodges('RECONSIDERATION', '2028-02-29')).expect('AppealLodged');
    ended('2027-12-31')
      .on('2028-03-01', lodges('RECONSIDERATION', '2028-03-01'))
      .expect('AppealRefused', { lodgeBy: { due: '2028-02-29' } });
    ended('2027-08-31').on('2028-02-29', lodges('LITIGATION', '2028-02-29')).expect('AppealLodged');
    ended('2027-08-31')
      .on('2028-03-01', lodges('LITIGATION', '2028-03-01'))
      .expect('AppealRefused', { lodgeBy: { due: '2028-02-29' } });
  });

  it('upheld leads to the next way; from a reconsideration to court within fifteen days', () => {
    closed()
      .on('2026-06-10', lodges('OBJECTION', '2026-06-10'))
      .on('2026-06-12', decides('UPHELD', '2026-06-12'))
      .expect('AppealDecided', { next: { way: 'RECONSIDERATION', by: { due: '2026-08-03' } } })
      .refuses('2026-06-13', lodges('OBJECTION', '2026-06-13'), 'registration.way-used')
      .on('2026-08-01', lodges('RECONSIDERATION', '2026-08-01'))
      .on('2026-09-10', decides('UPHELD', '2026-09-10'))
      .expect('AppealDecided', { next: { way: 'LITIGATION', by: { due: '2026-09-28' } } })
      .on('2026-09-29', lodges('LITIGATION', '2026-09-29'))
      .expect('AppealRefused', { lodgeBy: { due: '2026-09-28' } });
  });

  it('reversed reopens the registration as if it had never been closed, with what it had entitled her to', () => {
    const told = closed()
      .on('2026-06-10', lodges('OBJECTION', '2026-06-10'))
      .on('2026-06-12', decides('REVERSED', '2026-06-12'))
      .expect(
        'AppealDecided',
        { outcome: 'REVERSED' },
        'UnemploymentRegistrationReopened',
        { registeredOn: '2026-03-02', closedOn: '2026-06-02', confirmation: { due: { due: '2026-07-13' } } },
        'EntitlementGranted',
        { entitlement: 'JOB_INTRODUCTION', from: '2026-06-02' },
        'EntitlementGranted',
        { entitlement: 'RETRAINING', fund: 'INSURANCE', from: '2026-06-02' },
      )
      .clocks({ 'contact-warning': '2026-11-14', 'contact-end': '2026-12-14', 'confirmation-due': '2026-07-06' });
    expect(told.state).toMatchObject({ status: 'REGISTERED', open: true, registeredOn: '2026-03-02' });
  });

  it('reversed while she has registered anew leaves the new registration in force', () => {
    const told = closed()
      .on('2026-06-10', lodges('OBJECTION', '2026-06-10'))
      .on('2026-06-12', decides('REVERSED', '2026-06-12', 'manager-1', 'registration-2'))
      .expect('AppealDecided', { outcome: 'REVERSED', continuedBy: 'registration-2' })
      .refuses('2026-06-13', lodges('RECONSIDERATION', '2026-06-13'), 'registration.nothing-to-appeal');
    expect(told.state).toMatchObject({ status: 'CLOSED' });
  });

  it('against a refused intake, reversed, sends it back to an officer, who is not the one who decided', () => {
    refused()
      .on('2026-03-10', lodges('OBJECTION', '2026-03-10'))
      .on('2026-03-12', decides('REVERSED', '2026-03-12'))
      .expect('AppealDecided', 'UnemploymentRegistrationReferred', {
        ...{ referredBy: 'manager-1', personId: 'limei' },
        decision: { outcome: 'review', rules: [{ outcome: 'review' }], facts: { reversedBy: 'OBJECTION' } },
      })
      .refuses(
        '2026-03-13',
        review('manager-1', 'EMPLOYER_STATEMENT', acceptance('2026-03-13'), periods('2026-03-13')),
        'registration.own-review',
      )
      .on('2026-03-13', review('clerk-2', 'EMPLOYER_STATEMENT', acceptance('2026-03-13'), periods('2026-03-13')))
      .expect('UnemploymentRegistered', 'EntitlementGranted', 'EntitlementGranted');
  });

  it('is not decided by who has acted, nor lodged twice', () => {
    closed()
      .on('2026-06-10', lodges('OBJECTION', '2026-06-10'))
      .refuses('2026-06-11', lodges('RECONSIDERATION', '2026-06-11'), 'registration.appeal-pending')
      .refuses('2026-06-12', decides('UPHELD', '2026-06-12', 'clerk-1'), 'registration.own-appeal');
  });

  it('not decided in its time is noted once', () => {
    closed()
      .on('2026-06-10', lodges('RECONSIDERATION', '2026-06-10'))
      .clocks({ 'appeal-overdue': '2026-08-10' })
      .on('2026-08-11', noteOverdueAppeal)
      .expect('AppealOverdue', { way: 'RECONSIDERATION' })
      .clocks({});
  });

  it('may be withdrawn; the ways that follow stay open', () => {
    closed()
      .refuses('2026-06-09', withdrawAppeal('2026-06-09'), 'registration.no-appeal')
      .on('2026-06-10', lodges('OBJECTION', '2026-06-10'))
      .on('2026-06-11', withdrawAppeal('2026-06-11'))
      .expect('AppealWithdrawn', { next: { way: 'RECONSIDERATION' } })
      .clocks({})
      .on('2026-06-12', lodges('RECONSIDERATION', '2026-06-12'))
      .expect('AppealLodged');
  });

  it('is not against her own wish, nor against a registration in force', () => {
    registered()
      .refuses('2026-06-02', lodges('OBJECTION', '2026-06-02'), 'registration.not-possible')
      .on('2026-06-02', close('ENDED_REQUEST', '2026-06-02', { ground: 'OWN_WISH' }))
      .refuses('2026-06-03', lodges('OBJECTION', '2026-06-03'), 'registration.nothing-to-appeal');
  });
});
