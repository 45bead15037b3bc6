import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { CipherSuite } from '../../ports/cipher-suite.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;

/** `keys`: version -> 32 bytes, the highest version seals. `indexKey` stays for as long as the index does. */
export const aesGcm = (keys: ReadonlyMap<number, Buffer>, indexKey: Buffer): CipherSuite => {
  const newest = Math.max(...keys.keys());
  const keyOf = (version: number) => {
    const key = keys.get(version);
    if (!key) throw new Error(`the vault has no key of version ${version}`);
    return key;
  };
  const aad = (where: string, version: number) => Buffer.from(`${where}|${version}`);

  return {
    seal(plain, where) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, keyOf(newest), iv).setAAD(aad(where, newest));
      const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return { keyVersion: newest, iv, data, tag: cipher.getAuthTag() };
    },
    open({ keyVersion, iv, data, tag }, where) {
      const decipher = createDecipheriv(ALGORITHM, keyOf(keyVersion), iv, { authTagLength: 16 })
        .setAAD(aad(where, keyVersion))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
    },
    blindIndex: (value) => createHmac('sha256', indexKey).update(value).digest('base64url'),
  };
};
