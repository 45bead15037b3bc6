import type { BidContent } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { bidIdOf, submit } from '../domain/bid.ts';
import { takesBids } from '../domain/tender.ts';
import { errors } from '../errors.ts';
import type { World } from './world.ts';

/** Seals the bid and answers with the receipt. A supplier that has withdrawn may submit again, in time. */
export const submitBid =
  ({ tenders, bids, bidBox }: World) =>
  async (command: Command, tenderId: string, content: BidContent, now: Date) => {
    const supplierId = command.actor.orgId;
    if (!supplierId) throw errors.orgRequired();
    const bidId = bidIdOf(tenderId, supplierId);
    const tender = await tenders.get(command.actor, tenderId);
    const inTime = takesBids(tender.state, now);
    const earlier = await bids.seek(command.actor, bidId);
    if (!inTime && !earlier) throw errors.biddingClosed({ status: tender.state.status });

    const receipt = await bidBox.seal({ tenderId, bidId, command: command.key, content });
    const submission = submit({ tenderId, supplierId, commitment: receipt.commitment }, inTime);
    const written = earlier
      ? await bids.change(command, bidId, submission)
      : await bids.create(command, submission, bidId);
    return { ...written, receipt: { bidId, ...receipt } };
  };
