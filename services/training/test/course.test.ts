import { describe, it } from '@jest/globals';
import { courseEvents } from '@zhiqiao/domain';
import { story } from '@zhiqiao/testing';
import { close, courses, freeSeat, open, takeSeat } from '../src/domain/course.ts';
import { beginCourse, claimCourse, endEntitlement, entitle, leaveCourse, trainees } from '../src/domain/trainee.ts';

const contract = courseEvents.types.CourseOpened.parse({ ...courseEvents.examples.CourseOpened, seats: 2 });
const opened = () => story(courses, { id: 'course-1' }).on('2026-04-01', ({ state }) => open(state, contract));

describe('a course', () => {
  it('opens with the contract, once', () => {
    opened()
      .expect('CourseOpened')
      .clocks({ end: contract.through.due })
      .on('2026-04-01', ({ state }) => open(state, contract))
      .expect();
  });

  it('gives each person one seat and never more than there are', () => {
    opened()
      .on('2026-04-02', takeSeat('lin', 'INSURANCE'))
      .expect('SeatTaken', { enrolmentId: 'course-1-lin', fund: 'INSURANCE', hours: contract.hours })
      .on('2026-04-02', takeSeat('lin', 'INSURANCE'))
      .expect()
      .on('2026-04-02', takeSeat('wang', 'BUDGET'))
      .refuses('2026-04-02', takeSeat('zhao', 'BUDGET'), 'training.course-full')
      .on('2026-04-03', ({ state }) => freeSeat(state, 'course-1-lin'))
      .expect('SeatFreed')
      .on('2026-04-03', takeSeat('zhao', 'BUDGET'))
      .expect('SeatTaken');
  });

  it('takes nobody when it is closed', () => {
    opened()
      .on('2027-04-02', close('CONTRACT_ENDED'))
      .expect('CourseClosed')
      .clocks({})
      .refuses('2027-04-03', takeSeat('lin', 'INSURANCE'), 'training.course-closed');
  });
});

describe('the entitlement to free training', () => {
  it('follows registration', () => {
    story(trainees)
      .on('2026-03-02', ({ state }) => entitle(state, { fund: 'INSURANCE', from: '2026-03-02' }))
      .expect('TraineeEntitled')
      .on('2026-03-02', ({ state }) => entitle(state, { fund: 'INSURANCE', from: '2026-03-02' }))
      .expect()
      .on('2026-06-01', ({ state }) => endEntitlement(state, { on: '2026-06-01', reason: 'HIRED' }))
      .expect('TraineeEntitlementEnded')
      .on('2026-09-01', ({ state }) => entitle(state, { fund: 'BUDGET', from: '2026-09-01' }))
      .expect('TraineeEntitled', { fund: 'BUDGET' });
  });
});

describe('one course at a time', () => {
  const lin = () =>
    story(trainees).on('2026-03-02', ({ state }) => entitle(state, { fund: 'INSURANCE', from: '2026-03-02' }));

  it('is claimed before its seat; the other course is refused', () => {
    lin()
      .on('2026-04-02', claimCourse('sewing', 15))
      .expect('CourseClaimed', { courseId: 'sewing' })
      .on('2026-04-02', claimCourse('sewing', 15))
      .expect()
      .refuses('2026-04-02', claimCourse('baking', 15), 'training.already-enrolled')
      .on('2026-04-02', ({ state }) => beginCourse(state, 'sewing'))
      .expect('CourseBegun')
      .clocks({})
      .refuses('2026-05-02', claimCourse('baking', 15), 'training.already-enrolled');
  });

  it('is free again after the certificate, after dropping out, and where there was no seat', () => {
    for (const because of ['CERTIFIED', 'DROPPED_OUT', 'NO_SEAT'] as const)
      lin()
        .on('2026-04-02', claimCourse('sewing', 15))
        .on('2026-04-03', ({ state }) => leaveCourse(state, 'baking', because))
        .expect()
        .on('2026-04-03', ({ state }) => leaveCourse(state, 'sewing', because))
        .expect('CourseLeft', { because })
        .clocks({})
        .on('2026-04-03', claimCourse('baking', 15))
        .expect('CourseClaimed', { courseId: 'baking' });
  });

  it('is learnt also when the news of the seat comes before or after everything else', () => {
    lin()
      .on('2026-04-02', ({ state }) => beginCourse(state, 'sewing'))
      .expect('CourseBegun')
      .on('2026-04-02', ({ state }) => beginCourse(state, 'sewing'))
      .expect()
      .on('2026-04-02', ({ state }) => beginCourse(state, 'baking'))
      .expect();
  });

  it('is for the entitled', () => {
    story(trainees).refuses('2026-04-02', claimCourse('sewing', 15), 'training.not-entitled');
  });
});
