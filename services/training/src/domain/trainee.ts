import { type TraineeEvent, traineeEvents } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import { holds } from './access.ts';

type Data<T extends TraineeEvent['type']> = Extract<TraineeEvent, { type: T }>['data'];

export type Trainee = { status: 'NONE' } | (Data<'TraineeEntitled'> & { status: 'ENTITLED' | 'ENDED' });

export const trainees: RecordKind<Trainee, typeof traineeEvents> = {
  events: traineeEvents,
  initial: { status: 'NONE' },
  evolve(trainee, event) {
    if (event.type === 'TraineeEntitled') return { ...event.data, status: 'ENTITLED' };
    return trainee.status === 'NONE' ? trainee : { ...trainee, status: 'ENDED' };
  },
  access: (_, actor) => (holds(actor, 'jobseeker', 'clerk', 'counsellor', 'procurement-officer') ? 'read' : 'none'),
};

export const entitle = (trainee: Trainee, grant: Data<'TraineeEntitled'>): TraineeEvent[] =>
  trainee.status === 'ENTITLED' ? [] : [{ type: 'TraineeEntitled', data: grant }];

export const endEntitlement = (trainee: Trainee, end: Data<'TraineeEntitlementEnded'>): TraineeEvent[] =>
  trainee.status === 'ENTITLED' ? [{ type: 'TraineeEntitlementEnded', data: end }] : [];
