import { z } from 'zod';
import { creditCode } from '../../values/credit-code.ts';
import { filingKind } from '../codes.ts';

const count = z.int().nonnegative();
const limit = z.coerce.number().int().min(1).max(200).default(50);

export const uploadFilingQuery = z.object({ kind: filingKind, employerId: creditCode.optional() });
export const filingTemplateQuery = z.object({ kind: filingKind, format: z.enum(['csv', 'xlsx']).default('xlsx') });
export const filingListQuery = z.object({ employerId: creditCode.optional(), after: z.string().optional(), limit });
export const filingFindingsQuery = z.object({ after: z.coerce.number().int().min(0).default(0), limit });

/** Which header of the file stands for which column, where ours are not used: `{ "idNumber": "证号" }`. */
export const previewFilingRequest = z.strictObject({
  columns: z.record(z.string().max(40), z.string().max(200)).optional(),
});

/** `row`: as the spreadsheet counts, the header's row included. */
export const filingFinding = z.object({
  row: z.int().positive(),
  reasons: z.array(z.object({ zh: z.string(), en: z.string() })),
});
export const filingFindings = z.object({ items: z.array(filingFinding) });

export const filingView = z.object({
  id: z.string(),
  kind: filingKind,
  status: z.enum(['UPLOADED', 'PREVIEWED', 'RUNNING', 'DONE', 'CANCELLED']),
  employerId: creditCode,
  format: z.enum(['csv', 'xlsx']),
  rows: count,
  /** What a commit would do, as of the preview. */
  preview: z.object({ ready: count, late: count, faulty: count }).optional(),
  /** What has been done so far; `late` are among the filed. */
  result: z.object({ filed: count, late: count, failed: count }).optional(),
  reason: z.enum(['WITHDRAWN', 'ABANDONED']).optional(),
  /** The file is deleted after this; false: it has been. */
  file: z.union([z.object({ keptUntil: z.string() }), z.literal(false)]),
});
export const filingList = z.object({ items: z.array(filingView) });
