import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { POST_CERTIFICATES, suspicionEvents, systemActor } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { browser, eventually, machineToken, signIn, uuid7 } from '@zhiqiao/testing';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { demoAccounts, demoMachines } from '../src/demo-accounts.ts';
import { service } from '../src/service.ts';

const PASSWORD = 'demo';
const LONG_PASSWORD = 'a long enough password';

let run: TestRun;
let issuer: string;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

beforeAll(async () => {
  const port = await freePort();
  issuer = `http://127.0.0.1:${port}`;
  run = await startForTest(service, { env: { PORT: String(port), OIDC_ISSUER: issuer, ZHIQIAO_PROFILE: 'demo' } });
});
afterAll(() => run?.drop());

const call = async (token: string | undefined, method: string, path: string, body?: object) => {
  const response = await fetch(issuer + path, {
    method,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': uuid7(),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const until = () => `${issuer}/signed-in`;
const asking = () => {
  const query = new URLSearchParams({
    client_id: 'zhiqiao-web',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: until(),
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });
  return `${issuer}/oidc/auth?${query}`;
};
const admin = () => signIn(issuer, 'admin.wang', PASSWORD);
let opened = 0;
const newLogin = () => {
  opened += 1;
  return `clerk.new-${opened}`;
};
const openClerk = async (token: string, login = newLogin()) => {
  const account = { kind: 'staff', login, password: LONG_PASSWORD, roles: ['clerk'], division: '449902001' };
  const { status, body } = await call(token, 'POST', '/accounts', account);
  return { status, body, login, id: String(body.id) };
};

describe('signing in', () => {
  it('gives staff a token for ten minutes that says who they are', async () => {
    const token = await signIn(issuer, 'clerk.li', PASSWORD);
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      iss: issuer,
      aud: 'zhiqiao',
      city: '449900',
      roles: ['clerk'],
      division: '449902001',
    });
    expect(claims.certificates).toEqual([{ code: 'REGISTRATION_POST', validThrough: '2035-12-31' }]);
    expect(claims.exp! - claims.iat!).toBe(600);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect((await call(token, 'GET', '/me')).body).toMatchObject({ id: claims.sub, roles: ['clerk'] });
  });

  it('names neither login nor password in a token', async () => {
    const token = await signIn(issuer, 'clerk.li', PASSWORD);
    expect(JSON.stringify(decodeJwt(token))).not.toMatch(/clerk\.li|demo"/);
  });

  it('tells a wrong password and an unknown login the same way', async () => {
    await expect(signIn(issuer, 'clerk.li', 'wrong')).rejects.toThrow(/401.*登录名或密码不正确.*wrong/);
    await expect(signIn(issuer, 'nobody.here', 'wrong')).rejects.toThrow(/401.*登录名或密码不正确/);
  });

  it('stops guessing after ten wrong passwords, for that login only', async () => {
    for (let guess = 0; guess < 10; guess += 1) {
      await expect(signIn(issuer, 'hotline.chu', `guess ${guess}`)).rejects.toThrow(/401/);
    }
    await expect(signIn(issuer, 'hotline.chu', PASSWORD)).rejects.toThrow(/429.*尝试次数过多/);
    await expect(signIn(issuer, 'hotline.feng', PASSWORD)).resolves.toBeTruthy();
  });

  it('gives no code without PKCE, and none to a redirect address it does not know', async () => {
    const ask = async (more: Record<string, string>) => {
      const query = new URLSearchParams({ client_id: 'zhiqiao-web', response_type: 'code', scope: 'openid', ...more });
      return fetch(`${issuer}/oidc/auth?${query}`, { redirect: 'manual' });
    };
    const withoutPkce = await ask({ redirect_uri: `${issuer}/signed-in` });
    expect(withoutPkce.headers.get('location')).toMatch(/error=invalid_request/);
    const elsewhere = await ask({ redirect_uri: 'https://elsewhere.example/', code_challenge: 'x'.repeat(43) });
    expect(elsewhere.status).toBe(400);
    expect(await elsewhere.text()).toContain('无法登录');
  });

  it('shows a page without scripts that says its language and labels its fields', async () => {
    const asked = await fetch(asking(), { redirect: 'manual' });
    const cookie = asked.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const page = await fetch(new URL(asked.headers.get('location')!, issuer), { headers: { cookie } });
    const html = await page.text();
    expect(html).toMatch(/<html lang="zh-CN">[\s\S]*<label for="login">[\s\S]*<label for="password">/);
    expect(html).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  });

  it('does not take the page of another browser', async () => {
    expect((await fetch(`${issuer}/interaction/somebody-elses`)).status).toBe(400);
  });
});

describe('a browser that is signed in', () => {
  const signedIn = async (login: string, password: string) => {
    const browse = browser();
    const { url } = await browse(asking(), { until: until() });
    expect((await browse(url, { until: until(), form: { login, password } })).url).toContain('code=');
    return (address: string, form?: Record<string, string>) =>
      browse(address, { until: until(), ...(form && { form }) });
  };

  it('gets its next code without a password, until it signs out', async () => {
    const browse = await signedIn('manager.zhao', PASSWORD);
    expect((await browse(asking())).url).toContain('code=');
    const { body } = await browse(`${issuer}/oidc/sign-out?client_id=zhiqiao-web`);
    expect(body).toMatch(/退出登录[\s\S]*Sign out/);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(body)![1]!;
    expect((await browse(`${issuer}/oidc/sign-out/confirm`, { xsrf, logout: 'yes' })).body).toContain('您已安全退出');
    expect((await browse(asking())).url).toContain('/interaction/');
  });

  it('gets none any more when the account was disabled', async () => {
    const token = await admin();
    const { login, id } = await openClerk(token);
    const browse = await signedIn(login, LONG_PASSWORD);
    await call(token, 'POST', `/accounts/${id}/disabling`, { reason: 'COMPROMISED' });
    const { url } = await browse(asking());
    expect(url).toContain('/interaction/');
    const { body } = await browse(url, { login: 'manager.zhao', password: PASSWORD });
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(body)![1]!;
    expect((await browse(`${issuer}/oidc/sign-out/confirm`, { xsrf, logout: 'yes' })).url).toContain('code=');
  });
});

describe('machines', () => {
  it('get a token by their credentials', async () => {
    const { id, secret } = demoMachines[0]!;
    expect(decodeJwt(await machineToken(issuer, id, secret))).toMatchObject({
      sub: id,
      aud: 'zhiqiao',
      city: '449900',
      roles: ['service'],
    });
    await expect(machineToken(issuer, id, 'wrong')).rejects.toThrow(/401.*invalid_client/);
    await expect(signIn(issuer, id, secret)).rejects.toThrow(/401/);
  });
});

describe('accounts', () => {
  it('are opened by the administrator and can sign in', async () => {
    const token = await admin();
    const { status, body, login, id } = await openClerk(token);
    expect([status, body.status]).toEqual([201, 'ACTIVE']);
    expect(decodeJwt(await signIn(issuer, login, LONG_PASSWORD)).sub).toBe(id);
    expect((await openClerk(token, login)).body).toMatchObject({ status: 409, code: 'identity.login-taken' });
  });

  it('are disabled: no sign-in any more', async () => {
    const token = await admin();
    const { login, id } = await openClerk(token);
    expect((await call(token, 'POST', `/accounts/${id}/disabling`, { reason: 'LEFT_POST' })).body.status).toBe(
      'DISABLED',
    );
    await expect(signIn(issuer, login, LONG_PASSWORD)).rejects.toThrow(/403.*账号已停用/);
  });

  it('hold the certificates that the administrator awards', async () => {
    const token = await admin();
    const { login, id } = await openClerk(token);
    const certificate = { code: POST_CERTIFICATES[0], validThrough: '2033-12-31' };
    await call(token, 'POST', `/accounts/${id}/certificates`, certificate);
    expect(decodeJwt(await signIn(issuer, login, LONG_PASSWORD)).certificates).toEqual([certificate]);
  });

  it('of jobseekers are opened by a clerk, one for a person', async () => {
    const clerk = await signIn(issuer, 'clerk.li', PASSWORD);
    const open = (login: string) =>
      call(clerk, 'POST', '/public-accounts', { login, password: LONG_PASSWORD, personId: 'person-7' });
    expect((await open('jobseeker.seven')).status).toBe(201);
    expect((await open('jobseeker.seven-again')).status).toBe(409);
    expect(decodeJwt(await signIn(issuer, 'jobseeker.seven', LONG_PASSWORD))).toMatchObject({
      roles: ['jobseeker'],
      personId: 'person-7',
    });
  });

  it('of a person who was merged say who goes on for both, and herself again after a split', async () => {
    const kind: RecordKind<object, typeof suspicionEvents> = {
      events: suspicionEvents,
      initial: {},
      evolve: (state) => state,
      access: () => 'none',
    };
    const wire = () => ({ routes: [], reactions: [], clocks: {} });
    const title = { zh: '邻居', en: 'Neighbour' };
    const registration = await startForTest(
      { name: 'registration', title, config: {}, kinds: [kind], wire },
      { world: run.world },
    );
    try {
      const suspicions = registration.platform.records(kind);
      const command = () => ({ actor: systemActor('449900', 'registration'), key: uuid7() });
      const { PersonsMerged, PersonsSplit } = suspicionEvents.examples;
      const both = { survivor: 'person-8', merged: 'person-9' };
      const clerk = await signIn(issuer, 'clerk.li', PASSWORD);
      const account = { login: 'jobseeker.nine', password: LONG_PASSWORD, personId: 'person-9' };
      await call(clerk, 'POST', '/public-accounts', account);
      const known = async () => decodeJwt(await signIn(issuer, account.login, LONG_PASSWORD)).personId;
      expect(await known()).toBe('person-9');
      await suspicions.create(command(), () => [{ type: 'PersonsMerged', data: { ...PersonsMerged, ...both } }], '8~9');
      await eventually(async () => (await known()) === 'person-8', { within: 20_000 });
      await suspicions.change(command(), '8~9', () => [{ type: 'PersonsSplit', data: { ...PersonsSplit, ...both } }]);
      await eventually(async () => (await known()) === 'person-9', { within: 20_000 });
    } finally {
      await registration.drop();
    }
  });

  it('carry no login and no password in any event', async () => {
    const { login } = await openClerk(await admin());
    const records = await run.platform.mongo.collection('account').find().toArray();
    const log = await run.platform.mongo.collection('log').find().toArray();
    const kept = JSON.stringify([records, log]);
    expect(kept.includes(login) || kept.includes('clerk.li') || kept.includes('scrypt')).toBe(false);
    expect(log.filter(({ type, commandHash }) => type === 'AccountOpened' && commandHash)).toEqual([]);
  });

  it('of another city get real tokens, which open nothing here', async () => {
    const token = await signIn(issuer, 'admin.dukou', PASSWORD);
    expect(decodeJwt(token)).toMatchObject({ city: '449800', roles: ['admin'] });
    expect((await call(token, 'GET', '/me')).body).toMatchObject({ status: 403, code: 'access.foreign-city' });
  });

  it('of the demo are all open and of every kind sign in', async () => {
    const accounts = run.platform.mongo.collection('account');
    expect(await accounts.countDocuments({ 'cmds.k': /^first/ })).toBe(demoAccounts.length + demoMachines.length);
    for (const login of ['licensing.qian', 'employer.factory', 'jobseeker.dukou']) {
      const { roles, city } = demoAccounts.find((demo) => demo.login === login)!;
      expect(decodeJwt(await signIn(issuer, login, PASSWORD))).toMatchObject({ roles, city });
    }
  });
});
