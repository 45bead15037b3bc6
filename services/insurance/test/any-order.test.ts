import { describe, it } from '@jest/globals';
import type { BenefitEvent, PartnerSignal } from '@zhiqiao/domain';
import { type Rec, Refusal } from '@zhiqiao/records';
import fc from 'fast-check';
import type { ClaimAnswer, StopAnswer, Theirs } from '../src/domain/answers.ts';
import { type Benefit, benefit, type Call } from '../src/domain/benefit.ts';
import {
  cutBenefit,
  endRegistration,
  openClaim,
  oweNotice,
  restoreBenefit,
  resumeCall,
  sendAgain,
} from '../src/domain/claiming.ts';
import type { Delivery } from '../src/domain/delivery.ts';
import {
  adopt,
  takeClaimAnswer,
  takeDecision,
  takeNoticeAnswer,
  takeResumeAnswer,
  takeStopAnswer,
  takeStopStatus,
} from '../src/domain/following.ts';
import { takeSignal } from '../src/domain/signals.ts';

type Owed = Delivery<Call>;
/** `held`: the call that was under way when the answer set out, possibly long ago. */
type Act = (record: Rec<Benefit>, held: Owed, now: Date) => BenefitEvent[];

const decideBy = { due: '2026-03-11', at: '2026-03-11T15:59:59.999Z', calendar: 'c', provisional: false };
const claim = { personId: 'p', registrationId: 'r', division: '449902001001', from: '2026-03-02', decideBy };
const grant = { outcome: 'GRANTED', claimNumber: 'SY1', months: 24, monthlyFen: 1, from: '2026-03-02' } as const;
const refusal = { outcome: 'REFUSED', claimNumber: 'SY1', reason: 'X' } as const;
const failure = (permanent: boolean) => ({ outcome: 'FAILED', problem: 'TIMEOUT', permanent }) as const;

const claimAnswers: ClaimAnswer[] = [
  grant,
  refusal,
  { outcome: 'PENDING', claimNumber: 'SY1' },
  failure(false),
  failure(true),
];
const stopAnswers: StopAnswer[] = [
  { outcome: 'STOPPED', on: '2026-06-01' },
  { outcome: 'ACCEPTED' },
  failure(false),
  failure(true),
];
const theirs: Theirs[] = [
  grant,
  refusal,
  { outcome: 'STOPPED', claimNumber: 'SY1', on: '2026-06-02', grant },
  { outcome: 'SUSPENDED', claimNumber: 'SY1', on: '2026-06-02', grant },
  { outcome: 'EXHAUSTED', claimNumber: 'SY1', on: '2026-06-02' },
];
const signals: PartnerSignal[] = [
  { status: 'SUSPENDED', claimNumber: 'SY1', on: '2026-05-01', reason: 'X' },
  { status: 'RESUMED', claimNumber: 'SY1', on: '2026-05-02' },
  { status: 'STOPPED', claimNumber: 'SY1', on: '2026-05-03', reason: 'X' },
  { status: 'EXHAUSTED', claimNumber: 'SY1', on: '2026-05-04' },
  { status: 'PAID', claimNumber: 'SY1', month: '2026-05', amountFen: 1, monthsPaid: 1 },
  { status: 'ADJUSTED', claimNumber: 'SY1', months: 12, monthlyFen: 2 },
  { status: 'CHECK_MISSED', claimNumber: 'SY1', month: '2026-05' },
  { status: 'CHECK_MISSED', claimNumber: 'SY1', month: '2026-06' },
  { status: 'STOP_REFUSED', claimNumber: 'SY1', code: 'X' },
];
const cut = { ground: 'MISSED_CHECKS', mode: 'STOP', on: '2026-06-01', sanctionId: 's1' } as const;
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constant<Act>(({ state }, _, now) => openClaim(claim)(state, now)),
  fc.constantFrom('HIRED' as const, 'IMPRISONED' as const, 'REFUSED_SERVICES' as const).map<Act>(
    (reason) =>
      ({ state }, _, now) =>
        endRegistration({ reason, on: '2026-06-01' })(state, now),
  ),
  fc.constant<Act>(({ state }, _, now) => cutBenefit(cut)(state, now)),
  fc.constant<Act>(({ state }, _, now) => restoreBenefit({ sanctionId: 's1', on: '2026-07-01' })(state, now)),
  fc.constant<Act>(({ state }, _, now) => oweNotice('CONFIRMED', '2026-04-01')(state, now)),
  fc.constant<Act>((record, _, now) => resumeCall(record, now)),
  fc.constant<Act>((record, _, now) => sendAgain(record, now)),
  fc
    .constantFrom(grant, refusal)
    .map<Act>((decision) => (record, _, now) => takeDecision(decision, { today: '2026-12-31' })(record, now)),
  fc.constantFrom(...theirs).map<Act>((it) => (record, _, now) => adopt(it, '2026-06-03')(record, now)),
  fc.constantFrom(...claimAnswers).map<Act>((a) => (record, held, now) => takeClaimAnswer(a, held)(record, now)),
  fc.constantFrom(...claimAnswers).map<Act>((a) => (record, held, now) => takeStopStatus(a, held)(record, now)),
  fc.constantFrom(...stopAnswers).map<Act>((a) => (record, held, now) => takeStopAnswer(a, held)(record, now)),
  fc
    .constantFrom({ outcome: 'RESUMED', on: '2026-07-01' } as const, failure(false), failure(true))
    .map<Act>((a) => (record, held, now) => takeResumeAnswer(a, held)(record, now)),
  fc
    .constantFrom({ outcome: 'TAKEN' } as const, failure(false), failure(true))
    .map<Act>((a) => (record, held, now) => takeNoticeAnswer(a, held)(record, now)),
  fc.tuple(fc.constantFrom(...signals), fc.integer({ min: 1, max: 12 })).map<Act>(([signal, sequence]) => {
    const message = { sequence, sentAt: '2026-05-01T00:00:00.000Z', digest: JSON.stringify(signal), signal };
    return (record, _, now) => takeSignal(message, { missedChecks: 2, today: '2026-06-30' })(record, now);
  }),
);

describe('whatever arrives, in whatever order', () => {
  it('a claim is decided once, what was granted is stopped once, and an owed call waits for a clock or an officer', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.boolean()), { maxLength: 40 }), (acts) => {
        const happened: string[] = [];
        let held: Owed = { call: 'CLAIM', attempts: 0 };
        let record: Rec<Benefit> = { id: 'r', city: '449900', version: 0, rev: 0, state: benefit.initial, clocks: [] };
        acts.forEach(([decide, looksAgain], step) => {
          if (looksAgain && 'owed' in record.state && record.state.owed) held = record.state.owed;
          for (const event of attempt(() => decide(record, held, new Date(Date.UTC(2026, 2, 2, step))))) {
            benefit.events.types[event.type].parse(event.data);
            happened.push(event.type);
            record = { ...record, state: benefit.evolve(record.state, event), version: record.version + 1 };
          }
          requireConsistent(record.state, happened);
        });
      }),
      { numRuns: 2000 },
    );
  });
});

const attempt = (decide: () => BenefitEvent[]) => {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

const requireConsistent = (state: Benefit, happened: string[]) => {
  const times = (type: string) => happened.filter((name) => name === type).length;
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`${what}: ${happened}`);
  };
  must(times('BenefitGranted') + times('BenefitRefused') <= 1, 'decided twice');
  const ends = times('BenefitStopped') + times('BenefitSuspended') + times('BenefitExhausted');
  must(ends === 0 || times('BenefitGranted') === 1, 'ended without a grant');
  must(times('BenefitExhausted') <= 1, 'exhausted twice');
  must(times('BenefitResumed') <= ends, 'resumed more often than it ended');
  const open = (benefit.clocks?.(state) ?? []).map(({ kind }) => kind).sort();
  const owed = 'owed' in state && state.owed && !state.owed.givenUp;
  const telling = state.status === 'GRANTED' && state.telling && !state.telling.givenUp;
  must(open.length === Number(owed ?? false) + Number(telling ?? false), 'an owed call is forgotten');
};
