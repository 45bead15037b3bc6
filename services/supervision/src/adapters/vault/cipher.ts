import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** IV, tag and ciphertext of one field, with the version of the key that sealed it. */
export type Sealed = { keyVersion: number; iv: Uint8Array; tag: Uint8Array; data: Uint8Array };
export type Cipher = { seal(plain: string, where: string): Sealed; open(sealed: Sealed, where: string): string };

const ALGORITHM = 'aes-256-gcm';
const aad = (where: string, version: number) => Buffer.from(`${where}|${version}`);

/** `secrets`: oldest first. Every city derives keys of its own; a value copied to another place does not open. */
export const cipherOf = (secrets: readonly string[], city: string): Cipher => {
  const keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, city, 'complaint-field', 32)));
  return {
    seal(plain, where) {
      const iv = randomBytes(12);
      const cipher = createCipheriv(ALGORITHM, keys.at(-1)!, iv).setAAD(aad(where, keys.length));
      const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return { keyVersion: keys.length, iv, tag: cipher.getAuthTag(), data };
    },
    open({ keyVersion, iv, tag, data }, where) {
      const key = keys[keyVersion - 1];
      if (!key) throw new Error(`the vault has no key of version ${keyVersion}`);
      const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: 16 })
        .setAAD(aad(where, keyVersion))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
    },
  };
};
