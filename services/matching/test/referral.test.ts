import { describe, expect, it } from '@jest/globals';
import type { ReportedOutcome } from '@zhiqiao/domain';
import { organisations, story } from '@zhiqiao/testing';
import {
  accept,
  closeInError,
  decline,
  escalate,
  holdInterview,
  offer,
  referrals,
  registrationEnded,
  report,
  settle,
  vacancyGone,
} from '../src/domain/referral.ts';
import { silenceEnds } from './dues.ts';

const introduction = {
  personId: 'limei',
  vacancyId: 'sewing',
  employerId: organisations.electronicsFactory.creditCode,
  agencyId: organisations.depositAgency.creditCode,
  division: '449902001001',
};
const hired: ReportedOutcome = { outcome: 'HIRED', startDate: '2026-03-16' };
const notHired: ReportedOutcome = { outcome: 'NOT_HIRED', reason: 'NOT_SUITABLE' };
const illegal = 'matching.not-possible';

const offered = () => story(referrals).on('2026-03-02', offer(introduction, silenceEnds));
const accepted = () => offered().on('2026-03-03', accept(silenceEnds));

describe('a referral', () => {
  it('leads from the offer over the interview to a hire that both sides tell', () => {
    accepted()
      .expect('ReferralAccepted')
      .on('2026-03-05', holdInterview('2026-03-05', '2026-03-05', silenceEnds))
      .expect('InterviewHeld', { on: '2026-03-05' })
      .on('2026-03-06', report('EMPLOYER', hired, silenceEnds))
      .expect('OutcomeReported', { by: 'EMPLOYER' })
      .on('2026-03-09', report('SEEKER', hired, silenceEnds))
      .expect('OutcomeReported', 'ReferralHired', { vacancyId: 'sewing', startDate: '2026-03-16' })
      .clocks({});
  });

  it('takes the day of starting from the employer, who will register it', () => {
    accepted()
      .on('2026-03-06', report('SEEKER', { outcome: 'HIRED', startDate: '2026-03-17' }, silenceEnds))
      .on('2026-03-06', report('EMPLOYER', hired, silenceEnds))
      .expect('OutcomeReported', 'ReferralHired', { startDate: '2026-03-16' });
  });

  it('is turned down over a deposit, also after it was accepted', () => {
    accepted().on('2026-03-04', decline('DEPOSIT_DEMANDED')).expect('ReferralDeclined').clocks({});
  });

  it('goes to a counsellor when the jobseeker stays silent, once', () => {
    offered()
      .clocks({ answer: '2026-03-09' })
      .on('2026-03-10', escalate('NO_ANSWER'))
      .expect('ReferralEscalated', { because: 'NO_ANSWER' })
      .clocks({})
      .on('2026-03-11', escalate('NO_ANSWER'))
      .expect();
  });

  it('can still be accepted after it was escalated, and watches the next silence', () => {
    offered()
      .on('2026-03-10', escalate('NO_ANSWER'))
      .on('2026-03-11', accept(silenceEnds))
      .clocks({ report: '2026-03-16' });
  });

  it('goes to a counsellor when nobody reports after it was accepted', () => {
    accepted()
      .clocks({ report: '2026-03-09' })
      .on('2026-03-10', escalate('NO_REPORT'))
      .expect('ReferralEscalated', { because: 'NO_REPORT' })
      .on('2026-03-11', settle(notHired))
      .expect('ReferralNotHired', { reason: 'NOT_SUITABLE' });
  });

  it('goes to a counsellor when the other side does not confirm', () => {
    accepted()
      .on('2026-03-06', report('EMPLOYER', hired, silenceEnds))
      .clocks({ confirm: '2026-03-11' })
      .on('2026-03-12', escalate('NO_CONFIRMATION'))
      .on('2026-03-13', settle(hired))
      .expect('ReferralHired');
  });

  it('goes to a counsellor at once when the accounts differ', () => {
    accepted()
      .on('2026-03-06', report('EMPLOYER', hired, silenceEnds))
      .on('2026-03-07', report('SEEKER', notHired, silenceEnds))
      .expect('OutcomeReported', 'ReferralEscalated', { because: 'ACCOUNTS_DIFFER' })
      .on('2026-03-08', report('EMPLOYER', notHired, silenceEnds))
      .expect('OutcomeReported', 'ReferralNotHired');
  });

  it('takes the same account twice as one', () => {
    accepted()
      .on('2026-03-06', report('EMPLOYER', hired, silenceEnds))
      .on('2026-03-07', report('EMPLOYER', hired, silenceEnds))
      .expect();
  });

  it('is not settled by a counsellor while the two sides still have time', () => {
    accepted().refuses('2026-03-04', settle(hired), 'matching.nothing-to-settle');
  });

  it('is closed when its vacancy is withdrawn, unless a hire has been told', () => {
    const open = accepted();
    expect(vacancyGone(open.state, 'VACANCY_WITHDRAWN')).toEqual([
      { type: 'ReferralClosed', data: { reason: 'VACANCY_WITHDRAWN' } },
    ]);
    open.on('2026-03-06', report('EMPLOYER', hired, silenceEnds));
    expect(vacancyGone(open.state, 'VACANCY_WITHDRAWN')).toEqual([]);
  });

  it('counts as a hire when the register confirms what the employer has told', () => {
    const told = accepted().on('2026-03-06', report('EMPLOYER', hired, silenceEnds));
    expect(registrationEnded(told.state, 'HIRED').map(({ type }) => type)).toEqual(['ReferralHired', 'ReferralClosed']);
    expect(registrationEnded(told.state, 'NO_CONTACT')).toEqual([
      { type: 'ReferralClosed', data: { reason: 'REGISTRATION_CLOSED' } },
    ]);
  });

  it('never counts a hire that nobody has told, whatever ended the registration', () => {
    expect(registrationEnded(accepted().state, 'HIRED')).toEqual([
      { type: 'ReferralClosed', data: { reason: 'REGISTRATION_CLOSED' } },
    ]);
  });

  it('knows no interview in the future', () => {
    accepted().refuses(
      '2026-03-04',
      holdInterview('2026-03-05', '2026-03-04', silenceEnds),
      'matching.interview-in-future',
    );
  });

  it('allows no step out of turn', () => {
    offered()
      .refuses('2026-03-03', holdInterview('2026-03-03', '2026-03-03', silenceEnds), illegal)
      .refuses('2026-03-03', report('EMPLOYER', hired, silenceEnds), illegal)
      .refuses('2026-03-03', settle(hired), illegal);
    accepted().refuses('2026-03-04', accept(silenceEnds), illegal);
    const ends = [
      accepted().on('2026-03-04', decline('OTHER')),
      offered().on('2026-03-03', closeInError),
      accepted()
        .on('2026-03-05', report('SEEKER', notHired, silenceEnds))
        .on('2026-03-05', report('EMPLOYER', notHired, silenceEnds)),
      accepted()
        .on('2026-03-05', report('SEEKER', hired, silenceEnds))
        .on('2026-03-05', report('EMPLOYER', hired, silenceEnds)),
    ];
    for (const end of ends) {
      for (const step of [accept(silenceEnds), decline('OTHER'), report('SEEKER', hired, silenceEnds), closeInError]) {
        end.refuses('2026-03-06', step, illegal);
      }
    }
  });
});
