import { describe, it } from '@jest/globals';
import type { BenefitEvent } from '@zhiqiao/domain';
import { type Rec, Refusal } from '@zhiqiao/records';
import fc from 'fast-check';
import type { ClaimAnswer, StopAnswer } from '../src/domain/answers.ts';
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
import type { Delivery } from '../src/domain/delivery.ts';

type Owed = Delivery<'CLAIM' | 'STOP'>;
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
const stopAnswers: StopAnswer[] = [{ outcome: 'STOPPED', on: '2026-06-01' }, failure(false), failure(true)];
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constant<Act>(({ state }, _, now) => openClaim(claim)(state, now)),
  fc.constant<Act>(({ state }, _, now) => requestStop({ reason: 'HIRED', on: '2026-06-01' })(state, now)),
  fc.constant<Act>((record, _, now) => resumeCall(record, now)),
  fc.constantFrom(grant, refusal).map<Act>((decision) => (record, _, now) => takeDecision(decision)(record, now)),
  fc.constantFrom(...claimAnswers).map<Act>((a) => (record, held, now) => takeClaimAnswer(a, held)(record, now)),
  fc.constantFrom(...stopAnswers).map<Act>((a) => (record, held, now) => takeStopAnswer(a, held)(record, now)),
);

describe('whatever arrives, in whatever order', () => {
  it('a claim is decided once, what was granted is stopped once, and an owed call waits for a clock or an officer', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.boolean()), { maxLength: 40 }), (acts) => {
        const happened: string[] = [];
        let held: Owed = { call: 'CLAIM', attempts: 0 };
        let record: Rec<Benefit> = { id: 'r', city: '449900', version: 0, rev: 0, state: benefit.initial, clocks: [] };
        acts.forEach(([decide, looksAgain], step) => {
          if (looksAgain && 'owed' in record.state) held = record.state.owed;
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
  must(times('BenefitStopRequested') <= 1 && times('BenefitStopped') <= 1, 'stopped twice');
  must(times('BenefitStopped') <= times('BenefitGranted'), 'stopped without a grant');
  const waits = (benefit.clocks?.(state) ?? []).length === 1;
  must(waits === ('owed' in state && !state.owed.givenUp), 'an owed call is forgotten');
};
