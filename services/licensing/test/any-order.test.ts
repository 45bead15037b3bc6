import assert from 'node:assert/strict';
import { describe, it } from '@jest/globals';
import type { LicenceEvent } from '@zhiqiao/domain';
import { type Rec, Refusal } from '@zhiqiao/records';
import fc from 'fast-check';
import {
  accept,
  correct,
  decideApplication,
  extendDecision,
  noteOverdueDecision,
  refuseApplication,
  requestCorrection,
  withdrawApplication,
} from '../src/domain/application.ts';
import { isInForce, type Licence } from '../src/domain/licence.ts';
import {
  decideRenewal,
  deregister,
  expire,
  proposeRevocation,
  reinstate,
  remindOfRenewal,
  requestRenewal,
  rescind,
  revoke,
  suspend,
  withdraw,
} from '../src/domain/licence-in-force.ts';
import { applied, complete, deadline, decided, ground, opened, signed, term } from './examples.ts';

type Decide = (record: Rec<Licence>, now: Date) => LicenceEvent[];
const termOf = () => term('2026-03-09', '2029-03-08', '2029-01-22');
const acts: Record<string, (day: string) => Decide> = {
  requestCorrection: () => requestCorrection(['CHARTER']),
  correct: (day) => correct(complete, deadline(day)),
  accept: (day) => accept(deadline(day), { bySilence: false }),
  refuse: () => refuseApplication('NOT_OUR_REMIT'),
  refuseUncorrected: () => refuseApplication('NOT_CORRECTED'),
  withdrawApplication: () => withdrawApplication,
  extend: (day) => extendDecision(() => deadline(day)),
  noteOverdue: () => noteOverdueDecision,
  grant: () => decideApplication(decided('accept'), 'N-1', termOf),
  refuseLicence: () => decideApplication(decided('refuse'), 'N-1', termOf),
  suspend: (day) => suspend(ground(signed().state), day),
  suspendUnsigned: (day) => suspend(ground(opened().state), day),
  reinstate: (day) => reinstate(day),
  notice: (day) => proposeRevocation(ground(signed().state), deadline(day)),
  revoke: (day) => revoke(day),
  rescind: (day) => rescind('FALSE_DOCUMENTS', day),
  withdraw: (day) => withdraw('LAW_CHANGED', day),
  deregister: (day) => deregister(undefined, day),
  dissolve: (day) => deregister('DISSOLVED', day),
  remind: () => remindOfRenewal,
  askRenewal: (day) => requestRenewal(day),
  renew: () => decideRenewal(decided('accept'), termOf),
  expire: (day) => expire(day, termOf),
};
const LIVE = ['APPLIED', 'CORRECTION_REQUESTED', 'ACCEPTED', 'GRANTED', 'SUSPENDED'];
const dayAfter = (n: number) => new Date(Date.UTC(2026, 2, 3 + n)).toISOString().slice(0, 10);

describe('whatever is done to a licence, in whatever order', () => {
  it('is an event or a refusal; it lives, ticks and counts as held exactly while its state says so', () => {
    const anyActs = fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 25 });
    fc.assert(
      fc.property(anyActs, fc.boolean(), (names, lacking) => {
        const told = applied(lacking ? { ...complete, documents: [] } : complete);
        names.forEach((name, n) => {
          try {
            told.on(dayAfter(n), acts[name]!(dayAfter(n)));
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
          const { state } = told;
          assert.equal(state.live, LIVE.includes(state.status), state.status);
          assert.equal(
            told.record.clocks.some(({ kind }) => kind === 'expiry'),
            isInForce(state),
          );
          if ('periods' in state && state.periods.length > 0) {
            assert.equal(state.periods.at(-1)?.status, state.status);
            const days = state.periods.map(({ from }) => from);
            assert.deepEqual(days.slice(1), days.slice(1).toSorted());
          }
        });
      }),
      { numRuns: 300 },
    );
  });
});
