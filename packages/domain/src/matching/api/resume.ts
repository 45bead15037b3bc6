import { z } from 'zod';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { fen } from '../../values/fen.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { message } from '../../values/text.ts';
import { shift } from '../codes.ts';

const line = z.string().max(200, message('每项不能超过200个字符', 'An entry has at most 200 characters')).optional();
const list = <T extends z.ZodType>(item: T, most: number, zh: string, en: string) =>
  z
    .array(item)
    .max(most, message(`${zh}不能超过${most}项`, `At most ${most} ${en} can be read`))
    .optional();

/** JSON Resume 1.0.0, as far as it is read here; what else it holds may be there and is not kept. */
export const jsonResume = z.looseObject({
  basics: z.looseObject({ label: line }).optional(),
  work: list(z.looseObject({ position: line }), 50, '工作经历', 'jobs'),
  education: list(z.looseObject({ studyType: line, endDate: line }), 20, '教育经历', 'studies'),
  skills: list(
    z.looseObject({ name: line, keywords: list(z.string().max(200), 50, '关键词', 'keywords') }),
    100,
    '技能',
    'skills',
  ),
});
export type JsonResume = z.output<typeof jsonResume>;

/** What matching knows of somebody, as JSON Resume. It knows no name and no address: she adds them herself. */
export const writtenResume = z.object({
  $schema: z.string(),
  basics: z.object({
    label: z.string().optional(),
    summary: z.string(),
    location: z.object({ countryCode: z.literal('CN'), city: z.string() }),
  }),
  education: z.array(z.object({ studyType: z.string() })),
  skills: z.array(z.object({ name: z.string() })),
  meta: z.object({ version: z.literal('v1.0.0') }),
});

const reason = z.object({ zh: z.string(), en: z.string() });
/** What a resume says. Nothing is written: `proposed` is what she may confirm, as it is or changed, by `PUT /profiles/{personId}`. */
export const resumeReading = z.object({
  proposed: z.object({
    occupationsWanted: z.array(occupationCode).optional(),
    wageWishFen: fen.optional(),
    districts: z.array(divisionCode),
    education: education.optional(),
    departure: divisionCode.optional(),
    reachKm: z.int().optional(),
    shifts: z.array(shift).optional(),
    skills: z.array(z.string()).optional(),
  }),
  /** Each title with what it may mean, likeliest first. `proposed`: the first is likely enough to be in the proposal. */
  titles: z.array(
    z.object({
      field: z.string(),
      title: z.string(),
      occupations: z.array(z.object({ code: occupationCode, name: z.string(), confidence: z.number() })),
      proposed: z.boolean(),
    }),
  ),
  /** What was not taken, and why. */
  left: z.array(z.object({ field: z.string(), reason })),
  /** Fields that are not read here. */
  ignored: z.array(z.string()),
});
