import { beforeAll, describe, expect, it } from '@jest/globals';
import { evaluate, loadRulePacks, type Pack } from '@zhiqiao/rules';
import { entitlementsOf } from '../src/rules/entitlements.ts';
import { type IntakeFacts, intakeRules } from '../src/rules/intake.ts';

const limei: IntakeFacts = {
  age: 48,
  drawsPension: false,
  wantsWork: true,
  ableToWork: true,
  jobless: true,
  residesInCity: true,
  openEmployments: [],
};

describe('who may register as unemployed (第63条)', () => {
  let pack: Pack;
  beforeAll(async () => {
    pack = (await loadRulePacks()).on('449900', '2026-03-02');
  });
  const decide = (facts: Partial<IntakeFacts>) => {
    const { outcome, rules } = evaluate(intakeRules, { ...limei, ...facts }, pack, '2026-03-02');
    return [outcome, ...rules.map((rule) => rule.id)];
  };

  it.each<[string, Partial<IntakeFacts>, string[]]>([
    ['a dismissed worker of 48', {}, ['accept', 'REG-01']],
    ['somebody on her 16th birthday', { age: 16 }, ['accept', 'REG-01']],
    ['somebody of 70 without a pension', { age: 70 }, ['accept', 'REG-01']],
    ['a child of 15', { age: 15 }, ['refuse', 'REG-01-AGE']],
    ['a pensioner', { drawsPension: true }, ['refuse', 'REG-01-PENSION']],
    ['somebody who wants no work', { wantsWork: false }, ['refuse', 'REG-01-WANTS-WORK']],
    ['somebody unable to work', { ableToWork: false }, ['refuse', 'REG-01-ABLE']],
    ['somebody at work', { jobless: false }, ['refuse', 'REG-01-JOBLESS']],
    ['a resident of another city', { residesInCity: false }, ['refuse', 'REG-01-RESIDENT']],
    [
      'somebody whose employer has not reported the end',
      { openEmployments: ['e'] },
      ['review', 'REG-01-OPEN-EMPLOYMENT'],
    ],
    [
      'somebody at work, as the register says',
      { jobless: false, openEmployments: ['e'] },
      ['refuse', 'REG-01-JOBLESS'],
    ],
  ])('%s', (_case, facts, expected) => expect(decide(facts)).toEqual(expected));

  it('every refusal says what can be done', () => {
    expect(intakeRules.every((rule) => rule.outcome === 'accept' || rule.remedy)).toBe(true);
  });
});

describe('what she is entitled to', () => {
  it('free retraining is for those who lost a job, from the insurance fund if against their will', () => {
    const of = (category: 'EMPLOYED_TO_UNEMPLOYED' | 'NEW_ENTRANT_YOUTH', involuntary: boolean) =>
      entitlementsOf({ category, involuntary }).map(({ entitlement, fund }) => `${entitlement}/${fund}`);
    expect(of('EMPLOYED_TO_UNEMPLOYED', true)).toEqual([
      'JOB_INTRODUCTION/BUDGET',
      'GUIDANCE/BUDGET',
      'RETRAINING/INSURANCE',
    ]);
    expect(of('EMPLOYED_TO_UNEMPLOYED', false)).toContain('RETRAINING/BUDGET');
    expect(of('NEW_ENTRANT_YOUTH', false)).toEqual(['JOB_INTRODUCTION/BUDGET', 'GUIDANCE/BUDGET']);
  });
});
