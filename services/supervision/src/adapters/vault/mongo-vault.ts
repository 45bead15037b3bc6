import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Connection, mongo } from 'mongoose';
import type { Vault } from '../../ports/vault.ts';
import type { Cipher, Sealed } from './cipher.ts';

const COLLECTION = 'vault_complaints';
/** Without the letters and digits that are mistaken for one another when read out. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 12;

type StoredSealed = Omit<Sealed, 'iv' | 'tag' | 'data'> & Record<'iv' | 'tag' | 'data', mongo.Binary>;
type Stored = {
  _id: string;
  city: string;
  codeHash: string;
  code: StoredSealed;
  text: StoredSealed;
  phone: StoredSealed;
  name?: StoredSealed;
  reply?: StoredSealed;
};

/** The vault in a private collection of supervision's database. `cipher` is asked at the first use. */
export const mongoVault = (connection: Connection, city: string, cipher: () => Promise<Cipher>): Vault => {
  const entries = () =>
    connection.db!.collection<Stored>(COLLECTION, {
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
    });
  const fieldsOf = async (id: string) => {
    const { seal, open } = await cipher();
    const where = (field: string) => `${city}|${COLLECTION}|${id}|${field}`;
    return {
      seal(value: string, field: string): StoredSealed {
        const { keyVersion, iv, tag, data } = seal(value, where(field));
        return { keyVersion, iv: new mongo.Binary(iv), tag: new mongo.Binary(tag), data: new mongo.Binary(data) };
      },
      open: ({ keyVersion, iv, tag, data }: StoredSealed, field: string) =>
        open({ keyVersion, iv: iv.value(), tag: tag.value(), data: data.value() }, where(field)),
    };
  };

  return {
    async keep(id, { text, phone, name }) {
      const { seal, open } = await fieldsOf(id);
      const code = randomCode();
      const stored = await entries().findOneAndUpdate(
        // By the id alone: only then does the database itself settle two upserts at once.
        { _id: id },
        {
          $setOnInsert: {
            city,
            codeHash: hashOf(code),
            code: seal(code, 'code'),
            text: seal(text, 'text'),
            phone: seal(phone, 'phone'),
            ...(name !== undefined && { name: seal(name, 'name') }),
          },
        },
        { upsert: true, returnDocument: 'after' },
      );
      return { trackingCode: open(stored!.code, 'code') };
    },
    async read(id) {
      const stored = await entries().findOne({ _id: id, city });
      if (!stored) return undefined;
      const { open } = await fieldsOf(id);
      const { text, phone, name, reply } = stored;
      return {
        text: open(text, 'text'),
        phone: open(phone, 'phone'),
        ...(name && { name: open(name, 'name') }),
        ...(reply && { reply: open(reply, 'reply') }),
      };
    },
    async keepReply(id, text) {
      const { seal } = await fieldsOf(id);
      await entries().updateOne({ _id: id, city }, { $set: { reply: seal(text, 'reply') } });
    },
    async fits(id, trackingCode) {
      const stored = await entries().findOne({ _id: id, city }, { projection: { codeHash: 1 } });
      const given = Buffer.from(hashOf(trackingCode.toUpperCase()));
      return stored !== null && timingSafeEqual(Buffer.from(stored.codeHash), given);
    },
  };
};

const randomCode = () => Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
const hashOf = (code: string) => createHash('sha256').update(code).digest('hex');
