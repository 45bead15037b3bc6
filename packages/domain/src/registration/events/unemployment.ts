import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { deadline } from '../../values/deadline.ts';
import { isoDate } from '../../values/iso-date.ts';
import { closureReason, entitlement, entitlementEnd, entitlementFund } from '../codes.ts';
import { closureGround, contactChannel, contactKind, declaredFact } from '../unemployment-codes.ts';
import { decisionExamples, decisionTypes } from './unemployment-decisions.ts';
import {
  appealPeriods,
  confirmationWindow,
  contact,
  exampleContact,
  exampleDeadline,
  exampleDoubt,
  exampleIntake,
  examplePeriods,
  exampleWindow,
  id,
  intake,
  proceeding,
  ripening,
  serviceRefusal,
  validity,
} from './unemployment-values.ts';

const personId = id;
/** An account, for the rule that nobody decides on her own act. */
const officer = id;

const on = '2036-06-01';
const person = { personId: 'person-1' };

/** Why the duty to confirm is with registration again. */
export const takenBackBecause = z.enum(['BENEFIT_STOPPED', 'BENEFIT_SUSPENDED', 'BENEFIT_EXHAUSTED', 'CHECK_MISSED']);
export type Proceeding = z.output<typeof proceeding>;
export type TakenBackBecause = z.output<typeof takenBackBecause>;

export const unemploymentEvents = defineEvents({
  service: 'registration',
  stream: 'unemployment',
  schemaVersion: 1,
  types: {
    UnemploymentRegistered: z.strictObject({
      ...intake,
      registeredOn: isoDate,
      contact,
      channel: contactChannel.optional(),
      /** Absent where the city asks for no confirmations. */
      confirmation: confirmationWindow.optional(),
      /** Absent where registrations do not expire. */
      validity: validity.optional(),
      ripens: ripening.optional(),
    }),
    UnemploymentRegistrationReferred: z.strictObject({ ...intake, referredBy: officer, decideBy: deadline }),
    UnemploymentRegistrationRefused: z.strictObject({
      ...intake,
      category: intake.category.optional(),
      education: intake.education.optional(),
      occupationsWanted: intake.occupationsWanted.optional(),
      decidedBy: z.array(officer).optional(),
      appealBy: appealPeriods.optional(),
    }),
    ReviewOverdue: z.strictObject({ personId, decideBy: deadline }),
    EntitlementGranted: z.strictObject({
      personId,
      entitlement,
      fund: entitlementFund,
      rule: z.string(),
      from: isoDate,
    }),
    /** Without a rule: whatever granted it. */
    EntitlementWithdrawn: z.strictObject({
      personId,
      entitlement,
      rule: z.string().optional(),
      on: isoDate,
      reason: entitlementEnd,
    }),

    ConfirmationDue: z.strictObject({ personId, window: confirmationWindow }),
    ConfirmationReminded: z.strictObject({ personId, due: deadline }),
    ConfirmationGraceBegun: z.strictObject({ personId, closes: deadline }),
    ConfirmationMissed: z.strictObject({
      personId,
      due: deadline,
      inARow: z.int().positive(),
      /** An officer is to look why; nothing else follows by itself. */
      toCheck: z.boolean(),
      confirmation: confirmationWindow.optional(),
    }),
    RegistrationConfirmed: z.strictObject({
      personId,
      on: isoDate,
      contact,
      channel: contactChannel.optional(),
      /** The person whom she named to confirm for her. */
      delegateId: id.optional(),
      late: z.boolean().optional(),
      confirmation: confirmationWindow.optional(),
    }),
    /** While the benefit runs, the insurance checks month by month that she still seeks work: windows and silence rest. */
    ConfirmationHandedOver: z.strictObject({ personId, on: isoDate, until: deadline }),
    ConfirmationTakenBack: z.strictObject({
      personId,
      on: isoDate,
      because: takenBackBecause,
      contact,
      confirmation: confirmationWindow.optional(),
    }),
    ContactRecorded: z.strictObject({
      personId,
      on: isoDate,
      contact,
      what: contactKind,
      channel: contactChannel.optional(),
      delegateId: id.optional(),
    }),
    ContactWarned: z.strictObject({ personId, closeBy: deadline }),
    DelegateNamed: z.strictObject({ personId, delegateId: id, from: isoDate, until: isoDate }),
    DelegateRevoked: z.strictObject({ personId, delegateId: id, on: isoDate }),

    ServiceRefusalRecorded: z.strictObject({
      personId,
      ...serviceRefusal,
      foundBy: officer,
      /** Unjustified ones that count, this one included. */
      counted: z.int().nonnegative(),
    }),
    CommitmentVerified: z.strictObject({ personId, fact: declaredFact, verifiedBy: officer }),
    ...decisionTypes,
    RenewalDue: z.strictObject({ personId, closeBy: deadline }),
    RegistrationRenewed: z.strictObject({ personId, on: isoDate, validity, contact, channel: contactChannel }),

    UnemploymentRegistrationClosed: z.strictObject({
      personId,
      reason: closureReason,
      on: isoDate,
      ground: closureGround.optional(),
      decidedBy: z.array(officer).optional(),
      /** What follows, for statistics. */
      effect: z.strictObject({ reemployed: z.boolean() }).optional(),
      /** Of a decision against her: others that draw their own consequence need not hear her again. */
      proceeding: proceeding.optional(),
      appealBy: appealPeriods.optional(),
      /** Must prove, and not only declare, until this day. */
      excludedUntil: isoDate.optional(),
    }),
    /** On appeal, as if it had never been closed. */
    UnemploymentRegistrationReopened: z.strictObject({
      ...intake,
      registeredOn: isoDate,
      closedOn: isoDate,
      on: isoDate,
      contact,
      confirmation: confirmationWindow.optional(),
      validity: validity.optional(),
      ripens: ripening.optional(),
    }),
  },
  examples: {
    UnemploymentRegistered: {
      ...exampleIntake,
      declared: ['JOBLESS', 'ABLE_TO_WORK', 'NO_PENSION'],
      registeredOn: '2036-03-02',
      contact: exampleContact,
      channel: 'COUNTER',
      confirmation: exampleWindow,
      ripens: { rule: 'ENT-ASSISTANCE-LONG-UNEMPLOYED', on: '2037-03-02' },
    },
    UnemploymentRegistrationReferred: {
      ...exampleIntake,
      decision: exampleDoubt,
      referredBy: 'account-7',
      decideBy: exampleDeadline,
    },
    UnemploymentRegistrationRefused: {
      ...exampleIntake,
      decision: { ...exampleDoubt, outcome: 'refuse' },
      decidedBy: ['account-7'],
      appealBy: examplePeriods,
    },
    ReviewOverdue: { ...person, decideBy: exampleDeadline },
    EntitlementGranted: {
      ...person,
      entitlement: 'RETRAINING',
      fund: 'INSURANCE',
      rule: 'ENT-RETRAINING',
      from: '2036-03-02',
    },
    EntitlementWithdrawn: { ...person, entitlement: 'RETRAINING', rule: 'ENT-RETRAINING', on, reason: 'HIRED' },
    ConfirmationDue: { ...person, window: exampleWindow },
    ConfirmationReminded: { ...person, due: exampleDeadline },
    ConfirmationGraceBegun: { ...person, closes: exampleWindow.closes },
    ConfirmationMissed: { ...person, due: exampleDeadline, inARow: 2, toCheck: true, confirmation: exampleWindow },
    RegistrationConfirmed: { ...person, on, contact: exampleContact, channel: 'PHONE', confirmation: exampleWindow },
    ConfirmationHandedOver: { ...person, on, until: exampleDeadline },
    ConfirmationTakenBack: {
      ...person,
      on,
      because: 'BENEFIT_STOPPED',
      contact: exampleContact,
      confirmation: exampleWindow,
    },
    ContactRecorded: { ...person, on, contact: exampleContact, what: 'SERVICE_USED', channel: 'COUNTER' },
    ContactWarned: { ...person, closeBy: exampleDeadline },
    DelegateNamed: { ...person, delegateId: 'person-2', from: on, until: '2036-12-01' },
    DelegateRevoked: { ...person, delegateId: 'person-2', on },
    ServiceRefusalRecorded: {
      ...person,
      service: 'JOB_OFFER',
      offerId: 'referral-1',
      offeredOn: '2036-05-20',
      repliedOn: '2036-05-25',
      reply: 'DECLINED',
      suitability: ['WITHIN_CAPACITY', 'LAWFUL_TERMS', 'LAWFUL_PROVIDER'],
      foundBy: 'account-7',
      counted: 1,
    },
    CommitmentVerified: { ...person, fact: 'JOBLESS', verifiedBy: 'account-7' },
    ...decisionExamples,
    RenewalDue: { ...person, closeBy: exampleDeadline },
    RegistrationRenewed: {
      ...person,
      on,
      validity: { through: '2036-12-01', opensOn: '2036-11-17', closeBy: exampleDeadline },
      contact: exampleContact,
      channel: 'WEB',
    },
    UnemploymentRegistrationClosed: {
      ...person,
      reason: 'HIRED',
      on,
      ground: 'EMPLOYMENT',
      effect: { reemployed: true },
      appealBy: examplePeriods,
    },
    UnemploymentRegistrationReopened: {
      ...exampleIntake,
      registeredOn: '2036-03-02',
      closedOn: '2036-05-01',
      on,
      contact: exampleContact,
      confirmation: exampleWindow,
    },
  },
});
export type UnemploymentEvent = EventOf<typeof unemploymentEvents>;
