import { z } from 'zod';
import { citizenId } from '../../values/citizen-id.ts';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { personName } from '../../values/person-name.ts';
import { phone } from '../../values/phone.ts';
import { terminationReason } from '../codes.ts';

const id = z.string().min(1);

export const registerEmploymentRequest = z.strictObject({
  /** A clerk names the employer; an employer files for itself. */
  employerId: creditCode.optional(),
  person: z.strictObject({ idNumber: citizenId, name: personName, phone: phone.optional() }),
  occupation: occupationCode,
  division: divisionCode,
  startDate: isoDate,
});
export const endEmploymentRequest = z.strictObject({ reason: terminationReason, endedOn: isoDate });
export const employmentView = z.object({
  id,
  status: z.enum(['OPEN', 'ENDED']),
  personId: id,
  employerId: creditCode,
  occupation: occupationCode,
  division: divisionCode,
  startDate: isoDate,
  filedOn: isoDate,
  late: z.boolean(),
  end: z
    .object({
      reason: terminationReason,
      involuntary: z.boolean(),
      endedOn: isoDate,
      filedOn: isoDate,
      late: z.boolean(),
    })
    .optional(),
});
