import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type BidContent, bidContent } from '@zhiqiao/domain';
import { deriveKey, openBytes, type Platform, sealBytes } from '@zhiqiao/service-kit';
import type { BidBox } from '../ports/bid-box.ts';

const commitmentOf = (salt: string, content: BidContent) =>
  createHash('sha256')
    .update(`${salt}\n${JSON.stringify(content)}`)
    .digest('hex');

type TenderKey = { _id: string; wrapped: Buffer };
type SealedBid = { _id: string; bidId: string; commitment: string; salt: string; sealed: Buffer };

/**
 * Each tender has a random key, wrapped by the service's secret; each bid is sealed under the key of its tender.
 * Both lie beside the records, in private collections, and never reach a topic.
 */
export const mongoBidBox = (mongo: Platform['mongo'], city: string, secret: string): BidBox => {
  const keys = () => mongo.collection<TenderKey>('bid_keys');
  const sealedBids = () => mongo.collection<SealedBid>('sealed_bids');
  const master = () => deriveKey(secret, city, 'bid-box');
  const keyLabel = (tenderId: string) => `${city}|bid_keys|${tenderId}`;
  const bidLabel = (bidId: string, commitment: string) => `${city}|sealed_bids|${bidId}|${commitment}`;

  const storedKey = async (tenderId: string) => {
    const stored = await keys().findOne({ _id: tenderId }, { promoteBuffers: true });
    return stored && openBytes(master(), keyLabel(tenderId), stored.wrapped);
  };
  const keyOf = async (tenderId: string) => {
    const wrapped = sealBytes(master(), keyLabel(tenderId), randomBytes(32));
    await keys().updateOne({ _id: tenderId }, { $setOnInsert: { wrapped } }, { upsert: true });
    return (await storedKey(tenderId))!;
  };

  return {
    async seal({ tenderId, bidId, command, content }) {
      const key = (await storedKey(tenderId)) ?? (await keyOf(tenderId));
      // Derived, so that a command sent again gets the same receipt.
      const salt = createHmac('sha256', key).update(`${bidId}\n${command}`).digest('hex');
      const commitment = commitmentOf(salt, content);
      const plain = Buffer.from(JSON.stringify(content));
      await sealedBids().updateOne(
        { _id: `${bidId}|${commitment}` },
        { $setOnInsert: { bidId, commitment, salt, sealed: sealBytes(key, bidLabel(bidId, commitment), plain) } },
        { upsert: true },
      );
      return { commitment, salt };
    },

    async open({ tenderId, bidId, commitment }) {
      const key = await storedKey(tenderId);
      const stored = await sealedBids().findOne({ _id: `${bidId}|${commitment}` }, { promoteBuffers: true });
      if (!key || !stored) throw new Error(`the sealed bid ${bidId} is missing`);
      const plain = openBytes(key, bidLabel(bidId, commitment), stored.sealed);
      const content = bidContent.parse(JSON.parse(plain.toString()));
      if (commitmentOf(stored.salt, content) !== commitment) throw new Error(`the sealed bid ${bidId} was changed`);
      return content;
    },
  };
};
