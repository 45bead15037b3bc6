/** What an unemployment-insurance system knows and how it decides, in its own words and with its own numbers. */
import { z } from 'zod';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const day = z.iso.date();

export const person = z.strictObject({
  contributionMonths: z.int().nonnegative(),
  employments: z.array(z.strictObject({ employer: z.string(), from: month, through: month.optional() })).default([]),
  involuntary: z.boolean().default(true),
  inPrison: z.boolean().default(false),
  deceased: z.boolean().default(false),
  drawsPension: z.boolean().default(false),
  /** Draws the benefit on an earlier claim. */
  claiming: z.boolean().default(false),
  /** Has drawn all months that the contributions gave. */
  exhausted: z.boolean().default(false),
  /** Does not come to the monthly check. */
  missesChecks: z.boolean().default(false),
  /** How often a claim is answered "under review" before it is decided. */
  reviews: z.int().nonnegative().default(0),
});
export type Person = z.output<typeof person>;

export const claimRequest = z.strictObject({ reference: z.string(), idNumber: z.string(), from: day });
export const stopRequest = z.strictObject({ reason: z.string(), on: day, mode: z.enum(['STOP', 'SUSPEND']) });
export const resumeRequest = z.strictObject({ on: day });
export const noticeRequest = z.strictObject({ notice: z.string().regex(/^\w{1,60}$/), on: day });
export const contributionsRequest = z.strictObject({ idNumber: z.string() });
export const insuredRequest = z.strictObject({ idNumber: z.string(), employer: z.string(), month });

export const subsidyRequest = z.strictObject({
  reference: z.string(),
  idNumber: z.string(),
  certificateNo: z.string(),
  occupation: z.string(),
  level: z.int(),
  amountFen: z.int().positive(),
});
/** A skill subsidy that the system was told to pay. `answer`: the HTTP status that its receipt got. */
export type Subsidy = z.output<typeof subsidyRequest> & {
  paid?: { on: string; receipt: string };
  answer?: number;
};

export type Claim = {
  claimNumber: string;
  reference: string;
  idNumber: string;
  from: string;
  reviewsLeft: number;
  /** Taken at first, refused when it is asked for again. */
  halfConfirmed?: true;
  /** How many monthly runs there were, on which days a month was paid and on which the check was missed. */
  runs?: number;
  paidOn?: string[];
  missedOn?: string[];
  notices?: { notice: string; on: string }[];
  status: 'PENDING' | 'GRANTED' | 'REFUSED' | 'STOPPED' | 'SUSPENDED' | 'EXHAUSTED';
  months?: number;
  monthlyFen?: number;
  contributionMonths?: number;
  refusal?: Refusal;
  stop?: { reason: string; on: string; monthsPaid: number };
};
type Refusal = { code: string; reason: string };
export type Answer = { status: number; body: object };

const WITHDRAWN: Refusal = { code: 'WITHDRAWN', reason: '受理后复核未通过' };
const MONTHLY_FEN = 187_200;
const LONGEST = 24;

/** 广东省失业保险条例 第17条: a month for each full year up to four, then one for each half year, at most 24. */
export const monthsFor = (contributionMonths: number) =>
  Math.min(
    LONGEST,
    contributionMonths < 48 ? Math.floor(contributionMonths / 12) : 4 + Math.floor((contributionMonths - 48) / 6),
  );

export const refusalOf = (known: Person | undefined): Refusal | undefined => {
  if (!known) return { code: 'NO_RECORD', reason: '查无参保记录' };
  if (known.deceased) return { code: 'DECEASED', reason: '参保人已死亡' };
  if (known.drawsPension) return { code: 'PENSION', reason: '已享受基本养老保险待遇' };
  if (known.inPrison) return { code: 'IN_PRISON', reason: '正在服刑' };
  if (known.claiming) return { code: 'CLAIMING', reason: '正在领取失业保险金' };
  if (known.exhausted) return { code: 'EXHAUSTED', reason: '失业保险金已领取期满' };
  if (known.contributionMonths < 12) return { code: 'UNDER_ONE_YEAR', reason: '缴费不满一年' };
  if (!known.involuntary) return { code: 'VOLUNTARY', reason: '因本人意愿中断就业' };
  return undefined;
};

/** A review is over when it was asked for often enough; then the person's record decides. */
export const decided = (claim: Claim, known: Person | undefined): Claim => {
  if (claim.status !== 'PENDING') return claim;
  if (claim.reviewsLeft > 0) return { ...claim, reviewsLeft: claim.reviewsLeft - 1 };
  const refusal = claim.halfConfirmed ? WITHDRAWN : refusalOf(known);
  if (refusal) return { ...claim, status: 'REFUSED', refusal };
  const { contributionMonths } = known!;
  return {
    ...claim,
    status: 'GRANTED',
    months: monthsFor(contributionMonths),
    monthlyFen: MONTHLY_FEN,
    contributionMonths,
  };
};

/** Months begun between the first day of the benefit and the day it ends, no more than were granted. */
const monthsBegun = (claim: Claim, on: string) => {
  const [fromYear, fromMonth] = claim.from.split('-').map(Number);
  const [year, month] = on.split('-').map(Number);
  const begun = (year! - fromYear!) * 12 + month! - fromMonth! + (on.slice(8) >= claim.from.slice(8) ? 1 : 0);
  return Math.max(0, Math.min(begun, claim.months ?? 0));
};

/** What was paid up to a day: by the monthly runs once there were any, else every month begun. */
export const monthsPaid = (claim: Claim, on: string) =>
  claim.paidOn ? claim.paidOn.filter((day) => day <= on).length : monthsBegun(claim, on);

/** A stopped claim stays as it was stopped; a suspended one can still be stopped. */
export const stopped = (claim: Claim, { reason, on, mode }: z.output<typeof stopRequest>): Claim =>
  claim.status === 'STOPPED' || claim.status === 'REFUSED' || claim.status === 'EXHAUSTED'
    ? claim
    : {
        ...claim,
        status: mode === 'STOP' ? 'STOPPED' : 'SUSPENDED',
        stop: { reason, on, monthsPaid: monthsPaid(claim, on) },
      };

/** What was stopped or suspended goes on. */
export const resumed = (claim: Claim): Claim => {
  const { stop: _, ...rest } = claim;
  return claim.status === 'SUSPENDED' || claim.status === 'STOPPED' ? { ...rest, status: 'GRANTED' } : claim;
};

/** What is on record of a person; nothing of who is not known. */
export const counted = (known: Person | undefined) => ({
  contributionMonths: known?.contributionMonths ?? 0,
  remainingMonths: 0,
  involuntary: known?.involuntary,
});

export const insured = (known: Person | undefined, employer: string, month: string) =>
  known?.employments.some((e) => e.employer === employer && e.from <= month && month <= (e.through ?? month)) ?? false;
