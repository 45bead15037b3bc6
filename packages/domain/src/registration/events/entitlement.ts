import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { isoDate } from '../../values/iso-date.ts';
import { entitlement, entitlementEnd, entitlementFund } from '../codes.ts';

const id = z.string().min(1);

/** What one person may claim free of charge, and what she has claimed. */
export const entitlementEvents = defineEvents({
  service: 'registration',
  stream: 'entitlement',
  schemaVersion: 1,
  types: {
    FreeServiceGranted: z.strictObject({
      personId: id,
      entitlement,
      fund: entitlementFund,
      rule: z.string(),
      from: isoDate,
      registrationId: id,
    }),
    FreeServiceWithdrawn: z.strictObject({
      personId: id,
      entitlement,
      registrationId: id,
      /** Without a rule: whatever granted it. */
      rule: z.string().optional(),
      on: isoDate,
      reason: entitlementEnd,
    }),
    /** `reference`: the record of `service` for which it was used. */
    FreeServiceUsed: z.strictObject({ personId: id, entitlement, service: id, reference: id, on: isoDate }),
  },
  examples: {
    FreeServiceGranted: {
      personId: 'person-1',
      entitlement: 'RETRAINING',
      fund: 'INSURANCE',
      rule: 'ENT-RETRAINING',
      from: '2036-03-02',
      registrationId: 'registration-1',
    },
    FreeServiceWithdrawn: {
      personId: 'person-1',
      entitlement: 'RETRAINING',
      registrationId: 'registration-1',
      rule: 'ENT-RETRAINING',
      on: '2036-06-01',
      reason: 'HIRED',
    },
    FreeServiceUsed: {
      personId: 'person-1',
      entitlement: 'RETRAINING',
      service: 'training',
      reference: 'enrolment-1',
      on: '2036-04-07',
    },
  },
});
export type EntitlementEvent = EventOf<typeof entitlementEvents>;
