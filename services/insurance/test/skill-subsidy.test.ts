import { describe, expect, it } from '@jest/globals';
import type { DeadlineFact, SkillSubsidyEvent } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { loadRulePacks } from '@zhiqiao/rules';
import { story } from '@zhiqiao/testing';
import type { SubsidyAnswer } from '../src/domain/answers.ts';
import {
  appealSubsidy,
  applyForSubsidy,
  decideSubsidy,
  decideSubsidyAppeal,
  noteSubsidyOverdue,
  paySubsidy,
  resumeSubsidy,
  type SkillSubsidy,
  skillSubsidy,
  takeSubsidyAnswer,
  warnOfSubsidy,
  withdrawSubsidy,
} from '../src/domain/skill-subsidy.ts';
import { weighSubsidy } from '../src/rules/skill-subsidy.ts';

const rules = await loadRulePacks();
const packOn = (on: string) => rules.on('330100', on);
const by = (due: string): DeadlineFact => ({
  due,
  at: new Date(`${due}T23:59:59.999+08:00`).toISOString(),
  calendar: 'cn@test',
  provisional: false,
});
const facts = {
  appliedOn: '2026-03-02',
  awardedOn: '2026-01-15',
  level: 4,
  certificateVerified: true,
  contributionMonths: 12,
  sameLevel: 0,
  thisYear: 0,
};
const applied = () =>
  story(skillSubsidy).on(
    '2026-03-02',
    applyForSubsidy({
      ...{ personId: 'limei', division: '449902001', certificateNo: 'S0000440100', occupation: '6-05-01-03' },
      ...{ level: 4, awardedOn: '2026-01-15', appliedOn: '2026-03-02' },
      ...{ warnBy: by('2026-03-11'), decideBy: by('2026-03-16') },
    }),
  );
const decision = (more: Partial<typeof facts> = {}, officer = 'clerk-1') =>
  decideSubsidy(
    officer,
    { ...weighSubsidy(packOn(facts.appliedOn), { ...facts, ...more }), turn: 'limei/2026/1' },
    by('2026-05-04'),
  );
const refused = () => applied().on('2026-03-05', decision({ contributionMonths: 11 }));
const appealed = () => refused().on('2026-03-20', appealSubsidy(by('2026-05-19')));
const grant = { amountFen: 150_000, turn: 'limei/2026/1' };
const answers =
  (answer: SubsidyAnswer): Decide<SkillSubsidy, SkillSubsidyEvent> =>
  (record, now) =>
    record.state.status !== 'NONE' && record.state.owed
      ? takeSubsidyAnswer(answer, record.state.owed)(record, now)
      : [];
const fatal = { outcome: 'FAILED', problem: 'HTTP_400', permanent: true } as const;
const receipt = { amountFen: 150_000, on: '2026-03-20', receipt: 'ZF-1' };

describe('a skill subsidy', () => {
  it('is granted by the level of the certificate, and paid as the insurance system says', () => {
    applied()
      .clocks({ 'decision-warning': '2026-03-11', 'decision-overdue': '2026-03-16' })
      .on('2026-03-05', decision())
      .expect('SkillSubsidyGranted', { amountFen: 150_000, officer: 'clerk-1' })
      .clocks({ deliver: '2026-03-05' })
      .refuses('2026-03-20', paySubsidy({ ...receipt, amountFen: 1 }, '2026-03-20'), 'insurance.subsidy-amount')
      .refuses('2026-03-20', paySubsidy({ ...receipt, on: '2026-03-21' }, '2026-03-20'), 'insurance.partner-date')
      .refuses('2026-03-20', paySubsidy({ ...receipt, on: '2026-03-01' }, '2026-03-20'), 'insurance.partner-date')
      .on('2026-03-20', paySubsidy(receipt, '2026-03-20'))
      .expect('SkillSubsidyPaid')
      .on('2026-03-21', paySubsidy(receipt, '2026-03-21'))
      .expect()
      .refuses(
        '2026-03-21',
        paySubsidy({ ...receipt, receipt: 'ZF-2' }, '2026-03-21'),
        'insurance.subsidy-not-possible',
      );
  });

  it('that was granted is called out until the insurance system has it, or an officer is needed', () => {
    const granted = () => applied().on('2026-03-05', decision());
    granted()
      .on('2026-03-05T01:00:00Z', answers({ ...fatal, permanent: false }))
      .expect('PartnerCallFailed', { call: 'SUBSIDY', attempt: 1 })
      .clocks({ deliver: '2026-03-05T01:00:30.000Z' })
      .on('2026-03-05', answers(fatal))
      .expect('PartnerCallGivenUp')
      .clocks({})
      .on('2026-03-06', resumeSubsidy)
      .expect('PartnerCallResumed')
      .clocks({ deliver: '2026-03-06' })
      .on('2026-03-06', answers({ outcome: 'TAKEN' }))
      .expect('SkillSubsidyPassedOn')
      .clocks({})
      .refuses('2026-03-07', resumeSubsidy, 'insurance.nothing-owed')
      .on('2026-03-20', paySubsidy(receipt, '2026-03-20'))
      .expect('SkillSubsidyPaid');
    granted()
      .on('2026-03-20', paySubsidy(receipt, '2026-03-20'))
      .expect('SkillSubsidyPaid')
      .clocks({})
      .on('2026-03-21', answers(fatal))
      .expect();
  });

  it('that nobody decides is warned of, then overdue, and can be decided still', () => {
    applied()
      .on('2026-03-12', warnOfSubsidy)
      .expect('SkillSubsidyWarned')
      .clocks({ 'decision-overdue': '2026-03-16' })
      .on('2026-03-17', noteSubsidyOverdue)
      .expect('SkillSubsidyOverdue')
      .clocks({})
      .on('2026-03-18', decision())
      .expect('SkillSubsidyGranted')
      .clocks({ deliver: '2026-03-18' });
  });

  const reasons: [string, Partial<typeof facts>][] = [
    ['SKL-CERTIFICATE', { certificateVerified: false }],
    ['SKL-LEVEL', { level: 2 }],
    ['SKL-AGE', { awardedOn: '2025-03-01' }],
    ['SKL-CONTRIBUTIONS', { contributionMonths: 11 }],
    ['SKL-ONCE', { sameLevel: 1 }],
    ['SKL-YEARLY', { thisYear: 3 }],
  ];
  it.each(reasons)('is refused by %s', (rule, more) => {
    const { decision } = weighSubsidy(packOn(facts.appliedOn), { ...facts, ...more });
    expect([decision.outcome, decision.rules.map(({ id }) => id)]).toEqual(['refuse', [rule]]);
  });
  it('counts the year of the certificate to the day', () => {
    const outcome = (awardedOn: string, appliedOn: string) =>
      weighSubsidy(packOn(appliedOn), { ...facts, awardedOn, appliedOn }).decision.outcome;
    expect(outcome('2025-03-02', '2026-03-02')).toBe('accept');
    expect(outcome('2024-02-29', '2025-02-28')).toBe('accept');
    expect(outcome('2024-02-29', '2025-03-01')).toBe('refuse');
  });
  it('needed 36 months of contributions before the rule was eased', () => {
    const weighed = (on: string) =>
      weighSubsidy(packOn(on), { ...facts, awardedOn: on, appliedOn: on, contributionMonths: 35 });
    expect(weighed('2018-12-31').decision.outcome).toBe('refuse');
    expect(weighed('2019-01-01').decision.outcome).toBe('accept');
  });

  it('that was refused may be appealed against in time, and another officer decides', () => {
    refused()
      .expect('SkillSubsidyRefused')
      .clocks({})
      .refuses('2026-05-05', appealSubsidy(by('2026-07-04')), 'insurance.appeal-too-late');
    appealed()
      .clocks({ 'decision-overdue': '2026-05-19' })
      .refuses('2026-03-21', decideSubsidyAppeal('clerk-1', { outcome: 'UPHOLD' }, grant), 'insurance.same-officer')
      .on('2026-03-21', decideSubsidyAppeal('manager-1', { outcome: 'UPHOLD' }, grant))
      .expect('SkillSubsidyUpheld')
      .clocks({});
    const reversal = (grant: Parameters<typeof decideSubsidyAppeal>[2]) =>
      decideSubsidyAppeal('manager-1', { outcome: 'REVERSE', reason: 'FACTS_WRONG' }, grant);
    appealed()
      .refuses('2026-03-21', reversal({ turn: grant.turn }), 'insurance.subsidy-without-amount')
      .refuses('2026-03-21', reversal({ amountFen: 150_000 }), 'insurance.subsidies-used-up')
      .on('2026-03-21', reversal(grant))
      .expect('SkillSubsidyReversed')
      .clocks({ deliver: '2026-03-21' })
      .on('2026-03-22', paySubsidy(receipt, '2026-03-22'))
      .expect('SkillSubsidyPaid');
  });

  it('is withdrawn while it waits for a decision, and not after', () => {
    applied().on('2026-03-03', withdrawSubsidy).expect('SkillSubsidyWithdrawn').clocks({});
    appealed().on('2026-03-21', withdrawSubsidy).expect('SkillSubsidyWithdrawn').clocks({});
    for (const one of [refused(), applied().on('2026-03-05', decision())])
      one.refuses('2026-03-21', withdrawSubsidy, 'insurance.subsidy-not-possible');
  });
});
