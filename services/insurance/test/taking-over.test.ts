import { describe, expect, it } from '@jest/globals';
import type { Proceeding } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { chineseCalendar, loadRulePacks } from '@zhiqiao/rules';
import { story } from '@zhiqiao/testing';
import { type Sanction, sanction } from '../src/domain/sanction.ts';
import {
  addEvidence,
  appealSanction,
  attemptNotice,
  decideAppeal,
  giveStatement,
  offerHearing,
  openSanction,
  proposeSanction,
  signSanction,
  takeEffect,
} from '../src/domain/sanctioning.ts';
import { fallWithDecision, takingOver } from '../src/domain/taking-over.ts';
import { weighSanction } from '../src/rules/sanction.ts';
import { timesAt } from '../src/usecases/keep-sanction.ts';

type Decision = Decide<Sanction, Parameters<typeof sanction.evolve>[1]>;

const rules = await loadRulePacks();
const calendar = chineseCalendar();
const times = (now: Date) => timesAt({ city: '449900', rules, calendar }, now);
const pack = rules.on('449900', '2026-07-01');

const refused = (
  offerId: string,
  more: Partial<Proceeding['refusals'][number]> = {},
): Proceeding['refusals'][number] => ({
  service: 'JOB_OFFER',
  offerId,
  offeredOn: '2026-05-20',
  repliedOn: '2026-05-25',
  reply: 'DECLINED',
  suitability: ['WITHIN_CAPACITY', 'LAWFUL_TERMS', 'LAWFUL_PROVIDER'],
  foundBy: 'clerk-1',
  ...more,
});
const decided = (more: Partial<Proceeding> = {}): Proceeding => ({
  subject: 'REFUSALS',
  refusals: ['o1', 'o2', 'o3'].map((id) => refused(id)),
  openedBy: 'clerk-1',
  statementBy: { due: '2026-06-08', at: '2026-06-08T15:59:59.999Z', calendar: 'test', provisional: false },
  statement: { on: '2026-06-03', contests: true, justification: 'CARE', channel: 'WEB' },
  signedBy: 'manager-1',
  ...more,
});
const silent = () => {
  const { statement: _, ...rest } = decided();
  return rest;
};
const opens =
  (proceeding: Proceeding, ground: 'REFUSED_WORK' | 'FALSE_STATEMENT' = 'REFUSED_WORK'): Decision =>
  ({ state }, now) => {
    const opened = { benefitId: 'b1', personId: 'p1', division: '449902001001', ground, ...takingOver(proceeding) };
    return openSanction(opened, times(now))(state);
  };
const proposes =
  (officer: string): Decision =>
  (record, now) =>
    proposeSanction(officer, 'STOP', weighSanction(pack), times(now))(record, now);
const signs =
  (officer: string): Decision =>
  (record, now) =>
    signSanction(officer, times(now))(record, now);
const tells =
  (channel: 'POST' | 'SMS', delivered: boolean): Decision =>
  (record, now) => {
    const attempt = {
      officer: 'clerk-1',
      channel,
      on: '2026-07-07',
      delivered,
      ...(delivered && { receipt: 'EMS-1' }),
    };
    return attemptNotice(attempt, times(now))(record, now);
  };
const appeals: Decision = (record, now) => appealSanction(times(now))(record, now);
const offers: Decision = (record, now) => offerHearing('clerk-1', times(now))(record, now);
const falls: Decision = ({ state }) => fallWithDecision('manager-9', '2026-08-10')(state);

const opened = (proceeding: Proceeding = decided()) => story(sanction).on('2026-07-01', opens(proceeding));
const proposed = () => opened().on('2026-07-02', proposes('clerk-1'));
const signed = () => proposed().on('2026-07-03', signs('manager-2'));
const notified = () => signed().on('2026-07-07', tells('POST', true)).on('2026-07-07', tells('SMS', false));
const effective = () =>
  notified().on(
    '2026-07-14',
    takeEffect((now) => calendar.dateOf(now)),
  );
const paper: Decision = (record, now) =>
  addEvidence('clerk-1', { kind: 'DOCUMENT', documentNo: 'D-7', on: '2026-07-01' }, times(now))(record, now);

describe('a case about what registration has decided, with her heard', () => {
  it('holds the refusals as evidence by number and needs no second hearing', () => {
    const told = opened();
    expect(told.state).toMatchObject({
      status: 'HEARING',
      heard: true,
      evidence: [
        { kind: 'REFUSAL', offerId: 'o1', suitable: true, justified: false, reply: 'DECLINED' },
        { offerId: 'o2' },
        { offerId: 'o3' },
      ],
      takenOver: { decidedBy: ['clerk-1', 'manager-1'], statement: { contests: true, justification: 'CARE' } },
    });
    told.clocks({ 'step-overdue': '2026-07-15' });
    told
      .on('2026-07-02', proposes('clerk-1'))
      .expect('SanctionProposed', { decision: { rules: [{ id: 'SAN-STATEMENT' }] } });
  });

  it('goes on as every case: a second officer, two channels, five working days, the way to appeal', () => {
    effective().expect('SanctionTookEffect', { ground: 'REFUSED_WORK', mode: 'STOP', on: '2026-07-14' });
  });

  it('is signed by somebody who had no part in either, and an appeal is decided by yet another', () => {
    for (const officer of ['clerk-1', 'manager-1'])
      proposed().refuses('2026-07-03', signs(officer), 'insurance.same-officer');
    const uphold = (officer: string) => decideAppeal(officer, { outcome: 'UPHOLD' }, '2026-08-10');
    const appealed = () => notified().on('2026-07-08', appeals);
    for (const officer of ['clerk-1', 'manager-1', 'manager-2'])
      appealed().refuses('2026-08-10', uphold(officer), 'insurance.same-officer');
    appealed().on('2026-08-10', uphold('manager-3')).expect('SanctionUpheld', 'SanctionTookEffect');
  });

  it('lets her say more until something is proposed', () => {
    opened(silent())
      .on('2026-07-02', giveStatement({ excuse: 'ILLNESS' }))
      .expect('StatementGiven')
      .on('2026-07-03', proposes('clerk-2'));
  });

  it('is ripe where she had the time to speak and did not', () => {
    opened(silent())
      .on('2026-07-02', proposes('clerk-1'))
      .expect('SanctionProposed', { decision: { rules: [] } });
  });

  it('with new evidence has her heard on that', () => {
    opened()
      .on('2026-07-02', paper)
      .refuses('2026-07-02', proposes('clerk-2'), 'insurance.sanction-not-possible')
      .on('2026-07-02', offers)
      .expect('HearingOffered')
      .refuses('2026-07-03', proposes('clerk-2'), 'insurance.not-heard-yet')
      .on('2026-07-03', giveStatement({ excuse: 'FACTS_WRONG' }))
      .on('2026-07-03', proposes('clerk-2'))
      .expect('SanctionProposed');
  });

  it('counts no refused guidance, and nothing that was found justified', () => {
    const guidance = decided({ refusals: [refused('o1'), refused('o2'), refused('o3', { service: 'GUIDANCE' })] });
    opened(guidance).refuses('2026-07-02', proposes('clerk-1'), 'insurance.evidence-insufficient');
    const excused = decided({ refusals: [refused('o1'), refused('o2'), refused('o3', { justification: 'CARE' })] });
    opened(excused).refuses('2026-07-02', proposes('clerk-1'), 'insurance.evidence-insufficient');
    const trained = decided({ refusals: [refused('o1'), refused('o2'), refused('c1', { service: 'TRAINING' })] });
    opened(trained).on('2026-07-02', proposes('clerk-1')).expect('SanctionProposed');
  });

  it('of a false declaration cuts nothing without a paper, on which she is heard here', () => {
    const declared = decided({ subject: 'FALSE_COMMITMENT', fact: 'NO_PENSION', refusals: [] });
    story(sanction)
      .on('2026-07-01', opens(declared, 'FALSE_STATEMENT'))
      .refuses('2026-07-02', proposes('clerk-1'), 'insurance.evidence-insufficient')
      .on('2026-07-02', paper)
      .refuses('2026-07-02', proposes('clerk-1'), 'insurance.sanction-not-possible');
  });
});

describe('when the decision of registration is reversed on appeal', () => {
  it.each([
    ['before it was proposed', opened(), 'SanctionDismissed', {}],
    ['proposed', proposed(), 'SanctionWithdrawn', { cut: false }],
    ['signed', signed(), 'SanctionWithdrawn', { cut: false }],
    ['told', notified(), 'SanctionWithdrawn', { cut: false }],
    ['in effect: the benefit is resumed', effective(), 'SanctionWithdrawn', { cut: true, on: '2026-08-10' }],
    ['under appeal', effective().on('2026-07-20', appeals), 'SanctionReversed', { cut: true }],
  ] as const)('the case falls with it: %s', (_case, told, type, data) => {
    told
      .on('2026-08-10', falls)
      .expect(type, { officer: 'manager-9', benefitId: 'b1', ...data })
      .clocks({});
  });

  it('one that has ended, or rests on something else, stays as it is', () => {
    opened().on('2026-08-10', falls).on('2026-08-10', falls).expect();
    const own = { benefitId: 'b1', personId: 'p1', division: '449902001001', ground: 'REFUSED_WORK' as const };
    story(sanction)
      .on('2026-07-01', ({ state }, now) => openSanction({ ...own, evidence: [] }, times(now))(state))
      .on('2026-08-10', falls)
      .expect();
  });
});
