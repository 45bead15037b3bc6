import { afterAll, describe, expect, it } from '@jest/globals';
import { service as registration } from '@zhiqiao/registration';
import { chineseCalendar, loadRulePacks } from '@zhiqiao/rules';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, servers } from '@zhiqiao/testing';
import { pastOn } from './past.ts';
import { citizen, documentsBy, isRegistered, personOf, populate } from './population.ts';

const CITY = '449900';
const PEOPLE = 60;
const TODAY = '2026-03-02';
const { stop } = await servers();
let run: TestRun | undefined;
afterAll(async () => {
  await run?.drop();
  await stop();
});

const withoutTimes = (documents: Map<string, object[]>) =>
  Object.fromEntries([...documents].map(([name, all]) => [name, all.map((it) => ({ ...it, relayAt: undefined }))]));

describe('the loaded city', () => {
  it('holds of each person what her own commands would have written', async () => {
    const { documentsOf } = pastOn({ city: CITY, rules: await loadRulePacks(), calendar: chineseCalendar() }, TODAY);
    const documents = documentsBy(documentsOf);
    for (let n = 0; n < PEOPLE; n++) {
      expect(withoutTimes(documents(n))).toEqual(withoutTimes(documentsOf(personOf(n))));
    }
  });

  it('is one that the service goes on with: files are read, clocks fire, and what it tells itself follows on', async () => {
    let now = new Date(`${TODAY}T01:00:00Z`);
    run = await startForTest(registration, { clock: { now: () => now } });
    const { mongo } = run.platform;
    const indexes = async () =>
      Object.fromEntries(
        await Promise.all(
          ['log', 'employment', 'unemployment', 'vault_people'].map(async (name) => [
            name,
            (await mongo.collection(name).indexes()).map((index) => index.name).sort(),
          ]),
        ),
      );
    const before = await indexes();
    const warnedAt = await populate(mongo, CITY, PEOPLE, TODAY, () => {});
    expect(await indexes()).toEqual(before);

    const certificates = [{ code: 'REGISTRATION_POST' as const, validThrough: '2099-12-31' }];
    const clerk = { id: 'clerk', roles: ['clerk' as const], division: CITY, certificates };
    const headers = { 'x-purpose': 'test' };
    const { idNumber, personId } = citizen(5);
    const found = await run.send(clerk, 'post', '/people/search', { body: { idNumber }, headers });
    const { status, body } = await run.send(clerk, 'get', found.body.file, { headers });
    expect(status).toBe(200);
    expect(body).toMatchObject({ person: { personId }, registrations: [{ status: 'REGISTERED' }] });
    expect(body.employments).toHaveLength(2);

    const due = Array.from({ length: PEOPLE }, (_, n) => n).filter(isRegistered).length;
    const warnings = () => mongo.collection('log').countDocuments({ type: 'ContactWarned' });
    expect(await warnings()).toBe(0);
    now = warnedAt;
    await eventually(async () => (await warnings()) === due);
    const heard = { _id: /unemployment/, last: 5 };
    await eventually(async () => (await mongo.collection('inbox_positions').countDocuments(heard as never)) === due);
    expect(await mongo.collection('inbox_parked').countDocuments()).toBe(0);
  });
});
