import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';

const text = z.object({ zh: z.string(), en: z.string() });
const count = z.int().nonnegative();

export const BATCH_STATUS = [
  'DRAFTED',
  'SENT',
  'MISSING_RECEIPT',
  'PARTLY_REJECTED',
  'RECEIPTED',
  'CLOSED',
  'TAKEN',
  'REFUSED',
] as const;
export const batchStatus = z.enum(BATCH_STATUS);

/** What both sides count: no personal data. */
export const controlSheet = z.object({ file: z.string(), rows: count, amountFen: fen, sha256: z.string() });

export const batchView = z.object({
  id: z.string(),
  direction: z.enum(['OUT', 'IN']),
  kind: z.enum(['SIGNALS', 'RECEIPT', 'DECISIONS', 'MESSAGES']),
  status: batchStatus,
  file: z.string(),
  on: isoDate.optional(),
  rows: count.optional(),
  rejected: count,
  receiptBy: deadline.optional(),
  control: controlSheet.optional(),
  /** Why a whole file was refused. */
  finding: text.extend({ code: z.string(), row: z.int().optional() }).optional(),
});
export const batchList = z.object({ items: z.array(batchView) });

export const rejectList = z.object({
  items: z.array(
    z.object({
      row: z.int().optional(),
      reference: z.string().optional(),
      call: z.string().optional(),
      code: z.string(),
      /** What it means, and whose it is to mend. */
      reason: text,
      mends: z.enum(['CITY', 'INSURANCE_AGENCY']),
    }),
  ),
});

export const exchangeView = z.object({
  status: z.enum(['RUNNING', 'STOPPED']),
  nextAt: z.string().optional(),
  /** The last day whose files were drafted. */
  lastRunOn: isoDate.optional(),
  problem: z.string().optional(),
  waiting: count,
  strange: count,
});
export const settleBatchRequest = z.strictObject({ how: z.enum(['RESENT', 'OTHERWISE']) });
export const emptyRequest = z.strictObject({});
