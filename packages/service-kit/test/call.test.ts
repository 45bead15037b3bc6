import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CallFailed } from '@zhiqiao/service-kit';
import { caller } from '../src/call.ts';

type Answer = { status: number; body?: unknown; afterMs?: number };
const ok: Answer = { status: 200, body: { ok: true } };

/** What the other service answers, one after the other, the last for ever; and what it and the issuer were asked. */
let answers: Answer[] = [];
let asked: { method: string; headers: IncomingHttpHeaders; body: string }[] = [];
let tokens: string[] = [];

const sibling = createServer(async (req, res) => {
  let body = '';
  for await (const chunk of req) body += chunk;
  if (req.url === '/token') {
    tokens.push(`${req.headers.authorization} ${body}`);
    res.setHeader('content-type', 'application/json');
    return res.end(JSON.stringify({ access_token: `token-${tokens.length}`, expires_in: 3600 }));
  }
  asked.push({ method: req.method!, headers: req.headers, body });
  const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
  setTimeout(() => {
    res.writeHead(answer.status, answer.body === undefined ? {} : { 'content-type': 'application/json' });
    res.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }, answer.afterMs ?? 0);
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => sibling.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(sibling.address() as AddressInfo).port}`;
});
afterAll(() => {
  sibling.closeAllConnections();
  sibling.close();
});
beforeEach(() => {
  [answers, asked, tokens] = [[ok], [], []];
});

const ourCaller = (secret?: string) =>
  caller({
    urls: { registration: url },
    issuer: {
      keys: () => Promise.reject(new Error('not asked for')),
      tokenEndpoint: async () => `${url}/token`,
      stop() {},
    },
    clientId: 'matching',
    clientSecret: secret,
  });

describe('a call to a sibling', () => {
  const call = () => ourCaller('a secret: of+16');

  it('goes as this machine, which signs in once', async () => {
    const ours = call();
    const options = { method: 'POST', body: { a: 1 }, purpose: '核对失业登记' };
    expect(await ours('registration', '/people', options)).toEqual({ ok: true });
    await ours('registration', '/people');
    const basic = Buffer.from('matching:a%20secret%3A%20of%2B16').toString('base64');
    expect(tokens).toEqual([`Basic ${basic} grant_type=client_credentials`]);
    expect(asked.map(({ method, headers, body }) => [method, headers.authorization, body])).toEqual([
      ['POST', 'Bearer token-1', '{"a":1}'],
      ['GET', 'Bearer token-1', ''],
    ]);
    expect(decodeURIComponent(String(asked[0]!.headers['x-purpose']))).toBe('核对失业登记');
    expect(asked[1]!.headers['idempotency-key']).toBeUndefined();
  });

  it('is tried again under the same key while the other is in trouble', async () => {
    answers = [{ status: 503 }, { status: 500 }, ok];
    expect(await call()('registration', '/people', { method: 'POST', body: {} })).toEqual({ ok: true });
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('signs in again when its token is no longer taken', async () => {
    answers = [{ status: 401 }, ok];
    await call()('registration', '/people');
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('is not tried again when it is refused; the problem is handed on', async () => {
    answers = [{ status: 409, body: { code: 'registration.closed' } }];
    const refused = await call()('registration', '/people').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CallFailed);
    expect(refused).toMatchObject({ status: 409, problem: { code: 'registration.closed' } });
    expect(asked).toHaveLength(1);
  });

  it('fails as such when what comes back is no JSON', async () => {
    const page = createServer((_, res) => res.writeHead(502).end('<html>bad gateway</html>'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const ours = caller({
      urls: { registration: `http://127.0.0.1:${(page.address() as AddressInfo).port}` },
      issuer: {
        keys: () => Promise.reject(new Error('not asked for')),
        tokenEndpoint: async () => `${url}/token`,
        stop() {},
      },
      clientId: 'matching',
      clientSecret: 'a secret of sixteen',
    });
    await expect(ours('registration', '/people')).rejects.toMatchObject({ status: 502 });
    page.closeAllConnections();
    page.close();
  });

  it('is given up at once after a run of failures, until the other has had time', async () => {
    answers = [{ status: 500 }];
    const ours = call();
    for (let i = 0; i < 3; i++) await ours('registration', '/people').catch(() => {});
    const before = asked.length;
    await expect(ours('registration', '/people')).rejects.toThrow(/breaker/i);
    expect(asked).toHaveLength(before);
  });

  it('needs an address and a name to sign in with', async () => {
    await expect(call()('training', '/courses')).rejects.toThrow('ZHIQIAO_URL_TRAINING');
    await expect(ourCaller()('registration', '/people')).rejects.toThrow('ZHIQIAO_CLIENT_SECRET');
  });
});
