import { z } from 'zod';
import { creditCode } from '../../values/credit-code.ts';
import { deadline } from '../../values/deadline.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { message } from '../../values/text.ts';
import { variant } from '../../values/variant.ts';
import { stopReason } from '../codes.ts';
import { noticeKind, stopMode } from '../events/benefit.ts';
import { partnerCode } from '../events/partner-calls.ts';
import { isoMonth } from '../month.ts';

const id = z.string().min(1);
const months = z.int().nonnegative();

/** A call that is still owed to the unemployment-insurance system. */
export const owedCall = z.object({
  call: z.enum(['CLAIM', 'STOP', 'RESUME', 'NOTICE', 'MATCH', 'CONTRIBUTIONS', 'SUBSIDY']),
  attempts: z.int(),
  /** Absent: given up, an officer is needed; or it waits for a file. */
  nextAt: z.string().optional(),
  /** Where files are exchanged: for the file of the day, or for the answer to the batch that is named. */
  waitsFor: z.string().optional(),
  problem: z.string().optional(),
});

export const benefitStatus = z.enum([
  'CLAIMING',
  'GRANTED',
  'SUSPENDED',
  'STOPPING',
  'STOPPED',
  'EXHAUSTED',
  'REFUSED',
]);

export const benefitView = z.object({
  id,
  status: benefitStatus,
  personId: id,
  from: isoDate,
  decideBy: deadline,
  claimNumber: id.optional(),
  grant: z.object({ months: z.int(), monthlyFen: fen, from: isoDate, expectedMonths: z.int().optional() }).optional(),
  refusal: z.string().optional(),
  stop: z
    .object({
      reason: stopReason,
      on: isoDate,
      mode: stopMode,
      partnerReason: z.string().optional(),
      monthsPaid: z.int().optional(),
    })
    .optional(),
  exhaustedOn: isoDate.optional(),
  monthsPaid: z.int().optional(),
  monthsLeft: z.int().optional(),
  contributionMonths: z.int().optional(),
  missedChecks: z.array(isoMonth),
  /** Messages of the insurance system that were numbered and have not come. */
  missingSignals: z.array(z.int()),
  owed: owedCall.optional(),
  notices: z.array(z.object({ notice: noticeKind, on: isoDate })),
  noticeOwed: owedCall.optional(),
});
export const benefitList = z.object({ items: z.array(benefitView) });

/** What happened to a benefit, on both sides, in the order in which it was recorded. */
export const benefitTimeline = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      type: z.string(),
      at: z.string(),
      by: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

const claimNumber = z
  .string()
  .regex(
    /^\S{1,60}$/,
    message('申领编号为1至60个字符，不含空格', 'A claim number has 1 to 60 characters and no blank'),
  );
const exampleClaim = { claimNumber: 'SY00000001' };
const granted = variant(
  {
    status: z.literal('GRANTED'),
    claimNumber,
    months: z.int().min(1).max(24),
    monthlyFen: fen,
    from: isoDate,
    contributionMonths: months.optional(),
  },
  {
    status: 'GRANTED',
    ...exampleClaim,
    months: 24,
    monthlyFen: 187_200,
    from: '2026-03-02',
    contributionMonths: 264,
  },
);
const refused = variant(
  { status: z.literal('REFUSED'), claimNumber, code: partnerCode },
  { status: 'REFUSED', ...exampleClaim, code: 'VOLUNTARY' },
);

/** What the unemployment-insurance system sends when it decided a claim in its own time. */
export const benefitDecisionRequest = z.discriminatedUnion('status', [granted, refused]);

const signalled = { claimNumber, on: isoDate };
/** What happened in the insurance system. */
const signal = z.discriminatedUnion('status', [
  granted,
  refused,
  variant(
    { status: z.literal('CONTRIBUTIONS'), claimNumber, contributionMonths: months },
    { status: 'CONTRIBUTIONS', ...exampleClaim, contributionMonths: 264 },
  ),
  variant(
    { status: z.literal('PAID'), claimNumber, month: isoMonth, amountFen: fen, monthsPaid: months },
    { status: 'PAID', ...exampleClaim, month: '2026-03', amountFen: 187_200, monthsPaid: 1 },
  ),
  variant(
    { status: z.literal('ADJUSTED'), claimNumber, months: z.int().min(1).max(24), monthlyFen: fen },
    { status: 'ADJUSTED', ...exampleClaim, months: 24, monthlyFen: 192_600 },
  ),
  variant(
    { status: z.literal('SUSPENDED'), ...signalled, reason: partnerCode, monthsPaid: months.optional() },
    { status: 'SUSPENDED', ...exampleClaim, on: '2026-05-01', reason: 'PRISON', monthsPaid: 2 },
  ),
  variant({ status: z.literal('RESUMED'), ...signalled }, { status: 'RESUMED', ...exampleClaim, on: '2026-06-01' }),
  variant(
    { status: z.literal('STOPPED'), ...signalled, reason: partnerCode, monthsPaid: months.optional() },
    { status: 'STOPPED', ...exampleClaim, on: '2026-06-01', reason: 'HIRED', monthsPaid: 3 },
  ),
  variant(
    { status: z.literal('EXHAUSTED'), ...signalled, monthsPaid: months.optional() },
    { status: 'EXHAUSTED', ...exampleClaim, on: '2026-06-01', monthsPaid: 24 },
  ),
  variant(
    { status: z.literal('CHECK_MISSED'), claimNumber, month: isoMonth },
    { status: 'CHECK_MISSED', ...exampleClaim, month: '2026-05' },
  ),
  /** A stop that was accepted before is refused after all. */
  variant(
    { status: z.literal('STOP_REFUSED'), claimNumber, code: partnerCode },
    { status: 'STOP_REFUSED', ...exampleClaim, code: 'NOT_REGISTERED' },
  ),
]);
export type PartnerSignal = z.output<typeof signal>;

const numbered = {
  sequence: z.int().min(1).max(100_000),
  sentAt: z.iso.datetime({ offset: true, error: message('发送时间应带时区', 'Give the time with its offset') }),
  signal,
};
/** A message of the insurance system: numbered for each claim from 1, so that what is late, missing or repeated is seen. */
export const partnerMessage = z.strictObject(numbered);
export type PartnerMessage = z.output<typeof partnerMessage>;

/** One that comes by itself is signed. */
export const partnerSignalRequest = z.strictObject({
  ...numbered,
  signature: z.string().regex(/^[0-9a-f]{64}$/, message('签名应为64位十六进制', 'A signature has 64 hex digits')),
});
export const partnerSignalAnswer = z.object({
  sequence: z.int(),
  /** `OVERTAKEN`: a later message came first. `CONTRADICTS`: kept and shown to an officer, without effect. */
  disposition: z.enum(['APPLIED', 'REPEATED', 'OVERTAKEN', 'CONTRADICTS']),
  status: benefitStatus,
});

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

export const partnerView = z.object({
  circuit: z.enum(['CLOSED', 'OPEN', 'HALF_OPEN']),
  /** Set while what it sends is refused for its time. Positive: its clock is ahead. */
  clockOffMinutes: z.int().optional(),
  clockSeenAt: z.string().optional(),
  mapping: z.string(),
});
