import type { Command } from '@zhiqiao/records';
import { mayOpen, type OpeningSheet, openBids } from '../domain/tender.ts';
import { sealedBids } from './sealed-bids.ts';
import { lawOn, type World } from './world.ts';

/** The second officer opens: all prices go on one sheet into the tender; by that event each bid is opened. */
export const confirmOpening = (world: World) => async (command: Command, tenderId: string, now: Date) => {
  const officer = command.actor.id;
  const minimum = lawOn(world, now).number('training.minimumBidders');
  const { state } = await world.tenders.get(command.actor, tenderId);
  const sheet = mayOpen(state, officer, now) ? await openBox(world, tenderId, minimum) : undefined;
  return world.tenders.change(command, tenderId, openBids(officer, sheet, minimum));
};

/** Too few bids stay sealed. */
const openBox = async (world: World, tenderId: string, minimum: number): Promise<OpeningSheet> => {
  const bids = await sealedBids(world, tenderId);
  if (bids.length < minimum) return { bids: bids.length, prices: [] };
  const prices = bids.map(async ({ bidId, supplierId, commitment }) => {
    const { priceFen } = await world.bidBox.open({ tenderId, bidId, commitment });
    return { bidId, supplierId, priceFen };
  });
  return { bids: bids.length, prices: await Promise.all(prices) };
};
