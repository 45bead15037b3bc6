import { describe, expect, it } from '@jest/globals';
import { CLOSURE_REASON, type ClosureReason } from '@zhiqiao/domain';
import { close, closeAsHired, endsRegistration } from '../src/domain/unemployment/closure.ts';
import { confirm } from '../src/domain/unemployment/contact.ts';
import { noteOverdueReview, review } from '../src/domain/unemployment/intake.ts';
import type { Unemployment } from '../src/domain/unemployment.ts';
import { EXITS } from '../src/rules/closure.ts';
import { acceptance, byOfficer, periods, plan, refused, registered, underReview } from './rulebook.ts';

const ownWish = { ground: 'OWN_WISH' as const };

describe('a registration of unemployment', () => {
  it('of a dismissed worker is accepted, with free introduction and retraining from the insurance fund', () => {
    registered()
      .expect('UnemploymentRegistered', { registeredOn: '2026-03-02' }, 'EntitlementGranted', 'EntitlementGranted', {
        entitlement: 'RETRAINING',
        fund: 'INSURANCE',
        from: '2026-03-02',
      })
      .clocks({ 'contact-warning': '2026-08-03', 'contact-end': '2026-09-02', 'confirmation-due': '2026-03-26' });
  });

  it('that the rules refuse is a fact with its reasons, and leaves nothing open', () => {
    const told = refused()
      .expect('UnemploymentRegistrationRefused', { decision: { outcome: 'refuse' } })
      .clocks({})
      .refuses('2026-03-03', close('ENDED_REQUEST', '2026-03-03', ownWish), 'registration.not-possible')
      .refuses('2026-03-03', confirm(plan('2026-03-03'), { channel: 'WEB' }), 'registration.not-possible');
    expect(told.state).toMatchObject({ status: 'REFUSED', open: false });
  });

  it('in doubt is settled by another officer than the one at the desk, on evidence', () => {
    const later = acceptance('2026-03-05');
    const appealBy = periods('2026-03-05');
    underReview()
      .expect('UnemploymentRegistrationReferred', { referredBy: 'clerk-1' })
      .clocks({ 'review-overdue': '2026-03-23' })
      .refuses('2026-03-05', review('clerk-1', 'TERMINATION_CERTIFICATE', later, appealBy), 'registration.own-review')
      .on('2026-03-05', review('manager-1', 'TERMINATION_CERTIFICATE', later, appealBy))
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
      .refuses('2026-03-06', review('manager-1', undefined, later, appealBy), 'registration.not-possible');
  });

  it('in doubt that nothing settles is refused', () => {
    underReview()
      .on('2026-03-05', review('manager-1', undefined, acceptance('2026-03-05'), periods('2026-03-05')))
      .expect('UnemploymentRegistrationRefused', {
        decision: { outcome: 'refuse' },
        decidedBy: ['clerk-1', 'manager-1'],
      });
  });

  it('in doubt past its promised day is noted once', () => {
    underReview().on('2026-03-17', noteOverdueReview).expect('ReviewOverdue').clocks({});
  });

  it('in doubt may be given up by the jobseeker', () => {
    underReview()
      .on('2026-03-04', close('ENDED_REQUEST', '2026-03-04', ownWish))
      .expect('UnemploymentRegistrationClosed');
  });
});

describe('leaving the register', () => {
  it('cannot lie before the registration', () => {
    registered().refuses('2026-03-10', close('SELF_EMPLOYED', '2026-03-01', ownWish), 'registration.closed-too-early');
  });

  it('takes every entitlement away, once', () => {
    const told = registered()
      .on('2026-05-10', close('HIRED', '2026-05-09', ownWish))
      .expect('EntitlementWithdrawn', 'EntitlementWithdrawn', { on: '2026-05-09' }, 'UnemploymentRegistrationClosed')
      .refuses('2026-05-11', close('HIRED', '2026-05-09', ownWish), 'registration.not-possible');
    expect(told.state).toMatchObject({ status: 'CLOSED', registeredOn: '2026-03-02', closed: { reason: 'HIRED' } });
  });

  it('a hiring that began before the registration ends it on its own day', () => {
    const told = registered();
    const events = closeAsHired('2026-02-20', periods('2026-03-02'))(told.state);
    expect(events.at(-1)).toMatchObject({ data: { reason: 'HIRED', on: '2026-03-02' } });
    expect(closeAsHired('2026-05-01', periods('2026-05-01'))({ status: 'NONE', open: false })).toEqual([]);
  });
});

describe('what an exit means', () => {
  const statistics = (Object.keys(CLOSURE_REASON) as ClosureReason[]).filter((reason) => EXITS[reason].reemployed);
  it('for statistics: three of them are work', () =>
    expect(statistics).toEqual(['HIRED', 'SELF_EMPLOYED', 'STEADY_EARNINGS']));

  it.each(Object.keys(CLOSURE_REASON) as ClosureReason[])('is told with it: %s', (reason) => {
    registered()
      .on('2026-05-10', close(reason, '2026-05-10', byOfficer('2026-05-10')))
      .expect('EntitlementWithdrawn', 'EntitlementWithdrawn', 'UnemploymentRegistrationClosed', {
        effect: { reemployed: EXITS[reason].reemployed },
      });
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
    review('m', 'EMPLOYER_STATEMENT', acceptance('2026-03-02'), periods('2026-03-02')),
  ).state;

  it('a new one does', () => expect(endsRegistration('job-2', hired, accepted)).toBe(true));
  it('one that an officer has looked at does not', () =>
    expect(endsRegistration('job-1', hired, acceptedAfterReview)).toBe(false));
  it('one that was over before the intake does not, however late its report comes', () =>
    expect(endsRegistration('job-0', { ...hired, status: 'ENDED', end }, accepted)).toBe(false));
  it('one that was filed after the intake does, even if it is over again', () =>
    expect(endsRegistration('job-3', { ...hired, filedOn: '2026-03-20', status: 'ENDED', end }, accepted)).toBe(true));
});
