import { z } from 'zod';
import { creditCode } from '../values/credit-code.ts';
import { decision } from '../values/decision.ts';
import { divisionCode } from '../values/division-code.ts';
import { education } from '../values/education.ts';
import { fen } from '../values/fen.ts';
import { isoDate } from '../values/iso-date.ts';
import { isoInstant } from '../values/iso-instant.ts';
import { occupationCode } from '../values/occupation-code.ts';
import { message } from '../values/text.ts';
import { declineReason, escalation, notHiredReason, referralClosing, referralSide, withdrawalReason } from './codes.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

/** Text that a stranger reads: has words, no control characters, and no phone number past the platform. */
const publicText = (longest: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .refine((text) => /\p{L}/u.test(text), { error: message('请用文字填写', 'Write it in words') })
    .refine((text) => !/[^\P{C}\n\p{Co}]/u.test(text.replaceAll('\u200d', '')), {
      error: message('含有不可见的控制字符', 'It contains invisible control characters'),
    })
    .refine((text) => [...text].length <= longest, {
      error: message(`不能超过${longest}个字`, `It cannot be longer than ${longest} characters`),
    })
    .refine((text) => !/(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|\d{17}[\dXx]/.test(text), {
      error: message('请勿填写电话或证件号码', 'Leave out phone and identity numbers'),
    });

const noneTwice = (values: readonly string[]) => new Set(values).size === values.length;
const twice = { error: message('有重复项', 'The same value is given twice') };

export const profileWishes = z.strictObject({
  occupationsWanted: z.array(occupationCode).max(5).refine(noneTwice, twice),
  wageWishFen: fen.max(100_000_000).optional(),
  /** Where she would work: districts or smaller. Empty: near home. */
  districts: z.array(divisionCode).max(10).refine(noneTwice, twice),
});

export const profileView = z.object({
  personId: z.string(),
  status: z.enum(['OPEN', 'CLOSED']),
  registrationId: z.string(),
  division: divisionCode,
  occupationsWanted: z.array(occupationCode),
  wageWishFen: fen.optional(),
  districts: z.array(divisionCode),
  education,
  category: z.string(),
  closedBecause: z.string().optional(),
});

export const publishVacancy = z
  .strictObject({
    /** Agencies name the employer they act for; an employer publishes for itself. */
    employerId: creditCode.optional(),
    occupation: occupationCode,
    title: publicText(60),
    duties: publicText(2000),
    division: divisionCode,
    headcount: z.int().min(1, message('招聘人数至少为1', 'At least one person must be wanted')).max(1000),
    wageFromFen: fen.min(1, message('请填写工资', 'State the wage')).max(100_000_000),
    wageToFen: fen.max(100_000_000),
    education: education.optional(),
    validThrough: isoDate,
  })
  .refine((vacancy) => vacancy.wageFromFen <= vacancy.wageToFen, {
    path: ['wageToFen'],
    error: message('最高工资低于最低工资', 'The highest wage is below the lowest'),
  });

export const vacancyStatus = z.enum(['OPEN', 'REFUSED', 'FILLED', 'EXPIRED', 'WITHDRAWN']);
const vacancyFields = {
  id: z.string(),
  employerId: creditCode,
  agencyId: creditCode.optional(),
  occupation: occupationCode,
  occupationName: z.string(),
  title: z.string(),
  duties: z.string(),
  division: divisionCode,
  divisionName: z.string(),
  headcount: z.int(),
  wageFromFen: fen,
  wageToFen: fen,
  education: education.optional(),
  validThrough: isoDate,
};
/** What everybody may read. */
export const openVacancy = z.object(vacancyFields);
export const openVacancies = z.object({ items: z.array(openVacancy) });
/** What who published it and the staff read. */
export const vacancyView = z.object({
  ...vacancyFields,
  status: vacancyStatus,
  hired: z.int(),
  decision,
  withdrawnBecause: withdrawalReason.optional(),
});
export const ownVacancies = z.object({ items: z.array(vacancyView) });

export const criterionState = z.enum(['met', 'missing', 'unknown']);
export const criterion = z.object({
  name: z.enum(['occupation', 'place', 'wage', 'education']),
  state: criterionState,
  points: z.int(),
  outOf: z.int(),
  reason: bilingual,
  /** What would change it, and who could change it. */
  change: bilingual.optional(),
});
export const recommendations = z.object({
  personId: z.string(),
  at: isoInstant,
  /** How equal scores are put in order. */
  ties: bilingual,
  considered: z.int(),
  items: z.array(z.object({ vacancy: openVacancy, score: z.int(), criteria: z.array(criterion) })),
});

export const offerReferral = z.strictObject({
  personId: z.string().min(1).max(100),
  vacancyId: z.string().min(1).max(100),
});
export const declineReferral = z.strictObject({ reason: declineReason });
export const recordInterview = z.strictObject({ on: isoDate });
export const reportOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('HIRED'), startDate: isoDate }),
  z.strictObject({ outcome: z.literal('NOT_HIRED'), reason: notHiredReason }),
]);
export type ReportedOutcome = z.output<typeof reportOutcome>;

export const referralStatus = z.enum([
  'OFFERED',
  'ACCEPTED',
  'INTERVIEWED',
  'HIRED',
  'DECLINED',
  'NOT_HIRED',
  'CLOSED',
]);
export const referralView = z.object({
  id: z.string(),
  status: referralStatus,
  personId: z.string(),
  vacancyId: z.string(),
  employerId: creditCode,
  agencyId: creditCode.optional(),
  division: divisionCode,
  answerBy: isoDate.optional(),
  reportBy: isoDate.optional(),
  reported: z.array(referralSide),
  escalated: z.array(escalation),
  startDate: isoDate.optional(),
  endedBecause: z.union([declineReason, notHiredReason, referralClosing]).optional(),
  /** The steps that the state allows. */
  possible: z.array(z.string()),
  advice: bilingual.optional(),
});
export const referralList = z.object({ items: z.array(referralView) });

const ratio = z.number().nullable();
export const supplyDemandReport = z.object({
  city: z.string(),
  quarter: z.string(),
  asOf: isoInstant,
  /** Events that the figures were computed from. */
  events: z.int(),
  demand: z.object({ carriedOver: z.int(), new: z.int(), valid: z.int() }),
  seekers: z.object({ carriedOver: z.int(), new: z.int(), valid: z.int() }),
  /** 求人倍率: demand ÷ seekers, two decimals; null without seekers. */
  ratio,
  byOccupation: z.array(
    z.object({ group: z.string(), name: bilingual, demand: z.int(), seekers: z.int(), gap: z.int(), ratio }),
  ),
  /** Seekers who named no occupation: printed here, spread over the groups by demand for the ratios only. */
  seekersWithoutWish: z.int(),
  bySeekerCategory: z.array(z.object({ category: z.string(), seekers: z.int(), percent: z.number() })),
  flows: z.object({
    hires: z.int(),
    referralsOffered: z.int(),
    referralsDeclined: z.record(z.string(), z.int()),
    vacanciesWithdrawn: z.record(z.string(), z.object({ vacancies: z.int(), headcount: z.int() })),
    vacanciesRefused: z.int(),
    profilesClosed: z.record(z.string(), z.int()),
  }),
});
export type SupplyDemandReport = z.output<typeof supplyDemandReport>;
