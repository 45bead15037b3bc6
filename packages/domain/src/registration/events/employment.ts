import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { terminationReason, unemploymentCategory } from '../codes.ts';

const personId = z.string().min(1);
const ownKind = z.enum(['FLEXIBLE', 'SELF_EMPLOYED']);

export const employmentEvents = defineEvents({
  service: 'registration',
  stream: 'employment',
  schemaVersion: 1,
  types: {
    EmploymentRegistered: z.strictObject({
      personId,
      employerId: creditCode,
      occupation: occupationCode,
      division: divisionCode,
      startDate: isoDate,
      filedOn: isoDate,
      late: z.boolean(),
    }),
    EmploymentEnded: z.strictObject({
      personId,
      employerId: creditCode,
      reason: terminationReason,
      involuntary: z.boolean(),
      endedOn: isoDate,
      filedOn: isoDate,
      late: z.boolean(),
    }),
    /** By the person herself. `steadyEarnings`: not below the minimum wage, as she states. */
    OwnWorkRegistered: z.strictObject({
      personId,
      kind: ownKind,
      occupation: occupationCode,
      division: divisionCode,
      startDate: isoDate,
      filedOn: isoDate,
      steadyEarnings: z.boolean(),
      /** The credit code of her business licence. */
      licence: creditCode.optional(),
    }),
    OwnWorkEnded: z.strictObject({ personId, kind: ownKind, endedOn: isoDate, filedOn: isoDate }),
    /** Whose work has ended may register as unemployed: with this category, unless she knows better. */
    RegistrationOffered: z.strictObject({ personId, category: unemploymentCategory, on: isoDate }),
    /** She has registered, or works again. */
    RegistrationOfferSettled: z.strictObject({ personId, outcome: z.enum(['TAKEN', 'LAPSED']), on: isoDate }),
  },
  examples: {
    EmploymentRegistered: {
      personId: 'person-2',
      employerId: '91440300708461136T',
      occupation: '6-05-01-03',
      division: '449902001',
      startDate: '2036-03-02',
      filedOn: '2036-03-09',
      late: false,
    },
    EmploymentEnded: {
      personId: 'person-2',
      employerId: '91440300708461136T',
      reason: 'ECONOMIC_LAYOFF',
      involuntary: true,
      endedOn: '2036-02-27',
      filedOn: '2036-03-02',
      late: false,
    },
    OwnWorkRegistered: {
      personId: 'person-3',
      kind: 'SELF_EMPLOYED',
      occupation: '4-03-02-01',
      division: '449902001',
      startDate: '2036-03-02',
      filedOn: '2036-03-03',
      steadyEarnings: true,
      licence: '91440300708461136T',
    },
    OwnWorkEnded: { personId: 'person-3', kind: 'SELF_EMPLOYED', endedOn: '2038-03-02', filedOn: '2038-03-03' },
    RegistrationOffered: { personId: 'person-2', category: 'EMPLOYED_TO_UNEMPLOYED', on: '2036-03-02' },
    RegistrationOfferSettled: { personId: 'person-2', outcome: 'TAKEN', on: '2036-03-05' },
  },
});
export type EmploymentEvent = EventOf<typeof employmentEvents>;
