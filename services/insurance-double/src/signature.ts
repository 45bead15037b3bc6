import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_MS = 5 * 60_000;

/** HMAC-SHA256 over method, path with query, timestamp (ms) and the hash of the body. */
export const signatureOf = (secret: string, method: string, path: string, timestamp: string, body: string) =>
  createHmac('sha256', secret)
    .update([method, path, timestamp, createHash('sha256').update(body).digest('hex')].join('\n'))
    .digest('hex');

export const isSigned = (
  secret: string,
  request: { method: string; path: string; timestamp: string; signature: string; body: string },
  now: number,
) => {
  const expected = signatureOf(secret, request.method, request.path, request.timestamp, request.body);
  return (
    Math.abs(now - Number(request.timestamp)) <= TOLERANCE_MS &&
    request.signature.length === expected.length &&
    timingSafeEqual(Buffer.from(request.signature), Buffer.from(expected))
  );
};
