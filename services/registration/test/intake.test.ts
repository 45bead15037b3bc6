import { beforeAll, describe, expect, it } from '@jest/globals';
import { CLOSURE_REASON, type ClosureReason, type Proof } from '@zhiqiao/domain';
import { ageOn, evaluate, loadRulePacks, type Pack } from '@zhiqiao/rules';
import { EXITS } from '../src/rules/closure.ts';
import { declaredOnly, type IntakeFacts, intakeRules } from '../src/rules/intake.ts';

const limei: IntakeFacts = {
  age: 48,
  drawsPension: false,
  wantsWork: true,
  ableToWork: true,
  jobless: true,
  residesInCity: true,
  openEmployments: [],
  proofs: [],
  declared: ['JOBLESS', 'ABLE_TO_WORK', 'NO_PENSION'],
  mustProve: false,
  unsettled: false,
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

  it.each([
    ['the day before', '2010-03-03', 'refuse'],
    ['the birthday itself', '2010-03-02', 'accept'],
    ['born on 29 February, a day later', '2008-02-29', 'accept'],
  ])('at sixteen: %s', (_case, birth, outcome) => {
    expect(decide({ age: ageOn(birth, '2026-03-02') })[0]).toBe(outcome);
  });

  it('sixteen for somebody born on 29 February is 1 March of a common year', () => {
    expect(decide({ age: ageOn('2012-02-29', '2028-02-28') })[0]).toBe('refuse');
    expect(decide({ age: ageOn('2012-02-29', '2028-02-29') })[0]).toBe('accept');
    expect(ageOn('2010-02-28', '2026-02-28')).toBe(16);
  });

  it('nothing is asked about where the hukou is or where the file is kept', () => {
    expect(Object.keys(limei)).toEqual([
      ...['age', 'drawsPension', 'wantsWork', 'ableToWork', 'jobless', 'residesInCity', 'openEmployments'],
      ...['proofs', 'declared', 'mustProve', 'unsettled'],
    ]);
  });

  describe('coming again', () => {
    const after = (previousReason: ClosureReason, proofs: Proof[] = [], daysSincePrevious = 0) =>
      decide({ previousReason, daysSincePrevious, proofs });

    it.each(Object.keys(CLOSURE_REASON) as ClosureReason[])('after %s: at once, or with the proof', (reason) => {
      const { back } = EXITS[reason];
      if (!back) expect(after(reason)).toEqual(['accept', 'REG-01']);
      else expect(after(reason)).toEqual(['refuse', 'REG-01', `REG-04-RETURN-${reason}`]);
      if (back && back !== 'NEVER') expect(after(reason, [back])).toEqual(['accept', 'REG-01']);
    });

    it('from prison: what to bring is the release paper', () => {
      const { rules } = evaluate(intakeRules, { ...limei, previousReason: 'IMPRISONED' }, pack, '2026-03-02');
      expect(rules.at(-1)?.remedy?.zh).toContain('释放证明');
    });

    it.each([
      [29, 'refuse'],
      [30, 'accept'],
    ])('after refusing services where the city sets thirty days: on day %i', (daysSincePrevious, outcome) => {
      const strict: Pack = { ...pack, number: (key) => (key.endsWith('returnAfterRefusals') ? 30 : pack.number(key)) };
      const facts = { ...limei, previousReason: 'REFUSED_SERVICES' as const, daysSincePrevious };
      expect(evaluate(intakeRules, facts, strict, '2026-03-02').outcome).toBe(outcome);
    });

    it('after a false declaration: proofs instead of declarations, until the time is over', () => {
      const proofs: Proof[] = ['TERMINATION_CERTIFICATE', 'CAPACITY_ASSESSMENT', 'PENSION_STATEMENT'];
      const excluded = (seen: Proof[]) => decide({ mustProve: true, proofs: seen, declared: declaredOnly(seen) });
      expect(excluded(proofs.slice(1))).toEqual(['refuse', 'REG-01', 'REG-03-PROOFS']);
      expect(excluded(proofs)).toEqual(['accept', 'REG-01']);
    });
  });

  it('after leaving while a declaration was looked into: an officer looks, unless all is proven', () => {
    expect(decide({ unsettled: true })).toEqual(['review', 'REG-01', 'REG-03-UNSETTLED']);
    expect(decide({ unsettled: true, declared: [] })).toEqual(['accept', 'REG-01']);
  });

  it('every refusal says what can be done', () => {
    expect(intakeRules.every((rule) => rule.outcome === 'accept' || rule.remedy)).toBe(true);
  });
});
