import { type EmploymentEvent, employmentEvents } from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { deskAccess, isEmployer, isJobseeker } from './access.ts';

export type Hiring = Extract<EmploymentEvent, { type: 'EmploymentRegistered' }>['data'];
export type Termination = Omit<
  Extract<EmploymentEvent, { type: 'EmploymentEnded' }>['data'],
  'personId' | 'employerId'
>;

export type Employment =
  | { status: 'NONE' }
  | (Hiring & { status: 'OPEN' })
  | (Hiring & { status: 'ENDED'; end: Termination });

export const employment = {
  events: employmentEvents,
  initial: { status: 'NONE' } as Employment,
  evolve(state: Employment, event: EmploymentEvent): Employment {
    switch (event.type) {
      case 'EmploymentRegistered':
        return { status: 'OPEN', ...event.data };
      case 'EmploymentEnded': {
        if (state.status !== 'OPEN') return state;
        const { personId: _p, employerId: _e, ...end } = event.data;
        return { ...state, status: 'ENDED', end };
      }
    }
  },
  access(state: Employment, actor) {
    if (state.status === 'NONE') return 'none';
    if (isEmployer(actor)) return actor.orgId === state.employerId ? 'write' : 'none';
    if (isJobseeker(actor)) return actor.personId === state.personId ? 'read' : 'none';
    return deskAccess(actor, state.division);
  },
  indexes: [
    { fields: ['personId', 'employerId'], unique: true, where: { status: 'OPEN' } },
    { fields: ['personId', 'status'] },
    { fields: ['employerId'] },
  ],
} satisfies RecordKind<Employment, typeof employmentEvents>;

export const registerEmployment = (hiring: Hiring) => (): EmploymentEvent[] => {
  if (hiring.startDate > hiring.filedOn) throw errors.dateInFuture({ startDate: hiring.startDate });
  return [{ type: 'EmploymentRegistered', data: hiring }];
};

export const endEmployment =
  (end: Termination) =>
  ({ state }: Rec<Employment>): EmploymentEvent[] => {
    if (state.status !== 'OPEN') throw errors.employmentEnded({ state: state.status, possible: [] });
    if (end.endedOn > end.filedOn) throw errors.dateInFuture({ endedOn: end.endedOn });
    if (end.endedOn < state.startDate) throw errors.endBeforeStart({ startDate: state.startDate });
    const { personId, employerId } = state;
    return [{ type: 'EmploymentEnded', data: { personId, employerId, ...end } }];
  };
