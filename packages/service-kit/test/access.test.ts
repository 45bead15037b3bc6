import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { fixedClock } from '@zhiqiao/testing';
import { type OwnIssuer, ownIssuer } from './own-issuer.ts';
import { refused } from './refused.ts';
import { service } from './sample.ts';

const CLERK: { roles: Role[] } = { roles: ['clerk'] };
const clock = fixedClock('2026-03-02T23:30:00+08:00');
const note = { shelf: 'shelf-1', text: 'hello' };

let issuer: OwnIssuer;
let run: TestRun;
beforeAll(async () => {
  issuer = await ownIssuer();
  run = await startForTest(service, { clock, env: { OIDC_ISSUER: issuer.url } });
});
afterAll(async () => {
  await run?.drop();
  await issuer?.stop();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const write = (token: string) => run.send(undefined, 'POST', '/notes', { body: note, headers: bearer(token) });
const writeRefused = (expected: [number, string], headers: Record<string, string>) =>
  refused(run, expected, undefined, 'POST', '/notes', { body: note, headers });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  it('of the issuer is good', async () => {
    expect((await write(await issuer.token(CLERK))).status).toBe(201);
  });

  it('that is missing is asked for with 401', async () => {
    const { headers } = await writeRefused([401, 'access.token-missing'], {});
    expect(headers.get('www-authenticate')).toBe('Bearer realm="zhiqiao"');
  });

  const claims = { sub: 'account-1', city: '449900', roles: ['clerk'], aud: 'zhiqiao', exp: 4_102_444_800 };
  it.each<[string, () => string | Promise<string>]>([
    ['that has expired', () => issuer.token(CLERK, { expiresIn: -1 })],
    ['of another issuer', () => issuer.token(CLERK, { issuer: 'https://elsewhere.test' })],
    ['for another audience', () => issuer.token(CLERK, { audience: 'elsewhere' })],
    ['signed with another key', () => issuer.forged(CLERK)],
    ['that nobody signed (alg none)', () => `${part({ alg: 'none' })}.${part({ ...claims, iss: issuer.url })}.`],
    [
      'whose signature belongs to other claims',
      async () => {
        const [head, , signature] = (await issuer.token(CLERK)).split('.');
        return `${head}.${part({ ...claims, iss: issuer.url, roles: ['admin'] })}.${signature}`;
      },
    ],
    ['with a role that does not exist', () => issuer.token({ roles: ['emperor' as Role] })],
    ['without a city', () => issuer.token({ ...CLERK, city: undefined })],
    ['that is garbage', () => 'garbage'],
    ['that is no JWT', () => 'a.b.c'],
  ])('%s is refused with 401', async (_, make) => {
    const { headers } = await writeRefused([401, 'access.token-invalid'], bearer(await make()));
    expect(headers.get('www-authenticate')).toBe('Bearer realm="zhiqiao", error="invalid_token"');
  });

  it.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'Token x'])('given as %s is refused with 401', async (header) => {
    await writeRefused([401, 'access.token-invalid'], { authorization: header });
  });
});

describe('who is signed in', () => {
  it('in another city is refused with 403', async () => {
    await writeRefused([403, 'access.foreign-city'], bearer(await issuer.token({ ...CLERK, city: '449800' })));
  });

  it('without one of the roles is refused with 403, which names them', async () => {
    const token = await issuer.token({ roles: ['jobseeker', 'admin'] });
    const { body } = await writeRefused([403, 'access.role-required'], bearer(token));
    expect(body.context).toEqual({ roles: ['clerk'] });
  });

  it('is refused before the body is read', async () => {
    const headers = bearer(await issuer.token({ roles: ['employer'] }));
    await refused(run, [403, 'access.role-required'], undefined, 'POST', '/notes', { body: '{"$where":', headers });
  });
});

describe('a post certificate', () => {
  const REGISTRATION = 'REGISTRATION_POST';
  const pin = async (certificates?: object[]) => {
    const { body } = await write(await issuer.token(CLERK));
    const headers = bearer(await issuer.token({ ...CLERK, certificates }));
    return { path: `/notes/${body.id}/pin`, headers };
  };

  it('that is missing is asked for with 403, by its name', async () => {
    for (const held of [undefined, [], [{ code: 'HOTLINE_POST', validThrough: '2099-12-31' }]]) {
      const { path, headers } = await pin(held);
      const { body } = await refused(run, [403, 'access.certificate-required'], undefined, 'POST', path, { headers });
      expect(body).toMatchObject({ context: { certificate: REGISTRATION }, detail: expect.stringContaining('上岗证') });
    }
  });

  it('that lapsed yesterday is refused with 403, with the day', async () => {
    const { path, headers } = await pin([{ code: REGISTRATION, validThrough: '2026-03-01' }]);
    const { body } = await refused(run, [403, 'access.certificate-required'], undefined, 'POST', path, { headers });
    expect(body.context).toEqual({ certificate: REGISTRATION, expired: '2026-03-01' });
  });

  it('holds to the end of its last day in the city', async () => {
    const { path, headers } = await pin([{ code: REGISTRATION, validThrough: '2026-03-02' }]);
    expect((await run.send(undefined, 'POST', path, { headers })).status).toBe(200);
  });
});

it('while the issuer is away and its keys are unknown, a token is answered 503, not 401', async () => {
  const gone = await ownIssuer();
  const token = await gone.token(CLERK);
  await gone.stop();
  const other = await startForTest(service, { env: { OIDC_ISSUER: gone.url } });
  try {
    const { headers } = await refused(other, [503, 'platform.issuer-unavailable'], undefined, 'GET', '/notes/some', {
      headers: bearer(token),
    });
    expect(headers.get('retry-after')).toBe('2');
  } finally {
    await other.drop();
  }
});
