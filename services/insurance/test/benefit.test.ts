import { describe, expect, it } from '@jest/globals';
import { CLOSURE_REASON, type ClosureReason } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { story } from '@zhiqiao/testing';
import type { ClaimAnswer, Failed, StopAnswer } from '../src/domain/answers.ts';
import { type Benefit, benefit, type Call } from '../src/domain/benefit.ts';
import {
  cutBenefit,
  endRegistration,
  openClaim,
  oweNotice,
  restoreBenefit,
  resumeCall,
  resumeReopened,
} from '../src/domain/claiming.ts';
import type { Delivery } from '../src/domain/delivery.ts';
import {
  takeClaimAnswer,
  takeDecision,
  takeNoticeAnswer,
  takeResumeAnswer,
  takeStopAnswer,
  takeStopStatus,
} from '../src/domain/following.ts';
import { ENDING } from '../src/domain/stopping.ts';

type Decision = Decide<Benefit, Parameters<typeof benefit.evolve>[1]>;

const claim = {
  personId: 'person-1',
  registrationId: 'record-1',
  division: '449902001001',
  from: '2026-03-02',
  decideBy: { due: '2026-03-11', at: '2026-03-11T15:59:59.999Z', calendar: 'c', provisional: false },
};
const opens: Decision = ({ state }, now) => openClaim(claim)(state, now);
const closes =
  (reason: ClosureReason, on = '2026-06-01'): Decision =>
  ({ state }, now) =>
    endRegistration({ reason, on })(state, now);
const owedBy = (state: Benefit): Delivery<Call> =>
  'owed' in state && state.owed ? state.owed : { call: 'CLAIM', attempts: 0 };
const answers =
  (answer: ClaimAnswer, expected?: number): Decision =>
  (record, now) =>
    takeClaimAnswer(answer, owedBy(record.state), expected)(record, now);
const stops =
  (answer: StopAnswer): Decision =>
  (record, now) =>
    takeStopAnswer(answer, owedBy(record.state))(record, now);

const granted = {
  outcome: 'GRANTED',
  claimNumber: 'SY1',
  months: 24,
  monthlyFen: 187_200,
  from: '2026-03-02',
} as const;
const refused = { outcome: 'REFUSED', claimNumber: 'SY1', reason: 'UNDER_ONE_YEAR' } as const;
const pending = { outcome: 'PENDING', claimNumber: 'SY1' } as const;
const stopped = { outcome: 'STOPPED', on: '2026-06-01', monthsPaid: 3 } as const;
const failure: Failed = { outcome: 'FAILED', problem: 'TIMEOUT', permanent: false };
const fatal: Failed = { outcome: 'FAILED', problem: 'HTTP_404', permanent: true };

const opened = () => story(benefit).on('2026-03-02', opens);
const paid = () => opened().on('2026-03-02', answers(granted));

describe('the benefit of a registration', () => {
  it('is claimed at once, granted, and stopped when she is hired', () => {
    opened()
      .expect('BenefitClaimOpened', { registrationId: 'record-1' })
      .clocks({ deliver: '2026-03-02' })
      .on('2026-03-02', answers(granted, 24))
      .expect('BenefitGranted', { months: 24, claimNumber: 'SY1', expectedMonths: 24 })
      .clocks({})
      .on('2026-06-01', closes('HIRED'))
      .expect('BenefitStopRequested', { reason: 'HIRED', mode: 'STOP' })
      .clocks({ stop: '2026-06-01' })
      .on('2026-06-01', stops(stopped))
      .expect('BenefitStopped', { monthsPaid: 3, reason: 'HIRED' })
      .clocks({});
  });

  it('keeps what the city would have granted beside what the system granted', () => {
    opened()
      .on('2026-03-02', answers({ ...granted, months: 20 }, 24))
      .expect('BenefitGranted', { months: 20, expectedMonths: 24 });
  });

  it('is refused with the code of the system, and there is nothing to stop then', () => {
    opened()
      .on('2026-03-02', answers(refused))
      .expect('BenefitRefused', { reason: 'UNDER_ONE_YEAR' })
      .clocks({})
      .on('2026-06-01', closes('HIRED'))
      .expect();
  });

  it('is claimed once, however often the registration is heard of', () => {
    opened().on('2026-03-03', opens).expect();
    paid().on('2026-03-03', opens).expect();
  });

  it('is asked for again each hour while it is under review', () => {
    opened()
      .on('2026-03-02T02:00:00Z', answers(pending))
      .expect('BenefitUnderReview', { claimNumber: 'SY1' })
      .clocks({ deliver: '2026-03-02T03:00:00.000Z' })
      .on('2026-03-02T03:00:00Z', answers(granted))
      .expect('BenefitGranted');
  });

  it('needs an officer when the review takes longer than the law allows', () => {
    opened().on('2026-03-11T15:59:00Z', answers(pending)).expect('BenefitUnderReview');
    opened().on('2026-03-11T16:00:00Z', answers(pending)).expect('BenefitUnderReview', 'PartnerCallGivenUp');
    opened()
      .on('2026-03-12', answers(pending))
      .expect('BenefitUnderReview', 'PartnerCallGivenUp', { problem: 'DECISION_OVERDUE' })
      .clocks({})
      .on('2026-03-12', resumeCall)
      .expect('PartnerCallResumed')
      .on('2026-03-12', answers(granted))
      .expect('BenefitGranted');
  });

  it('is stopped right after the grant when the registration ended in between', () => {
    opened()
      .on('2026-03-03', closes('HIRED', '2026-03-03'))
      .expect('BenefitStopRequested')
      .on('2026-03-03', answers(granted))
      .expect('BenefitGranted')
      .clocks({ stop: '2026-03-03' })
      .on('2026-03-03', stops({ ...stopped, monthsPaid: 0 }))
      .expect('BenefitStopped', { on: '2026-03-03', monthsPaid: 0 });
  });

  it('is not stopped twice', () => {
    paid().on('2026-06-01', closes('HIRED')).on('2026-06-02', closes('NO_CONTACT')).expect();
    paid().on('2026-06-01', closes('HIRED')).on('2026-06-01', stops(stopped)).on('2026-06-02', stops(stopped)).expect();
  });

  it('takes no answer that comes late', () => {
    paid().on('2026-03-03', answers(refused)).expect();
    paid().on('2026-03-03', answers(failure)).expect();
    opened().on('2026-03-02', stops(stopped)).expect();
  });
});

describe('calls that fail', () => {
  it('are made again after pauses that double, ten times, then an officer is needed', () => {
    let told = opened();
    const pauses: number[] = [];
    for (let attempt = 1; attempt < 10; attempt += 1) {
      const before = told.record.clocks[0]!.at;
      told = told
        .on(before.toISOString(), answers(failure))
        .expect('PartnerCallFailed', { attempt, problem: 'TIMEOUT' });
      pauses.push((told.record.clocks[0]!.at.getTime() - before.getTime()) / 1000);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1920, 3840, 7680]);
    told.on('2026-03-03', answers(failure)).expect('PartnerCallGivenUp', { call: 'CLAIM' }).clocks({});
  });

  it('are given up at once where trying again cannot help', () => {
    opened().on('2026-03-02', answers(fatal)).expect('PartnerCallGivenUp', { problem: 'HTTP_404' }).clocks({});
  });

  it('count once, though two attempts overlap', () => {
    const told = opened();
    const attempt = owedBy(told.state);
    told
      .on('2026-03-02', takeClaimAnswer(failure, attempt))
      .expect('PartnerCallFailed')
      .on('2026-03-02', takeClaimAnswer(failure, attempt))
      .expect();
  });

  it('are made again from the start when an officer asks, and when the registration ends', () => {
    const givenUp = () => opened().on('2026-03-02', answers(fatal));
    givenUp().on('2026-03-05', resumeCall).expect('PartnerCallResumed').clocks({ deliver: '2026-03-05' });
    givenUp().on('2026-06-01', closes('HIRED')).expect('BenefitStopRequested').clocks({ deliver: '2026-06-01' });
  });

  it('a failed stop is repeated until it is through', () => {
    paid()
      .on('2026-06-01', closes('HIRED'))
      .on('2026-06-01', stops(failure))
      .expect('PartnerCallFailed', { call: 'STOP', attempt: 1 })
      .on('2026-06-01', stops(stopped))
      .expect('BenefitStopped');
  });

  it('nothing is repeated where nothing is owed', () => {
    paid().refuses('2026-03-05', resumeCall, 'insurance.nothing-owed');
  });
});

describe('a decision that the system sends by itself', () => {
  const push = (decision: typeof granted | typeof refused): Decision => takeDecision(decision, { today: '2026-12-31' });

  it('decides a claim under review', () => {
    opened().on('2026-03-02', answers(pending)).on('2026-03-04', push(granted)).expect('BenefitGranted').clocks({});
    opened().on('2026-03-02', answers(pending)).on('2026-03-04', push(refused)).expect('BenefitRefused');
  });

  it('may come again', () => {
    paid().on('2026-03-04', push(granted)).expect();
    opened().on('2026-03-02', answers(refused)).on('2026-03-04', push(refused)).expect();
    paid().on('2026-06-01', closes('HIRED')).on('2026-06-02', push(granted)).expect();
  });

  it('is not believed when it contradicts the first or names another claim', () => {
    paid().refuses('2026-03-04', push(refused), 'insurance.already-decided');
    paid().refuses(
      '2026-03-04',
      takeDecision({ ...granted, months: 12 }, { today: '2026-12-31' }),
      'insurance.already-decided',
    );
    paid().refuses(
      '2026-03-04',
      takeDecision({ ...granted, claimNumber: 'SY2' }, { today: '2026-12-31' }),
      'insurance.other-claim',
    );
  });
});

describe('why a registration ends', () => {
  it.each(Object.keys(CLOSURE_REASON) as ClosureReason[])('%s ends it, rests it or asks an officer', (reason) => {
    const ending = ENDING[reason];
    const told = paid().on('2026-06-01', closes(reason));
    if (ending.effect === 'CASE') told.expect('BenefitCutQuestioned', { ground: ending.ground }).clocks({});
    else told.expect('BenefitStopRequested', { mode: ending.effect }).clocks({ stop: '2026-06-01' });
  });

  it('only prison rests it; nothing adverse ends it by itself', () => {
    const reasons = Object.keys(ENDING) as ClosureReason[];
    const of = (effect: string) => reasons.filter((reason) => ENDING[reason].effect === effect);
    expect(of('SUSPEND')).toEqual(['IMPRISONED']);
    expect(of('CASE')).toEqual(['REFUSED_SERVICES', 'NO_CONTACT', 'FALSE_STATEMENT', 'EXPIRED', 'OTHER']);
  });

  it('in prison it rests; who dies there is stopped for good', () => {
    paid()
      .on('2026-06-01', closes('IMPRISONED'))
      .on('2026-06-01', stops(stopped))
      .expect('BenefitSuspended', { reason: 'IMPRISONED', monthsPaid: 3 })
      .on('2026-07-01', closes('DIED', '2026-07-01'))
      .expect('BenefitStopRequested', { reason: 'DIED' })
      .on('2026-07-01', stops({ ...stopped, on: '2026-07-01' }))
      .expect('BenefitStopped', { reason: 'DIED', on: '2026-07-01' });
  });
});

describe('a stop that is accepted and not yet done', () => {
  const accepted = () =>
    paid()
      .on('2026-06-01', closes('HIRED'))
      .on('2026-06-01T01:00:00Z', stops({ outcome: 'ACCEPTED' }))
      .expect('BenefitStopAccepted')
      .clocks({ stop: '2026-06-01T02:00:00.000Z' });
  const status =
    (answer: ClaimAnswer): Decision =>
    (record, now) =>
      takeStopStatus(answer, owedBy(record.state))(record, now);

  it('is asked for until it is', () => {
    accepted()
      .on('2026-06-01T02:00:00Z', status(granted))
      .expect('PartnerCallFailed', { call: 'STOP', problem: 'STOP_NOT_DONE' })
      .on('2026-06-01T02:00:30Z', status({ outcome: 'STOPPED', claimNumber: 'SY1', on: '2026-06-01', monthsPaid: 3 }))
      .expect('BenefitStopped', { reason: 'HIRED', monthsPaid: 3 });
  });

  it('is not believed of a day yet to come', () => {
    const done = (on: string) => status({ outcome: 'STOPPED', claimNumber: 'SY1', on });
    accepted()
      .on('2026-06-01T02:00:00Z', done('2026-06-02'))
      .expect('PartnerCallFailed', { call: 'STOP', problem: 'PARTNER_DATE' })
      .on('2026-06-01T02:00:30Z', done('2026-06-01'))
      .expect('BenefitStopped');
  });

  it('needs an officer when it is never done', () => {
    let told = accepted();
    for (let attempt = 1; attempt < 10; attempt += 1)
      told = told.on(told.record.clocks[0]!.at.toISOString(), status(granted)).expect('PartnerCallFailed', { attempt });
    told.on('2026-06-03', status(granted)).expect('PartnerCallGivenUp', { problem: 'STOP_NOT_DONE' }).clocks({});
  });
});

describe('an answer of an impossible day', () => {
  const from = (day: string) => answers({ ...granted, from: day });
  it.each([
    ['before the registration', '2026-03-01'],
    ['yet to come', '2026-03-04'],
    ['of another age', '1900-01-01'],
  ])('%s is no answer: the call is made again', (_case, day) => {
    opened()
      .on('2026-03-03T01:00:00Z', from(day))
      .expect('PartnerCallFailed', { attempt: 1, problem: 'PARTNER_DATE' })
      .on('2026-03-03T01:00:30Z', from('2026-03-02'))
      .expect('BenefitGranted', { from: '2026-03-02' });
  });
  it('is not one of today, as the day is in the city', () => {
    opened().on('2026-03-02T16:30:00Z', from('2026-03-03')).expect('BenefitGranted', { from: '2026-03-03' });
  });
});

describe('a call that the open circuit holds back', () => {
  it('costs no attempt and is made later', () => {
    opened()
      .on('2026-03-02T01:00:00Z', answers({ ...failure, problem: 'CIRCUIT_OPEN', held: true }))
      .expect('PartnerCallFailed', { attempt: 0, problem: 'CIRCUIT_OPEN' })
      .clocks({ deliver: '2026-03-02T01:05:00.000Z' })
      .on('2026-03-02T01:05:00Z', answers(failure))
      .expect('PartnerCallFailed', { attempt: 1 });
  });
});

describe('what is told beside claim and stop', () => {
  const owes =
    (...notice: Parameters<typeof oweNotice>): Decision =>
    ({ state }, now) =>
      oweNotice(...notice)(state, now);
  const told =
    (answer: Parameters<typeof takeNoticeAnswer>[0]): Decision =>
    (record, now) =>
      takeNoticeAnswer(answer, record.state.status === 'GRANTED' ? record.state.telling! : owedBy(record.state))(
        record,
        now,
      );

  it('a confirmation, a course entered and left, in order, each once', () => {
    paid()
      .on('2026-04-01', owes('CONFIRMED', '2026-04-01'))
      .expect('NoticeOwed')
      .clocks({ tell: '2026-04-01' })
      .on('2026-04-02', owes('TRAINING_ENTERED', '2026-04-02', 'enrolment-1'))
      .on('2026-04-02', owes('TRAINING_ENTERED', '2026-04-02', 'enrolment-1'))
      .expect()
      .on('2026-04-02', told({ outcome: 'TAKEN' }))
      .expect('NoticeDelivered', { notice: 'CONFIRMED' })
      .on('2026-04-02', told({ outcome: 'TAKEN' }))
      .expect('NoticeDelivered', { notice: 'TRAINING_ENTERED' })
      .clocks({})
      .on('2026-05-06', owes('TRAINING_LEFT', '2026-05-06', 'enrolment-1'))
      .expect('NoticeOwed')
      .on('2026-05-07', owes('TRAINING_LEFT', '2026-05-07', 'enrolment-1'))
      .expect();
  });

  it('waits for the grant, and ends with the benefit', () => {
    const early = () => opened().on('2026-03-02', owes('CONFIRMED', '2026-03-02')).clocks({ deliver: '2026-03-02' });
    early().on('2026-03-03', answers(granted)).clocks({ tell: '2026-03-02' });
    early().on('2026-03-03', answers(refused)).clocks({}).on('2026-03-04', owes('CONFIRMED', '2026-03-04')).expect();
    paid()
      .on('2026-04-01', owes('CONFIRMED', '2026-04-01'))
      .on('2026-04-01', closes('HIRED'))
      .clocks({ stop: '2026-04-01' });
  });

  it('is tried again within its own budget', () => {
    paid()
      .on('2026-04-01', owes('CONFIRMED', '2026-04-01'))
      .on('2026-04-01', told(failure))
      .expect('PartnerCallFailed', { call: 'NOTICE', attempt: 1 })
      .on('2026-04-01', told(fatal))
      .expect('PartnerCallGivenUp', { call: 'NOTICE' })
      .on('2026-04-02', resumeCall)
      .expect('PartnerCallResumed', { call: 'NOTICE' })
      .clocks({ tell: '2026-04-02' });
  });
});

describe('a registration that is reopened', () => {
  const reopens: Decision = ({ state }, now) => resumeReopened('2026-07-01')(state, now);
  const ended = () =>
    paid().on('2026-06-01', closes('HIRED')).on('2026-06-01', stops(stopped)).expect('BenefitStopped');

  it('has its benefit resumed, which no decision had cut', () => {
    ended().on('2026-07-01', reopens).expect('BenefitResumeRequested', { on: '2026-07-01' });
  });

  it('changes nothing where the benefit runs, or where two officers have cut it', () => {
    paid().on('2026-07-01', reopens).expect();
    const cut = { ground: 'REFUSED_WORK', mode: 'STOP', on: '2026-06-01', sanctionId: 'sanction-1' } as const;
    paid()
      .on('2026-06-01', ({ state }, now) => cutBenefit(cut)(state, now))
      .on('2026-07-01', reopens)
      .expect();
  });
});

describe('a signed decision', () => {
  const cut = { ground: 'REFUSED_WORK', mode: 'STOP', on: '2026-06-01', sanctionId: 'sanction-1' } as const;
  const cuts: Decision = ({ state }, now) => cutBenefit(cut)(state, now);
  const restores =
    (sanctionId: string): Decision =>
    ({ state }, now) =>
      restoreBenefit({ sanctionId, on: '2026-08-03' })(state, now);
  const resumed =
    (answer: Parameters<typeof takeResumeAnswer>[0]): Decision =>
    (record, now) =>
      takeResumeAnswer(answer, owedBy(record.state))(record, now);

  it('stops the benefit, and its reversal resumes it', () => {
    paid()
      .on('2026-06-01', cuts)
      .expect('BenefitStopRequested', { reason: 'REFUSED_WORK', sanctionId: 'sanction-1' })
      .on('2026-06-01', stops(stopped))
      .expect('BenefitStopped', { reason: 'REFUSED_WORK' })
      .on('2026-08-03', restores('sanction-1'))
      .expect('BenefitResumeRequested')
      .clocks({ resume: '2026-08-03' })
      .on('2026-08-03', resumed(failure))
      .expect('PartnerCallFailed', { call: 'RESUME' })
      .on('2026-08-03', resumed({ outcome: 'RESUMED', on: '2026-08-03' }))
      .expect('BenefitResumed')
      .clocks({});
  });

  it('that is reversed while the stop is under way resumes it afterwards', () => {
    paid()
      .on('2026-06-01', cuts)
      .on('2026-06-02', restores('sanction-1'))
      .expect('BenefitResumeRequested')
      .clocks({ stop: '2026-06-01' })
      .on('2026-06-03', stops(stopped))
      .clocks({ resume: '2026-06-02' });
  });

  it.each([
    ['24 granted, 3 paid', { monthsPaid: 3 }, 21],
    ['24 granted, none paid', { monthsPaid: 0 }, 24],
    ['more paid than granted', { monthsPaid: 30 }, 0],
    ['not told how many were paid: March, April and May were begun', {}, 21],
  ])('resumed says for how many months more: %s', (_case, told, monthsLeft) => {
    paid()
      .on('2026-06-01', cuts)
      .on('2026-06-01', stops({ outcome: 'STOPPED', on: '2026-06-01', ...told }))
      .on('2026-08-03', restores('sanction-1'))
      .on('2026-08-03', resumed({ outcome: 'RESUMED', on: '2026-08-03' }))
      .expect('BenefitResumed', { monthsLeft });
  });

  it('that is reversed resumes nothing that ended otherwise', () => {
    paid().on('2026-06-01', closes('HIRED')).on('2026-06-01', stops(stopped)).on('2026-08-03', restores('s')).expect();
    paid().on('2026-06-01', closes('HIRED')).on('2026-06-01', cuts).expect();
  });
});

describe('who sees a benefit', () => {
  const { state } = paid();
  const actor = (role: string, more = {}) => ({ id: 'a', city: '449900', roles: [role] as never, ...more });
  it.each([
    ['manager of the city', actor('manager', { division: '449900' }), 'write'],
    ['manager of another district', actor('manager', { division: '449903' }), 'read'],
    ['clerk', actor('clerk', { division: '449903001' }), 'read'],
    ['the insurance system', actor('insurance-system'), 'write'],
    ['the jobseeker herself', actor('jobseeker', { personId: 'person-1' }), 'read'],
    ['another jobseeker', actor('jobseeker', { personId: 'person-2' }), 'none'],
    ['an employer', actor('employer', { orgId: 'x' }), 'none'],
  ])('%s: %j', (_who, someone, access) => {
    expect(benefit.access(state, someone)).toBe(access);
  });
});
