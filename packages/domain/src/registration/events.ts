import { z } from 'zod';
import { defineEvents, type EventOf } from '../event.ts';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { decision } from '../values/decision.ts';
import { divisionCode } from '../values/division-code.ts';
import { education } from '../values/education.ts';
import { isoDate } from '../values/iso-date.ts';
import { isoInstant } from '../values/iso-instant.ts';
import { occupationCode } from '../values/occupation-code.ts';
import {
  certificateEnd,
  closureReason,
  entitlement,
  entitlementFund,
  terminationReason,
  unemploymentCategory,
} from './codes.ts';

const personId = z.string().min(1);

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

/** 16 digits: division (6), year (2), serial (8). */
const certificateNo = z.string().regex(/^\d{16}$/);
const edition = z.int().positive();

/** The employment certificate (就业创业证): one a person, valid in the whole country (就业失业登记证管理暂行办法 art. 14-19). */
export const certificateEvents = defineEvents({
  service: 'registration',
  stream: 'certificate',
  schemaVersion: 1,
  types: {
    CertificateApplied: z.strictObject({ personId, division: divisionCode, appliedOn: isoDate, issueBy: deadline }),
    CertificateIssueOverdue: z.strictObject({ personId, issueBy: deadline }),
    CertificateIssued: z.strictObject({ personId, certificateNo, edition, on: isoDate }),
    CertificateLost: z.strictObject({ personId, certificateNo, edition, on: isoDate }),
    CertificateFound: z.strictObject({ personId, certificateNo, edition, on: isoDate }),
    CertificateCancelled: z.strictObject({ personId, reason: certificateEnd, on: isoDate }),
  },
  examples: {
    CertificateApplied: {
      personId: 'person-1',
      division: '449902001001',
      appliedOn: '2036-03-03',
      issueBy: { due: '2036-03-17', at: '2036-03-17T15:59:59.999Z', calendar: '2036', provisional: false },
    },
    CertificateIssueOverdue: {
      personId: 'person-1',
      issueBy: { due: '2036-03-17', at: '2036-03-17T15:59:59.999Z', calendar: '2036', provisional: false },
    },
    CertificateIssued: { personId: 'person-1', certificateNo: '4499023600000017', edition: 1, on: '2036-03-05' },
    CertificateLost: { personId: 'person-1', certificateNo: '4499023600000017', edition: 1, on: '2036-05-06' },
    CertificateFound: { personId: 'person-1', certificateNo: '4499023600000017', edition: 1, on: '2036-05-07' },
    CertificateCancelled: { personId: 'person-1', reason: 'DRAWS_PENSION', on: '2038-11-08' },
  },
});
export type CertificateEvent = EventOf<typeof certificateEvents>;
