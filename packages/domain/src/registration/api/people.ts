import { z } from 'zod';
import { citizenId } from '../../values/citizen-id.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { personName } from '../../values/person-name.ts';
import { phone } from '../../values/phone.ts';
import { message } from '../../values/text.ts';
import { variant } from '../../values/variant.ts';
import { consentPurpose, correctionSource } from '../people-codes.ts';

const id = z.string().min(1).max(200);
const noticeVersion = z.int().positive({
  error: message('请填写个人信息告知书的版本号', 'Give the version of the privacy notice'),
});

export const enrolPersonRequest = z.strictObject({
  idNumber: citizenId,
  name: personName,
  phone: phone.optional(),
  residence: divisionCode,
  /** The version of the privacy notice that she was handed and has signed. */
  noticeVersion: noticeVersion.optional(),
});
export const personEnrolled = z.object({ personId: id });
export const personSearchRequest = z.strictObject({ idNumber: citizenId });

/** `source` says since when: what is older than what is known becomes history, and changes nothing. */
const correction = { source: correctionSource, asOf: isoInstant };
const exampleSource = { source: 'HOUSEHOLD_REGISTER', asOf: '2026-02-27T16:00:00Z' } as const;
export const correctPersonRequest = z.discriminatedUnion('field', [
  variant(
    { field: z.literal('name'), value: personName, ...correction },
    { field: 'name', value: '李眉', ...exampleSource },
  ),
  variant(
    { field: z.literal('idNumber'), value: citizenId, ...correction },
    { field: 'idNumber', value: '11010519491231002X', ...exampleSource },
  ),
  variant(
    { field: z.literal('phone'), value: phone, ...correction },
    { field: 'phone', value: '13800138000', ...exampleSource },
  ),
  variant(
    { field: z.literal('residence'), value: divisionCode, ...correction },
    { field: 'residence', value: '449902001001', ...exampleSource },
  ),
]);

/** What an officer sees: masked. */
export const personView = z.object({
  /** That of the surviving person, where two have been merged. */
  personId: id,
  name: z.string(),
  idNumber: z.string(),
  phone: z.string().optional(),
  residence: divisionCode.optional(),
  /** Where the whole file is. */
  file: z.string().optional(),
});
/** `current`: not overtaken by something newer. */
export const personCorrected = z.object({ person: personView, current: z.boolean() });

export const acknowledgeNoticeRequest = z.strictObject({ version: noticeVersion });
export const giveConsentRequest = z.strictObject({
  purpose: consentPurpose,
  /** The last day on which it holds. */
  through: isoDate.optional(),
});
const given = z.enum(['SELF', 'DESK']);
export const consentsView = z.object({
  personId: id,
  /** The version of the privacy notice in force, and the one that was acknowledged. */
  notice: z.object({
    inForce: z.int(),
    acknowledged: z.object({ version: z.int(), on: isoDate, given }).optional(),
  }),
  consents: z.array(
    z.object({
      purpose: consentPurpose,
      status: z.enum(['GIVEN', 'WITHDRAWN', 'EXPIRED']),
      since: isoDate,
      until: isoInstant.optional(),
      ended: isoDate.optional(),
    }),
  ),
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
/** What another service gets that must tell somebody how to reach her. */
export const personContact = personIdentity.pick({ personId: true, name: true, phone: true });
export type PersonContact = z.output<typeof personContact>;
export type PersonIdentity = z.output<typeof personIdentity>;
