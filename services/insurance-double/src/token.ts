import { z } from 'zod';

const discovery = z.object({ token_endpoint: z.url() });
const granted = z.object({ access_token: z.string(), expires_in: z.number() });

/** The access token of a machine account: client credentials at the issuer, renewed half a minute before it ends. */
export const machineToken = ({ issuer, id, secret }: { issuer: string; id: string; secret: string }) => {
  let held: { token: string; until: number } | undefined;
  return async () => {
    if (held && held.until > Date.now()) return held.token;
    const found = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const answer = await fetch(discovery.parse(await found.json()).token_endpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const { access_token, expires_in } = granted.parse(await answer.json());
    held = { token: access_token, until: Date.now() + (expires_in - 30) * 1000 };
    return held.token;
  };
};
