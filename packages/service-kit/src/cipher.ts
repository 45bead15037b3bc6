import {
  type CipherKey,
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Connection } from 'mongoose';
import type { z } from 'zod';
import type { vaultConfig } from './secrets.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** IV, tag and ciphertext in one buffer; `label` (the additional data) binds it to its place. `key`: 32 bytes. */
export const sealBytes = (key: CipherKey, label: string, plain: Buffer): Buffer => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(label));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
};
/** Throws when it was touched, moved or sealed under another key. */
export const openBytes = (key: CipherKey, label: string, sealed: Buffer): Buffer => {
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(label)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
};

/** How private fields are kept: AES-256-GCM today; a city bound to SM4 gives its own. */
export interface FieldCipher {
  /** `where`: city|collection|id|field. A value copied elsewhere does not open. */
  seal(plain: string, where: string): string;
  open(sealed: string, where: string): string;
}

/**
 * 32 bytes of this city and this use; even bureaus that share a secret share no key. A key object: node reads the bytes
 * of a plain key anew each time, which costs four times what sealing a field does.
 */
export const deriveKey = (secret: string, city: string, use: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, city, use, 32)));

/** `secrets`: oldest first; the last one seals, all of them open. A sealed field reads `<keyVersion>.<base64url>`. */
export const fieldCipher = (secrets: readonly string[], city: string, use: string): FieldCipher => {
  const keys = secrets.map((secret) => deriveKey(secret, city, use));
  const label = (where: string, version: number) => `${where}|${version}`;
  return {
    seal(plain, where) {
      const version = keys.length;
      return `${version}.${sealBytes(keys.at(-1)!, label(where, version), Buffer.from(plain)).toString('base64url')}`;
    },
    open(sealed, where) {
      const [version, body] = sealed.split('.', 2) as [string, string];
      const key = keys[Number(version) - 1];
      if (!key) throw new Error(`the vault has no key of version ${version}`);
      return openBytes(key, label(where, Number(version)), Buffer.from(body, 'base64url')).toString('utf8');
    },
  };
};

/** The cipher of a service's vault from `vaultConfig`; a demo city without secrets makes its own. */
export const vaultCipher = async (
  { ZHIQIAO_VAULT_KEYS: keys, ZHIQIAO_PROFILE: profile }: z.output<z.ZodObject<typeof vaultConfig>>,
  connection: Connection,
  city: string,
  use: string,
): Promise<FieldCipher> => {
  if (keys) return fieldCipher(keys, city, use);
  if (profile === 'production') throw new Error('ZHIQIAO_VAULT_KEYS: 生产环境必填 / required in production');
  const { secret } = await demoSecrets(connection, city, ['secret']);
  return fieldCipher([secret], city, use);
};

/** Secrets of a demo city that was given none: made once, by whichever process comes first, and kept beside the data. */
export const demoSecrets = async <N extends string>(connection: Connection, city: string, names: readonly N[]) => {
  const made = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64url')]));
  const kept = await connection
    .db!.collection<{ _id: string }>('vault_demo_secrets')
    .findOneAndUpdate(
      { _id: city },
      { $setOnInsert: made },
      { upsert: true, returnDocument: 'after', writeConcern: { w: 'majority' } },
    );
  return kept as unknown as Record<N, string>;
};
