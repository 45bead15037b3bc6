import { describe, expect, it } from '@jest/globals';
import type { BenefitEvent, Evidence, SanctionGround } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { chineseCalendar, loadRulePacks } from '@zhiqiao/rules';
import { story } from '@zhiqiao/testing';
import { type Sanction, sanction } from '../src/domain/sanction.ts';
import {
  addEvidence,
  appealSanction,
  attemptNotice,
  decideAppeal,
  dismissSanction,
  endHearing,
  giveStatement,
  noteOverdueStep,
  offerHearing,
  openSanction,
  proposeSanction,
  returnSanction,
  signSanction,
  takeEffect,
  withdrawSanction,
} from '../src/domain/sanctioning.ts';
import { fraudOf } from '../src/rules/fraud.ts';
import { weighSanction } from '../src/rules/sanction.ts';
import { timesAt } from '../src/usecases/keep-sanction.ts';

type Decision = Decide<Sanction, Parameters<typeof sanction.evolve>[1]>;

const rules = await loadRulePacks();
const calendar = chineseCalendar();
const city = '449900';
const times = (now: Date) => timesAt({ city, rules, calendar }, now);
const pack = rules.on(city, '2026-07-01');
const dayOf = (now: Date) => calendar.dateOf(now);

const refusal = (offerId: string, more: object = {}): Evidence => ({
  kind: 'REFUSAL',
  offerId,
  offeredOn: '2026-05-06',
  suitable: true,
  reply: 'DECLINED',
  justified: false,
  ...more,
});
const checks: Evidence[] = [
  { kind: 'MISSED_CHECK', month: '2026-05' },
  { kind: 'MISSED_CHECK', month: '2026-06' },
];
const opens =
  (ground: SanctionGround, evidence: Evidence[]): Decision =>
  ({ state }, now) =>
    openSanction({ benefitId: 'b1', personId: 'p1', division: '449902001001', ground, evidence }, times(now))(state);
const adds =
  (evidence: Evidence): Decision =>
  (record, now) =>
    addEvidence('officer-1', evidence, times(now))(record, now);
const offers: Decision = (record, now) => offerHearing('officer-1', times(now))(record, now);
const states: Decision = giveStatement({ excuse: 'ILLNESS' });
const proposes: Decision = (record, now) =>
  proposeSanction('officer-1', 'STOP', weighSanction(rules.on(city, dayOf(now))), times(now))(record, now);
const signs =
  (officer: string): Decision =>
  (record, now) =>
    signSanction(officer, times(now))(record, now);
const tells =
  (channel: 'POST' | 'PHONE' | 'SMS', delivered: boolean, on?: string): Decision =>
  (record, now) =>
    attemptNotice(
      { officer: 'officer-1', channel, on: on ?? dayOf(now), delivered, ...(delivered && { receipt: 'EMS-1' }) },
      times(now),
    )(record, now);
const appeals: Decision = (record, now) => appealSanction(times(now))(record, now);
const decides = (officer: string, outcome: Parameters<typeof decideAppeal>[1]): Decision =>
  decideAppeal(officer, outcome, '2026-08-10');

const opened = () => story(sanction).on('2026-07-01', opens('MISSED_CHECKS', checks));
const heard = () => opened().on('2026-07-01', offers).on('2026-07-02', states);
const proposed = () => heard().on('2026-07-03', proposes);
const signed = () => proposed().on('2026-07-06', signs('officer-2'));
const notified = () => signed().on('2026-07-07', tells('POST', true)).on('2026-07-07', tells('PHONE', false));
const effective = () => notified().on('2026-07-14', takeEffect(dayOf));

describe('a case that may cut a benefit', () => {
  it('goes through hearing, two officers and two channels before anything takes effect', () => {
    opened()
      .expect('SanctionOpened', { ground: 'MISSED_CHECKS' })
      .clocks({ 'step-overdue': '2026-07-15' })
      .on('2026-07-01', offers)
      .expect('HearingOffered', { statementBy: { due: '2026-07-08' } })
      .clocks({ 'hearing-end': '2026-07-08', 'step-overdue': '2026-07-15' })
      .refuses('2026-07-02', proposes, 'insurance.not-heard-yet')
      .on('2026-07-02', states)
      .expect('StatementGiven')
      .clocks({ 'step-overdue': '2026-07-15' })
      .on('2026-07-03', proposes)
      .expect('SanctionProposed', { decision: { outcome: 'accept' }, officer: 'officer-1' })
      .refuses('2026-07-06', signs('officer-1'), 'insurance.same-officer')
      .on('2026-07-06', signs('officer-2'))
      .expect('SanctionSigned', { stepBy: { due: '2026-08-03' } })
      .on('2026-07-07', tells('POST', true))
      .expect('NoticeAttempted')
      .on('2026-07-07', tells('PHONE', false))
      .expect('NoticeAttempted', 'SanctionNotified', {
        effectAt: { due: '2026-07-14' },
        appealBy: { due: '2026-09-07' },
      })
      .clocks({ effect: '2026-07-14' })
      .on('2026-07-14', takeEffect(dayOf))
      .expect('SanctionTookEffect', { benefitId: 'b1', mode: 'STOP', on: '2026-07-14' })
      .clocks({});
  });

  it('goes on without her once her time to speak has passed', () => {
    opened()
      .on('2026-07-01', offers)
      .on('2026-07-09', endHearing)
      .expect('HearingClosed')
      .on('2026-07-09', proposes)
      .expect('SanctionProposed');
  });

  it('is told only by two different channels, one of which reached her, with its receipt', () => {
    signed().on('2026-07-07', tells('POST', true)).on('2026-07-08', tells('POST', true)).expect('NoticeAttempted');
    signed().on('2026-07-07', tells('POST', false)).on('2026-07-08', tells('SMS', false)).expect('NoticeAttempted');
    signed()
      .on('2026-07-07', tells('POST', false))
      .on('2026-07-08', tells('SMS', false))
      .on('2026-07-09', tells('PHONE', true))
      .expect('NoticeAttempted', 'SanctionNotified');
    const bare = { officer: 'officer-1', channel: 'POST', on: '2026-07-07', delivered: true } as const;
    signed().refuses('2026-07-07', (r, now) => attemptNotice(bare, times(now))(r, now), 'insurance.receipt-missing');
  });

  it('is told between the day of the proposal and today', () => {
    for (const day of ['2026-07-03', '2026-07-07'])
      signed()
        .on('2026-07-07', tells('POST', true, day))
        .expect('NoticeAttempted');
    for (const day of ['2026-07-02', '2026-07-08'])
      signed().refuses('2026-07-07', tells('POST', true, day), 'insurance.notice-day');
  });

  it.each<[Evidence, Evidence]>([
    [refusal('o1', { offeredOn: '2026-07-01' }), refusal('o1', { offeredOn: '2026-07-02' })],
    [
      { kind: 'MISSED_CHECK', month: '2026-07' },
      { kind: 'MISSED_CHECK', month: '2026-08' },
    ],
    [
      { kind: 'DOCUMENT', documentNo: 'D-1', on: '2026-07-01' },
      { kind: 'DOCUMENT', documentNo: 'D-1', on: '2026-07-02' },
    ],
  ])('rests on nothing that has not happened: %j', (today, tomorrow) => {
    opened().on('2026-07-01', adds(today)).expect('EvidenceAdded');
    opened().refuses('2026-07-01', adds(tomorrow), 'insurance.evidence-not-yet');
  });

  it('has an exit in each state, and no step out of turn', () => {
    opened().on('2026-07-02', dismissSanction('officer-1', 'EXCUSED')).expect('SanctionDismissed').clocks({});
    heard().on('2026-07-03', dismissSanction('officer-1', 'NOT_PROVEN')).expect('SanctionDismissed');
    const withdraws = withdrawSanction('officer-1', 'FACTS_WRONG', '2026-07-20');
    proposed().on('2026-07-06', withdraws).expect('SanctionWithdrawn', { cut: false });
    signed().on('2026-07-07', withdraws).expect('SanctionWithdrawn', { cut: false });
    notified().on('2026-07-08', withdraws).expect('SanctionWithdrawn', { cut: false }).clocks({});
    effective().on('2026-07-20', withdraws).expect('SanctionWithdrawn', { cut: true });
    proposed()
      .on('2026-07-06', (r, now) => returnSanction('officer-2', 'NOT_PROVEN', times(now))(r, now))
      .expect('SanctionReturned')
      .on('2026-07-07', proposes)
      .expect('SanctionProposed');
    opened().refuses('2026-07-02', signs('officer-2'), 'insurance.sanction-not-possible');
    signed().refuses('2026-07-07', offers, 'insurance.sanction-not-possible');
    effective().refuses('2026-07-15', dismissSanction('o', 'EXCUSED'), 'insurance.sanction-not-possible');
    opened().on('2026-07-02', opens('MISSED_CHECKS', [])).expect();
  });

  it('notes once that a step is overdue, and the next step has a time of its own', () => {
    opened()
      .on('2026-07-16', noteOverdueStep)
      .expect('SanctionStepOverdue')
      .clocks({})
      .on('2026-07-16', offers)
      .clocks({ 'hearing-end': '2026-07-23', 'step-overdue': '2026-07-30' });
  });
});

describe('an appeal', () => {
  it('before the effect holds it up; when it is upheld the decision takes effect', () => {
    notified()
      .on('2026-07-13', appeals)
      .expect('SanctionAppealed')
      .clocks({ 'step-overdue': '2026-09-11' })
      .refuses('2026-08-10', decides('officer-1', { outcome: 'UPHOLD' }), 'insurance.same-officer')
      .refuses('2026-08-10', decides('officer-2', { outcome: 'UPHOLD' }), 'insurance.same-officer')
      .on('2026-08-10', decides('officer-3', { outcome: 'UPHOLD' }))
      .expect('SanctionUpheld', 'SanctionTookEffect', { on: '2026-08-10' })
      .clocks({});
  });

  it('after the effect that succeeds resumes the benefit', () => {
    effective()
      .on('2026-07-20', appeals)
      .on('2026-08-10', decides('officer-3', { outcome: 'REVERSE', reason: 'EXCUSED' }))
      .expect('SanctionReversed', { cut: true, benefitId: 'b1' });
  });

  it('before the effect that succeeds has nothing to resume', () => {
    notified()
      .on('2026-07-13', appeals)
      .on('2026-08-10', decides('officer-3', { outcome: 'REVERSE', reason: 'EXCUSED' }))
      .expect('SanctionReversed', { cut: false });
  });

  it('is in time on the sixtieth day and late on the day after', () => {
    effective().on('2026-09-07', appeals).expect('SanctionAppealed');
    effective().refuses('2026-09-08', appeals, 'insurance.appeal-too-late');
  });
});

describe('what the file must carry', () => {
  const caseOf = (ground: SanctionGround, evidence: Evidence[]) =>
    story(sanction).on('2026-07-01', opens(ground, evidence)).on('2026-07-01', offers).on('2026-07-02', states);
  const three = ['o1', 'o2', 'o3'].map((id) => refusal(id));

  it('Guangdong: three unjustified refusals of suitable offers', () => {
    caseOf('REFUSED_WORK', three.slice(0, 2)).refuses('2026-07-03', proposes, 'insurance.evidence-insufficient');
    caseOf('REFUSED_WORK', three.slice(0, 2))
      .on('2026-07-02', adds(refusal('o3')))
      .on('2026-07-03', proposes)
      .expect('SanctionProposed');
    for (const doubtful of [refusal('o3', { suitable: false }), refusal('o3', { justified: true }), refusal('o2')])
      caseOf('REFUSED_WORK', [...three.slice(0, 2), doubtful]).refuses(
        '2026-07-03',
        proposes,
        'insurance.evidence-insufficient',
      );
  });

  it('elsewhere one is enough, and no missed check is', () => {
    const nation = weighSanction(rules.on('330100', '2026-07-01'));
    const weighs = (ground: SanctionGround, evidence: Evidence[]) => {
      const { state } = caseOf(ground, evidence);
      return state.status === 'NONE' ? undefined : nation(state).outcome;
    };
    expect(weighs('REFUSED_TRAINING', three.slice(0, 1))).toBe('accept');
    expect(weighs('REFUSED_TRAINING', [])).toBe('refuse');
    expect(weighs('MISSED_CHECKS', checks)).toBe('refuse');
  });

  it('two missed checks, a record of the employment, a paper', () => {
    caseOf('MISSED_CHECKS', checks.slice(0, 1)).refuses('2026-07-03', proposes, 'insurance.evidence-insufficient');
    caseOf('CONCEALED_EMPLOYMENT', []).refuses('2026-07-03', proposes, 'insurance.evidence-insufficient');
    caseOf('FALSE_STATEMENT', checks).refuses('2026-07-03', proposes, 'insurance.evidence-insufficient');
    caseOf('REGISTRATION_ENDED', [{ kind: 'DOCUMENT', documentNo: 'D-1', on: '2026-07-01' }])
      .on('2026-07-03', proposes)
      .expect('SanctionProposed');
  });
});

describe('who sees a case', () => {
  const { state } = opened();
  const actor = (role: string, more = {}) => ({ id: 'a', city, roles: [role] as never, ...more });
  it.each([
    ['an officer of the division', actor('clerk', { division: '449902' }), 'write'],
    ['an officer of another', actor('manager', { division: '449903' }), 'read'],
    ['she herself', actor('jobseeker', { personId: 'p1' }), 'write'],
    ['another person', actor('jobseeker', { personId: 'p2' }), 'none'],
    ['the insurance system', actor('insurance-system'), 'none'],
  ])('%s', (_who, someone, access) => {
    expect(sanction.access(state, someone)).toBe(access);
  });
});

describe('a benefit that was obtained by fraud', () => {
  const paid = (month: string, amountFen: number): BenefitEvent => ({
    type: 'BenefitPaid',
    data: { personId: 'p1', month, amountFen, monthsPaid: 1 },
  });
  const fine = (from: string, ...told: BenefitEvent[]) => fraudOf((on) => rules.on(city, on), told, from);

  it('has a fine of twice to five times what was drawn, by the law of the last month drawn; of one to three before 2011-07', () => {
    const before = [paid('2011-05', 187_200), paid('2011-06', 187_201)];
    expect(fine('2011-05-01', ...before)).toMatchObject({
      obtainedFen: 374_401,
      fineFen: { least: 374_401, most: 1_123_203 },
      basis: '失业保险条例 第28条',
    });
    expect(fine('2011-05-01', paid('2011-07', 1), ...before)).toMatchObject({
      fineFen: { least: 748_804, most: 1_872_010 },
      basis: expect.stringContaining('社会保险法 第88条'),
    });
  });
  it('of the month in which the first law on it came has a fine by that law', () => {
    expect(fine('1999-01-25', paid('1999-01', 100))).toMatchObject({ fineFen: { least: 100, most: 300 } });
  });
  it('of which nothing was paid has none, by the law of the day on which it began', () => {
    const none = { obtainedFen: 0, fineFen: { least: 0, most: 0 } };
    expect(fine('2011-06-30')).toMatchObject({ ...none, basis: '失业保险条例 第28条' });
    expect(fine('2026-07-01')).toMatchObject({ ...none, basis: expect.stringContaining('第88条') });
  });
});
