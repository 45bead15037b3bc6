import { type Actor, type InspectionEvent, inspectionEvents } from '@zhiqiao/domain';
import type { Due, Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { officerAccess } from './access.ts';

type DataOf<T extends InspectionEvent['type']> = Extract<InspectionEvent, { type: T }>['data'];
type Case = DataOf<'InspectionOpened'> & { overdue: boolean };
type Proposal = Pick<DataOf<'FindingProposed'>, 'finding' | 'substantiated' | 'inspector'>;
type Signed = Pick<DataOf<'InspectionFindingRecorded'>, 'finding' | 'substantiated' | 'inspectors'>;

export type Inspection =
  | { status: 'NONE' }
  | (Case & { status: 'OPENED' })
  | (Case & { status: 'PROPOSED'; proposal: Proposal })
  | (Case & { status: 'SIGNED'; signed: Signed })
  | (Case & { status: 'CLOSED'; signed?: Signed; outcome: DataOf<'InspectionClosed'>['outcome'] });

const POSSIBLE = {
  NONE: [],
  OPENED: ['finding', 'closure'],
  PROPOSED: ['finding', 'signature'],
  SIGNED: ['closure'],
  CLOSED: [],
} as const satisfies Record<Inspection['status'], readonly string[]>;
const notPossible = ({ status }: Inspection) =>
  errors.inspectionNotPossible({ state: status, possible: POSSIBLE[status] });

export const inspection = {
  events: inspectionEvents,
  initial: { status: 'NONE' } as Inspection,
  evolve(state: Inspection, event: InspectionEvent): Inspection {
    if (event.type === 'InspectionOpened') return { status: 'OPENED', overdue: false, ...event.data };
    if (state.status === 'NONE') return state;
    switch (event.type) {
      case 'FindingProposed': {
        const { finding, substantiated, inspector } = event.data;
        return { ...caseOf(state), status: 'PROPOSED', proposal: { finding, substantiated, inspector } };
      }
      case 'InspectionFindingRecorded': {
        const { finding, substantiated, inspectors } = event.data;
        return { ...caseOf(state), status: 'SIGNED', signed: { finding, substantiated, inspectors } };
      }
      case 'InspectionOverdue':
        return { ...state, overdue: true };
      case 'InspectionClosed':
        return {
          ...caseOf(state),
          ...(state.status === 'SIGNED' && { signed: state.signed }),
          status: 'CLOSED',
          outcome: event.data.outcome,
        };
    }
  },
  clocks(state: Inspection): Due[] {
    if ((state.status !== 'OPENED' && state.status !== 'PROPOSED') || state.overdue) return [];
    const { at, calendar, provisional } = state.decideBy;
    return [{ kind: 'finding-by', at: new Date(at), calendar, provisional }];
  },
  // Not even that there is a complaint is for its target to see.
  access(state: Inspection, actor: Actor) {
    if (state.status === 'NONE') return 'none';
    return officerAccess(actor, state.division, 'licensing-officer', 'supervision-officer');
  },
  indexes: [{ fields: ['orgId'] }],
} satisfies RecordKind<Inspection, typeof inspectionEvents>;

const caseOf = ({ orgId, division, complaintId, finding, law, decideBy, overdue }: Case): Case => ({
  orgId,
  division,
  complaintId,
  finding,
  law,
  decideBy,
  overdue,
});
const subjectOf = ({ orgId, division }: Case) => ({ orgId, division });

/** A complaint was found substantiated. The same complaint, reopened and found so again, opens the case again. */
export const openInspection =
  (opened: DataOf<'InspectionOpened'>) =>
  (state: Inspection): InspectionEvent[] =>
    state.status === 'NONE' || state.status === 'CLOSED' ? [{ type: 'InspectionOpened', data: opened }] : [];

/** The first inspector's finding; it counts when another one has signed it. A new proposal takes its place. */
export const proposeFinding =
  (proposal: Proposal) =>
  ({ state }: Rec<Inspection>): InspectionEvent[] => {
    if (state.status !== 'OPENED' && state.status !== 'PROPOSED') throw notPossible(state);
    return [{ type: 'FindingProposed', data: { ...subjectOf(state), ...proposal } }];
  };

export const signFinding =
  (inspector: string) =>
  ({ state }: Rec<Inspection>): InspectionEvent[] => {
    if (state.status !== 'PROPOSED') throw notPossible(state);
    const { finding, substantiated, inspector: first } = state.proposal;
    if (first === inspector) throw errors.sameInspector();
    const inspectors = [first, inspector];
    return [{ type: 'InspectionFindingRecorded', data: { ...subjectOf(state), finding, substantiated, inspectors } }];
  };

export const noteOverdueInspection = ({ state }: Rec<Inspection>): InspectionEvent[] =>
  state.status === 'OPENED' || state.status === 'PROPOSED'
    ? [{ type: 'InspectionOverdue', data: { ...subjectOf(state), decideBy: state.decideBy } }]
    : [];

/** By an officer: without a measure. A measure closes it by itself. */
export const closeInspection =
  (outcome: 'WARNED' | 'NO_VIOLATION' | 'DISCONTINUED') =>
  ({ state }: Rec<Inspection>): InspectionEvent[] => {
    if (state.status !== 'OPENED' && state.status !== 'SIGNED') throw notPossible(state);
    const fitting = state.status === 'OPENED' ? 'DISCONTINUED' : state.signed.substantiated ? 'WARNED' : 'NO_VIOLATION';
    if (outcome !== fitting) throw errors.outcomeNotFound({ state: state.status, possible: [fitting] });
    return [{ type: 'InspectionClosed', data: { ...subjectOf(state), outcome } }];
  };

export const closeByMeasure =
  (outcome: 'SUSPENDED' | 'REVOCATION_PROPOSED') =>
  (state: Inspection): InspectionEvent[] =>
    state.status === 'SIGNED' ? [{ type: 'InspectionClosed', data: { ...subjectOf(state), outcome } }] : [];
