import type { batchView, exchangeView, rejectList } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import type { z } from 'zod';
import type { Batch } from '../domain/exchange/batch.ts';
import type { Exchange } from '../domain/exchange/exchange.ts';
import type { FindingCode } from '../domain/exchange/files.ts';
import { FINDING, reasonOf } from '../domain/exchange/mending.ts';

export const viewOfBatch = ({ id, state }: Rec<Batch>): z.input<typeof batchView> => {
  if (state.status === 'NONE') throw new Error(`batch ${id} was never drafted`);
  const { status, file } = state;
  const control = 'control' in state && state.control ? { control: state.control } : {};
  if (state.status === 'REFUSED') {
    const { code, row } = state.finding;
    const finding = { code, ...FINDING[code as FindingCode], ...(row && { row }) };
    return { id, direction: 'IN', kind: state.kind, status, file, rejected: 0, finding };
  }
  if (state.status === 'TAKEN')
    return { id, direction: 'IN', kind: state.kind, status, file, rejected: state.rejects.length, ...control };
  return {
    id,
    direction: 'OUT',
    kind: 'SIGNALS',
    status,
    file,
    on: state.on,
    rows: state.rows.length,
    rejected: 'rejects' in state ? state.rejects.length : 0,
    ...('receiptBy' in state && { receiptBy: state.receiptBy }),
    ...control,
  };
};

export const rejectsOf = (state: Batch): z.input<typeof rejectList>['items'] => {
  const rejects = 'rejects' in state ? state.rejects : [];
  return rejects.map((reject) => {
    const { zh, en, mends } = reasonOf(reject.code);
    return { ...reject, reason: { zh, en }, mends };
  });
};

export const viewOfExchange = (state: Exchange): z.input<typeof exchangeView> => {
  if (state.status !== 'RUNNING')
    return {
      status: 'STOPPED',
      waiting: 0,
      strange: 0,
      ...('lastRunOn' in state && state.lastRunOn && { lastRunOn: state.lastRunOn }),
    };
  const { status, nextAt, lastRunOn, problem, waiting, strange } = state;
  return { status, nextAt, waiting, strange, ...(lastRunOn && { lastRunOn }), ...(problem && { problem }) };
};
