import { type Actor, type CertificateEvent, certificateEvents, isHerself } from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { deskAccess, isJobseeker } from './access.ts';

type DataOf<T extends CertificateEvent['type']> = Extract<CertificateEvent, { type: T }>['data'];
export type CertificateApplication = DataOf<'CertificateApplied'>;
type Holder = Pick<CertificateApplication, 'personId' | 'division'>;
type Paper = { certificateNo: string; edition: number; issuedOn: string };
type End = { reason: DataOf<'CertificateCancelled'>['reason']; on: string };

/** The employment certificate (就业创业证). Its record has the id of its person: nobody has two. */
export type Certificate =
  | { status: 'NONE' }
  /** With a paper: the one that was cancelled before. */
  | (CertificateApplication & Partial<Paper> & { status: 'APPLIED'; overdue: boolean })
  | (Holder & Paper & { status: 'ISSUED' })
  | (Holder & Paper & { status: 'LOST'; lostOn: string })
  | (Holder & Partial<Paper> & { status: 'CANCELLED'; cancelled: End });

const POSSIBLE = {
  NONE: [],
  APPLIED: ['issue', 'cancellation'],
  ISSUED: ['loss', 'cancellation'],
  LOST: ['recovery', 'issue', 'cancellation'],
  CANCELLED: [],
} as const satisfies Record<Certificate['status'], string[]>;
const notPossible = ({ status }: Certificate) => errors.notPossible({ state: status, possible: POSSIBLE[status] });

const paperOf = ({ certificateNo, edition, issuedOn }: Partial<Paper>): Partial<Paper> =>
  certificateNo && edition && issuedOn ? { certificateNo, edition, issuedOn } : {};
const holderOf = ({ personId, division }: Holder): Holder => ({ personId, division });

export const certificate = {
  events: certificateEvents,
  initial: { status: 'NONE' } as Certificate,
  evolve(state: Certificate, event: CertificateEvent): Certificate {
    if (event.type === 'CertificateApplied') {
      const before = state.status === 'CANCELLED' ? paperOf(state) : {};
      return { status: 'APPLIED', overdue: false, ...before, ...event.data };
    }
    if (state.status === 'NONE') return state;
    switch (event.type) {
      case 'CertificateIssueOverdue':
        return state.status === 'APPLIED' ? { ...state, overdue: true } : state;
      case 'CertificateIssued': {
        const { certificateNo, edition, on } = event.data;
        return { ...holderOf(state), status: 'ISSUED', certificateNo, edition, issuedOn: on };
      }
      case 'CertificateLost':
        return state.status === 'ISSUED' ? { ...state, status: 'LOST', lostOn: event.data.on } : state;
      case 'CertificateFound': {
        if (state.status !== 'LOST') return state;
        const { lostOn: _, ...found } = state;
        return { ...found, status: 'ISSUED' };
      }
      case 'CertificateCancelled': {
        const { reason, on } = event.data;
        return { ...holderOf(state), ...paperOf(state), status: 'CANCELLED', cancelled: { reason, on } };
      }
    }
  },
  clocks(state: Certificate) {
    if (state.status !== 'APPLIED' || state.overdue) return [];
    const { at, calendar, provisional } = state.issueBy;
    return [{ kind: 'issue-overdue', at: new Date(at), calendar, provisional }];
  },
  access(state: Certificate, actor: Actor) {
    if (state.status === 'NONE') return 'none';
    if (isJobseeker(actor)) return isHerself(actor, state.personId) ? 'write' : 'none';
    return deskAccess(actor, state.division);
  },
  indexes: [{ fields: ['certificateNo'], unique: true }],
} satisfies RecordKind<Certificate, typeof certificateEvents>;

/** For the first time, or anew after the last one was cancelled. */
export const apply =
  (application: CertificateApplication) =>
  ({ state }: Pick<Rec<Certificate>, 'state'>): CertificateEvent[] => {
    if (state.status !== 'NONE' && state.status !== 'CANCELLED') throw errors.certificateThere({ state: state.status });
    return [{ type: 'CertificateApplied', data: application }];
  };

/** The number stays with the person: `newNo` is for the first paper, each later one is a new edition of it. */
export const issue =
  (newNo: string, on: string) =>
  ({ state }: Rec<Certificate>): CertificateEvent[] => {
    if (state.status !== 'APPLIED' && state.status !== 'LOST') throw notPossible(state);
    const { personId, certificateNo = newNo, edition = 0 } = state;
    return [{ type: 'CertificateIssued', data: { personId, certificateNo, edition: edition + 1, on } }];
  };

export const reportLoss =
  (on: string) =>
  ({ state }: Rec<Certificate>): CertificateEvent[] => {
    if (state.status !== 'ISSUED') throw notPossible(state);
    const { personId, certificateNo, edition } = state;
    return [{ type: 'CertificateLost', data: { personId, certificateNo, edition, on } }];
  };

export const reportFound =
  (on: string) =>
  ({ state }: Rec<Certificate>): CertificateEvent[] => {
    if (state.status !== 'LOST') throw notPossible(state);
    const { personId, certificateNo, edition } = state;
    return [{ type: 'CertificateFound', data: { personId, certificateNo, edition, on } }];
  };

export const cancel =
  ({ reason, on }: End) =>
  ({ state }: Rec<Certificate>): CertificateEvent[] => {
    if (state.status === 'NONE' || state.status === 'CANCELLED') throw notPossible(state);
    return [{ type: 'CertificateCancelled', data: { personId: state.personId, reason, on } }];
  };

export const noteOverdueIssue = ({ state }: Rec<Certificate>): CertificateEvent[] =>
  state.status === 'APPLIED'
    ? [{ type: 'CertificateIssueOverdue', data: { personId: state.personId, issueBy: state.issueBy } }]
    : [];
