import { describe, expect, it } from '@jest/globals';
import { organisations, story } from '@zhiqiao/testing';
import { closeByMeasure, closeInspection } from '../src/domain/inspection.ts';
import { type Licence, licence, statusOn } from '../src/domain/licence.ts';
import {
  decideRenewal,
  deregister,
  expire,
  proposeRevocation,
  reinstate,
  remindOfRenewal,
  requestRenewal,
  rescind,
  revoke,
  suspend,
  withdraw,
} from '../src/domain/licence-in-force.ts';
import { accepted, deadline, decided, granted, ground, opened, signed, term } from './examples.ts';

const NOT_POSSIBLE = 'licensing.not-possible';
const nextTerm = () => term('2029-03-09', '2032-03-08', '2032-01-20');
const suspended = () => granted().on('2026-04-15', suspend(ground(signed().state), '2026-04-15'));
const periodsOf = (state: Licence) => (state as Extract<Licence, { number: string }>).periods;

describe('a suspension', () => {
  it('rests on a substantiated finding that two inspectors have signed', () => {
    granted()
      .refuses('2026-04-15', suspend(ground(opened().state), '2026-04-15'), 'licensing.finding-not-signed')
      .refuses('2026-04-15', suspend(ground(signed(false).state), '2026-04-15'), 'licensing.finding-not-signed')
      .on('2026-04-15', suspend(ground(signed().state), '2026-04-15'))
      .expect('LicenceSuspended', { reason: 'DEPOSIT_TAKEN', inspectionId: 'complaint-1', from: '2026-04-15' })
      .refuses('2026-04-16', suspend(ground(signed().state), '2026-04-16'), NOT_POSSIBLE);
  });
  it('does not rest on an inspection of somebody else', () => {
    const other = { ...signed().state, orgId: organisations.honestAgency.creditCode };
    granted().refuses('2026-04-15', suspend(ground(other), '2026-04-15'), 'licensing.other-organisation');
  });
  it('does not follow a warning, and not twice over the same inspection', () => {
    const warned = signed().on('2026-04-15', closeInspection('WARNED')).state;
    granted().refuses('2026-04-16', suspend(ground(warned), '2026-04-16'), 'licensing.finding-not-signed');
    const used = signed().on('2026-04-15', ({ state }) => closeByMeasure('SUSPENDED')(state)).state;
    suspended()
      .on('2026-05-01', reinstate('2026-05-01'))
      .refuses('2026-05-02', suspend(ground(used), '2026-05-02'), 'licensing.suspended-before');
  });
  it('ends with the reinstatement', () => {
    granted().refuses('2026-04-15', reinstate('2026-04-15'), NOT_POSSIBLE);
    suspended()
      .on('2026-07-15', reinstate('2026-07-15'))
      .expect('LicenceReinstated', { on: '2026-07-15' })
      .refuses('2026-07-16', reinstate('2026-07-16'), NOT_POSSIBLE);
  });
  it('of an application is not possible', () => {
    accepted().refuses('2026-04-15', suspend(ground(signed().state), '2026-04-15'), NOT_POSSIBLE);
  });
});

describe('a revocation', () => {
  const notice = proposeRevocation(ground(signed().state), deadline('2026-04-22'));
  it('is announced, and waits until the time to ask for a hearing has run out', () => {
    suspended()
      .refuses('2026-04-15', revoke('2026-04-15'), 'licensing.no-notice')
      .on('2026-04-15', notice)
      .expect('RevocationProposed', { hearingBy: { due: '2026-04-22' } })
      .refuses('2026-04-22', revoke('2026-04-22'), 'licensing.hearing-open')
      .on('2026-04-23', revoke('2026-04-23'))
      .expect('LicenceRevoked', { reason: 'DEPOSIT_TAKEN', on: '2026-04-23' })
      .clocks({})
      .refuses('2026-04-24', reinstate('2026-04-24'), NOT_POSSIBLE);
  });
  it('that was announced is given up with a reinstatement', () => {
    suspended()
      .on('2026-04-15', notice)
      .on('2026-04-20', reinstate('2026-04-20'))
      .refuses('2026-04-23', revoke('2026-04-23'), 'licensing.no-notice');
  });
});

describe('the end of a licence', () => {
  it.each([
    ['rescinded', rescind('FALSE_DOCUMENTS', '2026-05-04'), 'LicenceRescinded', 'RESCINDED'],
    ['withdrawn', withdraw('LAW_CHANGED', '2026-05-04'), 'LicenceWithdrawn', 'WITHDRAWN'],
  ] as const)('%s, then deregistered for that reason', (_case, end, event, reason) => {
    granted()
      .on('2026-05-04', end)
      .expect(event)
      .clocks({})
      .refuses('2026-05-05', end, NOT_POSSIBLE)
      .on('2026-05-06', deregister(undefined, '2026-05-06'))
      .expect('LicenceDeregistered', { reason })
      .refuses('2026-05-07', deregister('DISSOLVED', '2026-05-07'), NOT_POSSIBLE);
  });
  it('at the wish of its holder needs to be said so', () => {
    granted()
      .refuses('2026-05-06', deregister(undefined, '2026-05-06'), 'licensing.reason-missing')
      .on('2026-05-06', deregister('OWN_REQUEST', '2026-05-06'))
      .expect('LicenceDeregistered', { reason: 'OWN_REQUEST' })
      .clocks({});
  });
  it('comes with its last day, after one reminder, when nobody asks for renewal', () => {
    granted()
      .on('2029-01-22', remindOfRenewal)
      .expect('LicenceRenewalDue')
      .clocks({ expiry: '2029-03-08' })
      .on('2029-03-09', expire('2029-03-09', nextTerm))
      .expect('LicenceExpired', { on: '2029-03-09' })
      .clocks({});
  });
  it('cannot be reached from an application', () => {
    accepted()
      .refuses('2026-05-04', rescind('X', '2026-05-04'), NOT_POSSIBLE)
      .refuses('2026-05-04', deregister('DISSOLVED', '2026-05-04'), NOT_POSSIBLE);
    story(licence).refuses('2026-05-04', requestRenewal('2026-05-04'), NOT_POSSIBLE);
  });
});

describe('a renewal', () => {
  const asked = () => granted().on('2029-01-15', requestRenewal('2029-01-15'));
  it('that was asked for and not answered is granted by silence', () => {
    asked()
      .expect('RenewalRequested')
      .clocks({ expiry: '2029-03-08' })
      .on('2029-01-16', requestRenewal('2029-01-16'))
      .expect()
      .on('2029-03-09', expire('2029-03-09', nextTerm))
      .expect('LicenceRenewed', { bySilence: true, validThrough: '2032-03-08' })
      .clocks({ 'renewal-reminder': '2032-01-20', expiry: '2032-03-08' });
  });
  it('is granted or refused on the conditions of the day', () => {
    granted().refuses('2029-01-15', decideRenewal(decided('accept'), nextTerm), NOT_POSSIBLE);
    asked()
      .on('2029-02-01', decideRenewal(decided('accept'), nextTerm))
      .expect('LicenceRenewed', { bySilence: false })
      .clocks({ 'renewal-reminder': '2032-01-20', expiry: '2032-03-08' });
    asked()
      .on('2029-02-01', decideRenewal(decided('refuse'), nextTerm))
      .expect('RenewalRefused')
      .on('2029-03-09', expire('2029-03-09', nextTerm))
      .expect('LicenceExpired');
  });
});

describe('was it licensed on that day?', () => {
  const { state } = suspended()
    .on('2026-07-15', reinstate('2026-07-15'))
    .on('2026-09-01', deregister('DISSOLVED', '2026-09-01'));
  it.each([
    ['2026-03-08', undefined],
    ['2026-03-09', 'GRANTED'],
    ['2026-04-14', 'GRANTED'],
    ['2026-04-15', 'SUSPENDED'],
    ['2026-07-14', 'SUSPENDED'],
    ['2026-07-15', 'GRANTED'],
    ['2026-09-01', 'DEREGISTERED'],
  ])('%s: %s', (day, status) => {
    expect(statusOn({ periods: periodsOf(state) }, day)).toBe(status);
  });
});
