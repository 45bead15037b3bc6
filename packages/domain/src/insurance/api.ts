import { z } from 'zod';
import { closureReason } from '../registration/codes.ts';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { fen } from '../values/fen.ts';
import { isoDate } from '../values/iso-date.ts';

const id = z.string().min(1);

/** A call that is still owed to the unemployment-insurance system. */
const owedCall = z.object({
  call: z.enum(['CLAIM', 'STOP', 'MATCH']),
  attempts: z.int(),
  /** Absent: given up, an officer is needed; or it waits for a file. */
  nextAt: z.string().optional(),
  /** Where files are exchanged: for the file of the day, or for the answer to the batch that is named. */
  waitsFor: z.string().optional(),
  problem: z.string().optional(),
});

export const benefitView = z.object({
  id,
  status: z.enum(['CLAIMING', 'GRANTED', 'REFUSED', 'STOPPING', 'STOPPED']),
  personId: id,
  from: isoDate,
  decideBy: deadline,
  claimNumber: id.optional(),
  grant: z.object({ months: z.int(), monthlyFen: fen, from: isoDate, expectedMonths: z.int().optional() }).optional(),
  refusal: z.string().optional(),
  stop: z
    .object({ reason: closureReason, on: isoDate, mode: z.enum(['STOP', 'SUSPEND']), monthsPaid: z.int().optional() })
    .optional(),
  owed: owedCall.optional(),
});
export const benefitList = z.object({ items: z.array(benefitView) });

/** What the unemployment-insurance system sends when it decided a claim in its own time. */
export const benefitDecisionRequest = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('GRANTED'),
    claimNumber: z.string().min(1).max(60),
    months: z.int().min(1).max(24),
    monthlyFen: fen,
    from: isoDate,
    contributionMonths: z.int().nonnegative().optional(),
  }),
  z.strictObject({
    status: z.literal('REFUSED'),
    claimNumber: z.string().min(1).max(60),
    code: z.string().regex(/^[\w.-]{1,60}$/),
  }),
]);

export const matchView = z.object({
  id,
  status: z.enum(['ASKING', 'MATCHED']),
  enrolmentId: id,
  personId: id,
  employerId: creditCode,
  month: z.string(),
  insured: z.boolean().optional(),
  owed: owedCall.optional(),
});
export const resumeCallRequest = z.strictObject({});
