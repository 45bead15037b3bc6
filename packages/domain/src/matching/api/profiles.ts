import { z } from 'zod';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { fen } from '../../values/fen.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { message } from '../../values/text.ts';

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
