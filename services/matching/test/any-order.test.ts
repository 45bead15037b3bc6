import assert from 'node:assert/strict';
import { describe, it } from '@jest/globals';
import type { ReportedOutcome } from '@zhiqiao/domain';
import { Refusal } from '@zhiqiao/records';
import { organisations, story } from '@zhiqiao/testing';
import fc from 'fast-check';
import {
  accept,
  closeInError,
  decline,
  escalate,
  holdInterview,
  offer,
  referrals,
  registrationEnded,
  report,
  settle,
  vacancyGone,
} from '../src/domain/referral.ts';
import { silenceEnds } from './dues.ts';

const hired: ReportedOutcome = { outcome: 'HIRED', startDate: '2026-04-01' };
const notHired: ReportedOutcome = { outcome: 'NOT_HIRED', reason: 'OTHER' };
const introduction = {
  personId: 'limei',
  vacancyId: 'sewing',
  employerId: organisations.electronicsFactory.creditCode,
  division: '449902001001',
};

type Act = ReturnType<typeof decline>;
const acts: Record<string, (day: string) => Act> = {
  accept: () => accept(silenceEnds),
  decline: () => decline('TOO_FAR'),
  interview: (day) => holdInterview(day, day, silenceEnds),
  seekerHired: () => report('SEEKER', hired, silenceEnds),
  seekerNot: () => report('SEEKER', notHired, silenceEnds),
  employerHired: () => report('EMPLOYER', hired, silenceEnds),
  employerNot: () => report('EMPLOYER', notHired, silenceEnds),
  settleHired: () => settle(hired),
  settleNot: () => settle(notHired),
  closeInError: () => closeInError,
  noAnswer: () => escalate('NO_ANSWER'),
  noReport: () => escalate('NO_REPORT'),
  noConfirmation: () => escalate('NO_CONFIRMATION'),
  withdrawn: () => (record) => vacancyGone(record.state, 'VACANCY_WITHDRAWN'),
  filled: () => (record) => vacancyGone(record.state, 'VACANCY_FILLED'),
  employed: () => (record) => registrationEnded(record.state, 'HIRED'),
  deregistered: () => (record) => registrationEnded(record.state, 'NO_CONTACT'),
};
const OPEN = ['OFFERED', 'ACCEPTED', 'INTERVIEWED', 'HIRED'];
const dayAfter = (n: number) => new Date(Date.UTC(2026, 2, 2 + n)).toISOString().slice(0, 10);

describe('whatever is done to a referral, in whatever order', () => {
  it('is an event or a refusal; it is watched or waits for a counsellor until it ends; a hire has two voices', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 30 }), (names) => {
        const told = story(referrals).on(dayAfter(0), offer(introduction, silenceEnds));
        names.forEach((name, n) => {
          const before = told.state;
          assert.ok(before.status !== 'NONE');
          try {
            told.on(dayAfter(n), acts[name]!(dayAfter(n)));
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            assert.equal(told.state, before);
          }
          const { state, clocks } = told.record;
          assert.ok(state.status !== 'NONE');
          assert.equal(state.open, OPEN.includes(state.status));
          if (!before.open) assert.equal(state, before);
          const underWay = ['OFFERED', 'ACCEPTED', 'INTERVIEWED'].includes(state.status);
          assert.equal(clocks.length === 1 || state.needsCounsellor, underWay);
          if (state.status === 'HIRED' && before.status !== 'HIRED') {
            const voices = Object.values(state.accounts).filter(({ outcome }) => outcome === 'HIRED').length;
            assert.ok(voices === 2 || name === 'settleHired');
          }
        });
      }),
      { numRuns: 500 },
    );
  });
});
