import { benefitDecisionRequest, type PartnerMessage, partnerMessage } from '@zhiqiao/domain';
import type { Decided } from '../answers.ts';
import type { Benefit, Call, Known } from '../benefit.ts';
import { type Delivery, keyOf } from '../delivery.ts';
import { decisionOf } from '../signals.ts';
import type { Entry, Finding } from './files.ts';

/** A call that is owed, as a row. The key is that of the call, the same in whatever file the row goes. */
export type Row = { key: string; reference: string; call: string };

export type Owing = Known & { owed: Delivery<Call> };
export const isOwing = (state: Benefit): state is Owing => 'owed' in state && state.owed !== undefined;

export const rowOf = (reference: string, state: Owing): Row => {
  const { call } = state.owed;
  return { key: keyOf(reference, call, state.stops), reference, call };
};

/** Only a claim names the person; what comes later goes by the number of the claim. */
export const needsIdNumber = ({ owed }: Owing) => owed.call === 'CLAIM';

export const signalEntry = (row: Row, state: Owing, idNumber = ''): Entry => {
  const stop = row.call !== 'CLAIM' && 'stop' in state ? state.stop : undefined;
  return {
    cells: [
      row.key,
      row.call,
      row.reference,
      idNumber,
      state.from,
      state.claimNumber ?? '',
      stop?.reason ?? '',
      stop?.on ?? '',
      stop?.mode ?? '',
    ],
    amountFen: 'grant' in state ? state.grant.monthlyFen : 0,
  };
};

export type Receipt = { accepted: true; monthsPaid?: number } | { accepted: false; code: string };

/** What the partner says to every row of a file: all of them, each once, and no others. */
export const receiptsOf = (
  rows: Row[],
  entries: Entry[],
): { receipts: Map<string, Receipt> } | { finding: Finding } => {
  const sent = new Set(rows.map(({ key }) => key));
  const receipts = new Map<string, Receipt>();
  for (const [index, { cells }] of entries.entries()) {
    const [key, result, code, monthsPaid] = cells as [string, string, string, string];
    const row = index + 1;
    if (!sent.has(key)) return { finding: { code: 'UNKNOWN_ROW', row } };
    if (receipts.has(key)) return { finding: { code: 'REPEATED_ROW', row } };
    const receipt = receiptOf(result, code, monthsPaid);
    if (!receipt) return { finding: { code: 'MALFORMED', row } };
    receipts.set(key, receipt);
  }
  return receipts.size === sent.size ? { receipts } : { finding: { code: 'ROWS_MISSING' } };
};

const receiptOf = (result: string, code: string, monthsPaid: string): Receipt | undefined => {
  if (result === 'REJECTED') return /^[\w.-]{1,60}$/.test(code) ? { accepted: false, code } : undefined;
  if (result !== 'ACCEPTED' || code || !/^\d{0,2}$/.test(monthsPaid)) return undefined;
  return { accepted: true, ...(monthsPaid && { monthsPaid: Number(monthsPaid) }) };
};

/** A number that is written as one; nothing else is. */
const count = (cell: string | undefined) => (/^\d{1,6}$/.test(cell ?? '') ? Number(cell) : cell);
/** Empty cells say nothing. */
const filled = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** A decision as the route takes it; undefined where the row does not say one. */
export const decisionIn = ({ cells, amountFen }: Entry): Decided | undefined => {
  const [, status, claimNumber, months, from, contributionMonths, code] = cells;
  const { data } = benefitDecisionRequest.safeParse(
    status === 'REFUSED'
      ? { status, claimNumber, code }
      : filled({
          ...{ status, claimNumber, from },
          months: count(months),
          contributionMonths: count(contributionMonths),
          monthlyFen: amountFen,
        }),
  );
  return data && decisionOf(data);
};

/** Which field the amount and the reason of a message are; of others the amount says nothing. */
const AMOUNT: Record<string, string> = { GRANTED: 'monthlyFen', ADJUSTED: 'monthlyFen', PAID: 'amountFen' };
const REASON: Record<string, string> = { REFUSED: 'code', STOP_REFUSED: 'code' };

/** A message as the route takes it; undefined where the row does not say one. */
export const messageIn = ({ cells, amountFen }: Entry): PartnerMessage | undefined => {
  const [, sequence, sentAt, status = '', claimNumber, on, month, months, from, counted, paid, reason] = cells;
  const amount = AMOUNT[status];
  const signal = filled({
    ...{ status, claimNumber, on, month, from },
    months: count(months),
    contributionMonths: count(counted),
    monthsPaid: count(paid),
    [REASON[status] ?? 'reason']: reason,
    ...(amount && { [amount]: amountFen }),
  });
  return partnerMessage.safeParse({ sequence: count(sequence), sentAt, signal }).data;
};

/** What the partner is told of a row. What was accepted without effect says so by its code. */
export type Said = { result: 'ACCEPTED' | 'REJECTED'; code?: string };

export const receiptEntry = (key: string, amountFen: number, { result, code = '' }: Said): Entry => ({
  cells: [key, result, code, ''],
  amountFen,
});
