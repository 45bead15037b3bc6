import { benefitDecisionRequest } from '@zhiqiao/domain';
import type { Decided } from '../answers.ts';
import type { Benefit } from '../benefit.ts';
import type { Entry, Finding } from './files.ts';

/** A call that is owed, as a row. The key is that of the call, the same in whatever file the row goes. */
export type Row = { reference: string; call: string };
export const keyOf = ({ reference, call }: Row) => `${reference}/${call.toLowerCase()}`;

export type Owing = Extract<Benefit, { status: 'CLAIMING' | 'STOPPING' }>;

/** Only a claim names the person; what comes later goes by the number of the claim. */
export const needsIdNumber = ({ owed }: Owing) => owed.call === 'CLAIM';

export const signalEntry = (reference: string, state: Owing, idNumber = ''): Entry => {
  const stop = state.status === 'STOPPING' ? state.stop : undefined;
  const { call } = state.owed;
  return {
    cells: [
      keyOf({ reference, call }),
      call,
      reference,
      idNumber,
      state.from,
      state.claimNumber ?? '',
      stop?.reason ?? '',
      stop?.on ?? '',
      stop?.mode ?? '',
    ],
    amountFen: state.status === 'STOPPING' ? state.grant.monthlyFen : 0,
  };
};

export type Receipt = { accepted: true; monthsPaid?: number } | { accepted: false; code: string };

/** What the partner says to every row of a file: all of them, each once, and no others. */
export const receiptsOf = (
  rows: Row[],
  entries: Entry[],
): { receipts: Map<string, Receipt> } | { finding: Finding } => {
  const sent = new Set(rows.map(keyOf));
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

/** A decision as the route takes it; undefined where the row does not say one. */
export const decisionOf = ({ cells, amountFen }: Entry): Decided | undefined => {
  const [status, claimNumber, months, from, contributionMonths, code] = cells.slice(1) as [string, ...string[]];
  const counted = contributionMonths ? { contributionMonths: Number(contributionMonths) } : {};
  const { data } = benefitDecisionRequest.safeParse(
    status === 'REFUSED'
      ? { status, claimNumber, code }
      : { status, claimNumber, months: Number(months), monthlyFen: amountFen, from, ...counted },
  );
  if (!data) return undefined;
  if (data.status === 'REFUSED') return { outcome: 'REFUSED', claimNumber: data.claimNumber, reason: data.code };
  const { status: outcome, ...grant } = data;
  return { outcome, ...grant } as Decided;
};

export const receiptEntry = (key: string, amountFen: number, code?: string): Entry => ({
  cells: [key, code ? 'REJECTED' : 'ACCEPTED', code ?? '', ''],
  amountFen,
});
