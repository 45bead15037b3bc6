import { type TraineeEvent, traineeEvents } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

type Data<T extends TraineeEvent['type']> = Extract<TraineeEvent, { type: T }>['data'];

/** `learning`: the only course that she is in; `until` while it is not known whether there is a seat. */
export type Trainee =
  | { status: 'NONE' }
  | (Data<'TraineeEntitled'> & {
      status: 'ENTITLED' | 'ENDED';
      learning?: { courseId: string; until?: string };
    });

export const trainees: RecordKind<Trainee, typeof traineeEvents> = {
  events: traineeEvents,
  initial: { status: 'NONE' },
  evolve(trainee, event) {
    if (event.type === 'TraineeEntitled') return { ...trainee, ...event.data, status: 'ENTITLED' };
    if (trainee.status === 'NONE') return trainee;
    switch (event.type) {
      case 'TraineeEntitlementEnded':
        return { ...trainee, status: 'ENDED' };
      case 'CourseClaimed':
        return { ...trainee, learning: event.data };
      case 'CourseBegun':
        return { ...trainee, learning: event.data };
      case 'CourseLeft': {
        const { learning: _, ...free } = trainee;
        return free;
      }
    }
  },
  clocks(trainee) {
    const until = trainee.status === 'NONE' ? undefined : trainee.learning?.until;
    return until ? [{ kind: 'claim', at: new Date(until) }] : [];
  },
  access: (_, actor) => (holds(actor, 'jobseeker', 'clerk', 'counsellor', 'procurement-officer') ? 'read' : 'none'),
};

export const entitle = (trainee: Trainee, grant: Data<'TraineeEntitled'>): TraineeEvent[] =>
  trainee.status === 'ENTITLED' ? [] : [{ type: 'TraineeEntitled', data: grant }];

export const endEntitlement = (trainee: Trainee, end: Data<'TraineeEntitlementEnded'>): TraineeEvent[] =>
  trainee.status === 'ENTITLED' ? [{ type: 'TraineeEntitlementEnded', data: end }] : [];

const courseOf = (trainee: Trainee) => (trainee.status === 'NONE' ? undefined : trainee.learning);

/** Of two courses asked for at the same moment one gets the claim. */
export const claimCourse =
  (courseId: string, minutes: number): Decide<Trainee, TraineeEvent> =>
  ({ state }, now) => {
    if (state.status !== 'ENTITLED') throw errors.notEntitled();
    const current = state.learning?.courseId;
    if (current === courseId) return [];
    if (current) throw errors.alreadyEnrolled({ courseId: current });
    const until = new Date(now.getTime() + minutes * 60_000).toISOString();
    return [{ type: 'CourseClaimed', data: { courseId, until } }];
  };

export const beginCourse = (trainee: Trainee, courseId: string): TraineeEvent[] => {
  const learning = courseOf(trainee);
  const elsewhere = learning && learning.courseId !== courseId;
  const begun = learning && !learning.until;
  return trainee.status === 'NONE' || elsewhere || begun ? [] : [{ type: 'CourseBegun', data: { courseId } }];
};

export const leaveCourse = (
  trainee: Trainee,
  courseId: string,
  because: Data<'CourseLeft'>['because'],
): TraineeEvent[] =>
  courseOf(trainee)?.courseId === courseId ? [{ type: 'CourseLeft', data: { courseId, because } }] : [];
