import { divisionPath, type UnemploymentEvent } from '@zhiqiao/domain';
import {
  type Appeal,
  type Closed,
  type Duty,
  type Held,
  intakeOf,
  openAppeal,
  type Refused,
  type Registered,
  type Unemployment,
  type Window,
} from './state.ts';

type Is<T extends UnemploymentEvent['type']> = Extract<UnemploymentEvent, { type: T }>;

const placed = <T extends { division: string }>(data: T) => ({ ...data, within: divisionPath(data.division) });
const waiting = (window: Window | undefined, missed = 0): Duty =>
  window ? { with: 'REGISTRATION', stage: 'WAITING', missed, window } : { with: 'NOBODY' };

/** As the events tell it, with what there is to do for an officer. */
export const evolve = (state: Unemployment, event: UnemploymentEvent): Unemployment => {
  const next = evolved(state, event);
  if (next.status === 'NONE' || next === state) return next;
  const { needs: _, ...rest } = next;
  const needs = needsOf(next);
  return needs ? { ...rest, needs } : rest;
};

const needsOf = (state: Unemployment) => {
  if (openAppeal(state)) return 'APPEAL' as const;
  if (state.status !== 'REGISTERED') return undefined;
  if (state.adverse?.stage === 'SIGNATURE') return 'SIGNATURE' as const;
  return state.toCheck ? ('CHECK' as const) : undefined;
};

const evolved = (state: Unemployment, event: UnemploymentEvent): Unemployment => {
  switch (event.type) {
    case 'UnemploymentRegistered':
    case 'UnemploymentRegistrationReopened':
      return registered(event);
    case 'UnemploymentRegistrationReferred':
      return { status: 'UNDER_REVIEW', open: true, overdue: false, ...placed(event.data) };
    case 'UnemploymentRegistrationRefused':
      return {
        ...placed(event.data),
        status: 'REFUSED',
        open: false,
        decidedBy: event.data.decidedBy ?? [],
        appeals: [],
      };
    case 'UnemploymentRegistrationClosed':
      return state.open ? closed(state, event) : state;
    default:
      if (state.status === 'REGISTERED') return whileRegistered(state, event);
      if (state.status === 'REFUSED' || state.status === 'CLOSED') return afterwards(state, event);
      return state.status === 'UNDER_REVIEW' && event.type === 'ReviewOverdue' ? { ...state, overdue: true } : state;
  }
};

const registered = ({ type, data }: Is<'UnemploymentRegistered' | 'UnemploymentRegistrationReopened'>): Registered => ({
  ...placed(intakeOf(data)),
  status: 'REGISTERED',
  open: true,
  registeredOn: data.registeredOn,
  contact: data.contact,
  lastContact:
    type === 'UnemploymentRegistered'
      ? { on: data.registeredOn, what: 'REGISTRATION', channel: data.channel }
      : { on: data.on, what: 'REOPENED' },
  warned: false,
  duty: waiting(data.confirmation),
  toCheck: false,
  entitlements: [],
  withdrawn: [],
  verified: [],
  refusals: [],
  ...(data.validity && { validity: data.validity }),
  renewalDue: false,
  ...(data.ripens && { ripens: data.ripens }),
});

const closed = (
  state: Extract<Unemployment, { open: true }>,
  { data }: Is<'UnemploymentRegistrationClosed'>,
): Closed => {
  const { reason, on, ground, effect, excludedUntil, appealBy, decidedBy = [] } = data;
  return {
    ...placed(intakeOf(state)),
    ...(state.status === 'REGISTERED' && { registeredOn: state.registeredOn }),
    status: 'CLOSED',
    open: false,
    held: heldUntil(state, data),
    ...(state.status === 'REGISTERED' && state.ripens && { ripens: state.ripens }),
    unsettled: state.status === 'REGISTERED' && state.adverse?.subject === 'FALSE_COMMITMENT',
    closed: { reason, on, ground, effect, excludedUntil },
    appealBy,
    decidedBy,
    appeals: [],
  };
};

const heldUntil = (state: Unemployment, { on, reason }: Is<'UnemploymentRegistrationClosed'>['data']): Held[] =>
  state.status === 'REGISTERED'
    ? state.withdrawn.filter((it) => it.on === on && it.reason === reason).map(({ on: _, reason: __, ...held }) => held)
    : [];

const whileRegistered = (state: Registered, event: UnemploymentEvent): Registered => {
  switch (event.type) {
    case 'EntitlementGranted': {
      const { personId: _, ...granted } = event.data;
      return { ...state, entitlements: [...state.entitlements, granted] };
    }
    case 'EntitlementWithdrawn': {
      const { entitlement, rule, on, reason } = event.data;
      const is = (it: Held) => it.entitlement === entitlement && (rule === undefined || it.rule === rule);
      return {
        ...state,
        entitlements: state.entitlements.filter((it) => !is(it)),
        withdrawn: [...state.withdrawn, ...state.entitlements.filter(is).map((it) => ({ ...it, on, reason }))],
      };
    }
    case 'ConfirmationDue':
      return { ...state, duty: atStage(state.duty, 'OPEN') };
    case 'ConfirmationReminded':
      return { ...state, duty: atStage(state.duty, 'REMINDED') };
    case 'ConfirmationGraceBegun':
      return { ...state, duty: atStage(state.duty, 'GRACE') };
    case 'ConfirmationMissed': {
      const { confirmation, inARow, toCheck } = event.data;
      return { ...state, duty: waiting(confirmation, inARow), toCheck: state.toCheck || toCheck };
    }
    case 'RegistrationConfirmed': {
      const { on, channel, late, confirmation, contact } = event.data;
      const what = late ? ('LATE_CONFIRMATION' as const) : ('CONFIRMATION' as const);
      return { ...inContact(state, { on, channel, what, contact }), duty: waiting(confirmation) };
    }
    case 'ContactRecorded':
      return inContact(state, event.data);
    case 'ContactWarned':
      return { ...state, warned: true };
    case 'ConfirmationHandedOver':
      return { ...state, duty: { with: 'INSURANCE', until: event.data.until } };
    case 'ConfirmationTakenBack':
      return { ...state, duty: waiting(event.data.confirmation), contact: event.data.contact, warned: false };
    case 'DelegateNamed': {
      const { delegateId, from, until } = event.data;
      return { ...state, delegate: { delegateId, from, until } };
    }
    case 'DelegateRevoked': {
      const { delegate: _, ...rest } = state;
      return rest;
    }
    case 'ServiceRefusalRecorded': {
      const { personId: _, counted: __, ...refusal } = event.data;
      return { ...state, refusals: refusal.justification ? [] : [...state.refusals, refusal] };
    }
    case 'CommitmentVerified':
      return { ...state, verified: [...state.verified, event.data.fact] };
    case 'AdverseDecisionOpened': {
      const { personId: _, ...adverse } = event.data;
      return { ...state, adverse: { ...adverse, stage: 'HEARING' } };
    }
    case 'StatementMade': {
      const { personId: _, ...statement } = event.data;
      return state.adverse ? { ...state, adverse: { ...state.adverse, stage: 'SIGNATURE', statement } } : state;
    }
    case 'StatementPeriodEnded':
      return state.adverse ? { ...state, adverse: { ...state.adverse, stage: 'SIGNATURE' } } : state;
    case 'AdverseDecisionSigned':
      return dismissed(state, event.data.subject);
    case 'RenewalDue':
      return { ...state, renewalDue: true };
    case 'RegistrationRenewed': {
      const { on, channel, contact, validity } = event.data;
      return { ...inContact(state, { on, channel, what: 'RENEWAL', contact }), validity, renewalDue: false };
    }
    default:
      return state;
  }
};

type NewContact = Registered['lastContact'] & Pick<Registered, 'contact'>;
const inContact = (state: Registered, { on, what, channel, contact }: NewContact): Registered => ({
  ...state,
  contact,
  lastContact: { on, what, channel },
  warned: false,
  toCheck: false,
});

const atStage = (duty: Duty, stage: 'OPEN' | 'REMINDED' | 'GRACE'): Duty =>
  duty.with === 'REGISTRATION' ? { ...duty, stage } : duty;

/** What was held against her is settled; a closing, if that was decided, follows as its own event. */
const dismissed = (
  { adverse, ...rest }: Registered,
  subject: Is<'AdverseDecisionSigned'>['data']['subject'],
): Registered => ({
  ...rest,
  ...(subject === 'REFUSALS' && { refusals: [] }),
  ...(adverse?.fact && { verified: [...rest.verified, adverse.fact] }),
});

const afterwards = (state: Refused | Closed, event: UnemploymentEvent): Refused | Closed => {
  const settled = (end: Pick<Appeal, 'outcome' | 'endedOn' | 'next'>) => ({
    ...state,
    appeals: state.appeals.map((it, i) => (i === state.appeals.length - 1 ? { ...it, ...end } : it)),
  });
  switch (event.type) {
    case 'AppealLodged': {
      const { way, on, decideBy } = event.data;
      return { ...state, appeals: [...state.appeals, { way, on, decideBy, overdue: false }] };
    }
    case 'AppealRefused': {
      const { way, on, next } = event.data;
      const outOfTime: Appeal = { way, on, overdue: false, outcome: 'OUT_OF_TIME', endedOn: on, next };
      return { ...state, appeals: [...state.appeals, outOfTime] };
    }
    case 'AppealOverdue':
      return { ...state, appeals: state.appeals.map((it) => (it.outcome ? it : { ...it, overdue: true })) };
    case 'AppealWithdrawn':
      return settled({ outcome: 'WITHDRAWN', endedOn: event.data.on, next: event.data.next });
    case 'AppealDecided':
      return settled({ outcome: event.data.outcome, endedOn: event.data.on, next: event.data.next });
    default:
      return state;
  }
};
