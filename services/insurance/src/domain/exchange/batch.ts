import { type BatchEvent, batchEvents, type DeadlineFact } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import type { Encoding } from '@zhiqiao/sheets';
import { errors } from '../../errors.ts';
import type { Control, Finding, PartnerKind } from './files.ts';
import type { Row } from './rows.ts';

type Draft = { file: string; on: string; encoding: Encoding; rows: Row[] };
type Sent = Draft & { control: Control; sentOn: string; receiptBy: DeadlineFact };
type Receipted = Sent & { receipt: string; rejects: (Row & { code: string })[] };
/** How a manager dealt with what was rejected or never answered. */
type Settled = { settled: 'RESENT' | 'OTHERWISE'; at: string };
type Partner = { kind: PartnerKind; file: string; sha256: string };

export type Drafted = Draft & { status: 'DRAFTED'; at: string; control?: Control };
export type Batch =
  | { status: 'NONE' }
  | Drafted
  | (Sent & { status: 'SENT' })
  | (Sent & Partial<Settled> & { status: 'MISSING_RECEIPT' })
  | (Receipted & Partial<Settled> & { status: 'PARTLY_REJECTED' })
  | (Receipted & { status: 'RECEIPTED'; at: string })
  | ((Draft | Sent | Receipted) & { status: 'CLOSED' })
  | (Partner & { status: 'TAKEN'; control: Control; rejects: { row: number; reference?: string; code: string }[] })
  | (Partner & { status: 'REFUSED'; finding: { code: string; row?: number | undefined } });

export const batch: RecordKind<Batch, typeof batchEvents> = {
  events: batchEvents,
  initial: { status: 'NONE' },
  evolve,
  clocks(state) {
    if (state.status === 'DRAFTED') return [{ kind: state.control ? 'send' : 'stage', at: new Date(state.at) }];
    if (state.status === 'SENT') return [{ kind: 'receipt-missed', at: new Date(state.receiptBy.at) }];
    const closes = 'at' in state ? state.at : undefined;
    return closes ? [{ kind: 'close', at: new Date(closes) }] : [];
  },
  access: (state, actor) => (state.status !== 'NONE' && actor.roles.includes('manager') ? 'write' : 'none'),
  indexes: [{ fields: ['status'] }, { fields: ['file'] }],
};

function evolve(state: Batch, event: BatchEvent): Batch {
  switch (event.type) {
    case 'BatchDrafted': {
      const { stageAt, ...drafted } = event.data;
      return { status: 'DRAFTED', ...drafted, at: stageAt };
    }
    case 'PartnerFileTaken': {
      const { kind, rejects, ...control } = event.data;
      const { file, sha256 } = control;
      return { status: 'TAKEN', kind, file, sha256, control, rejects: rejects.map(withReference) };
    }
    case 'PartnerFileRefused': {
      const { kind, file, sha256, finding, row } = event.data;
      return { status: 'REFUSED', kind, file, sha256, finding: { code: finding, row } };
    }
  }
  switch (state.status) {
    case 'DRAFTED':
      return whileDrafted(state, event);
    case 'SENT':
    case 'MISSING_RECEIPT':
      return whileSent(state, event);
    case 'PARTLY_REJECTED':
    case 'RECEIPTED':
      return settledOrClosed(state, event);
    default:
      return state;
  }
}

const settledOrClosed = (
  state: Extract<Batch, { status: 'MISSING_RECEIPT' | 'PARTLY_REJECTED' | 'RECEIPTED' }>,
  event: BatchEvent,
): Batch => {
  if (event.type === 'BatchSettled') return { ...state, settled: event.data.how, at: event.data.closeAt } as Batch;
  if (event.type !== 'BatchClosed') return state;
  const { at: _, ...rest } = state;
  return { ...rest, status: 'CLOSED' };
};

const withReference = ({ row, reference, code }: { row: number; reference?: string | undefined; code: string }) => ({
  row,
  code,
  ...(reference && { reference }),
});

const whileDrafted = (state: Drafted, event: BatchEvent): Batch => {
  if (event.type === 'BatchStaged') {
    const { left, sendAt, ...control } = event.data;
    const rows = state.rows.filter(({ reference }) => !left.includes(reference));
    return { ...state, file: control.file, rows, control, at: sendAt };
  }
  const { at: _, control, status: __, ...draft } = state;
  if (event.type === 'BatchClosed') return { ...draft, status: 'CLOSED' };
  if (event.type !== 'BatchSent' || !control) return state;
  return { ...draft, status: 'SENT', control, sentOn: event.data.on, receiptBy: event.data.receiptBy };
};

const whileSent = (state: Extract<Batch, { status: 'SENT' | 'MISSING_RECEIPT' }>, event: BatchEvent): Batch => {
  switch (event.type) {
    case 'BatchReceiptMissed':
      return { ...state, status: 'MISSING_RECEIPT' };
    case 'BatchReceipted': {
      const { receipt, rejects, closeAt } = event.data;
      const receipted = { ...state, receipt, rejects };
      return rejects.length
        ? { ...receipted, status: 'PARTLY_REJECTED' }
        : { ...receipted, status: 'RECEIPTED', at: closeAt };
    }
    case 'BatchResent': {
      const { file, on, encoding, rows } = state;
      return { status: 'DRAFTED', file, on, encoding, rows, at: event.data.stageAt };
    }
    default:
      return state.status === 'MISSING_RECEIPT' ? settledOrClosed(state, event) : state;
  }
};

type DecideBatch = Decide<Batch, BatchEvent>;

export const draft =
  (drafted: Draft): DecideBatch =>
  ({ state }, now) =>
    state.status === 'NONE' ? [{ type: 'BatchDrafted', data: { ...drafted, stageAt: now.toISOString() } }] : [];

/** The file lies where the partner does not look yet; a draft of which nothing is owed any more is closed. */
export const stage =
  (control: Control | undefined, left: string[]): DecideBatch =>
  ({ state }, now) => {
    if (state.status !== 'DRAFTED' || state.control) return [];
    return control
      ? [{ type: 'BatchStaged', data: { ...control, left, sendAt: now.toISOString() } }]
      : [{ type: 'BatchClosed', data: {} }];
  };

export const send =
  (on: string, receiptBy: DeadlineFact): DecideBatch =>
  ({ state }) =>
    state.status === 'DRAFTED' && state.control ? [{ type: 'BatchSent', data: { on, receiptBy } }] : [];

export const missReceipt: DecideBatch = ({ state }) =>
  state.status === 'SENT' ? [{ type: 'BatchReceiptMissed', data: {} }] : [];

export const receipted =
  (receipt: string, accepted: number, rejects: (Row & { code: string })[]): DecideBatch =>
  ({ state }, now) =>
    state.status === 'SENT' || state.status === 'MISSING_RECEIPT'
      ? [{ type: 'BatchReceipted', data: { receipt, accepted, rejects, closeAt: now.toISOString() } }]
      : [];

const isSettled = (state: Batch) => 'settled' in state && state.settled !== undefined;

/** Only what got no receipt goes out again as it was; what was rejected goes into the next file. */
export const resend: DecideBatch = ({ state }, now) => {
  if (state.status !== 'MISSING_RECEIPT' || isSettled(state)) throw errors.batchNotPossible({ status: state.status });
  return [{ type: 'BatchResent', data: { stageAt: now.toISOString() } }];
};

export const settle =
  (how: 'RESENT' | 'OTHERWISE'): DecideBatch =>
  ({ state }, now) => {
    const possible = state.status === 'PARTLY_REJECTED' || (state.status === 'MISSING_RECEIPT' && how === 'OTHERWISE');
    if (!possible || isSettled(state)) throw errors.batchNotPossible({ status: state.status });
    return [{ type: 'BatchSettled', data: { how, closeAt: now.toISOString() } }];
  };

export const close: DecideBatch = ({ state }) =>
  state.status === 'RECEIPTED' || isSettled(state) ? [{ type: 'BatchClosed', data: {} }] : [];

export const takeFile =
  (kind: PartnerKind, control: Control, rejects: { row: number; reference?: string; code: string }[]) =>
  ({ state }: { state: Batch }): BatchEvent[] =>
    state.status === 'NONE' ? [{ type: 'PartnerFileTaken', data: { kind, ...control, rejects } }] : [];

export const refuseFile =
  (kind: PartnerKind, file: string, sha256: string, { code, row }: Finding) =>
  ({ state }: { state: Batch }): BatchEvent[] =>
    state.status === 'NONE'
      ? [{ type: 'PartnerFileRefused', data: { kind, file, sha256, finding: code, ...(row && { row }) } }]
      : [];
