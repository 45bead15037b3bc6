import { z } from 'zod';
import { POST_CERTIFICATES, ROLES } from '../actor.ts';
import { defineEvents, type EventOf } from '../event.ts';
import { creditCode } from '../values/credit-code.ts';
import { divisionCode } from '../values/division-code.ts';
import { isoDate } from '../values/iso-date.ts';
import { accountDisabling } from './codes.ts';

/** Who may sign in as what. Login names and passwords stay in identity's vault. */
export const accountEvents = defineEvents({
  service: 'identity',
  stream: 'account',
  schemaVersion: 1,
  types: {
    AccountOpened: z.strictObject({
      kind: z.enum(['staff', 'jobseeker', 'organisation', 'machine']),
      roles: z.array(z.enum(ROLES)).min(1),
      city: z.string().regex(/^\d{6}$/),
      division: divisionCode.optional(),
      personId: z.string().min(1).optional(),
      orgId: creditCode.optional(),
    }),
    CertificateAwarded: z.strictObject({ code: z.enum(POST_CERTIFICATES), validThrough: isoDate }),
    AccountDisabled: z.strictObject({ reason: accountDisabling }),
  },
  examples: {
    AccountOpened: { kind: 'staff', roles: ['clerk'], city: '449900', division: '449902001' },
    CertificateAwarded: { code: 'REGISTRATION_POST', validThrough: '2028-12-31' },
    AccountDisabled: { reason: 'LEFT_POST' },
  },
});
export type AccountEvent = EventOf<typeof accountEvents>;
