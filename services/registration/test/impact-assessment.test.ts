import { describe, expect, it } from '@jest/globals';
import { loadRulePacks } from '@zhiqiao/rules';
import { story } from '@zhiqiao/testing';
import {
  approveImpact,
  assessImpact,
  type ImpactContent,
  impactAssessment,
  noteReviewDue,
  returnImpact,
  withdrawImpact,
} from '../src/domain/impact-assessment.ts';
import { weighImpact } from '../src/rules/impact.ts';

const pack = (await loadRulePacks()).on('449900', '2026-03-02');
const content: ImpactContent = {
  ...{ grounds: ['AUTOMATED_DECISION'], basis: 'STATUTORY_DUTY', necessary: true, harms: ['DISCRIMINATION'] },
  ...{ risk: 'HIGH', measures: ['EXPLAINED', 'HUMAN_REVIEW'], remaining: 'LOW', documentNo: 'PIA-1' },
};
const drafting = (officer: string, more: Partial<ImpactContent> = {}) =>
  assessImpact('RECOMMENDATION', officer, { ...content, ...more });
const reviewBy = { due: '2027-03-02', at: '2027-03-02T15:59:59.999Z', calendar: 'cn', provisional: true };
const approval = (officer: string) =>
  approveImpact(officer, (it) => weighImpact(pack, it), { on: '2026-03-02', reviewBy, keptUntil: '2029-03-02' });
const drafted = (more: Partial<ImpactContent> = {}) =>
  story(impactAssessment, { id: 'RECOMMENDATION' }).on('2026-03-02', drafting('manager-1', more));

describe('an impact assessment', () => {
  it('is approved by a second person, who is named with the rules, and is due for review in time', () => {
    const approved = drafted()
      .refuses('2026-03-02', approval('manager-1'), 'registration.own-proposal')
      .on('2026-03-02', approval('manager-2'))
      .expect('ImpactAssessmentApproved', { edition: 1, officer: 'manager-2', keptUntil: '2029-03-02' })
      .clocks({ 'review-due': '2027-03-02' })
      .on('2027-03-03', noteReviewDue)
      .expect('ImpactReviewDue')
      .clocks({});
    expect(approved.state).toMatchObject({ current: { due: true, draftedBy: 'manager-1', approvedBy: 'manager-2' } });
  });

  it('holds until the next edition is approved, and no longer', () => {
    const next = drafted()
      .on('2026-03-02', approval('manager-2'))
      .on('2026-04-01', drafting('manager-2', { documentNo: 'PIA-2' }))
      .expect('ImpactAssessed', { edition: 2 });
    expect(next.state).toMatchObject({ current: { edition: 1 }, draft: { edition: 2 } });
    expect(next.on('2026-04-02', approval('manager-1')).state).toMatchObject({ current: { edition: 2 } });
    expect(next.state).not.toHaveProperty('draft');
  });

  it('that is returned is written once more before it can be approved, or withdrawn', () => {
    const returned = () => drafted().on('2026-03-02', returnImpact('manager-2', 'RISK_UNDERRATED'));
    drafted().refuses('2026-03-02', returnImpact('manager-1', 'INCOMPLETE'), 'registration.own-proposal');
    returned()
      .refuses('2026-03-02', approval('manager-2'), 'registration.not-possible')
      .on('2026-03-03', drafting('manager-1'))
      .expect('ImpactAssessed', { edition: 1 })
      .on('2026-03-03', approval('manager-2'))
      .expect('ImpactAssessmentApproved');
    returned()
      .on('2026-03-03', withdrawImpact('manager-1'))
      .expect('ImpactAssessmentWithdrawn')
      .refuses('2026-03-03', approval('manager-2'), 'registration.not-possible')
      .on('2026-03-03', drafting('manager-1'))
      .expect('ImpactAssessed', { edition: 2 });
  });

  const unfit: [string, Partial<ImpactContent>][] = [
    ['IMP-LAWFUL', { basis: 'NONE' }],
    ['IMP-NECESSARY', { necessary: false }],
    ['IMP-MEASURES', { remaining: 'HIGH' }],
    ['IMP-AUTOMATED', { measures: ['EXPLAINED'] }],
    ['IMP-RECEIVER', { grounds: ['PROVIDED'] }],
    ['IMP-ABROAD', { grounds: ['ABROAD'] }],
  ];
  it.each(unfit)('is not approved against %s', (rule, more) => {
    expect(weighImpact(pack, { ...content, ...more }).rules.map(({ id }) => id)).toEqual([rule]);
    drafted(more).refuses('2026-03-02', approval('manager-2'), 'registration.impact-unfit');
  });
});
