import { z } from 'zod';
import { defineEvents, type EventOf } from '../event.ts';
import { finding } from '../supervision/codes.ts';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { decision } from '../values/decision.ts';
import { divisionCode } from '../values/division-code.ts';
import { fen } from '../values/fen.ts';
import { isoDate } from '../values/iso-date.ts';
import { isoInstant } from '../values/iso-instant.ts';
import {
  applicationDocument,
  deregistrationReason,
  inspectionOutcome,
  licenceKind,
  nonAcceptanceGround,
} from './codes.ts';

/** What the applicant declares and the officer verifies. */
export const licenceApplication = z.strictObject({
  documents: z.array(applicationDocument),
  fullTimeStaff: z.int().nonnegative(),
  premises: z.boolean(),
  /** Funds of an agency; registered capital of a dispatch firm. */
  fundsFen: fen,
});
export type LicenceApplication = z.output<typeof licenceApplication>;

const holder = { orgId: creditCode, kind: licenceKind };
const term = { validFrom: isoDate, validThrough: isoDate, remindAt: isoInstant, expiresAt: isoInstant };

const exampleHolder = { orgId: '91440300708461136T', kind: 'EMPLOYMENT_AGENCY' } as const;
const exampleDeadline = { due: '2036-03-30', at: '2036-03-30T15:59:59.999Z', calendar: '2036', provisional: false };
const exampleTerm = {
  validFrom: '2036-03-02',
  validThrough: '2039-03-01',
  remindAt: '2039-01-15T15:59:59.999Z',
  expiresAt: '2039-03-01T15:59:59.999Z',
};
const exampleApplication: z.input<typeof licenceApplication> = {
  documents: ['BUSINESS_LICENCE', 'CHARTER', 'PREMISES_PROOF', 'FUNDS_PROOF', 'STAFF_LIST'],
  fullTimeStaff: 4,
  premises: true,
  fundsFen: 20_000_000,
};
const exampleDecision: z.input<typeof decision> = {
  outcome: 'accept',
  rules: [],
  pack: '449900@2036-03-02#5f0c',
  facts: { fullTimeStaff: 4, premises: true, fundsFen: 20_000_000 },
  on: '2036-03-02',
};
const exampleRefusal: z.input<typeof decision> = {
  ...exampleDecision,
  outcome: 'refuse',
  rules: [
    {
      id: 'LIC-01-STAFF',
      sentence: { zh: '专职工作人员少于3名', en: 'Fewer than 3 full-time staff' },
      source: '就业促进法 第40条',
      outcome: 'refuse',
    },
  ],
};

export const licenceEvents = defineEvents({
  service: 'licensing',
  stream: 'licence',
  schemaVersion: 1,
  types: {
    LicenceApplied: z.strictObject({
      ...holder,
      division: divisionCode,
      application: licenceApplication,
      acceptBy: deadline,
    }),
    CorrectionRequested: z.strictObject({ ...holder, missing: z.array(applicationDocument).min(1) }),
    ApplicationCorrected: z.strictObject({ ...holder, application: licenceApplication, acceptBy: deadline }),
    ApplicationAccepted: z.strictObject({ ...holder, bySilence: z.boolean(), decideBy: deadline }),
    ApplicationRefused: z.strictObject({ ...holder, ground: nonAcceptanceGround }),
    ApplicationWithdrawn: z.strictObject(holder),
    DecisionExtended: z.strictObject({ ...holder, decideBy: deadline }),
    DecisionOverdue: z.strictObject({ ...holder, decideBy: deadline }),
    LicenceRefused: z.strictObject({ ...holder, decision }),
    LicenceGranted: z.strictObject({ ...holder, number: z.string(), ...term, decision }),
    LicenceRenewalDue: z.strictObject({ ...holder, validThrough: isoDate }),
    RenewalRequested: z.strictObject({ ...holder, on: isoDate }),
    LicenceRenewed: z.strictObject({ ...holder, ...term, bySilence: z.boolean(), decision: decision.optional() }),
    RenewalRefused: z.strictObject({ ...holder, decision }),
    LicenceSuspended: z.strictObject({
      ...holder,
      reason: finding,
      inspectionId: z.string(),
      from: isoDate,
    }),
    LicenceReinstated: z.strictObject({ ...holder, on: isoDate }),
    RevocationProposed: z.strictObject({
      ...holder,
      reason: finding,
      inspectionId: z.string(),
      hearingBy: deadline,
    }),
    /** 吊销: a penalty for a breach of law. */
    LicenceRevoked: z.strictObject({ ...holder, reason: finding, on: isoDate }),
    /** 撤销: it should never have been granted. */
    LicenceRescinded: z.strictObject({ ...holder, reason: z.string().min(1).max(200), on: isoDate }),
    /** 撤回: lawful, but the law or the facts behind it have changed. */
    LicenceWithdrawn: z.strictObject({ ...holder, reason: z.string().min(1).max(200), on: isoDate }),
    LicenceExpired: z.strictObject({ ...holder, on: isoDate }),
    /** 注销: the formal end in the register, whatever came before. */
    LicenceDeregistered: z.strictObject({ ...holder, reason: deregistrationReason, on: isoDate }),
  },
  examples: {
    LicenceApplied: {
      ...exampleHolder,
      division: '449902001',
      application: exampleApplication,
      acceptBy: exampleDeadline,
    },
    CorrectionRequested: { ...exampleHolder, missing: ['CHARTER'] },
    ApplicationCorrected: { ...exampleHolder, application: exampleApplication, acceptBy: exampleDeadline },
    ApplicationAccepted: { ...exampleHolder, bySilence: false, decideBy: exampleDeadline },
    ApplicationRefused: { ...exampleHolder, ground: 'NO_LICENCE_NEEDED' },
    ApplicationWithdrawn: exampleHolder,
    DecisionExtended: { ...exampleHolder, decideBy: exampleDeadline },
    DecisionOverdue: { ...exampleHolder, decideBy: exampleDeadline },
    LicenceRefused: { ...exampleHolder, decision: exampleRefusal },
    LicenceGranted: { ...exampleHolder, number: '449900-2036-A-00012345', ...exampleTerm, decision: exampleDecision },
    LicenceRenewalDue: { ...exampleHolder, validThrough: '2039-03-01' },
    RenewalRequested: { ...exampleHolder, on: '2039-01-10' },
    LicenceRenewed: { ...exampleHolder, ...exampleTerm, bySilence: true },
    RenewalRefused: { ...exampleHolder, decision: exampleRefusal },
    LicenceSuspended: {
      ...exampleHolder,
      reason: 'DEPOSIT_TAKEN',
      inspectionId: 'complaint-1',
      from: '2036-04-20',
    },
    LicenceReinstated: { ...exampleHolder, on: '2036-07-20' },
    RevocationProposed: {
      ...exampleHolder,
      reason: 'DEPOSIT_TAKEN',
      inspectionId: 'complaint-1',
      hearingBy: exampleDeadline,
    },
    LicenceRevoked: { ...exampleHolder, reason: 'DEPOSIT_TAKEN', on: '2036-04-28' },
    LicenceRescinded: { ...exampleHolder, reason: 'FALSE_DOCUMENTS', on: '2036-04-28' },
    LicenceWithdrawn: { ...exampleHolder, reason: 'LAW_CHANGED', on: '2036-04-28' },
    LicenceExpired: { ...exampleHolder, on: '2039-03-02' },
    LicenceDeregistered: { ...exampleHolder, reason: 'EXPIRED', on: '2039-03-05' },
  },
});
export type LicenceEvent = EventOf<typeof licenceEvents>;

const subject = { orgId: creditCode, division: divisionCode };
const exampleSubject = { orgId: '91440300708461136T', division: '449902001' };

export const inspectionEvents = defineEvents({
  service: 'licensing',
  stream: 'inspection',
  schemaVersion: 1,
  types: {
    InspectionOpened: z.strictObject({
      ...subject,
      complaintId: z.string().min(1),
      finding,
      law: z.string(),
      decideBy: deadline,
    }),
    FindingProposed: z.strictObject({
      ...subject,
      finding,
      substantiated: z.boolean(),
      inspector: z.string(),
    }),
    InspectionFindingRecorded: z.strictObject({
      ...subject,
      finding,
      substantiated: z.boolean(),
      inspectors: z.array(z.string()).min(2),
    }),
    InspectionOverdue: z.strictObject({ ...subject, decideBy: deadline }),
    InspectionClosed: z.strictObject({ ...subject, outcome: inspectionOutcome }),
  },
  examples: {
    InspectionOpened: {
      ...exampleSubject,
      complaintId: 'complaint-1',
      finding: 'DEPOSIT_TAKEN',
      law: '就业促进法 第66条',
      decideBy: exampleDeadline,
    },
    FindingProposed: { ...exampleSubject, finding: 'DEPOSIT_TAKEN', substantiated: true, inspector: 'account-7' },
    InspectionFindingRecorded: {
      ...exampleSubject,
      finding: 'DEPOSIT_TAKEN',
      substantiated: true,
      inspectors: ['account-7', 'account-8'],
    },
    InspectionOverdue: { ...exampleSubject, decideBy: exampleDeadline },
    InspectionClosed: { ...exampleSubject, outcome: 'SUSPENDED' },
  },
});
export type InspectionEvent = EventOf<typeof inspectionEvents>;
