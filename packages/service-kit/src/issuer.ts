import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { request } from 'undici';
import { z } from 'zod';

const discovery = z.object({ jwks_uri: z.url(), token_endpoint: z.url() });
const REFRESH_MS = 5 * 60_000;

export type Issuer = { keys: JWTVerifyGetKey; tokenEndpoint(): Promise<string>; stop(): void };

/**
 * The OpenID issuer, found by its discovery document at the first use, so that services start in any order. Its keys
 * are renewed in the background and stay in use while it is away.
 */
export const openIdIssuer = (url: string): Issuer => {
  let found: Promise<{ jwks: ReturnType<typeof createRemoteJWKSet>; tokenEndpoint: string }> | undefined;

  const discover = async () => {
    const address = `${url.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await request(address, { headersTimeout: 3000, bodyTimeout: 3000 });
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw new Error(`discovery answered ${answer.statusCode}`);
    }
    const document = discovery.parse(await answer.body.json());
    const jwks = createRemoteJWKSet(new URL(document.jwks_uri), { cacheMaxAge: Infinity, timeoutDuration: 3000 });
    return { jwks, tokenEndpoint: document.token_endpoint };
  };
  const issuer = () => {
    found ??= discover().catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  const timer = setInterval(() => {
    void found?.then(({ jwks }) => jwks.reload()).catch(() => {}); // the keys at hand go on
  }, REFRESH_MS);
  timer.unref();

  return {
    keys: async (header, token) => (await issuer()).jwks(header, token),
    tokenEndpoint: async () => (await issuer()).tokenEndpoint,
    stop: () => clearInterval(timer),
  };
};
