import { z } from 'zod';
import { creditCode } from '../../values/credit-code.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { publicText } from '../../values/public-text.ts';
import { message } from '../../values/text.ts';
import { publisherWithdrawal, shift, vacancyLapse, withdrawalReason, workDemand } from '../codes.ts';
import { skillWords } from '../skill.ts';

/** What the law wants an advertisement to state (人力资源市场暂行条例 第24条); the unit is its credit code. */
const stated = {
  occupation: occupationCode,
  title: publicText(60),
  duties: publicText(2000),
  division: divisionCode,
  headcount: z.int().min(1, message('招聘人数至少为1', 'At least one person must be wanted')).max(1000),
  wageFromFen: fen.min(1, message('请填写工资', 'State the wage')).max(100_000_000),
  wageToFen: fen.max(100_000_000),
  validThrough: isoDate,
};
const licenceNumber = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}〔〕()（）-]{4,60}$/u, message('许可证编号格式不对', 'This is no licence number'));
/** What it may state besides. Nothing about a condition means that there is none; about shift or demands, that it is unknown. */
const besides = {
  employerName: publicText(100).optional(),
  requirements: publicText(1000).optional(),
  education: education.optional(),
  skills: skillWords(20).optional(),
  hoursPerWeek: z.int().min(1).max(168).optional(),
  shift: shift.optional(),
  demands: z
    .array(workDemand)
    .max(20)
    .transform((demands) => [...new Set(demands)])
    .optional(),
  /** Hard-to-employ persons are taken first. */
  welcomesHardToEmploy: z.boolean().optional(),
  /** Number of the licence without which the employer may not have this work done. */
  employerLicence: licenceNumber.optional(),
};
const employer = {
  /** Agencies name the employer they act for; an employer publishes for itself. */
  employerId: creditCode.optional(),
};
const wagesInOrder = ({
  wageFromFen,
  wageToFen,
}: {
  wageFromFen?: number | undefined;
  wageToFen?: number | undefined;
}) => wageFromFen === undefined || wageToFen === undefined || wageFromFen <= wageToFen;
const reversed = {
  path: ['wageToFen'],
  error: message('最高工资低于最低工资', 'The highest wage is below the lowest'),
};

export const VACANCY_MUST_STATE = Object.keys(stated) as (keyof typeof stated)[];
export const publishVacancy = z.strictObject({ ...employer, ...stated, ...besides }).refine(wagesInOrder, reversed);

const begun = z.strictObject({ ...stated, ...besides }).partial();
/** As far as it is written. */
export const vacancyTerms = begun.refine(wagesInOrder, reversed);
export const draftVacancy = begun.extend(employer).refine(wagesInOrder, reversed);

/** Without a word the publisher just wants it gone. */
export const withdrawVacancy = z
  .strictObject({ reason: publisherWithdrawal.default('PUBLISHER_REQUEST') })
  .prefault({});

export const vacancyStatus = z.enum([
  'DRAFT',
  'CHECKED',
  'DISCARDED',
  'OPEN',
  'REFUSED',
  'FILLED',
  'EXPIRED',
  'WITHDRAWN',
]);
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
  employerName: z.string().optional(),
  requirements: z.string().optional(),
  skills: z.array(z.string()).optional(),
  hoursPerWeek: z.int().optional(),
  shift: shift.optional(),
  demands: z.array(workDemand).optional(),
  welcomesHardToEmploy: z.boolean().optional(),
  /** The certificate without which nobody may do this work (准入类职业资格). */
  qualification: z.string().optional(),
};
/** What everybody may read. */
export const openVacancy = z.object(vacancyFields);
/** `alsoOffered`: how many more advertisements are of the same post. */
export const openVacancies = z.object({ items: z.array(openVacancy.extend({ alsoOffered: z.int().optional() })) });
/** What who published it and the staff read. */
export const vacancyView = z.object({
  ...vacancyFields,
  status: vacancyStatus,
  hired: z.int(),
  promised: z.int(),
  decision,
  withdrawnBecause: withdrawalReason.optional(),
  lapsedBecause: vacancyLapse.optional(),
  /** The last day on which the publisher says again that it is still to be had. */
  confirmBy: isoDate.optional(),
  lapsesBy: isoDate.optional(),
});

/** What its writer reads of what is not published. */
export const vacancyDraftView = z.object({
  id: z.string(),
  status: vacancyStatus,
  employerId: creditCode,
  agencyId: creditCode.optional(),
  terms: vacancyTerms,
  /** What the law wants to be stated and is not yet. */
  missing: z.array(z.string()),
  decision: decision.optional(),
});
export const ownVacancy = z.union([vacancyView, vacancyDraftView]);
export const ownVacancies = z.object({ items: z.array(ownVacancy) });

/** Groups of advertisements of one post that are bigger than is plausible. */
export const duplicateGroups = z.object({
  items: z.array(z.object({ id: z.string(), employerId: creditCode, vacancies: z.array(z.string()) })),
});
