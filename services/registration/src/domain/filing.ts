import { type Actor, type FilingEvent, filingEvents } from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { deskAccess, isEmployer } from './access.ts';

type DataOf<T extends FilingEvent['type']> = Extract<FilingEvent, { type: T }>['data'];
export type Outcome = Omit<DataOf<'FilingAdvanced'>, 'part'>;
type Preview = DataOf<'FilingPreviewed'>;
export type Filed = Extract<Filing, { employerId: string }>;
type File = DataOf<'FilingUploaded'> & { fileDeleted: boolean };
type Run = DataOf<'FilingStarted'> & { preview: Preview; parts: number; result: Outcome };

export type Filing =
  | { status: 'NONE' }
  | (File & { status: 'UPLOADED' })
  | (File & { status: 'PREVIEWED'; preview: Preview })
  | (File & Run & { status: 'RUNNING' })
  | (File & Run & { status: 'DONE' })
  | (File & Partial<Run> & { status: 'CANCELLED'; reason: DataOf<'FilingCancelled'>['reason'] });

/** Rows that are filed together, and after which the work can be resumed. */
export const PART_ROWS = 500;

const POSSIBLE = {
  NONE: [],
  UPLOADED: ['preview', 'cancellation'],
  PREVIEWED: ['preview', 'commit', 'cancellation'],
  RUNNING: ['cancellation'],
  DONE: [],
  CANCELLED: [],
} as const satisfies Record<Filing['status'], string[]>;
export const notPossible = ({ status }: Filing) =>
  errors.filingNotPossible({ state: status, possible: POSSIBLE[status] });

const sum = (a: Outcome, b: Outcome): Outcome => ({
  filed: a.filed + b.filed,
  late: a.late + b.late,
  failed: a.failed + b.failed,
});

export const filing = {
  events: filingEvents,
  initial: { status: 'NONE' } as Filing,
  evolve(state: Filing, event: FilingEvent): Filing {
    if (event.type === 'FilingUploaded') return { status: 'UPLOADED', fileDeleted: false, ...event.data };
    if (state.status === 'NONE') return state;
    switch (event.type) {
      case 'FilingPreviewed':
        return { ...state, status: 'PREVIEWED', preview: event.data };
      case 'FilingStarted':
        if (state.status !== 'PREVIEWED') return state;
        return { ...state, ...event.data, status: 'RUNNING', parts: 0, result: { filed: 0, late: 0, failed: 0 } };
      case 'FilingAdvanced': {
        if (state.status !== 'RUNNING') return state;
        const { part, ...outcome } = event.data;
        return { ...state, parts: part + 1, result: sum(state.result, outcome) };
      }
      case 'FilingCompleted':
        if (state.status !== 'RUNNING') return state;
        return { ...state, status: 'DONE', keptUntil: event.data.keptUntil };
      case 'FilingCancelled':
        return { ...state, status: 'CANCELLED', ...event.data };
      case 'FilingFileDeleted':
        return { ...state, fileDeleted: true };
    }
  },
  clocks(state: Filing) {
    switch (state.status) {
      case 'NONE':
        return [];
      case 'UPLOADED':
      case 'PREVIEWED':
        return [{ kind: 'abandoned', at: new Date(state.keptUntil) }];
      case 'RUNNING': {
        // Due at once, and with every part a little later: a clock that fires must move.
        const left = partsOf(state) - state.parts;
        return [{ kind: 'part-due', at: new Date(new Date(state.startedAt).getTime() - left) }];
      }
      case 'DONE':
      case 'CANCELLED':
        return state.fileDeleted ? [] : [{ kind: 'file-expired', at: new Date(state.keptUntil) }];
    }
  },
  access(state: Filing, actor) {
    if (state.status === 'NONE') return 'none';
    if (isEmployer(actor)) return actor.orgId === state.employerId ? 'write' : 'none';
    return deskAccess(actor, undefined);
  },
  indexes: [{ fields: ['employerId'] }],
} satisfies RecordKind<Filing, typeof filingEvents>;

export const partsOf = ({ rows }: { rows: number }) => Math.ceil(rows / PART_ROWS);

export const upload = (file: DataOf<'FilingUploaded'>) => (): FilingEvent[] => [{ type: 'FilingUploaded', data: file }];

export const notePreview =
  (preview: Preview) =>
  ({ state }: Rec<Filing>): FilingEvent[] => {
    if (state.status !== 'UPLOADED' && state.status !== 'PREVIEWED') throw notPossible(state);
    return [{ type: 'FilingPreviewed', data: preview }];
  };

export const start =
  ({ id, roles, orgId, division }: Actor) =>
  ({ state }: Rec<Filing>, now: Date): FilingEvent[] => {
    if (state.status !== 'PREVIEWED') throw notPossible(state);
    const startedBy = { id, roles, ...(orgId && { orgId }), ...(division && { division }) };
    return [{ type: 'FilingStarted', data: { startedBy, startedAt: now.toISOString() } }];
  };

/** In whose name its rows are filed. */
export const filedBy = ({ startedBy }: Run, city: string): Actor => {
  const { orgId, division, ...account } = startedBy;
  return { ...account, city, ...(orgId && { orgId }), ...(division && { division }) };
};

/** A part is done; with the last one, all. */
export const advance =
  (part: number, outcome: Outcome, keptUntil: string) =>
  ({ state }: Rec<Filing>): FilingEvent[] => {
    if (state.status !== 'RUNNING' || state.parts !== part) return [];
    const advanced: FilingEvent = { type: 'FilingAdvanced', data: { part, ...outcome } };
    if (part + 1 < partsOf(state)) return [advanced];
    return [advanced, { type: 'FilingCompleted', data: { ...sum(state.result, outcome), keptUntil } }];
  };

/** What was filed before stays filed, and its file is kept as that of a whole filing. */
export const cancel =
  (reason: DataOf<'FilingCancelled'>['reason'], keptUntil: string) =>
  ({ state }: Rec<Filing>, now: Date): FilingEvent[] => {
    if (state.status === 'NONE' || state.status === 'DONE' || state.status === 'CANCELLED') throw notPossible(state);
    const kept = state.status === 'RUNNING' ? keptUntil : now.toISOString();
    return [{ type: 'FilingCancelled', data: { reason, keptUntil: kept } }];
  };

export const noteDeletion = ({ state }: Rec<Filing>): FilingEvent[] =>
  state.status === 'NONE' || state.fileDeleted ? [] : [{ type: 'FilingFileDeleted', data: {} }];
