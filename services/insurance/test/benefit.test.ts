import { describe, expect, it } from '@jest/globals';
import { CLOSURE_REASON, type ClosureReason } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { story } from '@zhiqiao/testing';
import type { ClaimAnswer, Failed, StopAnswer } from '../src/domain/answers.ts';
import {
  type Benefit,
  benefit,
  openClaim,
  requestStop,
  resumeCall,
  takeClaimAnswer,
  takeDecision,
  takeStopAnswer,
} from '../src/domain/benefit.ts';
import { STOP_MODE } from '../src/domain/stopping.ts';

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
    requestStop({ reason, on })(state, now);
const owedBy = (state: Benefit) => ('owed' in state ? state.owed : { call: 'CLAIM' as const, attempts: 0 });
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
      .clocks({ deliver: '2026-06-01' })
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
      .clocks({ deliver: '2026-03-03' })
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
  const push = (decision: typeof granted | typeof refused): Decision => takeDecision(decision);

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
    paid().refuses('2026-03-04', takeDecision({ ...granted, months: 12 }), 'insurance.already-decided');
    paid().refuses('2026-03-04', takeDecision({ ...granted, claimNumber: 'SY2' }), 'insurance.other-claim');
  });
});

describe('why a registration ends', () => {
  it.each(Object.keys(CLOSURE_REASON) as ClosureReason[])('%s ends or rests the benefit', (reason) => {
    paid()
      .on('2026-06-01', closes(reason))
      .expect('BenefitStopRequested', { mode: reason === 'IMPRISONED' ? 'SUSPEND' : 'STOP' });
    expect(STOP_MODE[reason]).toBe(reason === 'IMPRISONED' ? 'SUSPEND' : 'STOP');
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
