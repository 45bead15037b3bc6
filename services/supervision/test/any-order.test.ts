import assert from 'node:assert/strict';
import { describe, it } from '@jest/globals';
import { COMPLAINT_CATEGORY, COMPLAINT_STAGE, type ComplaintCategory, type ComplaintStage } from '@zhiqiao/domain';
import { Refusal } from '@zhiqiao/records';
import { organisations, story } from '@zhiqiao/testing';
import fc from 'fast-check';
import { complaints } from '../src/domain/complaint.ts';
import {
  archive,
  callBack,
  classify,
  dispatch,
  divert,
  extend,
  findNothing,
  joinInvestigation,
  noteOverdue,
  receive,
  reopen,
  reply,
  returnToDispatch,
  sign,
  substantiate,
} from '../src/domain/handling.ts';
import { times } from './times.ts';

const target = organisations.depositAgency.creditCode;
const officers = ['wang', 'zhao', 'south', 'feng'].map((id) => ({
  id,
  division: { wang: '449902', zhao: '449902', south: '449903', feng: '449900' }[id]!,
}));
type Officer = (typeof officers)[number];
type Act = ReturnType<typeof divert>;

const acts: Record<string, (by: Officer) => Act> = {
  classify: () => classify({ kind: 'COMPLAINT', category: 'DEPOSIT_DEMANDED', targetOrgId: target }, times),
  classifyUnnamed: () => classify({ kind: 'HELP', category: 'WAGE_DISPUTE' }, times),
  dispatch: (by) => dispatch(by, '449902', false, times),
  designate: (by) => dispatch(by, '449903', true, times),
  return: (by) => returnToDispatch(by, 'NOT_OUR_AREA', times),
  sign: (by) => sign(by, times),
  join: (by) => joinInvestigation(by, times),
  extend: (by) => extend(by, times),
  substantiate: (by) => substantiate(by, 'DEPOSIT_TAKEN'),
  findNothing: (by) => findNothing(by),
  reply: (by) => reply(by, times),
  missed: (by) => callBack(by, { reached: false }, times),
  pleased: (by) => callBack(by, { reached: true, satisfaction: 4, resolved: true, ourFault: false }, times),
  displeased: (by) => callBack(by, { reached: true, satisfaction: 1, resolved: false, ourFault: false }, times),
  ourFault: (by) => callBack(by, { reached: true, satisfaction: 1, resolved: false, ourFault: true }, times),
  divert: () => divert('LABOUR_ARBITRATION'),
  reopen: () => reopen(times),
  archive: () => archive,
  ...Object.fromEntries(
    (Object.keys(COMPLAINT_STAGE) as ComplaintStage[]).map((stage) => [`late ${stage}`, () => noteOverdue(stage)]),
  ),
};
/** The usual way; every walk leaves it somewhere. */
const usual = [
  ['classify', 3],
  ['dispatch', 3],
  ['sign', 0],
  ['join', 0],
  ['join', 1],
  ['substantiate', 0],
  ['reply', 0],
  ['displeased', 3],
] as const;
const dayAfter = (n: number) => new Date(Date.UTC(2026, 2, 9 + n)).toISOString().slice(0, 10);
const categories = Object.keys(COMPLAINT_CATEGORY) as ComplaintCategory[];

describe('whatever is done to a complaint, by whomever, in whatever order', () => {
  it('is an event or a refusal; who handled it never calls back; an investigation has two; what is closed rests', () => {
    const anyActs = fc.array(
      fc.record({ name: fc.constantFrom(...Object.keys(acts)), by: fc.constantFrom(...officers) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...categories), fc.nat(usual.length), anyActs, (category, along, strayed) => {
        const soFar = usual.slice(0, along).map(([name, by]) => ({ name, by: officers[by]! }));
        const done = [...soFar, ...strayed];
        const told = story(complaints).on(
          dayAfter(0),
          receive({ channel: 'WEB', kind: 'COMPLAINT', category, targetOrgId: target, division: '449902001' }, times),
        );
        done.forEach(({ name, by }, n) => {
          const before = told.state;
          assert.ok(before.status !== 'NONE');
          try {
            told.on(dayAfter(n), acts[name]!(by));
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            assert.equal(told.state, before);
          }
          const { state, clocks } = told.record;
          assert.ok(state.status !== 'NONE');
          if (before.status === 'ARCHIVED') assert.equal(state, before);
          if (state.callBacks > before.callBacks) assert.ok(!before.handlers.includes(by.id));
          if (state.status === 'INVESTIGATING') assert.equal(state.investigators.length, 2);
          if (['DIVERTED', 'ARCHIVED', 'CALLED_BACK'].includes(state.status)) assert.deepEqual(clocks, []);
          else assert.ok(Object.keys(state.due).length > 0, `${state.status} is watched by nobody`);
          assert.ok(state.overdue.every((stage) => state.due[stage] && state.late.includes(stage)));
        });
      }),
      { numRuns: 300 },
    );
  });
});
