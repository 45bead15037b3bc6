import { describe, expect, it } from '@jest/globals';
import type { MeetingOutcome } from '@zhiqiao/domain';
import { organisations, story } from '@zhiqiao/testing';
import {
  apply,
  booths,
  bringVacancies,
  cancelBooth,
  cancelForAgency,
  confirmBooth,
  loseVacancy,
  noShow,
  offeredAt,
  refuseBooth,
  remindExhibitor,
  tally,
  verify,
  waitlist,
} from '../src/domain/booth.ts';
import { accept, meetAtFair, offer, referrals, report } from '../src/domain/referral.ts';
import { cancelVisit, checkIn, meet, remindVisitor, signUp, visits } from '../src/domain/visit.ts';
import { silenceEnds } from './dues.ts';

const exhibitorId = organisations.garmentFactory.creditCode;
const application = {
  fairId: 'fair',
  exhibitorId,
  byAgency: false,
  division: '449902001',
  vacancies: ['sewing', 'ironing'],
};

const [OPENS, MOVED] = ['2026-03-28T01:00:00.000Z', '2026-03-30T01:00:00.000Z'];

const applied = () => story(booths).on('2026-03-05', apply(application));
const confirmed = () =>
  applied()
    .on('2026-03-06', verify)
    .on('2026-03-06', ({ state }) => confirmBooth(state, 7));

describe('a booth', () => {
  it('is applied for, checked, numbered, and tells what came of it', () => {
    confirmed()
      .expect('BoothConfirmed', { number: 7 })
      .on('2026-03-28', tally({ interviews: 40, intentions: 12, hires: 1 }))
      .expect('MeetingsTallied')
      .refuses('2026-03-28', verify, 'matching.not-possible')
      .on('2026-03-28', noShow)
      .expect('BoothNoShow')
      .refuses('2026-03-29', tally({ interviews: 1, intentions: 0, hires: 0 }), 'matching.not-possible');
  });

  it('with a number is told once when the fair opens, and anew when it is moved', () => {
    applied().on('2026-03-25', remindExhibitor(OPENS)).expect();
    confirmed()
      .on('2026-03-25', remindExhibitor(OPENS))
      .expect('ExhibitorReminded', { fairId: 'fair', exhibitorId, number: 7, opensAt: OPENS })
      .on('2026-03-25', remindExhibitor(OPENS))
      .expect()
      .on('2026-03-27', remindExhibitor(MOVED))
      .expect('ExhibitorReminded', { opensAt: MOVED });
  });

  it('waits where no number is left, and is confirmed once when one is', () => {
    applied()
      .on('2026-03-06', verify)
      .on('2026-03-06', ({ state }) => waitlist(state))
      .expect('BoothWaitlisted')
      .on('2026-03-08', ({ state }) => confirmBooth(state, 3))
      .expect('BoothConfirmed', { number: 3 })
      .on('2026-03-08', ({ state }) => confirmBooth(state, 3))
      .expect();
  });

  it('that was given up meanwhile takes no number', () => {
    applied()
      .on('2026-03-06', verify)
      .on('2026-03-06', cancelBooth('EXHIBITOR_REQUEST'))
      .on('2026-03-06', ({ state }) => confirmBooth(state, 7))
      .expect()
      .on('2026-03-07', apply(application))
      .expect('BoothApplied')
      .refuses('2026-03-07', apply(application), 'matching.not-possible');
  });

  it('that was refused may be applied for again, and is no longer there for its agency’s bar', () => {
    applied()
      .on('2026-03-06', refuseBooth('NOT_VERIFIED'))
      .expect('BoothRefused')
      .on('2026-03-06', ({ state }) => cancelForAgency(state))
      .expect()
      .on('2026-03-07', apply(application))
      .on('2026-03-08', ({ state }) => cancelForAgency(state))
      .expect('BoothCancelled', { because: 'AGENCY_BARRED' });
  });

  it('loses its vacancies one by one; empty it is not confirmed, and may bring others', () => {
    const left = applied()
      .on('2026-03-06', ({ state }) => loseVacancy(state, 'sewing', 'WITHDRAWN'))
      .expect('BoothVacancyLost', { vacancyId: 'sewing' })
      .on('2026-03-06', ({ state }) => loseVacancy(state, 'sewing', 'WITHDRAWN'))
      .expect()
      .on('2026-03-06', ({ state }) => loseVacancy(state, 'ironing', 'FILLED'));
    expect(left.state).toMatchObject({ empty: true, vacancies: [] });
    left
      .refuses('2026-03-06', verify, 'matching.booth-empty')
      .on('2026-03-07', bringVacancies(['cutting']))
      .on('2026-03-07', verify)
      .expect('BoothVerified');
    if (left.state.status === 'NONE') throw new Error('no booth');
    expect(offeredAt(left.state)).toEqual(['cutting', 'ironing']);
  });
});

const visit = { fairId: 'fair', personId: 'limei', division: '449902001', place: 41, code: 'K7QM2XPA' };
const meeting = (outcome: MeetingOutcome) => ({ exhibitorId, vacancyId: 'sewing', outcome, referralId: 'referral' });

describe('a visit', () => {
  it('is signed up for once, checked in once, and keeps the last word of each talk', () => {
    const told = story(visits)
      .on('2026-03-05', signUp(visit))
      .refuses('2026-03-05', signUp(visit), 'matching.already-signed-up')
      .on('2026-03-28', checkIn)
      .refuses('2026-03-28', checkIn, 'matching.already-checked-in')
      .refuses('2026-03-28', cancelVisit, 'matching.visit-over')
      .on('2026-03-28', meet(meeting('INTERVIEWED')))
      .on('2026-03-28', meet(meeting('INTERVIEWED')))
      .expect()
      .on('2026-03-28', meet(meeting('HIRED')));
    expect(told.state).toMatchObject({ meetings: [{ outcome: 'HIRED' }] });
  });

  it('is told once when the fair opens, anew when it is moved, and not any more when it is given up', () => {
    story(visits)
      .on('2026-03-05', signUp(visit))
      .on('2026-03-25', remindVisitor(OPENS))
      .expect('VisitorReminded', { fairId: 'fair', personId: 'limei', opensAt: OPENS })
      .on('2026-03-25', remindVisitor(OPENS))
      .expect()
      .on('2026-03-27', remindVisitor(MOVED))
      .expect('VisitorReminded', { opensAt: MOVED })
      .on('2026-03-28', cancelVisit)
      .on('2026-03-29', remindVisitor('2026-04-01T01:00:00.000Z'))
      .expect();
  });

  it('given up frees the place, and may be taken up again with another', () => {
    story(visits)
      .on('2026-03-05', signUp(visit))
      .on('2026-03-06', cancelVisit)
      .refuses('2026-03-06', checkIn, 'matching.visit-over')
      .refuses('2026-03-06', meet(meeting('HIRED')), 'matching.visit-over')
      .on('2026-03-07', signUp({ ...visit, place: 3 }))
      .expect('VisitSignedUp', { place: 3 });
  });
});

describe('a talk at a booth', () => {
  const introduction = { personId: 'limei', vacancyId: 'sewing', employerId: exhibitorId, division: '449902001' };
  const on = '2026-03-28';

  it('becomes a referral with its interview, and goes on as any other', () => {
    story(referrals)
      .on(on, meetAtFair(on, silenceEnds, { ...introduction, fairId: 'fair' }))
      .expect('ReferralOffered', { fairId: 'fair' }, 'ReferralAccepted', 'InterviewHeld', { on })
      .on(on, report('EMPLOYER', { outcome: 'HIRED', startDate: '2026-04-01' }, silenceEnds))
      .on('2026-03-30', report('SEEKER', { outcome: 'HIRED', startDate: '2026-04-01' }, silenceEnds))
      .expect('OutcomeReported', 'ReferralHired')
      .refuses('2026-03-30', meetAtFair(on, silenceEnds), 'matching.not-possible');
  });

  it('takes up what a counsellor had offered before', () => {
    const offered = () => story(referrals).on('2026-03-20', offer(introduction, silenceEnds));
    offered().on(on, meetAtFair(on, silenceEnds)).expect('ReferralAccepted', 'InterviewHeld');
    offered()
      .on('2026-03-21', accept(silenceEnds))
      .on(on, meetAtFair(on, silenceEnds))
      .expect('InterviewHeld', { on })
      .on(on, meetAtFair(on, silenceEnds))
      .expect();
  });
});
