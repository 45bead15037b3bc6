import { describe, expect, it } from '@jest/globals';
import type { PartnerSignal } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { story } from '@zhiqiao/testing';
import { type Benefit, benefit } from '../src/domain/benefit.ts';
import { missingSignals, takeSignal } from '../src/domain/signals.ts';

type Decision = Decide<Benefit, Parameters<typeof benefit.evolve>[1]>;
type Without<S> = S extends unknown ? Omit<S, 'claimNumber'> : never;
type Sent = Without<PartnerSignal>;
type Told = Parameters<typeof benefit.evolve>[1]['type'];

const { examples } = benefit.events;
const sends =
  (
    sequence: number,
    signal: Sent,
    { missedChecks, digest = `d${sequence}` }: { missedChecks?: number; digest?: string } = {},
  ): Decision =>
  (record, now) =>
    takeSignal(
      {
        sequence,
        sentAt: now.toISOString(),
        digest,
        signal: { claimNumber: 'SY00000001', ...signal } as PartnerSignal,
      },
      { missedChecks, today: now.toISOString().slice(0, 10) },
    )(record, now);

const claiming = () => story(benefit).given({ type: 'BenefitClaimOpened', data: examples.BenefitClaimOpened });
const granted = () => claiming().given({ type: 'BenefitGranted', data: examples.BenefitGranted });
const paid = (month: string, monthsPaid: number) =>
  ({ status: 'PAID', month, monthsPaid, amountFen: 187_200 }) as const;
const suspended = { status: 'SUSPENDED', on: '2026-05-01', reason: 'PRISON' } as const;
const resumed = { status: 'RESUMED', on: '2026-06-01' } as const;
const stopped = { status: 'STOPPED', on: '2026-06-01', reason: 'HIRED', monthsPaid: 3 } as const;
const missed = (month: string) => ({ status: 'CHECK_MISSED', month }) as const;
const APPLIED = { disposition: 'APPLIED' };

describe('what the insurance system sends by itself', () => {
  it('decides, pays, adjusts, suspends, resumes and exhausts', () => {
    claiming()
      .on('2026-03-04', sends(1, { status: 'GRANTED', months: 24, monthlyFen: 187_200, from: '2026-03-02' }))
      .expect('PartnerSignalReceived', APPLIED, 'BenefitGranted')
      .on('2026-03-05', sends(2, { status: 'CONTRIBUTIONS', contributionMonths: 264 }))
      .expect('PartnerSignalReceived', 'ContributionsReported')
      .on('2026-04-02', sends(3, paid('2026-03', 1)))
      .expect('PartnerSignalReceived', 'BenefitPaid')
      .on('2026-04-03', sends(4, { status: 'ADJUSTED', months: 24, monthlyFen: 192_600 }))
      .expect('PartnerSignalReceived', 'BenefitAdjusted')
      .on('2026-05-01', sends(5, suspended))
      .expect('PartnerSignalReceived', 'BenefitSuspended', { reason: 'BY_AGENCY', partnerReason: 'PRISON' })
      .on('2026-06-01', sends(6, resumed))
      .expect('PartnerSignalReceived', 'BenefitResumed')
      .on('2028-03-01', sends(7, { status: 'EXHAUSTED', on: '2028-03-01', monthsPaid: 24 }))
      .expect('PartnerSignalReceived', 'BenefitExhausted', { monthsPaid: 24 });
  });

  it('says with an adjustment how long the benefit runs now, counted from where it began or was last resumed', () => {
    granted()
      .on('2026-04-02', sends(1, paid('2026-03', 1)))
      .on('2026-04-03', sends(2, { status: 'ADJUSTED', months: 18, monthlyFen: 187_200 }))
      .expect('PartnerSignalReceived', 'BenefitAdjusted', { months: 18, from: '2026-03-02', monthsLeft: 18 })
      .on('2026-05-01', sends(3, suspended))
      .on('2026-06-01', sends(4, resumed))
      .expect('PartnerSignalReceived', 'BenefitResumed', { on: '2026-06-01', monthsLeft: 17 })
      .on('2026-06-02', sends(5, { status: 'ADJUSTED', months: 12, monthlyFen: 187_200 }))
      .expect('PartnerSignalReceived', 'BenefitAdjusted', { from: '2026-06-01', monthsLeft: 11 });
  });

  it('may come again, and not with another content under the same number', () => {
    granted()
      .on('2026-04-02', sends(1, paid('2026-03', 1)))
      .on('2026-04-02', sends(1, paid('2026-03', 1)))
      .expect();
    granted()
      .on('2026-04-02', sends(1, paid('2026-03', 1)))
      .refuses('2026-04-02', sends(1, paid('2026-03', 2), { digest: 'other' }), 'insurance.sequence-reused');
  });

  it('names its claim', () => {
    const other: Decision = (record, now) =>
      takeSignal(
        { sequence: 1, sentAt: now.toISOString(), digest: 'd', signal: { ...resumed, claimNumber: 'SY9' } },
        { today: '2026-07-01' },
      )(record, now);
    granted().refuses('2026-04-02', other, 'insurance.other-claim');
  });

  it('may come in another order: facts count, a state that was overtaken does not, and what is missing is known', () => {
    const told = granted()
      .on('2026-06-01', sends(4, resumed))
      .expect('PartnerSignalReceived', APPLIED)
      .on('2026-06-01', sends(3, suspended))
      .expect('PartnerSignalReceived', { disposition: 'OVERTAKEN' })
      .on('2026-06-01', sends(1, paid('2026-03', 1)))
      .expect('PartnerSignalReceived', 'BenefitPaid');
    expect(told.state).toMatchObject({ status: 'GRANTED', monthsPaid: 1 });
    expect(told.state.status !== 'NONE' && missingSignals(told.state)).toEqual([2]);
  });

  it('that contradicts is kept and shown, without effect', () => {
    granted()
      .on('2026-04-02', sends(1, { status: 'REFUSED', code: 'VOLUNTARY' }))
      .expect('PartnerSignalReceived', { disposition: 'CONTRADICTS' });
    claiming().on('2026-06-02', sends(1, stopped)).expect('PartnerSignalReceived', { disposition: 'CONTRADICTS' });
  });

  const grant = (from: string) => ({ status: 'GRANTED', months: 24, monthlyFen: 187_200, from }) as const;
  it.each<[Told, () => ReturnType<typeof granted>, Sent, Sent]>([
    ['BenefitStopped', granted, { ...stopped, on: '2026-06-02' }, { ...stopped, on: '2026-06-03' }],
    ['BenefitStopped', granted, { ...stopped, on: '2026-03-02' }, { ...stopped, on: '2026-03-01' }],
    ['BenefitGranted', claiming, grant('2026-06-02'), grant('2026-06-03')],
    ['BenefitGranted', claiming, grant('2026-03-02'), grant('2026-03-01')],
    ['BenefitPaid', granted, paid('2026-06', 4), paid('2026-07', 5)],
    ['BenefitPaid', granted, paid('2026-03', 1), paid('2026-02', 1)],
    ['BenefitCheckMissed', granted, missed('2026-06'), missed('2026-07')],
  ])('is of the days from the registration to today: %s', (told, benefit, inside, outside) => {
    benefit().on('2026-06-02', sends(1, inside)).expect('PartnerSignalReceived', APPLIED, told);
    benefit().refuses('2026-06-02', sends(1, outside), 'insurance.partner-date');
  });

  it('ends what was already ended by us as done, with our own reason', () => {
    granted()
      .given({ type: 'BenefitStopRequested', data: examples.BenefitStopRequested })
      .on('2026-06-02', sends(1, stopped))
      .expect('PartnerSignalReceived', 'BenefitStopped', { reason: 'HIRED', monthsPaid: 3 })
      .clocks({});
  });

  it('a stop that was accepted and is refused after all needs an officer', () => {
    granted()
      .given({ type: 'BenefitStopRequested', data: examples.BenefitStopRequested })
      .given({ type: 'BenefitStopAccepted', data: examples.BenefitStopAccepted })
      .on('2026-06-02', sends(1, { status: 'STOP_REFUSED', code: 'NOT_REGISTERED' }))
      .expect('PartnerSignalReceived', 'PartnerCallGivenUp', { call: 'STOP', problem: 'NOT_REGISTERED' })
      .clocks({});
  });
});

describe('missed monthly checks', () => {
  const two = { missedChecks: 2 };
  it('one is told, two in a row open a case, a third opens no other; nothing is stopped', () => {
    granted()
      .on('2026-06-01', sends(1, missed('2026-05'), two))
      .expect('PartnerSignalReceived', 'BenefitCheckMissed', { missed: 1 })
      .on('2026-07-01', sends(2, missed('2026-06'), two))
      .expect('PartnerSignalReceived', 'BenefitCheckMissed', { missed: 2 }, 'BenefitCutQuestioned', {
        ground: 'MISSED_CHECKS',
        months: ['2026-05', '2026-06'],
      })
      .clocks({})
      .on('2026-08-01', sends(3, missed('2026-07'), two))
      .expect('PartnerSignalReceived', 'BenefitCheckMissed', { missed: 3 });
  });

  it('with a month between are not in a row, until that one comes late', () => {
    granted()
      .on('2027-03-01', sends(1, missed('2026-12'), two))
      .on('2027-03-01', sends(3, missed('2027-02'), two))
      .expect('PartnerSignalReceived', 'BenefitCheckMissed', { missed: 1 })
      .on('2027-03-01', sends(2, missed('2027-01'), two))
      .expect('PartnerSignalReceived', 'BenefitCheckMissed', { missed: 3 }, 'BenefitCutQuestioned');
  });

  it('open no case where no rule says how many', () => {
    granted()
      .on('2026-06-01', sends(1, missed('2026-05')))
      .on('2026-07-01', sends(2, missed('2026-06')))
      .expect('PartnerSignalReceived', 'BenefitCheckMissed');
  });
});
