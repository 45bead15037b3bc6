import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, idNumber, organisations, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';

type Someone = Partial<Actor> & { roles: Role[] };
const certificates: Actor['certificates'] = [{ code: 'REGISTRATION_POST', validThrough: '2099-12-31' }];
const clerk: Someone = { id: 'clerk-1', roles: ['clerk'], division: '449902', certificates };
const southClerk: Someone = { ...clerk, id: 'clerk-3', division: '449903' };
const factory: Someone = { id: 'factory', roles: ['employer'], orgId: organisations.electronicsFactory.creditCode };
const jobseeker = (personId: string): Someone => ({ id: `account-of-${personId}`, roles: ['jobseeker'], personId });

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let run: TestRun;
beforeAll(async () => {
  run = await startForTest(service, { clock });
});
afterAll(() => run.drop());

const headers = { 'x-purpose': 'certificates at the desk' };
const post = (actor: Someone, path: string, body: object = {}, key = uuid7()) =>
  run.send(actor, 'POST', path, { body, headers: { ...headers, 'idempotency-key': key } });
const get = (actor: Someone | undefined, path: string) => run.send(actor, 'GET', path, { headers });
const verify = (code: string) =>
  get(undefined, `/employment-certificates/verification?code=${encodeURIComponent(code)}`);

let born = 0;
const enrolled = async () => {
  const person = { name: '李梅', idNumber: idNumber('1977-11-08', ++born * 2), residence: '449902001001' };
  return { ...person, personId: (await post(clerk, '/people', person)).body.personId as string };
};
/** Unemployed and registered, so entitled to a certificate. */
const registered = async () => {
  const { personId } = await enrolled();
  const { status } = await post(clerk, '/unemployment-registrations', {
    personId,
    category: 'EMPLOYED_TO_UNEMPLOYED',
    residence: '449902001001',
    education: '70',
    occupationsWanted: ['4-03-02-01'],
    statement: { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true },
  });
  expect(status).toBe(201);
  return personId;
};
const at = (personId: string, act = '') => `/employment-certificates/${personId}${act && `/${act}`}`;
const issued = async () => {
  const personId = await registered();
  await post(clerk, '/employment-certificates', { personId });
  const { body } = await post(clerk, at(personId, 'issue'));
  return { personId, ...body };
};

describe('the employment certificate', () => {
  it('is applied for by the jobseeker, issued at the desk, and verified by whoever is shown it', async () => {
    const personId = await registered();
    const application = await post(jobseeker(personId), '/employment-certificates', { personId });
    expect(application).toMatchObject({ status: 201, body: { status: 'APPLIED', issueBy: { due: '2026-03-16' } } });
    const { status, body } = await post(clerk, at(personId, 'issue'));
    expect([status, body.status, body.edition]).toEqual([200, 'ISSUED', 1]);
    expect(body.certificateNo).toMatch(/^44990226\d{8}$/);
    expect((await verify(body.code)).body).toEqual({
      valid: true,
      certificateNo: body.certificateNo,
      holder: '李*',
      issuedOn: '2026-03-02',
      checkedOn: '2026-03-02',
    });
    expect((await get(jobseeker(personId), at(personId))).body.code).toBe(body.code);
  });

  it('needs a registration, as unemployed or as employed', async () => {
    const person = await enrolled();
    const application = () => post(clerk, '/employment-certificates', { personId: person.personId });
    expect((await application()).body.code).toBe('registration.certificate-needs-registration');
    await post(factory, '/employments', {
      person: { idNumber: person.idNumber, name: person.name },
      occupation: '6-05-01-03',
      division: '449902001',
      startDate: '2026-02-20',
    });
    expect(await application()).toMatchObject({ status: 201, body: { division: '449902001' } });
  });

  it('that was lost is not in force, nor is it once it has been replaced; the new one is', async () => {
    const { personId, code } = await issued();
    await post(jobseeker(personId), at(personId, 'loss'));
    expect((await verify(code)).body).toMatchObject({ valid: false, why: 'LOST' });
    const { body } = await post(clerk, at(personId, 'issue'));
    expect((await verify(code)).body).toMatchObject({ valid: false, why: 'REPLACED' });
    expect((await verify(body.code)).body).toMatchObject({ valid: true, certificateNo: body.certificateNo });
    await post(clerk, at(personId, 'cancellation'), { reason: 'EMIGRATED' });
    expect((await verify(body.code)).body).toMatchObject({ valid: false, why: 'CANCELLED' });
    await post(clerk, '/employment-certificates', { personId });
    expect((await verify(body.code)).body).toMatchObject({ valid: false, why: 'CANCELLED' });
  });

  it('is one, however many desks apply at the same moment', async () => {
    const personId = await registered();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => post(clerk, '/employment-certificates', { personId })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.code).toBe('registration.certificate-there');
  });

  it('is not issued by the jobseeker, nor by a clerk of another division, nor for somebody else', async () => {
    const { personId } = await issued();
    const other = await registered();
    expect((await post(jobseeker(other), '/employment-certificates', { personId })).body.code).toBe(
      'registration.not-yourself',
    );
    await post(clerk, '/employment-certificates', { personId: other });
    expect((await post(jobseeker(other), at(other, 'issue'))).status).toBe(403);
    expect((await post(southClerk, at(other, 'issue'))).status).toBe(403);
    expect((await get(jobseeker(other), at(personId))).status).toBe(403);
  });

  it.each(['', 'x', '4499022600000017', '4499022600000017-1-AAAAAAAAAAAAAAAAAAAAAA', '$where'])(
    'is not verified by the code "%s"',
    async (code) => {
      const { status, body } = await verify(code);
      expect([404, 422]).toContain(status);
      expect(body.titles.zh).not.toBe('');
    },
  );

  it('that is not issued in ten working days is noted', async () => {
    const personId = await registered();
    await post(clerk, '/employment-certificates', { personId });
    clock.set('2026-03-17T09:00:00+08:00');
    await eventually(async () => (await get(clerk, at(personId))).body.overdue === true, { within: 30_000 });
  });
});
