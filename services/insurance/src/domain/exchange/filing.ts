import type { Benefit, DecideBenefit } from '../benefit.ts';
import { failedDelivery } from '../delivery.ts';
import { takeResumeAnswer, takeStopAnswer } from '../following.ts';
import { isOwing, type Owing, type Receipt, type Row } from './rows.ts';

/** Where files are exchanged a call that falls due waits for the day's file; one that stands in a file is answered late. */
export const queueCall: DecideBenefit = ({ state }) => {
  if (!isOwing(state) || state.owed.queued) return [];
  const { call, batch } = state.owed;
  if (batch) return [givenUp(call, 'DECISION_OVERDUE')];
  return call === 'NOTICE' ? [] : [{ type: 'PartnerCallQueued', data: { call } }];
};

/** A claim must be decided by its own deadline, or within the time of the receipt where that is later. */
export const fileCall =
  (batch: string, row: Row, receiptBy: string): DecideBenefit =>
  ({ state }) => {
    if (!isOwing(state) || !state.owed.queued || state.owed.call !== row.call) return [];
    const { call } = state.owed;
    if (call === 'NOTICE') return [];
    const answerBy = state.decideBy.at > receiptBy ? state.decideBy.at : receiptBy;
    return [{ type: 'PartnerCallFiled', data: { call, batch, ...(call === 'CLAIM' && { answerBy }) } }];
  };

/** Whether the row of a file still is what the benefit owes. */
export const standsIn = (state: Benefit, batch: string, { call }: Row): state is Owing =>
  isOwing(state) && state.owed.batch === batch && state.owed.call === call;

/** No ID number could be had: the row is left out and comes again. */
export const leaveOut =
  (batch: string, row: Row): DecideBenefit =>
  ({ state }, now) =>
    standsIn(state, batch, row)
      ? [failedDelivery(state.owed, { outcome: 'FAILED', problem: 'IDENTITY_UNAVAILABLE', permanent: false }, now)]
      : [];

/** A claim that was accepted waits for its decision; a stop or a resumption that was accepted is done. */
export const takeReceipt =
  (batch: string, row: Row, receipt: Receipt): DecideBenefit =>
  (record, now) => {
    const { state } = record;
    if (!standsIn(state, batch, row)) return [];
    if (!receipt.accepted) return [givenUp(state.owed.call, receipt.code)];
    if (!('stop' in state) || !state.stop || state.status === 'CLAIMING') return [];
    const { on } = state.stop;
    if (state.status !== 'STOPPING') return takeResumeAnswer({ outcome: 'RESUMED', on }, state.owed)(record, now);
    const { monthsPaid } = receipt;
    const answer = { outcome: 'STOPPED' as const, on, ...(monthsPaid !== undefined && { monthsPaid }) };
    return takeStopAnswer(answer, state.owed)(record, now);
  };

/** No receipt ever came, and the file is not sent again: every row needs an officer. */
export const giveUpFiled =
  (batch: string, row: Row): DecideBenefit =>
  ({ state }) =>
    standsIn(state, batch, row) ? [givenUp(state.owed.call, 'RECEIPT_MISSING')] : [];

/** What was rejected goes into the next file, under the same key. */
export const fileAgain =
  ({ call }: Row): DecideBenefit =>
  ({ state }, now) =>
    isOwing(state) && state.owed.givenUp && state.owed.call === call ? [made(state, now)] : [];

/** No files are exchanged any more: what waits for one is called. */
export const callInstead: DecideBenefit = ({ state }, now) =>
  isOwing(state) && state.owed.queued ? [made(state, now)] : [];

const made = ({ owed: { call } }: Owing, now: Date) => ({
  type: 'PartnerCallResumed' as const,
  data: { call, deliverAt: now.toISOString() },
});
const givenUp = <C>(call: C, problem: string) => ({ type: 'PartnerCallGivenUp' as const, data: { call, problem } });
