import {
  type Actor,
  type ClosureReason,
  divisionPath,
  type UnemploymentEvent,
  unemploymentEvents,
} from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { deskAccess, isJobseeker } from './access.ts';
import type { Employment } from './employment.ts';

type DataOf<T extends UnemploymentEvent['type']> = Extract<UnemploymentEvent, { type: T }>['data'];
type Decision = DataOf<'UnemploymentRegistered'>['decision'];
export type Contact = DataOf<'RegistrationConfirmed'>['contact'];
export type Intake = Omit<DataOf<'UnemploymentRegistered'>, 'registeredOn' | 'contact'>;
export type Entitlement = Omit<DataOf<'EntitlementGranted'>, 'personId' | 'from'>;

/** `within`: the divisions above hers, for lists of a district or a street. */
type Place = { within: string[] };
type Registered = Intake & Place & { registeredOn: string; contact: Contact; warned: boolean };
export type Unemployment =
  | { status: 'NONE'; open: false }
  | (Intake &
      Place &
      Pick<DataOf<'UnemploymentRegistrationReferred'>, 'referredBy' | 'decideBy'> & {
        status: 'UNDER_REVIEW';
        open: true;
        overdue: boolean;
      })
  | (Registered & { status: 'REGISTERED'; open: true; entitlements: (Entitlement & { from: string })[] })
  | (Place & { status: 'REFUSED'; open: false; personId: string; division: string; decision: Decision })
  | (Intake &
      Place & { status: 'CLOSED'; open: false; registeredOn?: string; closed: { reason: ClosureReason; on: string } });

const POSSIBLE = {
  NONE: [],
  UNDER_REVIEW: ['review', 'closure'],
  REGISTERED: ['confirmation', 'closure'],
  REFUSED: [],
  CLOSED: [],
} as const satisfies Record<Unemployment['status'], string[]>;
const notPossible = ({ status }: Unemployment) => errors.notPossible({ state: status, possible: POSSIBLE[status] });

export const unemployment = {
  events: unemploymentEvents,
  initial: { status: 'NONE', open: false } as Unemployment,
  evolve(state: Unemployment, event: UnemploymentEvent): Unemployment {
    switch (event.type) {
      case 'UnemploymentRegistered':
        return { status: 'REGISTERED', open: true, warned: false, entitlements: [], ...placed(event.data) };
      case 'UnemploymentRegistrationReferred':
        return { status: 'UNDER_REVIEW', open: true, overdue: false, ...placed(event.data) };
      case 'UnemploymentRegistrationRefused':
        return { status: 'REFUSED', open: false, ...placed(event.data) };
      case 'ReviewOverdue':
        return state.status === 'UNDER_REVIEW' ? { ...state, overdue: true } : state;
      case 'EntitlementGranted': {
        const { personId: _, ...granted } = event.data;
        return state.status === 'REGISTERED' ? { ...state, entitlements: [...state.entitlements, granted] } : state;
      }
      case 'EntitlementWithdrawn':
        return state.status === 'REGISTERED'
          ? { ...state, entitlements: state.entitlements.filter((it) => it.entitlement !== event.data.entitlement) }
          : state;
      case 'RegistrationConfirmed':
        return state.status === 'REGISTERED' ? { ...state, contact: event.data.contact, warned: false } : state;
      case 'ContactWarned':
        return state.status === 'REGISTERED' ? { ...state, warned: true } : state;
      case 'UnemploymentRegistrationClosed': {
        if (!state.open) return state;
        const { reason, on } = event.data;
        return {
          ...placed(intakeOf(state)),
          ...(state.status === 'REGISTERED' && { registeredOn: state.registeredOn }),
          status: 'CLOSED',
          open: false,
          closed: { reason, on },
        };
      }
    }
  },
  clocks(state: Unemployment) {
    switch (state.status) {
      case 'UNDER_REVIEW':
        return state.overdue ? [] : [clockAt('review-overdue', state.decideBy)];
      case 'REGISTERED': {
        const warning = { kind: 'contact-warning', at: new Date(state.contact.warnAt) };
        return [...(state.warned ? [] : [warning]), clockAt('contact-end', state.contact.closeBy)];
      }
      default:
        return [];
    }
  },
  access(state: Unemployment, actor: Actor) {
    if (state.status === 'NONE') return 'none';
    if (isJobseeker(actor)) return actor.personId === state.personId ? 'write' : 'none';
    return deskAccess(actor, state.division);
  },
  indexes: [
    { fields: ['personId'], unique: true, where: { open: true } },
    { fields: ['personId', 'open'] },
    { fields: ['within', 'status'] },
  ],
} satisfies RecordKind<Unemployment, typeof unemploymentEvents>;

const placed = <T extends { division: string }>(data: T) => ({ ...data, within: divisionPath(data.division) });
const clockAt = (kind: string, { at, calendar, provisional }: Contact['closeBy']) => ({
  kind,
  at: new Date(at),
  calendar,
  provisional,
});
const intakeOf = ({ personId, category, division, education, occupationsWanted, decision }: Intake): Intake => ({
  personId,
  category,
  division,
  education,
  occupationsWanted,
  decision,
});

/** What follows from an acceptance: registered from today, with the services that she is entitled to. */
export type Acceptance = { on: string; contact: Contact; entitlements: Entitlement[] };

const accept = (intake: Intake, { on, contact, entitlements }: Acceptance): UnemploymentEvent[] => [
  { type: 'UnemploymentRegistered', data: { ...intake, registeredOn: on, contact } },
  ...entitlements.map((granted) => ({
    type: 'EntitlementGranted' as const,
    data: { personId: intake.personId, ...granted, from: on },
  })),
];
const refuse = ({ personId, division, decision }: Intake): UnemploymentEvent[] => [
  { type: 'UnemploymentRegistrationRefused', data: { personId, division, decision } },
];

/** Accepted, refused or referred to an officer, as the rules have decided. */
export const takeIn =
  (intake: Intake, outcome: Acceptance & { referredBy: string; decideBy: Contact['closeBy'] }) =>
  (): UnemploymentEvent[] => {
    switch (intake.decision.outcome) {
      case 'accept':
        return accept(intake, outcome);
      case 'refuse':
        return refuse(intake);
      case 'review': {
        const { referredBy, decideBy } = outcome;
        return [{ type: 'UnemploymentRegistrationReferred', data: { ...intake, referredBy, decideBy } }];
      }
    }
  };

/** An officer other than the one at the desk settles the doubt; without evidence it becomes a refusal. */
export const review =
  (officer: string, evidence: string | undefined, acceptance: Acceptance) =>
  ({ state }: Rec<Unemployment>): UnemploymentEvent[] => {
    if (state.status !== 'UNDER_REVIEW') throw notPossible(state);
    if (state.referredBy === officer) throw errors.ownReview();
    const outcome = evidence ? 'accept' : 'refuse';
    const decision: Decision = {
      ...state.decision,
      outcome,
      rules: state.decision.rules.map((rule) => (rule.outcome === 'review' ? { ...rule, outcome } : rule)),
      facts: { ...state.decision.facts, ...(evidence && { evidence }) },
      on: acceptance.on,
    };
    const intake = { ...intakeOf(state), decision };
    return evidence ? accept(intake, acceptance) : refuse(intake);
  };

export const noteOverdueReview = ({ state }: Rec<Unemployment>): UnemploymentEvent[] =>
  state.status === 'UNDER_REVIEW'
    ? [{ type: 'ReviewOverdue', data: { personId: state.personId, decideBy: state.decideBy } }]
    : [];

export const confirm =
  (on: string, contact: Contact) =>
  ({ state }: Rec<Unemployment>): UnemploymentEvent[] => {
    if (state.status !== 'REGISTERED') throw notPossible(state);
    return [{ type: 'RegistrationConfirmed', data: { personId: state.personId, on, contact } }];
  };

export const warnOfSilence = ({ state }: Rec<Unemployment>): UnemploymentEvent[] =>
  state.status === 'REGISTERED'
    ? [{ type: 'ContactWarned', data: { personId: state.personId, closeBy: state.contact.closeBy } }]
    : [];

export const close =
  (reason: ClosureReason, on: string) =>
  ({ state }: Pick<Rec<Unemployment>, 'state'>): UnemploymentEvent[] => {
    if (!state.open) throw notPossible(state);
    const { personId } = state;
    const entitlements = state.status === 'REGISTERED' ? state.entitlements : [];
    if (state.status === 'REGISTERED' && on < state.registeredOn) {
      throw errors.closedTooEarly({ registeredOn: state.registeredOn });
    }
    return [
      ...entitlements.map(({ entitlement }) => ({
        type: 'EntitlementWithdrawn' as const,
        data: { personId, entitlement, on, reason },
      })),
      { type: 'UnemploymentRegistrationClosed', data: { personId, reason, on } },
    ];
  };

/**
 * Whether an employment ends a registration. Not one that was open and known at the intake (an officer has looked at it),
 * nor one that was over before the intake and whose report comes late.
 */
export const endsRegistration = (employmentId: string, employment: Employment, state: Unemployment) => {
  if (!state.open || employment.status === 'NONE') return false;
  if (openAtIntake(state).includes(employmentId)) return false;
  return employment.status === 'OPEN' || state.decision.on < employment.filedOn;
};
const openAtIntake = ({ decision }: Intake) => {
  const { openEmployments } = decision.facts;
  return Array.isArray(openEmployments) ? openEmployments : [];
};

export const closeAsHired =
  (startDate: string, reason: ClosureReason = 'HIRED') =>
  (state: Unemployment): UnemploymentEvent[] => {
    if (!state.open) return [];
    const since = state.status === 'REGISTERED' ? state.registeredOn : state.decision.on;
    return close(reason, startDate > since ? startDate : since)({ state });
  };
