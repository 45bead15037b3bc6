import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { terminationReason } from '../codes.ts';

const personId = z.string().min(1);

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
  },
});
export type EmploymentEvent = EventOf<typeof employmentEvents>;
