import { describe, expect, it } from '@jest/globals';
import { story } from '@zhiqiao/testing';
import { bids, opened, rejected, returned, submit, withdraw } from '../src/domain/bid.ts';

const bid = { tenderId: 'tender-1', supplierId: '91440300708461136T', commitment: 'a'.repeat(64) };
const submitted = () => story(bids).on('2026-03-10', submit(bid, true));
const officer = { id: 'o', city: '449900', roles: ['procurement-officer' as const] };
const supplier = { id: 's', city: '449900', roles: ['provider' as const], orgId: bid.supplierId };
const rival = { ...supplier, orgId: '914403001922038216' };

describe('a sealed bid', () => {
  it('comes in before the deadline, once', () => {
    submitted().expect('BidSubmitted', bid).refuses('2026-03-11', submit(bid, true), 'training.bid-already-in');
    story(bids).refuses('2026-03-24', submit(bid, false), 'training.bidding-closed');
  });

  it('can be withdrawn and replaced until the deadline', () => {
    submitted()
      .on('2026-03-11', withdraw(true))
      .expect('BidWithdrawn')
      .on('2026-03-12', submit({ ...bid, commitment: 'b'.repeat(64) }, true))
      .expect('BidSubmitted')
      .refuses('2026-03-24', withdraw(false), 'training.bidding-closed');
  });

  it('is opened by the opening of the tender, then stands or is rejected', () => {
    submitted()
      .on('2026-03-24', ({ state }) => opened(state, 5_000_000))
      .expect('BidOpened', { priceFen: 5_000_000 })
      .on('2026-03-24', ({ state }) => opened(state, 5_000_000))
      .expect()
      .on('2026-03-25', ({ state }) => rejected(state, 'COLLUSION'))
      .expect('BidRejected')
      .refuses('2026-03-25', withdraw(true), 'training.bid-not-open');
  });

  it('goes back unopened when the tender fails', () => {
    submitted()
      .on('2026-03-24', ({ state }) => returned(state))
      .expect('BidReturned')
      .on('2026-03-24', ({ state }) => opened(state, 1))
      .expect();
  });

  it('is hidden from everybody but its supplier until it is open', () => {
    const told = submitted();
    expect([officer, supplier, rival].map((actor) => bids.access(told.state, actor))).toEqual([
      'none',
      'write',
      'none',
    ]);
    told.on('2026-03-24', ({ state }) => opened(state, 5_000_000));
    expect([officer, supplier, rival].map((actor) => bids.access(told.state, actor))).toEqual([
      'read',
      'write',
      'none',
    ]);
  });
});
