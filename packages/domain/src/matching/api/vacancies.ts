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
import { withdrawalReason } from '../codes.ts';

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
