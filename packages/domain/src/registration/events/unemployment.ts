import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { closureReason, entitlement, entitlementFund, unemploymentCategory } from '../codes.ts';

const personId = z.string().min(1);

/** The next contact: warned at `warnAt`, closed when `closeBy` has passed. */
const contact = z.strictObject({ warnAt: isoInstant, closeBy: deadline });
const intake = {
  personId,
  category: unemploymentCategory,
  division: divisionCode,
  education,
  occupationsWanted: z.array(occupationCode).min(1).max(5),
  decision,
};
const exampleDecision: z.input<typeof decision> = {
  outcome: 'accept',
  rules: [],
  pack: '449900@2036-03-02#5f0c',
  facts: { age: 48, jobless: true, openEmployments: [] },
  on: '2036-03-02',
};
const exampleIntake = {
  personId: 'person-1',
  category: 'EMPLOYED_TO_UNEMPLOYED',
  division: '449902001001',
  education: '70',
  occupationsWanted: ['4-03-02-01'],
} as const;
const exampleContact = {
  warnAt: '2036-08-03T15:59:59.999Z',
  closeBy: { due: '2036-09-02', at: '2036-09-02T15:59:59.999Z', calendar: '2036', provisional: false },
};
const exampleDoubt: z.input<typeof decision> = {
  ...exampleDecision,
  outcome: 'review',
  rules: [
    {
      id: 'REG-01-OPEN-EMPLOYMENT',
      sentence: { zh: '就业登记显示仍在单位就业', en: 'The register shows an employment that is still open' },
      source: '就业服务与就业管理规定 第63条',
      outcome: 'review',
    },
  ],
};

export const unemploymentEvents = defineEvents({
  service: 'registration',
  stream: 'unemployment',
  schemaVersion: 1,
  types: {
    UnemploymentRegistered: z.strictObject({ ...intake, registeredOn: isoDate, contact }),
    UnemploymentRegistrationReferred: z.strictObject({ ...intake, referredBy: z.string(), decideBy: deadline }),
    UnemploymentRegistrationRefused: z.strictObject({
      personId,
      division: divisionCode,
      decision,
    }),
    ReviewOverdue: z.strictObject({ personId, decideBy: deadline }),
    EntitlementGranted: z.strictObject({
      personId,
      entitlement,
      fund: entitlementFund,
      rule: z.string(),
      from: isoDate,
    }),
    EntitlementWithdrawn: z.strictObject({ personId, entitlement, on: isoDate, reason: closureReason }),
    RegistrationConfirmed: z.strictObject({ personId, on: isoDate, contact }),
    ContactWarned: z.strictObject({ personId, closeBy: deadline }),
    UnemploymentRegistrationClosed: z.strictObject({ personId, reason: closureReason, on: isoDate }),
  },
  examples: {
    UnemploymentRegistered: {
      ...exampleIntake,
      occupationsWanted: ['4-03-02-01'],
      decision: exampleDecision,
      registeredOn: '2036-03-02',
      contact: exampleContact,
    },
    UnemploymentRegistrationReferred: {
      ...exampleIntake,
      occupationsWanted: ['4-03-02-01'],
      decision: exampleDoubt,
      referredBy: 'account-7',
      decideBy: exampleContact.closeBy,
    },
    UnemploymentRegistrationRefused: {
      personId: 'person-1',
      division: '449902001001',
      decision: { ...exampleDoubt, outcome: 'refuse' },
    },
    ReviewOverdue: { personId: 'person-1', decideBy: exampleContact.closeBy },
    EntitlementGranted: {
      personId: 'person-1',
      entitlement: 'RETRAINING',
      fund: 'INSURANCE',
      rule: 'ENT-RETRAINING',
      from: '2036-03-02',
    },
    EntitlementWithdrawn: { personId: 'person-1', entitlement: 'RETRAINING', on: '2036-06-01', reason: 'HIRED' },
    RegistrationConfirmed: { personId: 'person-1', on: '2036-06-01', contact: exampleContact },
    ContactWarned: { personId: 'person-1', closeBy: exampleContact.closeBy },
    UnemploymentRegistrationClosed: { personId: 'person-1', reason: 'HIRED', on: '2036-06-01' },
  },
});
export type UnemploymentEvent = EventOf<typeof unemploymentEvents>;
