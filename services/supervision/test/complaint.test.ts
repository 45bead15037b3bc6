import { describe, expect, it } from '@jest/globals';
import type { Actor, ComplaintStatus } from '@zhiqiao/domain';
import { organisations, story } from '@zhiqiao/testing';
import { type Complaint, complaints } from '../src/domain/complaint.ts';
import {
  archive,
  callBack,
  classify,
  dispatch,
  divert,
  extend,
  findNothing,
  type Intake,
  joinInvestigation,
  noteOverdue,
  receive,
  reopen,
  reply,
  returnToDispatch,
  sign,
  substantiate,
} from '../src/domain/handling.ts';
import { STEPS, type Step } from '../src/domain/steps.ts';
import { times } from './times.ts';

const agency = organisations.depositAgency.creditCode;
const intake: Intake = {
  channel: 'PHONE',
  kind: 'COMPLAINT',
  category: 'DEPOSIT_DEMANDED',
  targetOrgId: agency,
  division: '449902001',
  personId: 'limei',
};
const city = { id: 'director', division: '449900' };
const wang = { id: 'wang', division: '449902' };
const zhao = { id: 'zhao', division: '449902' };
const south = { id: 'sun', division: '449903' };
const agent = { id: 'hotline-1', division: '449900' };
const classes = { kind: 'COMPLAINT', category: 'DEPOSIT_DEMANDED', targetOrgId: agency } as const;
const pleased = { reached: true, satisfaction: 5, resolved: true, ourFault: false } as const;
const displeased = { ...pleased, satisfaction: 1, resolved: false } as const;
const illegal = 'supervision.not-possible';

const received = (changes: Partial<Intake> = {}) =>
  story(complaints).on('2026-03-09', receive({ ...intake, ...changes }, times));
const classified = () => received().on('2026-03-09', classify(classes, times));
const dispatched = () => classified().on('2026-03-10', dispatch(agent, '449902', false, times));
const signed = () => dispatched().on('2026-03-11', sign(wang, times));
const investigating = () =>
  signed().on('2026-03-12', joinInvestigation(wang, times)).on('2026-03-12', joinInvestigation(zhao, times));
const substantiated = () => investigating().on('2026-03-20', substantiate(wang, 'DEPOSIT_TAKEN'));
const replied = () => substantiated().on('2026-03-23', reply(wang, times));

describe('a complaint about a deposit', () => {
  it('is taken, dispatched, investigated by two, substantiated, answered, asked after and closed', () => {
    received()
      .expect('ComplaintReceived')
      .clocks({ DISPATCH: '2026-03-10', ANSWER: '2026-03-26' })
      .on('2026-03-09', classify(classes, times))
      .expect('ComplaintClassified')
      .on('2026-03-10', dispatch(agent, '449902', false, times))
      .expect('ComplaintDispatched', { unit: '449902' })
      .clocks({ SIGN: '2026-03-11', ANSWER: '2026-03-26' })
      .on('2026-03-11', sign(wang, times))
      .expect('ComplaintSigned', { officer: 'wang' })
      .clocks({ CASE: '2026-03-18', ANSWER: '2026-03-26' })
      .on('2026-03-12', joinInvestigation(wang, times))
      .expect('InvestigatorJoined')
      .on('2026-03-12', joinInvestigation(zhao, times))
      .expect('InvestigatorJoined', 'InvestigationOpened', { officers: ['wang', 'zhao'] })
      .clocks({ INVESTIGATE: '2026-06-09' })
      .on('2026-03-20', substantiate(zhao, 'DEPOSIT_TAKEN'))
      .expect('ComplaintSubstantiated', { targetOrgId: agency, finding: 'DEPOSIT_TAKEN', division: '449902001' })
      .clocks({ ANSWER: '2026-06-09' })
      .on('2026-03-23', reply(wang, times))
      .expect('ComplaintReplied')
      .clocks({ CALL_BACK: '2026-03-24' })
      .on('2026-03-24', callBack(agent, pleased, times))
      .expect('CallBackRecorded', { satisfaction: 5 }, 'ComplaintArchived', { satisfaction: 5 })
      .clocks({});
  });

  it('is not answered before it is investigated', () => {
    signed().refuses('2026-03-12', reply(wang, times), 'supervision.case-required');
  });

  it('is answered without a case where no organisation is named, since there is nobody to investigate', () => {
    const { targetOrgId: _, ...unnamed } = intake;
    story(complaints)
      .on('2026-03-09', receive(unnamed, times))
      .on('2026-03-09', classify({ kind: 'COMPLAINT', category: 'DEPOSIT_DEMANDED' }, times))
      .on('2026-03-10', dispatch(agent, '449902', false, times))
      .on('2026-03-11', sign(wang, times))
      .clocks({ ANSWER: '2026-03-26' })
      .refuses('2026-03-12', joinInvestigation(wang, times), 'supervision.no-target')
      .on('2026-03-12', reply(wang, times))
      .expect('ComplaintReplied');
  });

  it('may turn out not to be confirmed', () => {
    investigating()
      .on('2026-04-01', findNothing(wang))
      .expect('ComplaintUnfounded')
      .on('2026-04-01', reply(wang, times))
      .expect('ComplaintReplied');
  });
});

describe('the time to answer', () => {
  it('is 3 working days for a question and 13 for a complaint, counted from the receipt', () => {
    received({ kind: 'CONSULTATION' })
      .clocks({ DISPATCH: '2026-03-10', ANSWER: '2026-03-12' })
      .on('2026-03-11', classify({ ...classes, kind: 'SUGGESTION' }, times))
      .clocks({ DISPATCH: '2026-03-10', ANSWER: '2026-03-26' });
  });
  it('jumps over the Spring Festival and counts the make-up days', () => {
    story(complaints).on('2026-02-13', receive(intake, times)).clocks({ DISPATCH: '2026-02-14', ANSWER: '2026-03-10' });
  });
});

describe('what is overdue', () => {
  it('is noted once for each stage', () => {
    received()
      .on('2026-03-11', noteOverdue('DISPATCH'))
      .expect('ComplaintOverdue', { stage: 'DISPATCH' })
      .clocks({ ANSWER: '2026-03-26' })
      .on('2026-03-12', noteOverdue('DISPATCH'))
      .expect();
  });
  it('is watched again when the deadline is set anew', () => {
    dispatched()
      .on('2026-03-12', noteOverdue('SIGN'))
      .on('2026-03-12', returnToDispatch(wang, 'NOT_OUR_AREA', times))
      .clocks({ DISPATCH: '2026-03-13', ANSWER: '2026-03-26' })
      .on('2026-03-13', dispatch(agent, '449903', false, times))
      .clocks({ SIGN: '2026-03-16', ANSWER: '2026-03-26' });
  });
  it('is nothing that has been done meanwhile', () => {
    dispatched().on('2026-03-11', noteOverdue('DISPATCH')).expect();
  });
});

describe('a dispatched complaint', () => {
  it('is returned by a unit whose remit it is not, and goes elsewhere', () => {
    dispatched()
      .on('2026-03-11', returnToDispatch(wang, 'NOT_OUR_AREA', times))
      .expect('ComplaintReturned', { unit: '449902' })
      .on('2026-03-12', dispatch(city, '449903', true, times))
      .refuses('2026-03-12', returnToDispatch(south, 'NOT_OUR_REMIT', times), 'supervision.designated');
  });
  it('is not returned once the time to object is over', () => {
    dispatched()
      .refuses('2026-03-18', returnToDispatch(wang, 'NOT_OUR_AREA', times), 'supervision.objection-late')
      .on('2026-03-17', returnToDispatch(wang, 'NOT_OUR_AREA', times))
      .expect('ComplaintReturned');
  });
  it('is designated by the city only', () => {
    classified().refuses('2026-03-10', dispatch(wang, '449902', true, times), 'supervision.city-designates');
  });
  it('is signed for by the unit that has it', () => {
    dispatched().refuses('2026-03-11', sign(south, times), 'supervision.not-your-unit');
  });
});

describe('an investigation', () => {
  it('needs two inspectors, each in person', () => {
    signed()
      .on('2026-03-12', joinInvestigation(wang, times))
      .refuses('2026-03-12', joinInvestigation(wang, times), 'supervision.already-joined')
      .refuses('2026-03-12', substantiate(wang, 'DEPOSIT_TAKEN'), illegal);
  });
  it('is extended once, before its time is over', () => {
    investigating()
      .on('2026-06-09T23:00:00+08:00', extend(wang, times))
      .expect('InvestigationExtended', { dueOn: { due: '2026-07-22' } })
      .refuses('2026-06-10', extend(wang, times), 'supervision.already-extended');
    investigating().refuses('2026-06-10T00:00:00+08:00', extend(wang, times), 'supervision.extension-late');
  });
  it('is concluded by those who investigate', () => {
    const other = { id: 'passer-by', division: '449902' };
    investigating()
      .refuses('2026-03-20', substantiate(other, 'DEPOSIT_TAKEN'), 'supervision.not-an-investigator')
      .refuses('2026-03-20', findNothing(other), 'supervision.not-an-investigator')
      .refuses('2026-03-20', extend(other, times), 'supervision.not-an-investigator');
  });
});

describe('the call back', () => {
  it('is made by somebody who did not handle it', () => {
    replied()
      .refuses('2026-03-24', callBack(wang, pleased, times), 'supervision.other-person-calls')
      .refuses('2026-03-24', callBack(zhao, pleased, times), 'supervision.other-person-calls');
  });
  it('is tried again the next working day, and given up after three attempts', () => {
    const missed = callBack(agent, { reached: false }, times);
    replied()
      .refuses('2026-03-24', archive, 'supervision.call-back-first')
      .on('2026-03-24', missed)
      .clocks({ CALL_BACK: '2026-03-25' })
      .on('2026-03-25', missed)
      .on('2026-03-26', missed)
      .expect('CallBackRecorded', { attempt: 3, reached: false })
      .on('2026-03-27', archive)
      .expect('ComplaintArchived');
  });
  it('has it done again when she is dissatisfied because of us', () => {
    replied()
      .on('2026-03-24', callBack(agent, { ...displeased, satisfaction: 2, ourFault: true }, times))
      .expect('CallBackRecorded', 'ComplaintReopened', { round: 2 })
      .clocks({ DISPATCH: '2026-03-25', ANSWER: '2026-04-13' })
      .on('2026-03-25', dispatch(agent, '449902', false, times))
      .on('2026-03-25', sign(zhao, times))
      .expect('ComplaintSigned');
  });
  it('leaves a low mark that is not our fault to an officer, who closes it or has it done again', () => {
    const low = () => replied().on('2026-03-24', callBack(agent, displeased, times));
    low()
      .expect('CallBackRecorded', { satisfaction: 1 })
      .on('2026-03-25', archive)
      .expect('ComplaintArchived', { satisfaction: 1 });
    low().on('2026-03-25', reopen(times)).expect('ComplaintReopened', { round: 2 });
  });
});

describe('what belongs to another channel in law', () => {
  it.each([
    ['WAGE_DISPUTE', 'LABOUR_ARBITRATION'],
    ['PROCUREMENT', 'PROCUREMENT_CHALLENGE'],
    ['LICENCE_DECISION', 'ADMINISTRATIVE_REVIEW'],
  ] as const)('%s goes to %s', (category, channel) => {
    received({ category }).on('2026-03-09', divert(channel)).expect('ComplaintDiverted', { channel }).clocks({});
  });
  it('does not include what is ours', () => {
    received().refuses('2026-03-09', divert('LABOUR_ARBITRATION'), 'supervision.not-divertible');
  });
});

describe('who may see a complaint', () => {
  const actor = (changes: Partial<Actor>): Actor => ({ id: 'a', city: '449900', roles: [], ...changes });
  const access = (changes: Partial<Actor>, state: Complaint = dispatched().state) =>
    complaints.access(state, actor(changes));

  it('never the one it is about, whatever role the account has', () => {
    for (const role of ['hotline-agent', 'supervision-officer', 'manager', 'agency'] as const) {
      expect(access({ roles: [role], orgId: agency, division: '449900' })).toBe('none');
    }
  });
  it('officers of the division or of the unit, hotline agents of the whole city', () => {
    expect(access({ roles: ['supervision-officer'], division: '449902' })).toBe('write');
    expect(access({ roles: ['supervision-officer'], division: '449903' })).toBe('none');
    expect(access({ roles: ['hotline-agent'] })).toBe('write');
    const sent = classified().on('2026-03-10', dispatch(agent, '449903', false, times)).state;
    expect(access({ roles: ['supervision-officer'], division: '449903' }, sent)).toBe('write');
  });
  it('the caller who is known, and nobody else outside', () => {
    expect(access({ roles: ['jobseeker'], personId: 'limei' })).toBe('read');
    expect(access({ roles: ['jobseeker'], personId: 'somebody' })).toBe('none');
    expect(access({ roles: ['employer'], orgId: organisations.garmentFactory.creditCode })).toBe('none');
    expect(access({ roles: ['hotline-system'] })).toBe('none');
  });
});

describe('a step that the state does not allow', () => {
  const steps: Record<Step, Parameters<ReturnType<typeof received>['on']>[1]> = {
    classify: classify(classes, times),
    dispatch: dispatch(agent, '449902', false, times),
    divert: divert('LABOUR_ARBITRATION'),
    sign: sign(wang, times),
    return: returnToDispatch(wang, 'NOT_OUR_AREA', times),
    join: joinInvestigation(zhao, times),
    extend: extend(wang, times),
    find: findNothing(wang),
    reply: reply(wang, times),
    'call-back': callBack(agent, pleased, times),
    reopen: reopen(times),
    archive,
  };
  const states: Record<ComplaintStatus, () => ReturnType<typeof received>> = {
    RECEIVED: received,
    CLASSIFIED: classified,
    DISPATCHED: dispatched,
    HANDLING: signed,
    INVESTIGATING: investigating,
    SUBSTANTIATED: substantiated,
    UNFOUNDED: () => investigating().on('2026-03-20', findNothing(wang)),
    REPLIED: replied,
    CALLED_BACK: () => replied().on('2026-03-24', callBack(agent, displeased, times)),
    REOPENED: () => replied().on('2026-03-24', callBack(agent, { ...displeased, ourFault: true }, times)),
    DIVERTED: () => received({ category: 'PROCUREMENT' }).on('2026-03-09', divert('PROCUREMENT_CHALLENGE')),
    ARCHIVED: () => replied().on('2026-03-24', callBack(agent, pleased, times)),
  };
  const cases = (Object.keys(STEPS) as ComplaintStatus[]).flatMap((status) =>
    (Object.keys(steps) as Step[])
      .filter((step) => !STEPS[status].includes(step))
      .map((step) => [status, step] as const),
  );
  it.each(cases)('%s: %s', (status, step) => {
    const complaint = states[status]();
    expect(complaint.state).toMatchObject({ status });
    complaint.refuses('2026-03-24', steps[step], illegal);
  });
});
