import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { type BidContent, bidContent } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import type { BidBox } from '../ports/bid-box.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** IV, tag and ciphertext in one buffer; `label` (the AAD) binds it to its place. */
const encrypt = (key: Buffer, label: string, plain: Buffer) => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(label));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
};
const decrypt = (key: Buffer, label: string, sealed: Buffer) => {
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, iv).setAAD(Buffer.from(label)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
};

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
  const master = () => Buffer.from(hkdfSync('sha256', secret, city, 'bid-box', 32));
  const keyLabel = (tenderId: string) => `${city}|bid_keys|${tenderId}`;
  const bidLabel = (bidId: string, commitment: string) => `${city}|sealed_bids|${bidId}|${commitment}`;

  const storedKey = async (tenderId: string) => {
    const stored = await keys().findOne({ _id: tenderId }, { promoteBuffers: true });
    return stored && decrypt(master(), keyLabel(tenderId), stored.wrapped);
  };
  const keyOf = async (tenderId: string) => {
    const wrapped = encrypt(master(), keyLabel(tenderId), randomBytes(32));
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
        { $setOnInsert: { bidId, commitment, salt, sealed: encrypt(key, bidLabel(bidId, commitment), plain) } },
        { upsert: true },
      );
      return { commitment, salt };
    },

    async open({ tenderId, bidId, commitment }) {
      const key = await storedKey(tenderId);
      const stored = await sealedBids().findOne({ _id: `${bidId}|${commitment}` }, { promoteBuffers: true });
      if (!key || !stored) throw new Error(`the sealed bid ${bidId} is missing`);
      const plain = decrypt(key, bidLabel(bidId, commitment), stored.sealed);
      const content = bidContent.parse(JSON.parse(plain.toString()));
      if (commitmentOf(stored.salt, content) !== commitment) throw new Error(`the sealed bid ${bidId} was changed`);
      return content;
    },
  };
};
