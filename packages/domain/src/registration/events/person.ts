import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';

/** A person has come to be known. Who she is stays in registration's vault. */
export const personEvents = defineEvents({
  service: 'registration',
  stream: 'person',
  schemaVersion: 1,
  types: {
    /** `residence` is unknown while only an employer has reported her. */
    PersonRegistered: z.strictObject({ residence: divisionCode.optional(), reportedBy: creditCode.optional() }),
    PersonCorrected: z.strictObject({
      fields: z.array(z.enum(['phone', 'residence'])),
      residence: divisionCode.optional(),
    }),
  },
  examples: {
    PersonRegistered: { residence: '449902001001' },
    PersonCorrected: { fields: ['residence'], residence: '449903001001' },
  },
});
export type PersonEvent = EventOf<typeof personEvents>;
