import { type CourseEvent, courseEvents } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';
import { clockAt } from './clock.ts';

type Data<T extends CourseEvent['type']> = Extract<CourseEvent, { type: T }>['data'];

export type KnownCourse = Data<'CourseOpened'> & {
  status: 'OPEN' | 'CLOSED';
  /** Enrolments that hold a seat: never more than there are seats. */
  taken: string[];
  closure?: Data<'CourseClosed'>['reason'];
};
export type Course = { status: 'NONE' } | KnownCourse;

export const courses: RecordKind<Course, typeof courseEvents> = {
  events: courseEvents,
  initial: { status: 'NONE' },
  evolve(course, event) {
    if (event.type === 'CourseOpened') return { ...event.data, status: 'OPEN', taken: [] };
    if (course.status === 'NONE') return course;
    switch (event.type) {
      case 'SeatTaken':
        return { ...course, taken: [...course.taken, event.data.enrolmentId] };
      case 'SeatFreed':
        return { ...course, taken: course.taken.filter((enrolment) => enrolment !== event.data.enrolmentId) };
      case 'CourseClosed':
        return { ...course, status: 'CLOSED', closure: event.data.reason };
    }
  },
  clocks: (course) => (course.status === 'OPEN' ? [clockAt('end', course.through)] : []),
  access: (_, actor) => (holds(actor, 'procurement-officer', 'jobseeker', 'clerk', 'counsellor') ? 'write' : 'read'),
  indexes: [{ fields: ['status'] }],
};

export const enrolmentIdOf = (courseId: string, personId: string) => `${courseId}-${personId}`;

export const open = (course: Course, contract: Data<'CourseOpened'>): CourseEvent[] =>
  course.status === 'NONE' ? [{ type: 'CourseOpened', data: contract }] : [];

/** Who has a seat keeps it; asking again changes nothing. */
export const takeSeat =
  (personId: string, fund: Data<'SeatTaken'>['fund']): Decide<Course, CourseEvent> =>
  ({ id, state }) => {
    if (state.status !== 'OPEN') throw errors.courseClosed();
    const enrolmentId = enrolmentIdOf(id, personId);
    if (state.taken.includes(enrolmentId)) return [];
    if (state.taken.length >= state.seats) throw errors.courseFull({ seats: state.seats });
    const { providerId, hours, instalments } = state;
    return [{ type: 'SeatTaken', data: { enrolmentId, personId, fund, providerId, hours, instalments } }];
  };

export const freeSeat = (course: Course, enrolmentId: string): CourseEvent[] =>
  course.status !== 'NONE' && course.taken.includes(enrolmentId) ? [{ type: 'SeatFreed', data: { enrolmentId } }] : [];

export const close =
  (reason: Data<'CourseClosed'>['reason']): Decide<Course, CourseEvent> =>
  ({ state }) =>
    state.status === 'OPEN' ? [{ type: 'CourseClosed', data: { reason } }] : [];
