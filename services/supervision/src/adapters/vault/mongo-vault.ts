import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FieldCipher } from '@zhiqiao/service-kit';
import type { Connection } from 'mongoose';
import type { Vault } from '../../ports/vault.ts';

const COLLECTION = 'vault_complaints';
/** Without the letters and digits that are mistaken for one another when read out. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 12;

type Stored = {
  _id: string;
  city: string;
  codeHash: string;
  /** This and what follows is sealed. */
  code: string;
  text: string;
  phone: string;
  name?: string;
  reply?: string;
};

/** The vault in a private collection of supervision's database. `cipher` is asked at the first use. */
export const mongoVault = (connection: Connection, city: string, cipher: () => Promise<FieldCipher>): Vault => {
  const entries = () =>
    connection.db!.collection<Stored>(COLLECTION, {
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
    });
  const fieldsOf = async (id: string) => {
    const { seal, open } = await cipher();
    const where = (field: string) => `${city}|${COLLECTION}|${id}|${field}`;
    return {
      seal: (value: string, field: string) => seal(value, where(field)),
      open: (sealed: string, field: string) => open(sealed, where(field)),
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
