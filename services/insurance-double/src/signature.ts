import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_MS = 5 * 60_000;

/** HMAC-SHA256 over method, path with query, timestamp (ms) and the hash of the body. */
export const signatureOf = (secret: string, method: string, path: string, timestamp: string, body: string) =>
  createHmac('sha256', secret)
    .update([method, path, timestamp, createHash('sha256').update(body).digest('hex')].join('\n'))
    .digest('hex');

/** What is wrong with the signature of a request, if anything. */
export const faultOfSignature = (
  secret: string,
  request: { method: string; path: string; timestamp: string; signature: string; body: string },
  now: number,
): 'SIGNATURE' | 'TIMESTAMP' | undefined => {
  const expected = signatureOf(secret, request.method, request.path, request.timestamp, request.body);
  const same =
    request.signature.length === expected.length &&
    timingSafeEqual(Buffer.from(request.signature), Buffer.from(expected));
  if (!same) return 'SIGNATURE';
  return Math.abs(now - Number(request.timestamp)) <= TOLERANCE_MS ? undefined : 'TIMESTAMP';
};
