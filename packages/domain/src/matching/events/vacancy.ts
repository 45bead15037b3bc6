import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { shift, vacancyLapse, withdrawalReason, workDemand } from '../codes.ts';

const employerId = '91440106100000024L';
const agencyId = '91440106100000032F';

const publisher = { employerId: creditCode, agencyId: creditCode.optional() };
const terms = {
  occupation: occupationCode,
  title: z.string(),
  duties: z.string(),
  division: divisionCode,
  headcount: z.int().positive(),
  wageFromFen: fen,
  wageToFen: fen,
  education: education.optional(),
  validThrough: isoDate,
  employerName: z.string().optional(),
  requirements: z.string().optional(),
  skills: z.array(z.string()).optional(),
  hoursPerWeek: z.int().optional(),
  shift: shift.optional(),
  demands: z.array(workDemand).optional(),
  welcomesHardToEmploy: z.boolean().optional(),
  employerLicence: z.string().optional(),
};
const vacancyFacts = { ...publisher, ...terms, qualification: z.string().optional(), decision };
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
const confirmBy = { due: '2099-04-01', at: '2099-04-01T15:59:59.999Z', calendar: 'cn@2099', provisional: false };
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
    VacancyPublished: z.strictObject({
      ...vacancyFacts,
      publishedAt: isoInstant,
      expiresAt: isoInstant,
      confirmBy: deadline.optional(),
    }),
    VacancyRefused: z.strictObject(vacancyFacts),
    HireCounted: z.strictObject({ referralId: z.string() }),
    /** A hire that the headcount no longer holds: kept for the counsellor, never counted. */
    HireBeyondHeadcount: z.strictObject({ referralId: z.string() }),
    VacancyFilled: z.strictObject({ headcount: z.int().positive() }),
    VacancyExpired: z.strictObject({ validThrough: isoDate, because: vacancyLapse.optional() }),
    VacancyWithdrawn: z.strictObject({ reason: withdrawalReason }),
    /** Written, or written anew: nobody but its publisher sees it. */
    VacancyDrafted: z.strictObject({ ...publisher, terms: z.strictObject(terms).partial(), keptUntil: isoInstant }),
    VacancyChecked: z.strictObject({ decision }),
    VacancyDiscarded: z.strictObject({ because: z.enum(['PUBLISHER_REQUEST', 'UNTOUCHED']) }),
    /** Changed while it is on the market, and checked again. */
    VacancyChanged: z.strictObject({ ...vacancyFacts, expiresAt: isoInstant, confirmBy: deadline }),
    /** The publisher is asked whether it is still to be had. */
    ConfirmationDue: z.strictObject({ lapsesBy: deadline }),
    VacancyConfirmed: z.strictObject({ confirmBy: deadline }),
    /** The employer has said who gets a place: it is nobody else's until that referral ends. */
    PlacePromised: z.strictObject({ referralId: z.string() }),
    PlaceFreed: z.strictObject({ referralId: z.string() }),
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
    VacancyDrafted: {
      employerId,
      terms: { occupation: '6-05-01-03', title: '缝纫工' },
      keptUntil: '2099-04-30T16:00:00.000Z',
    },
    VacancyChecked: { decision: decisionExample('accept') },
    VacancyDiscarded: { because: 'UNTOUCHED' },
    VacancyChanged: {
      ...vacancyExample,
      headcount: 3,
      expiresAt: '2099-04-30T16:00:00.000Z',
      confirmBy,
      decision: decisionExample('accept'),
    },
    ConfirmationDue: { lapsesBy: { ...confirmBy, due: '2099-04-08', at: '2099-04-08T15:59:59.999Z' } },
    VacancyConfirmed: { confirmBy },
    PlacePromised: { referralId: 'referral-1' },
    PlaceFreed: { referralId: 'referral-1' },
  },
});
