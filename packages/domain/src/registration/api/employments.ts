import { z } from 'zod';
import { citizenId } from '../../values/citizen-id.ts';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { personName } from '../../values/person-name.ts';
import { phone } from '../../values/phone.ts';
import { variant } from '../../values/variant.ts';
import { employmentKind, terminationReason, unemploymentCategory } from '../codes.ts';

const id = z.string().min(1).max(200);

export const registerEmploymentRequest = z.strictObject({
  /** A clerk names the employer; an employer files for itself. */
  employerId: creditCode.optional(),
  person: z.strictObject({ idNumber: citizenId, name: personName, phone: phone.optional() }),
  occupation: occupationCode,
  division: divisionCode,
  startDate: isoDate,
});
export const endEmploymentRequest = z.strictObject({ reason: terminationReason, endedOn: isoDate });

const ownWork = {
  personId: id,
  occupation: occupationCode,
  division: divisionCode,
  startDate: isoDate,
  /** Her own statement: what she earns is steady and not below the minimum wage. */
  steadyEarnings: z.boolean(),
};
const exampleWork = {
  personId: 'person-1',
  occupation: '4-03-02-01',
  division: '449902001',
  startDate: '2026-03-02',
  steadyEarnings: true,
};
export const registerOwnWorkRequest = z.discriminatedUnion('kind', [
  variant({ kind: z.literal('FLEXIBLE'), ...ownWork }, { kind: 'FLEXIBLE', ...exampleWork }),
  variant(
    { kind: z.literal('SELF_EMPLOYED'), ...ownWork, licence: creditCode.optional() },
    { kind: 'SELF_EMPLOYED', ...exampleWork, licence: '91440300708461136T' },
  ),
]);
export const endOwnWorkRequest = z.strictObject({ endedOn: isoDate });

export const employmentListQuery = z.object({
  personId: id.optional(),
  employerId: creditCode.optional(),
  status: z.enum(['OPEN', 'ENDED']).optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const employmentView = z.object({
  id,
  kind: employmentKind,
  status: z.enum(['OPEN', 'ENDED']),
  personId: id,
  employerId: creditCode.optional(),
  occupation: occupationCode,
  division: divisionCode,
  startDate: isoDate,
  filedOn: isoDate,
  /** Of an employer's report. */
  late: z.boolean().optional(),
  steadyEarnings: z.boolean().optional(),
  licence: creditCode.optional(),
  end: z
    .object({
      reason: terminationReason.optional(),
      involuntary: z.boolean().optional(),
      endedOn: isoDate,
      filedOn: isoDate,
      late: z.boolean().optional(),
    })
    .optional(),
  /** To her, while she neither works nor is registered: where to register as unemployed, and what to bring. */
  offer: z
    .object({
      category: unemploymentCategory,
      bring: z.array(z.object({ zh: z.string(), en: z.string() })),
      link: z.string(),
    })
    .optional(),
});
export const employmentList = z.object({ items: z.array(employmentView) });
