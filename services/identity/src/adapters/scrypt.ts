import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordHashing } from '../ports/credentials.ts';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const LENGTH = 32;
const COST = { N: 2 ** 15, r: 8, p: 1 };

const key = (password: string, salt: Buffer, cost: typeof COST) =>
  derive(password.normalize('NFC'), salt, LENGTH, { ...cost, maxmem: 256 * cost.N * cost.r });

/** `scrypt$N$r$p$salt$key`: the cost stands in the hash, so it can rise without breaking what is stored. */
export const scryptHashing: PasswordHashing = {
  async hash(password) {
    const salt = randomBytes(16);
    const derived = await key(password, salt, COST);
    return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), derived.toString('base64url')].join('$');
  },
  async verify(password, hash) {
    const [, N, r, p, salt, expected] = hash.split('$');
    const cost = { N: Number(N), r: Number(r), p: Number(p) };
    const derived = await key(password, Buffer.from(salt!, 'base64url'), cost);
    return timingSafeEqual(derived, Buffer.from(expected!, 'base64url'));
  },
};

/** Hashes a password once: those who share one, as everybody in the demo does, share its hash. For one use, as it remembers. */
export const hashedOnce = ({ hash, verify }: PasswordHashing): PasswordHashing => {
  const known = new Map<string, Promise<string>>();
  return {
    verify,
    hash(password) {
      const hashed = known.get(password) ?? hash(password);
      known.set(password, hashed);
      return hashed;
    },
  };
};
