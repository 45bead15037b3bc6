import { z } from 'zod';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { fen } from '../../values/fen.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { message } from '../../values/text.ts';
import { NEEDS_CONSENT, shift, workDemand } from '../codes.ts';
import { skillWords } from '../skill.ts';

const noneTwice = (values: readonly string[]) => new Set(values).size === values.length;
const twice = { error: message('有重复项', 'The same value is given twice') };
const kilometres = message('通勤距离为1至100公里', 'A commute is 1 to 100 km');

/** All of what she says herself: what is left out is as registration has it, or not said. */
export const profileWishes = z.strictObject({
  occupationsWanted: z.array(occupationCode).max(5).refine(noneTwice, twice).optional(),
  wageWishFen: fen.max(100_000_000).optional(),
  /** Where she would work: districts or smaller. Empty: anywhere in the city. */
  districts: z.array(divisionCode).max(10).refine(noneTwice, twice),
  education: education.optional(),
  /** Where she would set out for work from. */
  departure: divisionCode.optional(),
  reachKm: z.int(kilometres).min(1, kilometres).max(100, kilometres).optional(),
  /** When she can work. Empty: at any time. */
  shifts: z.array(shift).max(3).refine(noneTwice, twice).optional(),
  /** What matters most first: the first eight count. */
  skills: skillWords(30).optional(),
});

const registered = <T extends z.ZodType>(value: T) => z.object({ value, stands: z.boolean() });

export const profileView = z.object({
  personId: z.string(),
  status: z.enum(['OPEN', 'CLOSED']),
  registrationId: z.string(),
  division: divisionCode,
  occupationsWanted: z.array(occupationCode),
  wageWishFen: fen.optional(),
  districts: z.array(divisionCode),
  education,
  departure: divisionCode,
  reachKm: z.int().optional(),
  shifts: z.array(shift),
  skills: z.array(z.string()),
  category: z.string(),
  closedBecause: z.string().optional(),
  /** Taken over from registration. `stands`: she has said nothing else; leaving the field out takes her own word back. */
  derived: z.object({
    occupationsWanted: registered(z.array(occupationCode)),
    education: registered(education),
    departure: registered(divisionCode),
  }),
});

export const stateNeeds = z.strictObject({
  /** What her work must not demand. */
  needs: z
    .array(workDemand)
    .min(1, message('请选择至少一项；不再需要请撤回', 'Choose at least one; to have none, withdraw them'))
    .refine(noneTwice, twice),
  /** The version of the text that she has agreed to. */
  consent: z.literal(
    NEEDS_CONSENT.version,
    message('须先阅读并单独同意当前的告知内容', 'The text as it is now has to be read and agreed to'),
  ),
});

export const needsView = z.object({
  needs: z.array(workDemand),
  /** The text that was agreed to, if one was. */
  consent: z.int().optional(),
  /** The text to agree to. */
  text: z.object({ version: z.int(), zh: z.string(), en: z.string() }),
});
