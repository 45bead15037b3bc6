import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Connection } from 'mongoose';

const DEMO = 'demo-';

export type ProviderSecrets = { signingKey: JWK; cookieKey: string };

/** The demo's own: made once and kept, so that a restart signs nobody out. Production brings its secrets along. */
export const demoSecrets = async (connection: Connection): Promise<ProviderSecrets> => {
  const collection = connection.collection<{ _id: string } & ProviderSecrets>('demo-secrets');
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const made = {
    signingKey: {
      ...(await exportJWK(privateKey)),
      kid: `${DEMO}${randomBytes(8).toString('hex')}`,
      alg: 'ES256',
      use: 'sig',
    },
    cookieKey: randomBytes(32).toString('hex'),
  };
  const kept = await collection.findOneAndUpdate(
    { _id: 'provider' },
    { $setOnInsert: made },
    { upsert: true, returnDocument: 'after' },
  );
  return { signingKey: kept!.signingKey, cookieKey: kept!.cookieKey };
};

/** Production's, as configured; a key that a demo made for itself is none. */
export const configuredSecrets = async (jwk?: string, cookieKey?: string): Promise<ProviderSecrets> => {
  if (!jwk || !cookieKey) {
    throw new Error(
      '生产环境须配置 IDENTITY_SIGNING_JWK 与 IDENTITY_COOKIE_SECRET / production needs IDENTITY_SIGNING_JWK and IDENTITY_COOKIE_SECRET',
    );
  }
  const signingKey = JSON.parse(jwk) as JWK;
  await importJWK(signingKey, 'ES256');
  if (!signingKey.d || !signingKey.kid || signingKey.crv !== 'P-256' || signingKey.kid.startsWith(DEMO)) {
    throw new Error(
      'IDENTITY_SIGNING_JWK 须为带 kid 的 P-256 私钥，且不得使用演示密钥 / IDENTITY_SIGNING_JWK must be a private P-256 key with a kid, and none of a demo',
    );
  }
  return { signingKey: { ...signingKey, alg: 'ES256', use: 'sig' }, cookieKey };
};
