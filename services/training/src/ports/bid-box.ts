import type { BidContent } from '@zhiqiao/domain';

export type Receipt = { commitment: string; salt: string };

/** The box that holds the bids until the opening. */
export interface BidBox {
  /** Puts a bid in, once per command; the receipt lets the supplier prove later what was handed in. */
  seal(bid: { tenderId: string; bidId: string; command: string; content: BidContent }): Promise<Receipt>;
  /** Takes out the bid that the commitment names; throws when it is not what was handed in. */
  open(bid: { tenderId: string; bidId: string; commitment: string }): Promise<BidContent>;
}
