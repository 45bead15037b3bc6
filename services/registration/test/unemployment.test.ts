import { describe, expect, it } from '@jest/globals';
import type { DecisionFact } from '@zhiqiao/domain';
import { story } from '@zhiqiao/testing';
import {
  close,
  closeAsHired,
  confirm,
  endsRegistration,
  type Intake,
  noteOverdueReview,
  review,
  takeIn,
  type Unemployment,
  unemployment,
  warnOfSilence,
} from '../src/domain/unemployment.ts';

const deadline = (due: string) => ({
  due,
  at: new Date(`${due}T23:59:59.999+08:00`).toISOString(),
  calendar: 'test',
  provisional: false,
});
const contact = (warnOn: string, closeOn: string) => ({
  warnAt: new Date(`${warnOn}T23:59:59.999+08:00`).toISOString(),
  closeBy: deadline(closeOn),
});
const decided = (outcome: DecisionFact['outcome'], openEmployments: string[] = []): DecisionFact => ({
  outcome,
  rules: [{ id: 'REG-01', sentence: { zh: '规则', en: 'rule' }, source: '第63条', outcome }],
  pack: 'test',
  facts: { age: 48, openEmployments },
  on: '2026-03-02',
});
const limei = (decision: DecisionFact): Intake => ({
  personId: 'limei',
  category: 'EMPLOYED_TO_UNEMPLOYED',
  division: '449902001001',
  education: '70',
  occupationsWanted: ['4-03-02-01'],
  decision,
});
const acceptance = {
  on: '2026-03-02',
  contact: contact('2026-08-03', '2026-09-02'),
  entitlements: [
    { entitlement: 'JOB_INTRODUCTION' as const, fund: 'BUDGET' as const, rule: 'ENT-JOB-INTRODUCTION' },
    { entitlement: 'RETRAINING' as const, fund: 'INSURANCE' as const, rule: 'ENT-RETRAINING' },
  ],
};
const outcome = { ...acceptance, referredBy: 'clerk-1', decideBy: deadline('2026-03-16') };
const registered = () => story(unemployment).on('2026-03-02', takeIn(limei(decided('accept')), outcome));
const underReview = () => story(unemployment).on('2026-03-02', takeIn(limei(decided('review', ['job-1'])), outcome));

describe('a registration of unemployment', () => {
  it('of a dismissed worker is accepted, with free introduction and retraining from the insurance fund', () => {
    registered()
      .expect('UnemploymentRegistered', { registeredOn: '2026-03-02' }, 'EntitlementGranted', 'EntitlementGranted', {
        entitlement: 'RETRAINING',
        fund: 'INSURANCE',
        from: '2026-03-02',
      })
      .clocks({ 'contact-warning': '2026-08-03', 'contact-end': '2026-09-02' });
  });

  it('that the rules refuse is a fact with its reasons, and leaves nothing open', () => {
    const told = story(unemployment)
      .on('2026-03-02', takeIn(limei(decided('refuse')), outcome))
      .expect('UnemploymentRegistrationRefused', { decision: { outcome: 'refuse' } })
      .clocks({})
      .refuses('2026-03-03', close('ENDED_REQUEST', '2026-03-03'), 'registration.not-possible')
      .refuses('2026-03-03', confirm('2026-03-03', acceptance.contact), 'registration.not-possible');
    expect(told.state).toMatchObject({ status: 'REFUSED', open: false });
  });

  it('in doubt is settled by another officer than the one at the desk, on evidence', () => {
    const later = { ...acceptance, on: '2026-03-05' };
    underReview()
      .expect('UnemploymentRegistrationReferred', { referredBy: 'clerk-1' })
      .clocks({ 'review-overdue': '2026-03-16' })
      .refuses('2026-03-05', review('clerk-1', 'TERMINATION_CERTIFICATE', later), 'registration.own-review')
      .on('2026-03-05', review('manager-1', 'TERMINATION_CERTIFICATE', later))
      .expect(
        'UnemploymentRegistered',
        {
          registeredOn: '2026-03-05',
          decision: {
            outcome: 'accept',
            facts: { evidence: 'TERMINATION_CERTIFICATE' },
            rules: [{ outcome: 'accept' }],
          },
        },
        'EntitlementGranted',
        'EntitlementGranted',
      )
      .refuses('2026-03-06', review('manager-1', undefined, later), 'registration.not-possible');
  });

  it('in doubt that nothing settles is refused', () => {
    underReview()
      .on('2026-03-05', review('manager-1', undefined, acceptance))
      .expect('UnemploymentRegistrationRefused', { decision: { outcome: 'refuse' } });
  });

  it('in doubt past its promised day is noted once', () => {
    underReview().on('2026-03-17', noteOverdueReview).expect('ReviewOverdue').clocks({});
  });

  it('in doubt may be given up by the jobseeker', () => {
    underReview().on('2026-03-04', close('ENDED_REQUEST', '2026-03-04')).expect('UnemploymentRegistrationClosed');
  });
});

describe('staying in contact', () => {
  it('a jobseeker not heard of is warned a month before, and closed after six months', () => {
    registered()
      .on('2026-08-04', warnOfSilence)
      .expect('ContactWarned')
      .clocks({ 'contact-end': '2026-09-02' })
      .on('2026-09-03', close('NO_CONTACT', '2026-09-03'))
      .expect(
        'EntitlementWithdrawn',
        { reason: 'NO_CONTACT' },
        'EntitlementWithdrawn',
        'UnemploymentRegistrationClosed',
        {
          reason: 'NO_CONTACT',
          on: '2026-09-03',
        },
      )
      .clocks({});
  });

  it('a confirmation after the warning starts both clocks anew', () => {
    registered()
      .on('2026-08-04', warnOfSilence)
      .on('2026-08-20', confirm('2026-08-20', contact('2027-01-23', '2027-02-22')))
      .expect('RegistrationConfirmed')
      .clocks({ 'contact-warning': '2027-01-23', 'contact-end': '2027-02-22' });
  });
});

describe('leaving the register', () => {
  it('cannot lie before the registration', () => {
    registered().refuses('2026-03-10', close('SELF_EMPLOYED', '2026-03-01'), 'registration.closed-too-early');
  });

  it('takes every entitlement away, once', () => {
    const told = registered()
      .on('2026-05-10', close('HIRED', '2026-05-09'))
      .expect('EntitlementWithdrawn', 'EntitlementWithdrawn', { on: '2026-05-09' }, 'UnemploymentRegistrationClosed')
      .refuses('2026-05-11', close('HIRED', '2026-05-09'), 'registration.not-possible');
    expect(told.state).toMatchObject({ status: 'CLOSED', registeredOn: '2026-03-02', closed: { reason: 'HIRED' } });
  });

  it('a hiring that began before the registration ends it on its own day', () => {
    const told = registered();
    const events = closeAsHired('2026-02-20')(told.state);
    expect(events.at(-1)).toMatchObject({ data: { reason: 'HIRED', on: '2026-03-02' } });
    expect(closeAsHired('2026-05-01')({ status: 'NONE', open: false })).toEqual([]);
  });
});

describe('which employment ends a registration', () => {
  const hired = {
    status: 'OPEN' as const,
    personId: 'limei',
    employerId: '91440300708461136T',
    occupation: '6-05-01-03',
    division: '449902001',
    startDate: '2026-03-02',
    filedOn: '2026-03-02',
    late: false,
    kind: 'EMPLOYED' as const,
    own: false as const,
    offered: false,
  };
  const end = {
    reason: 'RESIGNED' as const,
    involuntary: false,
    endedOn: '2026-03-02',
    filedOn: '2026-03-02',
    late: false,
  };
  const accepted: Unemployment = registered().state;
  const acceptedAfterReview: Unemployment = underReview().on(
    '2026-03-02',
    review('m', 'EMPLOYER_STATEMENT', acceptance),
  ).state;

  it('a new one does', () => expect(endsRegistration('job-2', hired, accepted)).toBe(true));
  it('one that an officer has looked at does not', () =>
    expect(endsRegistration('job-1', hired, acceptedAfterReview)).toBe(false));
  it('one that was over before the intake does not, however late its report comes', () =>
    expect(endsRegistration('job-0', { ...hired, status: 'ENDED', end }, accepted)).toBe(false));
  it('one that was filed after the intake does, even if it is over again', () =>
    expect(endsRegistration('job-3', { ...hired, filedOn: '2026-03-20', status: 'ENDED', end }, accepted)).toBe(true));
});
