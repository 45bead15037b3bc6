import type { BenefitEvent } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import type { Benefit } from '../benefit.ts';
import { resumeCall, takeStopAnswer } from '../claiming.ts';
import { failedDelivery } from '../delivery.ts';
import type { Owing, Receipt, Row } from './rows.ts';

type DecideBenefit = Decide<Benefit, BenefitEvent>;

/** Claims and stops go by file; what rests or is resumed is called. */
const isFiled = (state: Benefit): state is Owing => state.status === 'CLAIMING' || state.status === 'STOPPING';
const callOf = ({ status }: Owing) => (status === 'CLAIMING' ? ('CLAIM' as const) : ('STOP' as const));

/** Where files are exchanged a call that falls due waits for the day's file; one that stands in a file is answered late. */
export const queueCall: DecideBenefit = ({ state }) => {
  if (!isFiled(state) || state.owed.queued) return [];
  const { batch } = state.owed;
  const call = callOf(state);
  return batch
    ? [{ type: 'PartnerCallGivenUp', data: { call, problem: 'DECISION_OVERDUE' } }]
    : [{ type: 'PartnerCallQueued', data: { call } }];
};

/** A claim must be decided by its own deadline, or within the time of the receipt where that is later. */
export const fileCall =
  (batch: string, { call }: Row, receiptBy: string): DecideBenefit =>
  ({ state }) => {
    if (!isFiled(state) || !state.owed.queued || state.owed.call !== call) return [];
    const answerBy = state.decideBy.at > receiptBy ? state.decideBy.at : receiptBy;
    const owed = callOf(state);
    return [{ type: 'PartnerCallFiled', data: { call: owed, batch, ...(owed === 'CLAIM' && { answerBy }) } }];
  };

/** Whether the row of a file still is what the benefit owes. */
export const standsIn = (state: Benefit, batch: string, { call }: Row): state is Owing =>
  isFiled(state) && state.owed.batch === batch && state.owed.call === call;

/** No ID number could be had: the row is left out and comes again. */
export const leaveOut =
  (batch: string, row: Row): DecideBenefit =>
  ({ state }, now) =>
    standsIn(state, batch, row)
      ? [failedDelivery(state.owed, { outcome: 'FAILED', problem: 'IDENTITY_UNAVAILABLE', permanent: false }, now)]
      : [];

/** A claim that was accepted waits for its decision; a stop that was accepted is done. */
export const takeReceipt =
  (batch: string, row: Row, receipt: Receipt): DecideBenefit =>
  (record, now) => {
    const { state } = record;
    if (!standsIn(state, batch, row)) return [];
    if (!receipt.accepted) return [givenUp(state.owed.call, receipt.code)];
    if (state.status !== 'STOPPING') return [];
    const { monthsPaid } = receipt;
    const answer = { outcome: 'STOPPED' as const, on: state.stop.on, ...(monthsPaid !== undefined && { monthsPaid }) };
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
  (record, now) =>
    isFiled(record.state) && record.state.owed.givenUp && record.state.owed.call === call
      ? resumeCall(record, now)
      : [];

const givenUp = <C>(call: C, problem: string) => ({ type: 'PartnerCallGivenUp' as const, data: { call, problem } });
