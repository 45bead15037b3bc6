import { z } from 'zod';
import { defineEvents } from '../event.ts';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { decision } from '../values/decision.ts';
import { divisionCode } from '../values/division-code.ts';
import { education } from '../values/education.ts';
import { fen } from '../values/fen.ts';
import { isoDate } from '../values/iso-date.ts';
import { isoInstant } from '../values/iso-instant.ts';
import { occupationCode } from '../values/occupation-code.ts';
import {
  barReason,
  declineReason,
  escalation,
  notHiredReason,
  referralClosing,
  referralSide,
  withdrawalReason,
} from './codes.ts';

const personId = '01981f2a-7c11-7000-8000-00000000a001';
const vacancyId = '01981f2a-7c11-7000-8000-00000000b001';
const employerId = '91440106100000024L';
const agencyId = '91440106100000032F';
const by = (due: string) => ({
  due,
  at: `${due}T16:00:00.000Z`,
  calendar: 'cn@2099',
  provisional: false,
});

const wishes = { occupationsWanted: z.array(occupationCode).max(5) };

export const profileEvents = defineEvents({
  service: 'matching',
  stream: 'profile',
  schemaVersion: 1,
  types: {
    ProfileOpened: z.strictObject({
      personId: z.string(),
      registrationId: z.string(),
      division: divisionCode,
      ...wishes,
      education,
      category: z.string(),
    }),
    ProfileChanged: z.strictObject({
      ...wishes,
      wageWishFen: fen.optional(),
      districts: z.array(divisionCode).max(10),
    }),
    ProfileClosed: z.strictObject({ reason: z.string() }),
  },
  examples: {
    ProfileOpened: {
      personId,
      registrationId: '01981f2a-7c11-7000-8000-00000000c001',
      division: '449902001001',
      occupationsWanted: ['6-05-01-03'],
      education: '70',
      category: 'EMPLOYED_TO_UNEMPLOYED',
    },
    ProfileChanged: { occupationsWanted: ['6-05-01-03', '4-10-02-01'], wageWishFen: 300000, districts: ['449902'] },
    ProfileClosed: { reason: 'HIRED' },
  },
});

const vacancyFacts = {
  employerId: creditCode,
  agencyId: creditCode.optional(),
  occupation: occupationCode,
  title: z.string(),
  duties: z.string(),
  division: divisionCode,
  headcount: z.int().positive(),
  wageFromFen: fen,
  wageToFen: fen,
  education: education.optional(),
  validThrough: isoDate,
  decision,
};
const vacancyExample = {
  employerId,
  agencyId,
  occupation: '6-05-01-03',
  title: '缝纫工',
  duties: '平车缝制衬衫',
  division: '449902001',
  headcount: 2,
  wageFromFen: 320000,
  wageToFen: 450000,
  education: '80' as const,
  validThrough: '2099-04-30',
};
const decisionExample = (outcome: 'accept' | 'refuse') => ({
  outcome,
  rules: [
    {
      id: outcome === 'accept' ? 'VAC-OK' : 'VAC-WAGE',
      sentence: { zh: '工资不低于最低工资标准', en: 'The wage is not below the minimum wage' },
      source: '最低工资规定 第12条',
      outcome,
    },
  ],
  pack: '449900@2026-03-02#0123abcd',
  facts: { wageFromFen: 320000 },
  on: '2026-03-02',
});

export const vacancyEvents = defineEvents({
  service: 'matching',
  stream: 'vacancy',
  schemaVersion: 1,
  types: {
    VacancyPublished: z.strictObject({ ...vacancyFacts, publishedAt: isoInstant, expiresAt: isoInstant }),
    VacancyRefused: z.strictObject(vacancyFacts),
    HireCounted: z.strictObject({ referralId: z.string() }),
    /** A hire that the headcount no longer holds: kept for the counsellor, never counted. */
    HireBeyondHeadcount: z.strictObject({ referralId: z.string() }),
    VacancyFilled: z.strictObject({ headcount: z.int().positive() }),
    VacancyExpired: z.strictObject({ validThrough: isoDate }),
    VacancyWithdrawn: z.strictObject({ reason: withdrawalReason }),
  },
  examples: {
    VacancyPublished: {
      ...vacancyExample,
      publishedAt: '2026-03-02T01:00:00.000Z',
      expiresAt: '2099-04-30T16:00:00.000Z',
      decision: decisionExample('accept'),
    },
    VacancyRefused: { ...vacancyExample, wageFromFen: 100000, decision: decisionExample('refuse') },
    HireCounted: { referralId: 'referral-1' },
    HireBeyondHeadcount: { referralId: 'referral-3' },
    VacancyFilled: { headcount: 2 },
    VacancyExpired: { validThrough: '2099-04-30' },
    VacancyWithdrawn: { reason: 'AGENCY_SUSPENDED' },
  },
});

export const agencyEvents = defineEvents({
  service: 'matching',
  stream: 'agency',
  schemaVersion: 1,
  types: {
    AgencyPermitted: z.strictObject({ orgId: creditCode, licenceId: z.string() }),
    AgencyBarred: z.strictObject({
      orgId: creditCode,
      licenceId: z.string(),
      reason: barReason,
    }),
  },
  examples: {
    AgencyPermitted: { orgId: agencyId, licenceId: 'licence-1' },
    AgencyBarred: { orgId: agencyId, licenceId: 'licence-1', reason: 'SUSPENDED' },
  },
});

export const referralEvents = defineEvents({
  service: 'matching',
  stream: 'referral',
  schemaVersion: 1,
  types: {
    ReferralOffered: z.strictObject({
      personId: z.string(),
      vacancyId: z.string(),
      employerId: creditCode,
      agencyId: creditCode.optional(),
      division: divisionCode,
      answerBy: deadline,
    }),
    ReferralAccepted: z.strictObject({ reportBy: deadline }),
    ReferralDeclined: z.strictObject({ reason: declineReason }),
    InterviewHeld: z.strictObject({ on: isoDate, reportBy: deadline }),
    /** One side's account. An outcome stands once both sides have told the same. */
    OutcomeReported: z.strictObject({
      by: referralSide,
      outcome: z.enum(['HIRED', 'NOT_HIRED']),
      startDate: isoDate.optional(),
      reason: notHiredReason.optional(),
      confirmBy: deadline,
    }),
    ReferralHired: z.strictObject({
      personId: z.string(),
      vacancyId: z.string(),
      employerId: creditCode,
      startDate: isoDate,
    }),
    ReferralNotHired: z.strictObject({ reason: notHiredReason }),
    ReferralEscalated: z.strictObject({ because: escalation }),
    ReferralClosed: z.strictObject({ reason: referralClosing }),
  },
  examples: {
    ReferralOffered: { personId, vacancyId, employerId, agencyId, division: '449902001', answerBy: by('2099-03-07') },
    ReferralAccepted: { reportBy: by('2099-03-09') },
    ReferralDeclined: { reason: 'DEPOSIT_DEMANDED' },
    InterviewHeld: { on: '2099-03-05', reportBy: by('2099-03-10') },
    OutcomeReported: { by: 'EMPLOYER', outcome: 'HIRED', startDate: '2099-03-09', confirmBy: by('2099-03-14') },
    ReferralHired: { personId, vacancyId, employerId, startDate: '2099-03-09' },
    ReferralNotHired: { reason: 'NOT_SUITABLE' },
    ReferralEscalated: { because: 'NO_ANSWER' },
    ReferralClosed: { reason: 'EMPLOYMENT_REGISTERED' },
  },
});
