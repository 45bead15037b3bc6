import { describe, it } from '@jest/globals';
import type { DeadlineFact } from '@zhiqiao/domain';
import { story } from '@zhiqiao/testing';
import {
  certify,
  dropOut,
  enrol,
  enrolments,
  hired,
  hireOverdue,
  matched,
  recordAttendance,
  requestMatch,
} from '../src/domain/enrolment.ts';

const id = 'course-1-lin';
const employerId = '914403001922038216';
const hireBy: DeadlineFact = {
  due: '2026-11-06',
  at: '2026-11-06T15:59:59.999Z',
  calendar: 'test',
  provisional: false,
};
const seat = {
  personId: 'lin',
  courseId: 'course-1',
  fund: 'INSURANCE' as const,
  providerId: '91440300708461136T',
  hours: 10,
  instalments: [
    { month: 0, amountFen: 600 },
    { month: 1, amountFen: 300 },
    { month: 3, amountFen: 100 },
  ],
};
const certificate = certify('S000044990026', { on: '2026-05-06', attendanceFloor: 80, hireBy });

const enrolled = () => story(enrolments, { id }).on('2026-04-02', ({ state }) => enrol(state, seat));
const attended = () =>
  enrolled()
    .on('2026-04-07', recordAttendance({ on: '2026-04-07', hours: 6 }, '2026-04-07'))
    .on('2026-04-08', recordAttendance({ on: '2026-04-08', hours: 2 }, '2026-04-08'));
const certified = () => attended().on('2026-05-06', certificate);
const working = () =>
  certified().on('2026-05-20', ({ state }) => hired(state, { employerId, startDate: '2026-05-18' }));
const answer = (month: number, insured: boolean) => ({ requestId: `${id}-m${month}`, enrolmentId: id, insured });

describe('an enrolment', () => {
  it('is paid by result: certificate, then insurance match at one and at three months', () => {
    certified()
      .expect('TraineeCertified', { certificateNo: 'S000044990026' }, 'InstalmentDue', {
        instalment: `${id}/0`,
        amountFen: 600,
        because: 'CERTIFIED',
      })
      .clocks({ hire: '2026-11-06' });
    working()
      .expect('TraineeHired', { employerId, on: '2026-05-18' })
      .clocks({ 'insurance-match': '2026-06-18' })
      .on('2026-06-19', requestMatch)
      .expect('InsuranceMatchRequested', { requestId: `${id}-m1`, month: '2026-06' })
      .clocks({})
      .on('2026-06-19', ({ state }) => matched(state, answer(1, true)))
      .expect('InstalmentDue', { instalment: `${id}/1`, amountFen: 300, because: 'INSURED' })
      .clocks({ 'insurance-match': '2026-08-18' })
      .on('2026-08-19', requestMatch)
      .on('2026-08-20', ({ state }) => matched(state, answer(3, false)))
      .expect('InstalmentWithheld', { instalment: `${id}/3`, because: 'NOT_INSURED' })
      .clocks({});
  });

  it('pays an outcome once, however often the answer comes', () => {
    working()
      .on('2026-06-19', requestMatch)
      .on('2026-06-19', ({ state }) => matched(state, answer(1, true)))
      .expect('InstalmentDue')
      .on('2026-06-20', ({ state }) => matched(state, answer(1, true)))
      .expect()
      .on('2026-06-20', ({ state }) => matched(state, answer(3, true)))
      .expect();
  });

  it('withholds what depends on work when nobody hires her in time', () => {
    certified()
      .on('2026-11-07', hireOverdue)
      .expect('InstalmentWithheld', { month: 1, because: 'NOT_HIRED' }, 'InstalmentWithheld', {
        month: 3,
        because: 'NOT_HIRED',
      })
      .clocks({})
      .on('2026-11-08', ({ state }) => hired(state, { employerId, startDate: '2026-11-08' }))
      .expect();
  });

  it('gives no certificate below the attendance that the city asks for', () => {
    enrolled()
      .on('2026-04-07', recordAttendance({ on: '2026-04-07', hours: 7 }, '2026-04-07'))
      .refuses('2026-05-06', certificate, 'training.attendance-too-low');
  });

  it('counts a day once, none in the future, and no more hours than the course has', () => {
    attended()
      .refuses(
        '2026-04-09',
        recordAttendance({ on: '2026-04-08', hours: 1 }, '2026-04-09'),
        'training.attendance-twice',
      )
      .refuses(
        '2026-04-09',
        recordAttendance({ on: '2026-04-10', hours: 1 }, '2026-04-09'),
        'training.attendance-in-future',
      )
      .refuses(
        '2026-04-09',
        recordAttendance({ on: '2026-04-09', hours: 3 }, '2026-04-09'),
        'training.attendance-too-much',
      );
  });

  it('does not count work that began before the certificate', () => {
    certified()
      .on('2026-05-20', ({ state }) => hired(state, { employerId, startDate: '2026-05-05' }))
      .expect();
    attended()
      .on('2026-05-01', ({ state }) => hired(state, { employerId, startDate: '2026-05-01' }))
      .expect();
  });

  it('ends with dropping out, after which she may begin again', () => {
    attended()
      .on('2026-04-09', dropOut('ILLNESS'))
      .expect('TraineeDroppedOut')
      .refuses('2026-04-10', certificate, 'training.enrolment-not-ready')
      .refuses('2026-04-10', dropOut('ILLNESS'), 'training.enrolment-not-ready')
      .on('2026-08-01', ({ state }) => enrol(state, seat))
      .expect('TraineeEnrolled')
      .on('2026-08-01', ({ state }) => enrol(state, seat))
      .expect();
    certified().refuses('2026-05-07', dropOut('OTHER'), 'training.enrolment-not-ready');
  });
});
