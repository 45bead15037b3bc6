import { describe, expect, it } from '@jest/globals';
import { uuid7 } from '@zhiqiao/testing';
import { bornOn, clerk, inTime, jobseeker, machine, NOTHING, openDesk } from './desk.ts';

const { anybody, clock, enrol, get, post, register, run } = openDesk('2026-03-03T09:00:00+08:00');

describe('entitlements', () => {
  const ofPerson = async (personId: string, entitlement: string) =>
    (await get(machine, `/people/${personId}/entitlements`)).body.items.find(
      (it: { entitlement: string }) => it.entitlement === entitlement,
    );
  const use = (personId: string, reference: string, more: object = {}, key?: string) =>
    post(machine, `/people/${personId}/entitlements/RETRAINING/uses`, { service: 'training', reference, ...more }, key);

  it('come with a registration, are used by a service, run out with the year and end with the registration', async () => {
    const personId = await enrol();
    expect((await use(personId, 'c0')).body).toMatchObject({
      code: 'registration.entitlement-not-granted',
      context: { why: 'NEVER_GRANTED' },
    });
    const { body } = await register(personId);
    await inTime(async () => (await ofPerson(personId, 'RETRAINING')).available);
    const key = uuid7();
    expect((await use(personId, 'c1', {}, key)).status).toBe(200);
    expect((await use(personId, 'c1', {}, key)).status).toBe(200);
    expect((await use(personId, 'c1')).status).toBe(200);
    for (const reference of ['c2', 'c3']) await use(personId, reference);
    expect(await ofPerson(personId, 'RETRAINING')).toMatchObject({
      available: false,
      why: 'USED_UP',
      fund: 'BUDGET',
      usedThisYear: 3,
      limitPerYear: 3,
    });
    expect((await use(personId, 'c4')).body).toMatchObject({ status: 409, code: 'registration.entitlement-used-up' });
    await post(clerk, `/unemployment-registrations/${body.id}/closure`, { reason: 'ENDED_REQUEST' });
    await inTime(async () => (await ofPerson(personId, 'GUIDANCE')).why === 'WITHDRAWN');
    const own = await get(jobseeker(personId), `/people/${personId}/entitlements`);
    expect(own.body.items.every((it: { available: boolean }) => !it.available)).toBe(true);
    expect((await get(jobseeker(NOTHING), `/people/${personId}/entitlements`)).status).toBe(403);
  });

  it.each([
    ['for no record', { reference: '' }],
    ['for a name with a space', { reference: 'a b' }],
    ['by no service', { service: '' }],
    ['on a day that is none', { on: '2026-13-01' }],
    ['tomorrow', { on: '2026-03-04' }],
  ])('are not used %s', async (_, more) => {
    expect((await use(await anybody(), 'c1', more)).status).toBe(422);
  });
  it('that do not exist are not used, nor by a clerk or the citizen', async () => {
    const personId = await anybody();
    const asked = { service: 'training', reference: 'c1' };
    expect((await post(machine, `/people/${personId}/entitlements/HOLIDAY/uses`, asked)).status).toBe(422);
    expect((await post(machine, `/people/${NOTHING}/entitlements/GUIDANCE/uses`, asked)).status).toBe(404);
    for (const actor of [clerk, jobseeker(personId)])
      expect((await post(actor, `/people/${personId}/entitlements/GUIDANCE/uses`, asked)).status).toBe(403);
  });
});

describe('what is free for everyone', () => {
  it('is told to anyone, without a fee, with its basis and the standards', async () => {
    const { status, body } = await run().send(undefined, 'GET', '/free-services');
    expect([status, body.on]).toEqual([200, '2026-03-03']);
    expect(body.services).toContainEqual({
      service: 'REGISTRATION',
      zh: '办理就业登记、失业登记等事务',
      en: 'Registration of employment and unemployment',
      feeFen: 0,
    });
    expect(body.basis).toContain('就业促进法 第35条');
    expect(body.standards).toEqual(['GB/T 33527-2017', 'GB/T 33532-2017', 'GB/T 33534-2017']);
  });
});

// Last: it moves the city's clock.
describe('assistance', () => {
  it('comes when she has been registered for a year, and every service may ask for it', async () => {
    const personId = await enrol(bornOn('1996-05-06'));
    const { body } = await register(personId);
    const at = `/unemployment-registrations/${body.id}`;
    expect(body.ripens).toEqual({ rule: 'ENT-ASSISTANCE-LONG-UNEMPLOYED', on: '2027-03-03' });
    for (const day of ['2026-08-31', '2027-02-26']) {
      clock.set(`${day}T09:00:00+08:00`);
      const { status } = await post(clerk, `${at}/contacts`, { what: 'ASKED', channel: 'COUNTER' });
      expect(status).toBe(200);
    }
    const uses = `/people/${personId}/entitlements/ASSISTANCE/uses`;
    const plan = { service: 'assistance', reference: 'plan-1' };
    expect((await post(machine, uses, plan)).body).toMatchObject({ context: { why: 'NEVER_GRANTED' } });
    clock.set('2027-03-03T00:00:00+08:00');
    await inTime(async () => (await post(machine, uses, plan)).status === 200);
    const own = (await get(jobseeker(personId), `/people/${personId}/entitlements`)).body.items.at(-1);
    expect(own).toMatchObject({
      ...{ entitlement: 'ASSISTANCE', available: true, fund: 'BUDGET', from: '2027-03-03' },
      ...{ rule: 'ENT-ASSISTANCE-LONG-UNEMPLOYED', uses: [{ service: 'assistance', reference: 'plan-1' }] },
    });
  });
});
