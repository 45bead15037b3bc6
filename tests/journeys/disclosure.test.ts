/**
 * What an employer learns of a candidate comes from registration's vault, by machine call, once she agrees: name and
 * phone. She sees it in matching and in registration's access log, and it stands nowhere else.
 */
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { service as identity } from '@zhiqiao/identity';
import { service as matching } from '@zhiqiao/matching';
import { service as registration } from '@zhiqiao/registration';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, idNumber, signIn, uuid7 } from '@zhiqiao/testing';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const PASSWORD = 'a long enough password';
const her = { name: '阿卜杜拉·买买提', idNumber: idNumber('1985-06-07', 42), phone: '13987654321' };

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

let runs: { identity: TestRun; registration: TestRun; matching: TestRun };
let tokens: Record<'clerk' | 'factory' | 'her', string>;
let personId: string;

const send = async (token: string, run: TestRun, method: string, path: string, body?: object) => {
  const { status, body: answer } = await run.send(undefined, method, path, {
    ...(body && { body }),
    headers: { authorization: `Bearer ${token}`, 'x-purpose': 'story', 'idempotency-key': uuid7() },
  });
  return { status, body: answer };
};

beforeAll(async () => {
  const port = await freePort();
  const OIDC_ISSUER = `http://127.0.0.1:${port}`;
  const issuing = await startForTest(identity, { env: { PORT: String(port), OIDC_ISSUER } });
  const shared = { clock, world: issuing.world };
  const registering = await startForTest(registration, { ...shared, env: { OIDC_ISSUER } });
  const machine = { ZHIQIAO_CLIENT_ID: 'matching', ZHIQIAO_CLIENT_SECRET: 'demo-secret-of-matching' };
  const env = { OIDC_ISSUER, ...machine, ZHIQIAO_URL_REGISTRATION: registering.url };
  runs = { identity: issuing, registration: registering, matching: await startForTest(matching, { ...shared, env }) };

  const [clerk, factory] = await Promise.all(
    ['clerk.li', 'employer.factory'].map((login) => signIn(OIDC_ISSUER, login, 'demo')),
  );
  const enrolled = await send(clerk!, runs.registration, 'POST', '/people', { ...her, residence: '449902001001' });
  personId = enrolled.body.personId;
  await send(clerk!, runs.identity, 'POST', '/public-accounts', { login: 'her.own', password: PASSWORD, personId });
  tokens = { clerk: clerk!, factory: factory!, her: await signIn(OIDC_ISSUER, 'her.own', PASSWORD) };
}, 120_000);
afterAll(async () => {
  for (const run of Object.values(runs ?? {})) await run.drop();
});

describe('who a candidate is', () => {
  it('is read by the employer that she agrees to, seen by her in both places, and kept nowhere', async () => {
    const statement = { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true };
    const wish = { category: 'EMPLOYED_TO_UNEMPLOYED', residence: '449902001001', education: '70' };
    const registered = await send(tokens.clerk, runs.registration, 'POST', '/unemployment-registrations', {
      ...wish,
      personId,
      occupationsWanted: ['6-05-01-03'],
      statement,
    });
    expect(registered.body.status).toBe('REGISTERED');
    const vacancy = await send(tokens.factory, runs.matching, 'POST', '/vacancies', {
      occupation: '6-05-01-03',
      title: '缝纫工',
      duties: '平车缝制衬衫',
      division: '449902001',
      headcount: 1,
      wageFromFen: 320_000,
      wageToFen: 450_000,
      validThrough: '2026-04-30',
    });
    const ofVacancy = `/vacancies/${vacancy.body.id}`;
    const candidate = await eventually(
      async () =>
        (await send(tokens.factory, runs.matching, 'GET', `${ofVacancy}/candidates`)).body.items[0]?.candidate,
      { within: 30_000 },
    );
    const asked = await send(tokens.factory, runs.matching, 'POST', `${ofVacancy}/disclosures`, { candidate });
    expect(asked.status).toBe(201);
    const path = `/disclosures/${asked.body.id}`;
    const showing = () => send(tokens.factory, runs.matching, 'POST', `${path}/showings`);
    expect((await showing()).body.code).toBe('matching.not-possible');
    expect((await send(tokens.her, runs.matching, 'POST', `${path}/acceptance`)).status).toBe(200);

    const { status, body } = await showing();
    expect([status, body]).toEqual([200, { name: her.name, phone: her.phone, expiresOn: '2026-04-01' }]);
    const seen = await send(tokens.her, runs.matching, 'GET', `/profiles/${personId}/disclosures`);
    const employer = asked.body.employerId;
    expect(seen.body.items).toMatchObject([
      { timesShown: 1, shown: [{ to: employer, at: '2026-03-02T01:00:00.000Z' }] },
    ]);
    const log = await send(tokens.her, runs.registration, 'GET', `/people/${personId}/access-log`);
    expect(log.body.items).toContainEqual({
      at: '2026-03-02T01:00:00.000Z',
      by: 'matching',
      purpose: expect.stringContaining(`经本人同意向 ${employer} 提供姓名和电话`),
    });

    const { mongo } = runs.matching.platform;
    for (const { name } of await mongo.db!.listCollections().toArray()) {
      const kept = JSON.stringify(await mongo.collection(name).find().toArray());
      for (const secret of [her.name, her.phone, her.idNumber])
        expect([name, kept.includes(secret)]).toEqual([name, false]);
    }

    const key = { authorization: `Bearer ${tokens.factory}`, 'idempotency-key': uuid7() };
    const resent = () => runs.matching.send(undefined, 'POST', `${path}/showings`, { headers: key });
    expect([(await resent()).status, (await resent()).status]).toEqual([200, 200]);
    const twice = await send(tokens.her, runs.matching, 'GET', path);
    expect(twice.body.timesShown).toBe(2);

    await runs.registration.stop();
    const away = await resent();
    expect([away.status, away.body.code, away.headers.get('retry-after')]).toEqual([
      503,
      'matching.contact-unavailable',
      '5',
    ]);
    expect((await send(tokens.her, runs.matching, 'GET', path)).body).toEqual(twice.body);
    expect((await send(tokens.her, runs.matching, 'POST', `${path}/revocation`)).status).toBe(200);
    expect((await resent()).body.code).toBe('matching.not-possible');
  }, 120_000);
});
