import type { Command } from '@zhiqiao/records';
import { withdraw } from '../domain/bid.ts';
import { takesBids } from '../domain/tender.ts';
import type { World } from './world.ts';

export const withdrawBid =
  ({ tenders, bids }: World) =>
  async (command: Command, bidId: string, now: Date) => {
    const { state } = await bids.get(command.actor, bidId);
    const tender = state.status === 'NONE' ? undefined : await tenders.get(command.actor, state.tenderId);
    return bids.change(command, bidId, withdraw(tender !== undefined && takesBids(tender.state, now)));
  };
