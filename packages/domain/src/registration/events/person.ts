import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { consentPurpose, correctionSource } from '../people-codes.ts';

const personId = z.string().min(1);
/** By herself, or on paper at a desk. */
const given = z.enum(['SELF', 'DESK']);

/** A person has come to be known. Who she is stays in registration's vault. */
export const personEvents = defineEvents({
  service: 'registration',
  stream: 'person',
  schemaVersion: 1,
  types: {
    /** `residence` is unknown while only an employer has reported her; as told `asOf`. */
    PersonRegistered: z.strictObject({
      personId,
      asOf: isoInstant,
      residence: divisionCode.optional(),
      reportedBy: creditCode.optional(),
    }),
    /** `asOf`: since when it is so, by its source. Not `current`: something newer was known already, so this is history. */
    PersonCorrected: z.strictObject({
      field: z.enum(['name', 'idNumber', 'phone', 'residence']),
      source: correctionSource,
      asOf: isoInstant,
      current: z.boolean(),
      residence: divisionCode.optional(),
    }),
    PrivacyNoticeAcknowledged: z.strictObject({ version: z.int().positive(), on: isoDate, given }),
    /** In force until `until`, if it says so. */
    ConsentGiven: z.strictObject({ purpose: consentPurpose, on: isoDate, given, until: isoInstant.optional() }),
    ConsentWithdrawn: z.strictObject({ purpose: consentPurpose, on: isoDate, given }),
    ConsentExpired: z.strictObject({ purpose: consentPurpose, on: isoDate }),
  },
  examples: {
    PersonRegistered: { personId: 'person-1', asOf: '2036-03-02T01:00:00.000Z', residence: '449902001001' },
    PersonCorrected: {
      field: 'residence',
      source: 'OWN_STATEMENT',
      asOf: '2036-03-01T16:00:00.000Z',
      current: true,
      residence: '449903001001',
    },
    PrivacyNoticeAcknowledged: { version: 1, on: '2036-03-02', given: 'DESK' },
    ConsentGiven: {
      purpose: 'PROFILE_TO_EMPLOYERS',
      on: '2036-03-02',
      given: 'SELF',
      until: '2036-09-02T15:59:59.999Z',
    },
    ConsentWithdrawn: { purpose: 'PROFILE_TO_EMPLOYERS', on: '2036-04-02', given: 'SELF' },
    ConsentExpired: { purpose: 'PROFILE_TO_EMPLOYERS', on: '2036-09-03' },
  },
});
export type PersonEvent = EventOf<typeof personEvents>;
