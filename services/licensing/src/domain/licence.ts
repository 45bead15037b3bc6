import { type Actor, type LicenceEvent, type LicenceStatus, licenceEvents } from '@zhiqiao/domain';
import type { Due, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { is, officerAccess } from './access.ts';

export type DataOf<T extends LicenceEvent['type']> = Extract<LicenceEvent, { type: T }>['data'];
type Deadline = DataOf<'DecisionOverdue'>['decideBy'];

/** What it has been since when: the register's answer to "was it licensed on that day?". */
export type Period = { status: LicenceStatus; from: string };
export type Application = Omit<DataOf<'LicenceApplied'>, 'acceptBy'> & { live: boolean; periods: readonly Period[] };
export type Term = Pick<DataOf<'LicenceGranted'>, 'validFrom' | 'validThrough' | 'remindAt' | 'expiresAt'>;
export type Held = Application &
  Term & {
    number: string;
    numbered: true;
    decision: DataOf<'LicenceGranted'>['decision'];
    reminded: boolean;
    renewalRequestedOn?: string;
    /** A revocation that has been announced, with the right to a hearing. */
    notice?: { reason: DataOf<'RevocationProposed'>['reason']; hearingBy: Deadline };
  };
export type Licence =
  | { status: 'NONE'; live: false }
  | (Application & { status: 'APPLIED'; acceptBy: Deadline })
  | (Application & { status: 'CORRECTION_REQUESTED'; missing: DataOf<'CorrectionRequested'>['missing'] })
  | (Application & { status: 'ACCEPTED'; decideBy: Deadline; extended: boolean; overdue: boolean })
  | (Application & { status: 'REFUSED'; decision?: DataOf<'LicenceRefused'>['decision'] })
  | (Application & { status: 'APPLICATION_WITHDRAWN' })
  | (Held & { status: 'GRANTED' | 'SUSPENDED' })
  | (Held & { status: 'EXPIRED' | 'REVOKED' | 'RESCINDED' | 'WITHDRAWN' | 'DEREGISTERED' });

const IN_FORCE = [
  'renewal-request',
  'renewal',
  'revocation-notice',
  'revocation',
  'rescission',
  'withdrawal',
  'deregistration',
] as const;
const POSSIBLE = {
  NONE: [],
  APPLIED: ['acceptance', 'correction-request', 'application-withdrawal'],
  CORRECTION_REQUESTED: ['correction', 'acceptance', 'application-withdrawal'],
  ACCEPTED: ['decision', 'extension', 'application-withdrawal'],
  REFUSED: [],
  APPLICATION_WITHDRAWN: [],
  GRANTED: ['suspension', ...IN_FORCE],
  SUSPENDED: ['reinstatement', ...IN_FORCE],
  EXPIRED: ['deregistration'],
  REVOKED: ['deregistration'],
  RESCINDED: ['deregistration'],
  WITHDRAWN: ['deregistration'],
  DEREGISTERED: [],
} as const satisfies Record<Licence['status'], readonly string[]>;
export const notPossible = ({ status }: Licence) => errors.notPossible({ state: status, possible: POSSIBLE[status] });

type InForce = Extract<Licence, { status: 'GRANTED' | 'SUSPENDED' }>;
export const isHeld = (state: Licence): state is Extract<Licence, { number: string }> => 'number' in state;
export const isInForce = (state: Licence): state is InForce =>
  state.status === 'GRANTED' || state.status === 'SUSPENDED';

export const licence = {
  events: licenceEvents,
  initial: { status: 'NONE', live: false } as Licence,
  evolve(state: Licence, event: LicenceEvent): Licence {
    if (event.type === 'LicenceApplied') {
      return { status: 'APPLIED', live: true, periods: [], ...event.data };
    }
    if (state.status === 'NONE') return state;
    switch (event.type) {
      case 'CorrectionRequested':
        return { ...applicationOf(state), status: 'CORRECTION_REQUESTED', missing: event.data.missing };
      case 'ApplicationCorrected': {
        const { application, acceptBy } = event.data;
        return { ...applicationOf(state), status: 'APPLIED', application, acceptBy };
      }
      case 'ApplicationAccepted':
        return {
          ...applicationOf(state),
          status: 'ACCEPTED',
          decideBy: event.data.decideBy,
          extended: false,
          overdue: false,
        };
      case 'ApplicationRefused':
        return { ...applicationOf(state), status: 'REFUSED', live: false };
      case 'ApplicationWithdrawn':
        return { ...applicationOf(state), status: 'APPLICATION_WITHDRAWN', live: false };
      case 'DecisionExtended':
        return state.status === 'ACCEPTED'
          ? { ...state, decideBy: event.data.decideBy, extended: true, overdue: false }
          : state;
      case 'DecisionOverdue':
        return state.status === 'ACCEPTED' ? { ...state, overdue: true } : state;
      case 'LicenceRefused':
        return { ...applicationOf(state), status: 'REFUSED', live: false, decision: event.data.decision };
      case 'LicenceGranted':
        return {
          ...applicationOf(state),
          ...termOf(event.data),
          status: 'GRANTED',
          number: event.data.number,
          numbered: true,
          decision: event.data.decision,
          reminded: false,
          periods: [{ status: 'GRANTED', from: event.data.validFrom }],
        };
    }
    return isHeld(state) ? evolveHeld(state, event) : state;
  },
  clocks(state: Licence): Due[] {
    switch (state.status) {
      case 'APPLIED':
        return [clockAt('accept-by', state.acceptBy)];
      case 'ACCEPTED':
        return state.overdue ? [] : [clockAt('decide-by', state.decideBy)];
      case 'GRANTED':
      case 'SUSPENDED': {
        const reminder = { kind: 'renewal-reminder', at: new Date(state.remindAt) };
        const expiry = { kind: 'expiry', at: new Date(state.expiresAt) };
        return state.reminded || state.renewalRequestedOn ? [expiry] : [reminder, expiry];
      }
      default:
        return [];
    }
  },
  access(state: Licence, actor: Actor) {
    if (state.status === 'NONE') return 'none';
    if (is(actor, 'agency')) return actor.orgId === state.orgId ? 'write' : 'none';
    return officerAccess(actor, state.division, 'licensing-officer', 'manager');
  },
  indexes: [
    { fields: ['orgId', 'kind'], unique: true, where: { live: true } },
    { fields: ['number'], unique: true, where: { numbered: true } },
    { fields: ['orgId', 'live'] },
  ],
} satisfies RecordKind<Licence, typeof licenceEvents>;

type HeldEvent = Exclude<
  LicenceEvent,
  {
    type:
      | 'LicenceApplied'
      | 'CorrectionRequested'
      | 'ApplicationCorrected'
      | 'ApplicationAccepted'
      | 'ApplicationRefused'
      | 'ApplicationWithdrawn'
      | 'DecisionExtended'
      | 'DecisionOverdue'
      | 'LicenceRefused'
      | 'LicenceGranted';
  }
>;
type HeldState = Extract<Licence, { number: string }>;

const evolveHeld = (state: HeldState, event: HeldEvent): Licence => {
  const become = (status: HeldState['status'], from: string, live = true): HeldState => ({
    ...state,
    status,
    live,
    periods: [...state.periods, { status, from }],
  });
  switch (event.type) {
    case 'LicenceRenewalDue':
      return { ...state, reminded: true };
    case 'RenewalRequested':
      return { ...state, renewalRequestedOn: event.data.on };
    case 'LicenceRenewed': {
      const { renewalRequestedOn: _, ...rest } = state;
      return { ...rest, ...termOf(event.data), validFrom: state.validFrom, reminded: false };
    }
    case 'RenewalRefused': {
      const { renewalRequestedOn: _, ...rest } = state;
      return { ...rest, reminded: true };
    }
    case 'LicenceSuspended':
      return become('SUSPENDED', event.data.from);
    case 'LicenceReinstated': {
      const { notice: _, ...rest } = become('GRANTED', event.data.on);
      return rest;
    }
    case 'RevocationProposed': {
      const { reason, hearingBy } = event.data;
      return { ...state, notice: { reason, hearingBy } };
    }
    case 'LicenceRevoked':
      return become('REVOKED', event.data.on, false);
    case 'LicenceRescinded':
      return become('RESCINDED', event.data.on, false);
    case 'LicenceWithdrawn':
      return become('WITHDRAWN', event.data.on, false);
    case 'LicenceExpired':
      return become('EXPIRED', event.data.on, false);
    case 'LicenceDeregistered':
      return become('DEREGISTERED', event.data.on, false);
  }
};

const applicationOf = ({ orgId, kind, division, application, live, periods }: Application): Application => ({
  orgId,
  kind,
  division,
  application,
  live,
  periods,
});
const termOf = ({ validFrom, validThrough, remindAt, expiresAt }: Term): Term => ({
  validFrom,
  validThrough,
  remindAt,
  expiresAt,
});
const clockAt = (kind: string, { at, calendar, provisional }: Deadline) => ({
  kind,
  at: new Date(at),
  calendar,
  provisional,
});

/** What it was on a day; undefined before it was granted. */
export const statusOn = ({ periods }: { periods: readonly Period[] }, day: string): LicenceStatus | undefined =>
  periods.findLast(({ from }) => from <= day)?.status;
