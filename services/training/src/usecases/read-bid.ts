import type { Actor } from '@zhiqiao/domain';
import { isOpen } from '../domain/bid.ts';
import { errors } from '../errors.ts';
import type { World } from './world.ts';

/** The content of a bid; before the opening nobody reads it, not even who wrote it. */
export const readBid =
  ({ bids, bidBox }: World) =>
  async (actor: Actor, bidId: string) => {
    const { state } = await bids.get(actor, bidId);
    if (state.status === 'NONE' || !isOpen(state)) throw errors.bidSealed();
    return bidBox.open({ ...state, bidId });
  };
