import { type Batch, batch, receipted } from '../../domain/exchange/batch.ts';
import type { Control, Entry } from '../../domain/exchange/files.ts';
import { takeReceipt } from '../../domain/exchange/filing.ts';
import { receiptsOf } from '../../domain/exchange/rows.ts';
import type { ExchangeParts, Outcome } from './parts.ts';

/** What the partner says to a file of ours, each row to the benefit that it is about. */
export const applyReceipts = async (
  { actor, batches, benefits }: ExchangeParts,
  batchId: string,
  file: string,
  { entries, control }: { entries: Entry[]; control: Control },
): Promise<Outcome> => {
  const state: Batch = (await batches.seek(actor, batchId))?.state ?? batch.initial;
  const waits = state.status === 'SENT' || state.status === 'MISSING_RECEIPT';
  // A crash may have come between the batch and the record of this file.
  const again = 'receipt' in state && state.receipt === file;
  if (!(waits || again)) return { finding: { code: 'UNKNOWN_BATCH' } };
  const read = receiptsOf(state.rows, entries);
  if ('finding' in read) return read;

  const rejects = [];
  for (const row of state.rows) {
    const receipt = read.receipts.get(row.key)!;
    await benefits.change({ actor, key: `receipt/${batchId}` }, row.reference, takeReceipt(batchId, row, receipt));
    if (!receipt.accepted) rejects.push({ ...row, code: receipt.code });
  }
  const accepted = state.rows.length - rejects.length;
  await batches.change({ actor, key: `receipt/${file}` }, batchId, receipted(file, accepted, rejects));
  const numbers = new Map(entries.map(({ cells }, index) => [cells[0], index + 1]));
  return {
    control,
    rejects: rejects.map((row) => ({ row: numbers.get(row.key)!, reference: row.reference, code: row.code })),
  };
};
