import { type EmploymentEvent, employmentEvents, isHerself, type UnemploymentCategory } from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { deskAccess, isEmployer, isJobseeker } from './access.ts';

type DataOf<T extends EmploymentEvent['type']> = Extract<EmploymentEvent, { type: T }>['data'];
export type Hiring = DataOf<'EmploymentRegistered'>;
export type OwnWork = DataOf<'OwnWorkRegistered'>;
export type Termination = Omit<DataOf<'EmploymentEnded'>, 'personId' | 'employerId'>;
type Offer = Omit<DataOf<'RegistrationOffered'>, 'personId'>;

/** `own`: hers, not an employer's. Of its end there is no more than the day. */
type Work = (Hiring & { kind: 'EMPLOYED'; own: false }) | (OwnWork & { own: true });
type End = Pick<Termination, 'endedOn' | 'filedOn'> & Partial<Termination>;
export type Employment =
  | { status: 'NONE' }
  | (Work & { status: 'OPEN' })
  | (Work & { status: 'ENDED'; end: End; offered: boolean; offer?: Offer });

export const employment = {
  events: employmentEvents,
  initial: { status: 'NONE' } as Employment,
  evolve(state: Employment, event: EmploymentEvent): Employment {
    switch (event.type) {
      case 'EmploymentRegistered':
        return { status: 'OPEN', kind: 'EMPLOYED', own: false, ...event.data };
      case 'OwnWorkRegistered':
        return { status: 'OPEN', own: true, ...event.data };
      case 'EmploymentEnded': {
        if (state.status !== 'OPEN') return state;
        const { personId: _p, employerId: _e, ...end } = event.data;
        return { ...state, status: 'ENDED', end, offered: false };
      }
      case 'OwnWorkEnded': {
        if (state.status !== 'OPEN') return state;
        const { endedOn, filedOn } = event.data;
        return { ...state, status: 'ENDED', end: { endedOn, filedOn }, offered: false };
      }
      case 'RegistrationOffered': {
        const { category, on } = event.data;
        return state.status === 'ENDED' ? { ...state, offered: true, offer: { category, on } } : state;
      }
      case 'RegistrationOfferSettled':
        return state.status === 'ENDED' ? { ...state, offered: false } : state;
    }
  },
  access(state: Employment, actor) {
    if (state.status === 'NONE') return 'none';
    if (isEmployer(actor)) return !state.own && actor.orgId === state.employerId ? 'write' : 'none';
    if (isJobseeker(actor)) return !isHerself(actor, state.personId) ? 'none' : state.own ? 'write' : 'read';
    return deskAccess(actor, state.division);
  },
  indexes: [
    { fields: ['personId', 'employerId'], unique: true, where: { status: 'OPEN' } },
    { fields: ['personId', 'kind'], unique: true, where: { status: 'OPEN', own: true } },
    { fields: ['personId', 'status'] },
    { fields: ['personId', 'offered'] },
    { fields: ['employerId', 'status'] },
  ],
} satisfies RecordKind<Employment, typeof employmentEvents>;

export const registerEmployment = (hiring: Hiring) => (): EmploymentEvent[] => {
  if (hiring.startDate > hiring.filedOn) throw errors.dateInFuture({ startDate: hiring.startDate });
  return [{ type: 'EmploymentRegistered', data: hiring }];
};

/** `offer`: the category under which she may register as unemployed; none if she works elsewhere or cannot. */
export const endEmployment =
  (end: Termination, offer?: UnemploymentCategory) =>
  ({ state }: Rec<Employment>): EmploymentEvent[] => {
    const open = endable(state, end);
    if (open.own) throw errors.ownWork();
    const { personId, employerId } = open;
    return [
      { type: 'EmploymentEnded', data: { personId, employerId, ...end } },
      ...offered(personId, end.filedOn, offer),
    ];
  };

export const registerOwnWork = (work: OwnWork) => (): EmploymentEvent[] => {
  if (work.startDate > work.filedOn) throw errors.dateInFuture({ startDate: work.startDate });
  return [{ type: 'OwnWorkRegistered', data: work }];
};

export const endOwnWork =
  (end: { endedOn: string; filedOn: string }, offer?: UnemploymentCategory) =>
  ({ state }: Rec<Employment>): EmploymentEvent[] => {
    const open = endable(state, end);
    if (!open.own) throw errors.employersReport();
    const { personId, kind } = open;
    return [{ type: 'OwnWorkEnded', data: { personId, kind, ...end } }, ...offered(personId, end.filedOn, offer)];
  };

const endable = (state: Employment, { endedOn, filedOn }: { endedOn: string; filedOn: string }) => {
  if (state.status !== 'OPEN') throw errors.employmentEnded({ state: state.status, possible: [] });
  if (endedOn > filedOn) throw errors.dateInFuture({ endedOn });
  if (endedOn < state.startDate) throw errors.endBeforeStart({ startDate: state.startDate });
  return state;
};
const offered = (personId: string, on: string, category: UnemploymentCategory | undefined): EmploymentEvent[] =>
  category ? [{ type: 'RegistrationOffered', data: { personId, category, on } }] : [];

export const settleOffer =
  (outcome: 'TAKEN' | 'LAPSED', on: string) =>
  (state: Employment): EmploymentEvent[] =>
    state.status === 'ENDED' && state.offered
      ? [{ type: 'RegistrationOfferSettled', data: { personId: state.personId, outcome, on } }]
      : [];
