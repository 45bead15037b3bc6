import type { DecisionFact } from '@zhiqiao/domain';
import { chineseCalendar, loadRulePacks } from '@zhiqiao/rules';
import { story } from '@zhiqiao/testing';
import { takeIn } from '../src/domain/unemployment/intake.ts';
import { type Intake, unemployment } from '../src/domain/unemployment.ts';
import { contactFrom } from '../src/usecases/acceptance.ts';
import { planOn } from '../src/usecases/keep-registration.ts';
import { appealPeriods, type Rulebook, validityFrom, windowsFrom } from '../src/usecases/periods.ts';

const rules = await loadRulePacks();
const calendar = chineseCalendar();
/** The fictional city, one that asks for no confirmations, and one where registrations expire. */
export const dongjiang: Rulebook = { rules, calendar, city: '449900' };
export const dukou: Rulebook = { ...dongjiang, city: '449800' };
export const shanghai: Rulebook = { ...dongjiang, city: '310000' };

export const decided = (outcome: DecisionFact['outcome'], openEmployments: string[] = []): DecisionFact => ({
  outcome,
  rules: [{ id: 'REG-01', sentence: { zh: '规则', en: 'rule' }, source: '第63条', outcome }],
  pack: 'test',
  facts: { age: 48, openEmployments },
  on: '2026-03-02',
});
export const limei = (decision: DecisionFact, more: Partial<Intake> = {}): Intake => ({
  personId: 'limei',
  category: 'EMPLOYED_TO_UNEMPLOYED',
  division: '449902001001',
  education: '70',
  occupationsWanted: ['4-03-02-01'],
  decision,
  declared: ['JOBLESS', 'ABLE_TO_WORK', 'NO_PENSION'],
  ...more,
});
export const acceptance = (on: string, city = dongjiang) => ({
  on,
  contact: contactFrom(city, on),
  confirmation: windowsFrom(city, on)(),
  validity: validityFrom(city, on)(on),
  entitlements: [
    { entitlement: 'JOB_INTRODUCTION' as const, fund: 'BUDGET' as const, rule: 'ENT-JOB-INTRODUCTION' },
    { entitlement: 'RETRAINING' as const, fund: 'INSURANCE' as const, rule: 'ENT-RETRAINING' },
  ],
});
const takenIn = (decision: DecisionFact, on: string, city = dongjiang) => {
  const outcome = {
    ...acceptance(on, city),
    by: 'clerk-1',
    channel: 'COUNTER' as const,
    decideBy: appealPeriods(city, on).OBJECTION,
    appealBy: appealPeriods(city, on),
  };
  return story(unemployment).on(on, takeIn(limei(decision), outcome));
};
/** 李梅, as the rules decided on the day. */
export const registered = (on = '2026-03-02', city = dongjiang) => takenIn(decided('accept'), on, city);
export const refused = (on = '2026-03-02') => takenIn(decided('refuse'), on);
export const underReview = (on = '2026-03-02') => takenIn(decided('review', ['job-1']), on);

export const plan = (on: string, city = dongjiang) => planOn(city, on);
export const periods = (on: string) => appealPeriods(dongjiang, on);
export const byOfficer = (on: string) => ({
  ground: 'OFFICER' as const,
  decidedBy: ['clerk-1'],
  appealBy: periods(on),
});
