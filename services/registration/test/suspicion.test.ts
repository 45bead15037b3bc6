import assert from 'node:assert/strict';
import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@zhiqiao/records';
import { story } from '@zhiqiao/testing';
import fc from 'fast-check';
import {
  declineProposal,
  dismiss,
  merge,
  proposeMerge,
  proposeSplit,
  raise,
  split,
  suspicion,
  suspicionId,
} from '../src/domain/suspicion.ts';

const pair = ['limei', 'limei-again'];
const arisen = () => story(suspicion).on('2026-03-02', raise(pair, ['PHONE']));
const proposal = proposeMerge({ survivor: 'limei', ground: 'ID_NUMBER_CHANGED', officer: 'clerk-1' });
const proposed = () => arisen().on('2026-03-03', proposal);
const merged = () => proposed().on('2026-03-04', merge('manager-1'));

describe('two persons who may be one', () => {
  it('are one record, whichever is named first', () => {
    expect(suspicionId('b', 'a')).toBe(suspicionId('a', 'b'));
  });
  it('are suspected once, however often the same is noticed', () => {
    arisen()
      .on('2026-03-03', raise(pair.toReversed(), ['PHONE', 'NAME_AND_BIRTH_DATE']))
      .expect();
  });
  it('that were found to be two come up again only with a new signal', () => {
    const again = arisen()
      .on('2026-03-03', dismiss('SHARED_PHONE'))
      .expect('SuspicionDismissed')
      .on('2026-03-04', raise(pair, ['PHONE']))
      .expect()
      .on('2026-03-05', raise(pair, ['NAME_AND_BIRTH_DATE']))
      .expect('SuspicionArose');
    expect(again.state).toMatchObject({ status: 'OPEN', signals: ['PHONE', 'NAME_AND_BIRTH_DATE'] });
  });
  it('are merged by a second person, never by who proposed it', () => {
    proposed()
      .refuses('2026-03-04', merge('clerk-1'), 'registration.own-proposal')
      .on('2026-03-04', merge('manager-1'))
      .expect('PersonsMerged', {
        survivor: 'limei',
        merged: 'limei-again',
        proposedBy: 'clerk-1',
        confirmedBy: 'manager-1',
      });
  });
  it('are split again by two persons, and may be merged anew', () => {
    merged()
      .on('2026-04-01', proposeSplit('DIFFERENT_PEOPLE', 'manager-1'))
      .expect('SplitProposed')
      .refuses('2026-04-02', split('manager-1'), 'registration.own-proposal')
      .on('2026-04-02', split('manager-2'))
      .expect('PersonsSplit', { survivor: 'limei', merged: 'limei-again' })
      .on('2026-04-03', proposal)
      .expect('MergeProposed');
  });
  it('stay as they are when the second person does not agree', () => {
    proposed().on('2026-03-04', declineProposal).expect('MergeDeclined').on('2026-03-05', proposal);
    const still = merged()
      .on('2026-04-01', proposeSplit('PROCEDURE', 'clerk-1'))
      .on('2026-04-02', declineProposal)
      .expect('SplitDeclined');
    expect(still.state).toMatchObject({ status: 'MERGED', joined: true, survivor: 'limei' });
  });
  it('go on under the id of one of them', () => {
    const other = proposeMerge({ survivor: 'somebody-else', ground: 'TWO_ID_NUMBERS', officer: 'clerk-1' });
    arisen().refuses('2026-03-03', other, 'registration.not-of-the-pair');
  });
});

describe('whatever is done to a suspicion, in whatever order', () => {
  const acts = {
    phone: raise(pair, ['PHONE']),
    name: raise(pair, ['NAME_AND_BIRTH_DATE']),
    dismiss: dismiss('DIFFERENT_PEOPLE'),
    proposal,
    otherProposal: proposeMerge({ survivor: 'limei-again', ground: 'ID_NUMBER_MISTYPED', officer: 'clerk-2' }),
    merge: merge('manager-1'),
    ownMerge: merge('clerk-1'),
    proposeSplit: proposeSplit('DIFFERENT_PEOPLE', 'clerk-1'),
    split: split('manager-1'),
    ownSplit: split('clerk-1'),
    decline: declineProposal,
  };
  it('is an event or a refusal; the two are one exactly from a merge to a split, each by two persons', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(acts)), { maxLength: 25 }), (done) => {
        const told = arisen();
        for (const act of done) {
          const before = told.state;
          try {
            told.on('2026-03-03', act);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            assert.equal(told.state, before);
          }
          const { state } = told;
          assert.equal(state.joined, state.status === 'MERGED' || state.status === 'SPLIT_PROPOSED');
          if (state.joined !== before.joined) {
            assert.ok('proposedBy' in before);
            assert.ok(act !== acts.ownMerge || before.proposedBy !== 'clerk-1');
            assert.ok(act !== acts.ownSplit);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
