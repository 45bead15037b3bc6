import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { deadline } from '../../values/deadline.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';

const id = z.string().min(1);
const code = z.string().regex(/^[\w.-]{1,60}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();
/** The call that a row stands for; its key is the row's, in whatever file it goes. */
const row = z.strictObject({ key: id, reference: id, call: code });
const partnerFile = z.enum(['RECEIPT', 'DECISIONS', 'MESSAGES']);
const totals = { file: id, rows: count, amountFen: fen, sha256 };

const exampleInstant = '2026-03-02T10:00:00.000Z';
const exampleTotals = {
  file: '449900_20260302_001_signals.csv',
  rows: 2,
  amountFen: 187_200,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

/** A file that is exchanged with the insurance system: ours from its draft to its receipt, theirs once it was read. */
export const batchEvents = defineEvents({
  service: 'insurance',
  stream: 'batch',
  schemaVersion: 1,
  types: {
    BatchDrafted: z.strictObject({
      file: id,
      on: isoDate,
      encoding: z.enum(['gb18030', 'utf-8']),
      rows: z.array(row).min(1),
      stageAt: isoInstant,
    }),
    /** Written where the partner does not look yet. `left`: no longer owed, or without an ID number. */
    BatchStaged: z.strictObject({ ...totals, left: z.array(id), sendAt: isoInstant }),
    BatchSent: z.strictObject({ on: isoDate, receiptBy: deadline }),
    BatchReceiptMissed: z.strictObject({}),
    BatchReceipted: z.strictObject({
      receipt: id,
      accepted: count,
      rejects: z.array(row.extend({ code })),
      closeAt: isoInstant,
    }),
    /** The same rows under the same name and keys once more. */
    BatchResent: z.strictObject({ stageAt: isoInstant }),
    /** What was rejected goes into the next file, or is dealt with otherwise. */
    BatchSettled: z.strictObject({ how: z.enum(['RESENT', 'OTHERWISE']), closeAt: isoInstant }),
    BatchClosed: z.strictObject({}),
    PartnerFileTaken: z.strictObject({
      kind: partnerFile,
      ...totals,
      rejects: z.array(z.strictObject({ row: z.int().positive(), reference: id.optional(), code })),
    }),
    /** Nothing of it was used. */
    PartnerFileRefused: z.strictObject({
      kind: partnerFile,
      file: id,
      sha256,
      finding: code,
      row: z.int().positive().optional(),
    }),
  },
  examples: {
    BatchDrafted: {
      file: '449900_20260302_001_signals.csv',
      on: '2026-03-02',
      encoding: 'gb18030',
      rows: [{ key: 'registration-1/claim', reference: 'registration-1', call: 'CLAIM' }],
      stageAt: exampleInstant,
    },
    BatchStaged: { ...exampleTotals, left: [], sendAt: exampleInstant },
    BatchSent: {
      on: '2026-03-02',
      receiptBy: { due: '2026-03-04', at: '2026-03-04T15:59:59.999Z', calendar: '2026', provisional: false },
    },
    BatchReceiptMissed: {},
    BatchReceipted: {
      receipt: '449900_20260302_001_signals.receipt.csv',
      accepted: 1,
      rejects: [{ key: 'registration-2/claim', reference: 'registration-2', call: 'CLAIM', code: 'ID_NUMBER_UNKNOWN' }],
      closeAt: exampleInstant,
    },
    BatchResent: { stageAt: exampleInstant },
    BatchSettled: { how: 'RESENT', closeAt: exampleInstant },
    BatchClosed: {},
    PartnerFileTaken: {
      kind: 'DECISIONS',
      ...exampleTotals,
      file: '449900_20260305_001_decisions.csv',
      rejects: [{ row: 2, code: 'UNKNOWN_REFERENCE' }],
    },
    PartnerFileRefused: {
      kind: 'DECISIONS',
      file: '449900_20260305_001_decisions.csv',
      sha256: exampleTotals.sha256,
      finding: 'ROW_COUNT',
    },
  },
});
export type BatchEvent = EventOf<typeof batchEvents>;

/** The exchange of files itself: one record in a city, `exchange`. */
export const exchangeEvents = defineEvents({
  service: 'insurance',
  stream: 'exchange',
  schemaVersion: 1,
  types: {
    ExchangeStarted: z.strictObject({ nextAt: isoInstant }),
    ExchangeRoundAsked: z.strictObject({ nextAt: isoInstant }),
    /** `waiting`: files that are not complete yet; `strange`: files that are none of ours. `ran`: the day's files were drafted. */
    ExchangeRoundDone: z.strictObject({
      on: isoDate,
      ran: z.boolean(),
      drafted: count,
      taken: count,
      refused: count,
      waiting: count,
      strange: count,
      nextAt: isoInstant,
    }),
    ExchangeUnreachable: z.strictObject({ problem: code, nextAt: isoInstant }),
    ExchangeStopped: z.strictObject({}),
  },
  examples: {
    ExchangeStarted: { nextAt: exampleInstant },
    ExchangeRoundAsked: { nextAt: exampleInstant },
    ExchangeRoundDone: {
      on: '2026-03-02',
      ran: true,
      drafted: 1,
      taken: 1,
      refused: 0,
      waiting: 0,
      strange: 0,
      nextAt: exampleInstant,
    },
    ExchangeUnreachable: { problem: 'ECONNREFUSED', nextAt: exampleInstant },
    ExchangeStopped: {},
  },
});
export type ExchangeEvent = EventOf<typeof exchangeEvents>;
