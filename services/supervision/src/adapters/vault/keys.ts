import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Config } from '../../config.ts';
import { type Cipher, cipherOf } from './cipher.ts';

/** The city's cipher from its secrets; a demo city without secrets makes one, whichever process comes first. */
export const cipherFor = async (config: Config, connection: Connection, city: string): Promise<Cipher> => {
  if (config.ZHIQIAO_VAULT_KEYS) return cipherOf(config.ZHIQIAO_VAULT_KEYS, city);
  if (config.ZHIQIAO_PROFILE === 'production') {
    throw new Error('ZHIQIAO_VAULT_KEYS: 生产环境必填 / required in production');
  }
  const made = await connection
    .db!.collection<{ _id: string; secret: string }>('vault_demo_secrets')
    .findOneAndUpdate(
      { _id: city },
      { $setOnInsert: { secret: randomBytes(32).toString('base64url') } },
      { upsert: true, returnDocument: 'after', writeConcern: { w: 'majority' } },
    );
  return cipherOf([made!.secret], city);
};
