/** Valid numbers for tests, computed from the standards' own tables and so a second opinion on `domain`'s checks. */
import { randomBytes } from 'node:crypto';

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An 18-digit ID number (GB 11643). Odd `seed` (0 … 999): a man; even: a woman. */
export const idNumber = (birth: string, seed: number, area = '440106'): string => {
  const body = `${area}${birth.replaceAll('-', '')}${String(seed % 1000).padStart(3, '0')}`;
  return body + '10X98765432'[weighed(body, ID_WEIGHTS, '0123456789') % 11];
};

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = Array.from({ length: 17 }, (_, i) => 3 ** i % 31);
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** A unified social credit code (GB 32100) of an enterprise, with a valid organisation code (GB 11714) inside. */
export const creditCodeFor = (seed: number): string => {
  const org = String(seed).padStart(8, '0').slice(-8);
  const body = `91440106${org}${'0X987654321'[weighed(org, ORG_WEIGHTS, CREDIT_ALPHABET) % 11]}`;
  return body + CREDIT_ALPHABET[(31 - (weighed(body, CREDIT_WEIGHTS, CREDIT_ALPHABET) % 31)) % 31];
};

const weighed = (text: string, weights: number[], alphabet: string) =>
  weights.reduce((sum, weight, i) => sum + weight * alphabet.indexOf(text[i]!), 0);

/** Time-ordered UUID (RFC 9562), as clients send it for an Idempotency-Key. */
export const uuid7 = (now = Date.now()): string => {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
