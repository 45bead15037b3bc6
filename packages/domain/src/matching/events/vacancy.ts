import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { withdrawalReason } from '../codes.ts';

const employerId = '91440106100000024L';
const agencyId = '91440106100000032F';

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
