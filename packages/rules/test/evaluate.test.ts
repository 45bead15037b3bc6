import { describe, expect, it } from '@jest/globals';
import { evaluate, loadRulePacks, type Pack, type Rule } from '../src/index.ts';

type Applicant = { age: number; evidence: boolean };

const tooYoung: Rule<Applicant, Pack> = {
  id: 'too-young',
  sentence: { zh: '未满法定劳动年龄', en: 'Below working age' },
  source: '劳动法 第15条',
  outcome: 'refuse',
  remedy: { zh: '年满16周岁后再来登记', en: 'Come back when you are 16' },
  when: ({ age }, pack) => age < pack.number('registration.minimumAge'),
};
const noEvidence: Rule<Applicant, Pack> = {
  id: 'no-evidence',
  sentence: { zh: '缺少证明，转人工核实', en: 'Evidence is missing: an officer looks' },
  source: 'test',
  from: '2020-01-01',
  until: '2020-12-31',
  outcome: 'review',
  when: ({ evidence }) => !evidence,
};
const ofAge: Rule<Applicant, Pack> = { ...tooYoung, id: 'of-age', outcome: 'accept', when: ({ age }) => age >= 16 };

const packs = await loadRulePacks();
const decide = (facts: Applicant, on = '2020-06-01') =>
  evaluate([tooYoung, noEvidence, ofAge], facts, packs.on('449900', on), on);

describe('a decision', () => {
  it('accepts when nothing speaks against it, and names what speaks for it', () => {
    const decision = decide({ age: 16, evidence: true });
    expect(decision.outcome).toBe('accept');
    expect(decision.rules.map((rule) => rule.id)).toEqual(['of-age']);
  });

  it('sends to review when a doubt fires', () => {
    expect(decide({ age: 16, evidence: false }).outcome).toBe('review');
  });

  it('refuses when one rule refuses, whatever else fires; the reasons and remedies are told', () => {
    const decision = decide({ age: 15, evidence: false });
    expect(decision.outcome).toBe('refuse');
    expect(decision.rules.map((rule) => rule.id)).toEqual(['too-young', 'no-evidence']);
    expect(decision.rules[0]!.remedy?.en).toBe('Come back when you are 16');
  });

  it('asks only the rules in force on the day, both ends included', () => {
    const outcomes = ['2019-12-31', '2020-01-01', '2020-12-31', '2021-01-01'].map(
      (on) => decide({ age: 16, evidence: false }, on).outcome,
    );
    expect(outcomes).toEqual(['accept', 'review', 'review', 'accept']);
  });

  it('keeps the facts, the day and the version of the pack', () => {
    const facts = { age: 15, evidence: true };
    const decision = decide(facts);
    facts.age = 99;
    expect(decision).toMatchObject({ facts: { age: 15, evidence: true }, on: '2020-06-01' });
    expect(decision.pack).toMatch(/^449900@2020-06-01#/);
  });
});
