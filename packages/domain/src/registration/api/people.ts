import { z } from 'zod';
import { citizenId } from '../../values/citizen-id.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { personName } from '../../values/person-name.ts';
import { phone } from '../../values/phone.ts';

const id = z.string().min(1);

export const enrolPersonRequest = z.strictObject({
  idNumber: citizenId,
  name: personName,
  phone: phone.optional(),
  residence: divisionCode,
});
export const personEnrolled = z.object({ personId: id });
export const personSearchRequest = z.strictObject({ idNumber: citizenId });

/** What an officer sees: masked. */
export const personView = z.object({
  personId: id,
  name: z.string(),
  idNumber: z.string(),
  phone: z.string().optional(),
  residence: divisionCode.optional(),
});
/** Who looked at her data, when and why; the latest first. */
export const accessLog = z.object({
  items: z.array(z.object({ at: z.iso.datetime(), by: z.string(), purpose: z.string() })),
});
/** What another service gets that must name the person to an outside system. */
export const personIdentity = z.object({
  personId: id,
  idNumber: citizenId,
  name: personName,
  phone: phone.optional(),
  birthDate: isoDate,
});
export type PersonIdentity = z.output<typeof personIdentity>;
