import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Role } from '@zhiqiao/domain';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

type Claims = Record<string, unknown> & { roles: Role[] };
export type OwnIssuer = {
  url: string;
  /** A token that is good but for what is said otherwise; times in seconds from now. */
  token(claims: Claims, otherwise?: { issuer?: string; audience?: string; expiresIn?: number }): Promise<string>;
  /** A good token but for its key, which is not the issuer's. */
  forged(claims: Claims): Promise<string>;
  stop(): Promise<void>;
};

/** An OpenID issuer that a service finds by discovery, and that signs whatever a test wants. */
export const ownIssuer = async (): Promise<OwnIssuer> => {
  const [own, strange] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), alg: 'ES256', kid: 'key-1' };
  const server = createServer((req, res) => {
    const body = req.url?.endsWith('/jwks')
      ? { keys: [jwk] }
      : { issuer: url, jwks_uri: `${url}/jwks`, token_endpoint: `${url}/token` };
    res.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sign = (key: CryptoKey, claims: Claims, issuer = url, audience = 'zhiqiao', expiresIn = 3600) =>
    new SignJWT({ city: '449900', sub: 'account-1', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'key-1' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
      .sign(key);
  return {
    url,
    token: (claims, { issuer, audience, expiresIn } = {}) => sign(own.privateKey, claims, issuer, audience, expiresIn),
    forged: (claims) => sign(strange.privateKey, claims),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
