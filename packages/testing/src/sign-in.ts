import { createHash, randomBytes } from 'node:crypto';

const CLIENT = 'zhiqiao-web';

/** Signs a person in as a browser does (authorization code, PKCE, cookies, the login form); answers the access token. */
export const signIn = async (issuer: string, login: string, password: string): Promise<string> => {
  const base = issuer.replace(/\/$/, '');
  const redirect = `${base}/signed-in`;
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(8).toString('base64url');
  const browse = browser();

  const asked = new URL(`${base}/oidc/auth`);
  asked.search = new URLSearchParams({
    client_id: CLIENT,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirect,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();

  const page = await browse(asked.href, { until: redirect });
  const answer = await browse(page.url, { until: redirect, form: { login, password } });
  const arrived = new URL(answer.url);
  const code = arrived.searchParams.get('code');
  if (!code || arrived.searchParams.get('state') !== state) {
    throw new Error(`${login} was not signed in (${answer.status}): ${problemOn(answer.body)}`);
  }
  return token(base, {
    grant_type: 'authorization_code',
    client_id: CLIENT,
    code,
    redirect_uri: redirect,
    code_verifier: verifier,
  });
};

/** A machine's access token by its client credentials. */
export const machineToken = (issuer: string, clientId: string, secret: string): Promise<string> => {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64');
  return token(issuer.replace(/\/$/, ''), { grant_type: 'client_credentials' }, { authorization: `Basic ${basic}` });
};

const token = async (base: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${base}/oidc/token`, { method: 'POST', headers, body: new URLSearchParams(form) });
  const body = (await response.json()) as { access_token?: string; error?: string; error_description?: string };
  if (!body.access_token) throw new Error(`no token (${response.status}): ${body.error} ${body.error_description}`);
  return body.access_token;
};

type Page = { url: string; status: number; body: string };

/** Keeps cookies and follows redirects until there are none, or until one leads to `until`, which is not visited. */
export const browser = () => {
  const cookies = new Map<string, string>();

  return async (start: string, { until, form }: { until: string; form?: Record<string, string> }): Promise<Page> => {
    let url = start;
    let body = form && new URLSearchParams(form);
    for (;;) {
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body && { body }),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (value) cookies.set(name!, value);
        else cookies.delete(name!);
      }
      const text = await response.text();
      const location = response.headers.get('location');
      if (!location) return { url, status: response.status, body: text };
      url = new URL(location, url).href;
      body = undefined;
      if (url.startsWith(until)) return { url, status: response.status, body: '' };
    }
  };
};

const problemOn = (html: string) =>
  (/<p role="alert"[^>]*>(.*?)<\/p>/s.exec(html)?.[1] ?? html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
