import {
  type Actor,
  type DeadlineFact,
  type Evidence,
  isHerself,
  type SanctionEvent,
  type SanctionStatus,
  sanctionEvents,
  withinDivision,
} from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';

type DataOf<T extends SanctionEvent['type']> = Extract<SanctionEvent, { type: T }>['data'];
type Opened = DataOf<'SanctionOpened'>;

export type KnownSanction = Omit<Opened, 'stepBy'> & {
  status: SanctionStatus;
  /** Until when an officer has to take the next step. */
  stepBy?: DeadlineFact;
  overdue: boolean;
  statementBy?: DeadlineFact;
  statement?: DataOf<'StatementGiven'>;
  /** She spoke, or had the time to. */
  heard: boolean;
  proposal?: Omit<DataOf<'SanctionProposed'>, 'stepBy'>;
  signedBy?: string;
  notices: Omit<DataOf<'NoticeAttempted'>, 'officer'>[];
  effectAt?: DeadlineFact;
  appealBy?: DeadlineFact;
  /** It has taken effect: the benefit is cut. */
  effectiveOn?: string;
  ended?: DataOf<'SanctionDismissed'>['reason'];
};
export type Sanction = { status: 'NONE' } | KnownSanction;

/** What would cut a benefit: evidence, hearing, two officers, notice, effect, appeal. */
export const sanction: RecordKind<Sanction, typeof sanctionEvents> = {
  events: sanctionEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    if (event.type === 'SanctionOpened') {
      const heard = event.data.takenOver !== undefined;
      return { ...event.data, status: heard ? 'HEARING' : 'OPENED', overdue: false, heard, notices: [] };
    }
    return state.status === 'NONE' ? state : after(state, event);
  },
  clocks(state) {
    if (state.status === 'NONE') return [];
    const { statementBy, stepBy, effectAt, status, heard, overdue } = state;
    const clock = (kind: string, { at, calendar, provisional }: DeadlineFact) => [
      { kind, at: new Date(at), calendar, provisional },
    ];
    return [
      ...(status === 'HEARING' && !heard && statementBy ? clock('hearing-end', statementBy) : []),
      ...(stepBy && !overdue ? clock('step-overdue', stepBy) : []),
      ...(status === 'NOTIFIED' && effectAt ? clock('effect', effectAt) : []),
    ];
  },
  access(state, actor) {
    if (state.status === 'NONE') return 'none';
    const has = (...roles: Actor['roles']) => actor.roles.some((role) => roles.includes(role));
    if (has('manager', 'clerk', 'counsellor')) return withinDivision(actor.division, state.division) ? 'write' : 'read';
    return has('jobseeker') && isHerself(actor, state.personId) ? 'write' : 'none';
  },
  indexes: [{ fields: ['personId'] }, { fields: ['status'] }, { fields: ['benefitId'] }],
};

const after = (state: KnownSanction, event: SanctionEvent): KnownSanction => {
  switch (event.type) {
    case 'SanctionOpened':
      return state;
    case 'EvidenceAdded': {
      const next = { ...state, evidence: [...state.evidence, event.data.evidence] };
      // A hearing that was taken over was about what was in the file then.
      return state.takenOver && !state.statementBy ? { ...next, status: 'OPENED', heard: false } : next;
    }
    case 'HearingOffered':
      return { ...step(state, 'HEARING', event.data.stepBy), statementBy: event.data.statementBy };
    case 'StatementGiven':
      return { ...state, heard: true, statement: event.data };
    case 'HearingClosed':
      return { ...state, heard: true };
    case 'SanctionProposed': {
      const { stepBy, ...proposal } = event.data;
      return { ...step(state, 'PROPOSED', stepBy), proposal };
    }
    case 'SanctionReturned': {
      const { proposal: _, ...rest } = step(state, 'HEARING', event.data.stepBy);
      return rest;
    }
    case 'SanctionSigned':
      return { ...step(state, 'SIGNED', event.data.stepBy), signedBy: event.data.officer };
    case 'NoticeAttempted': {
      const { officer: _, ...notice } = event.data;
      return { ...state, notices: [...state.notices, notice] };
    }
    case 'SanctionNotified':
      return { ...step(state, 'NOTIFIED'), effectAt: event.data.effectAt, appealBy: event.data.appealBy };
    case 'SanctionTookEffect':
      return { ...state, status: state.status === 'UPHELD' ? 'UPHELD' : 'EFFECTIVE', effectiveOn: event.data.on };
    case 'SanctionAppealed':
      return step(state, 'APPEALED', event.data.stepBy);
    case 'SanctionUpheld':
      return step(state, 'UPHELD');
    case 'SanctionReversed':
      return { ...step(state, 'REVERSED'), ended: event.data.reason };
    case 'SanctionDismissed':
      return { ...step(state, 'DISMISSED'), ended: event.data.reason };
    case 'SanctionWithdrawn':
      return { ...step(state, 'WITHDRAWN'), ended: event.data.reason };
    case 'SanctionStepOverdue':
      return { ...state, overdue: true };
  }
};

/** The next step has a time of its own, or none. */
const step = (state: KnownSanction, status: SanctionStatus, stepBy?: DeadlineFact): KnownSanction => {
  const { stepBy: _, ...rest } = state;
  return { ...rest, status, overdue: false, ...(stepBy && { stepBy }) };
};

/** What an officer, or she herself, may do in each state. */
export const POSSIBLE: Record<SanctionStatus, readonly string[]> = {
  OPENED: ['evidence', 'hearing', 'dismissal'],
  HEARING: ['evidence', 'statement', 'proposal', 'dismissal'],
  PROPOSED: ['signature', 'return', 'withdrawal'],
  SIGNED: ['notice', 'withdrawal'],
  NOTIFIED: ['notice', 'appeal', 'withdrawal'],
  EFFECTIVE: ['appeal', 'withdrawal'],
  APPEALED: ['appeal-decision'],
  UPHELD: [],
  REVERSED: [],
  DISMISSED: [],
  WITHDRAWN: [],
};

/** What counts, of the evidence, for the rules. */
export const counted = (evidence: readonly Evidence[]) => ({
  /** Offers that were suitable and refused without good reason, each once. */
  refusals: new Set(
    evidence.flatMap((it) => (it.kind === 'REFUSAL' && it.suitable && !it.justified ? [it.offerId] : [])),
  ).size,
  missedChecks: new Set(evidence.flatMap((it) => (it.kind === 'MISSED_CHECK' ? [it.month] : []))).size,
  employments: evidence.filter(({ kind }) => kind === 'EMPLOYMENT').length,
  documents: evidence.filter(({ kind }) => kind === 'DOCUMENT').length,
});
