import { type BidEvent, bidEvents } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

type Data<T extends BidEvent['type']> = Extract<BidEvent, { type: T }>['data'];

export type KnownBid = {
  status: 'SUBMITTED' | 'WITHDRAWN' | 'OPENED' | 'REJECTED' | 'RETURNED';
  tenderId: string;
  supplierId: string;
  commitment: string;
  receivedAt: string;
  priceFen?: number;
  rejection?: Data<'BidRejected'>['reason'];
};
export type Bid = { status: 'NONE' } | KnownBid;

/** A supplier has one bid in a tender. */
export const bidIdOf = (tenderId: string, supplierId: string) => `${tenderId}-${supplierId}`;

export const isOpen = (bid: Bid) => bid.status === 'OPENED' || bid.status === 'REJECTED';

export const bids: RecordKind<Bid, typeof bidEvents> = {
  events: bidEvents,
  initial: { status: 'NONE' },
  evolve(bid, event) {
    if (event.type === 'BidSubmitted') return { ...event.data, status: 'SUBMITTED' };
    if (bid.status === 'NONE') return bid;
    switch (event.type) {
      case 'BidWithdrawn':
        return { ...bid, status: 'WITHDRAWN' };
      case 'BidOpened':
        return { ...bid, status: 'OPENED', priceFen: event.data.priceFen };
      case 'BidRejected':
        return { ...bid, status: 'REJECTED', rejection: event.data.reason };
      case 'BidReturned':
        return { ...bid, status: 'RETURNED' };
    }
  },
  /** Before the opening not even an officer sees who has bid. */
  access(bid, actor) {
    if (bid.status === 'NONE') return 'none';
    if (holds(actor, 'provider') && actor.orgId === bid.supplierId) return 'write';
    return isOpen(bid) && holds(actor, 'procurement-officer', 'manager') ? 'read' : 'none';
  },
  indexes: [{ fields: ['tenderId', 'status'] }],
};

export const submit =
  (bid: Omit<Data<'BidSubmitted'>, 'receivedAt'>, inTime: boolean): Decide<Bid, BidEvent> =>
  ({ state }, now) => {
    if (!inTime) throw errors.biddingClosed();
    if (state.status === 'SUBMITTED') throw errors.bidAlreadyIn();
    if (state.status !== 'NONE' && state.status !== 'WITHDRAWN') throw errors.bidNotOpen({ status: state.status });
    return [{ type: 'BidSubmitted', data: { ...bid, receivedAt: now.toISOString() } }];
  };

const party = ({ tenderId, supplierId }: KnownBid) => ({ tenderId, supplierId });

export const withdraw =
  (inTime: boolean): Decide<Bid, BidEvent> =>
  ({ state }) => {
    if (state.status !== 'SUBMITTED') throw errors.bidNotOpen({ status: state.status });
    if (!inTime) throw errors.biddingClosed();
    return [{ type: 'BidWithdrawn', data: party(state) }];
  };

export const opened = (bid: Bid, priceFen: number): BidEvent[] =>
  bid.status === 'SUBMITTED' ? [{ type: 'BidOpened', data: { ...party(bid), priceFen } }] : [];

export const rejected = (bid: Bid, reason: Data<'BidRejected'>['reason']): BidEvent[] =>
  bid.status === 'OPENED' ? [{ type: 'BidRejected', data: { ...party(bid), reason } }] : [];

export const returned = (bid: Bid): BidEvent[] =>
  bid.status === 'SUBMITTED' ? [{ type: 'BidReturned', data: party(bid) }] : [];
