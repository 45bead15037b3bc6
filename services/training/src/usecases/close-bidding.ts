import type { OnClock } from '@zhiqiao/records';
import { closeBidding as close, type tenders } from '../domain/tender.ts';
import { sealedBids } from './sealed-bids.ts';
import { lawOn, type World } from './world.ts';

/** When the time for bids is over: counts the box, without looking in. */
export const closeBidding =
  (world: World): OnClock<typeof tenders> =>
  async ({ id }, { at }) => {
    const bids = await sealedBids(world, id);
    return close(bids.length, lawOn(world, at).number('training.minimumBidders'));
  };
