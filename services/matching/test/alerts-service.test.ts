import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type Role, systemActor } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations, uuid7 } from '@zhiqiao/testing';
import { alerts } from '../src/domain/alert.ts';
import { duplicates } from '../src/domain/duplicate.ts';
import { percolations } from '../src/domain/percolation.ts';
import { closeProfile, openProfile, profiles } from '../src/domain/profile.ts';
import { promisePlace, vacancies } from '../src/domain/vacancy.ts';
import { service } from '../src/service.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

/** A Monday; the clock only goes on, from story to story. */
const clock = fixedClock('2026-03-02T10:00:00+08:00');
const platform = systemActor('449900', 'matching');
const factory: Account = { id: 'factory', roles: ['employer'], orgId: organisations.electronicsFactory.creditCode };
const herself = (personId: string): Account => ({ id: `account-${personId}`, roles: ['jobseeker'], personId });
const within = { within: 50_000 };

let matching: TestRun;
beforeAll(async () => {
  matching = await startForTest(service, { clock });
});
afterAll(() => matching?.drop());

const by = () => ({ actor: platform, key: uuid7() });
/** Each story has an occupation of its own, so that it meets only its own people and posts. */
const open = (personId: string, occupation: string, more: object = {}) =>
  matching.platform.records(profiles).create(
    by(),
    ({ state }) =>
      openProfile(state, {
        personId,
        registrationId: `registration-${personId}`,
        division: '449902001001',
        occupationsWanted: [occupation],
        education: '70',
        category: 'EMPLOYED_TO_UNEMPLOYED',
        ...more,
      }),
    personId,
  );
const choose = (personId: string, rhythm: string, leastPoints?: number, etag = '*') =>
  matching.send(herself(personId), 'PUT', `/profiles/${personId}/alerts`, {
    body: { rhythm, leastPoints },
    headers: { 'if-match': etag },
  });
const seeker = async (personId: string, occupation: string, rhythm: string, more: object = {}) => {
  await open(personId, occupation, more);
  expect((await choose(personId, rhythm)).status).toBe(200);
};
const publish = async (occupation: string, changes: object = {}): Promise<string> => {
  const { status, body } = await matching.send(factory, 'POST', '/vacancies', {
    body: {
      occupation,
      title: `缝纫工${uuid7()}`.slice(0, 30),
      duties: '平车缝制衬衫',
      division: '449902001',
      headcount: 2,
      wageFromFen: 320_000,
      wageToFen: 450_000,
      validThrough: '2026-05-20',
      ...changes,
    },
  });
  expect([status, body.status]).toEqual([201, 'OPEN']);
  return body.id;
};
const read = async (personId: string): Promise<Body> =>
  (await matching.send(herself(personId), 'GET', `/profiles/${personId}/alerts`)).body;
/** Ids told, alert by alert, the latest first. */
const told = async (personId: string): Promise<string[][]> =>
  (await read(personId)).items.map(({ vacancies }: Body) => vacancies.map(({ id }: Body) => id));
const waits = (personId: string, count: number) =>
  eventually(async () => (await read(personId)).waiting === count, within);
const isTold = (personId: string, expected: string[][]) =>
  eventually(async () => JSON.stringify(await told(personId)) === JSON.stringify(expected), within);
/** It has been brought to everybody: who is not told by now is not told. */
const percolated = (vacancyId: string) =>
  eventually(
    async () => (await matching.platform.records(percolations).seek(platform, vacancyId))?.state.status === 'DONE',
    within,
  );

describe('a jobseeker who wants to be told at once', () => {
  it('is told of a new vacancy, reads it in her list, and is told once however it changes', async () => {
    await seeker('limei', '6-05-01-03', 'AT_ONCE');
    const id = await publish('6-05-01-03');
    await isTold('limei', [[id]]);
    const view = await read('limei');
    expect(view).toMatchObject({ rhythm: 'AT_ONCE', leastPoints: 9000, unread: 1, waiting: 0 });
    expect(view.items[0]).toMatchObject({ number: 1, read: false, vacancies: [{ id, vacancy: { headcount: 2 } }] });
    const events = await matching.platform.records(alerts).history(platform, 'limei');
    expect(events.at(-1)).toMatchObject({ type: 'AlertSent', data: { vacancyIds: [id], leftOut: [] } });

    const { body } = await matching.send(herself('limei'), 'POST', '/profiles/limei/alerts/reading', {
      body: { upTo: 1 },
    });
    expect(body.unread).toBe(0);
    clock.advance({ minutes: 1 });
    await matching.send(factory, 'PUT', `/vacancies/${id}`, {
      body: { ...(await termsOf(id)), headcount: 3 },
      headers: { 'if-match': '*' },
    });
    const later = await publish('6-05-01-03', { division: '449902002' });
    await isTold('limei', [[later], [id]]);
    await percolated(id);
    expect(await told('limei')).toEqual([[later], [id]]);
  });

  it('is told no more than three times a day, and not at night: the rest comes in the morning', async () => {
    clock.set('2026-03-03T10:00:00+08:00');
    await seeker('busy', '6-11-01-01', 'AT_ONCE');
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      ids.unshift(await publish('6-11-01-01'));
      await isTold(
        'busy',
        ids.map((id) => [id]),
      );
    }
    const fourth = await publish('6-11-01-01');
    await waits('busy', 1);
    expect((await read('busy')).nextAt).toBe('2026-03-04T00:00:00.000Z');
    clock.set('2026-03-03T22:00:00+08:00');
    await seeker('sleeper', '6-11-01-01', 'AT_ONCE');
    const fifth = await publish('6-11-01-01', { wageFromFen: 600_000, wageToFen: 700_000 });
    await Promise.all([waits('busy', 2), waits('sleeper', 1)]);
    clock.set('2026-03-04T08:00:00+08:00');
    await isTold('sleeper', [[fifth]]);
    await waits('busy', 0);
    const [morning, ...before] = await told('busy');
    expect([morning!.sort(), before]).toEqual([[fourth, fifth].sort(), ids.map((id) => [id])]);
  });

  it('hears of a vacancy once it is changed into one that fits', async () => {
    clock.set('2026-03-04T10:00:00+08:00');
    await seeker('waiting', '6-18-02-04', 'AT_ONCE');
    const id = await publish('6-18-02-04', { education: '20' });
    await percolated(id);
    expect(await told('waiting')).toEqual([]);
    const { education: _, ...terms } = await termsOf(id);
    clock.advance({ minutes: 1 });
    const { status } = await matching.send(factory, 'PUT', `/vacancies/${id}`, {
      body: terms,
      headers: { 'if-match': '*' },
    });
    expect(status).toBe(200);
    await isTold('waiting', [[id]]);
  });

  it('hears nothing below the points that she has chosen, nor what is outside her districts', async () => {
    await open('choosy', '4-03-02-01');
    await seeker('plain', '4-03-02-01', 'AT_ONCE');
    expect((await choose('choosy', 'AT_ONCE', 12_000)).body.leastPoints).toBe(12_000);
    const id = await publish('4-03-02-01');
    await isTold('plain', [[id]]);
    await percolated(id);
    expect(await read('choosy')).toMatchObject({ items: [], waiting: 0 });
    expect((await choose('choosy', 'AT_ONCE', 20_000)).body.code).toBe('matching.alert-points-out-of-bounds');
    expect((await choose('choosy', 'HOURLY')).status).toBe(422);
    expect((await choose('choosy', 'DAILY', 9000, '"0"')).status).toBe(412);
    expect((await read('choosy')).rhythm).toBe('AT_ONCE');
  });
});

const termsOf = async (id: string): Promise<Body> => {
  const { body } = await matching.send(factory, 'GET', `/vacancies/${id}`);
  const terms = [
    'occupation',
    'title',
    'duties',
    'division',
    'headcount',
    'wageFromFen',
    'wageToFen',
    'education',
    'validThrough',
  ];
  return Object.fromEntries(terms.flatMap((term) => (body[term] === undefined ? [] : [[term, body[term]]])));
};

describe('a digest', () => {
  it('leaves out what was withdrawn, has all its places promised, or is the same post again', async () => {
    clock.set('2026-03-05T10:00:00+08:00');
    await seeker('weekly', '6-20-01-01', 'WEEKLY');
    const twice = { title: '钳工', wageFromFen: 400_000 };
    const [stays, again, goes, full] = [
      await publish('6-20-01-01', twice),
      await publish('6-20-01-01', { ...twice, title: '急聘钳工！' }),
      await publish('6-20-01-01'),
      await publish('6-20-01-01', { headcount: 1 }),
    ];
    await waits('weekly', 4);
    expect((await read('weekly')).nextAt).toBe('2026-03-09T01:00:00.000Z');
    await matching.send(factory, 'POST', `/vacancies/${goes}/withdrawal`, { body: {} });
    await promise(full);
    await eventually(async () => {
      const where = { members: { in: [stays] } };
      const { items } = await matching.platform.records(duplicates).find(platform, { where });
      return items[0]?.state.members.includes(again);
    }, within);
    clock.set('2026-03-09T09:00:00+08:00');
    const [[first = ''] = []] = await eventually(async () => {
      const all = await told('weekly');
      return all.length > 0 ? all : undefined;
    }, within);
    expect(await told('weekly')).toEqual([[first]]);
    expect([stays, again]).toContain(first);
    expect(await read('weekly')).toMatchObject({ waiting: 0 });
  });

  it('comes to nobody who has switched it off, or whose registration has ended', async () => {
    clock.set('2026-03-09T11:00:00+08:00');
    await seeker('off', '6-29-01-01', 'DAILY');
    await seeker('employed', '6-29-01-01', 'DAILY');
    await seeker('still', '6-29-01-01', 'DAILY');
    const id = await publish('6-29-01-01');
    await Promise.all(['off', 'employed', 'still'].map((person) => waits(person, 1)));
    expect((await choose('off', 'OFF')).body).toMatchObject({ rhythm: 'OFF', waiting: 0 });
    await matching.platform
      .records(profiles)
      .change(by(), 'employed', ({ state }) => closeProfile(state, 'registration-employed', 'HIRED'));
    await eventually(
      async () => (await matching.platform.records(alerts).get(platform, 'employed')).state.status === 'ENDED',
      within,
    );
    clock.set('2026-03-10T09:00:00+08:00');
    await isTold('still', [[id]]);
    expect([await told('off'), await told('employed')]).toEqual([[], []]);
    expect((await choose('employed', 'DAILY')).body.code).toBe('matching.profile-closed');
  });
});

/** The employer has told one who was referred that she has the place. */
const promise = (vacancyId: string) =>
  matching.platform.records(vacancies).change(by(), vacancyId, promisePlace(`referral-of-${vacancyId}`));

describe('a vacancy that suits many', () => {
  it('is told to so many for each place, hard-to-employ persons among the first', async () => {
    clock.set('2026-03-10T10:00:00+08:00');
    await Promise.all(Array.from({ length: 24 }, (_, n) => seeker(`many-${n}`, '4-07-03-01', 'DAILY')));
    await seeker('first', '4-07-03-01', 'DAILY', { category: 'LAND_REQUISITIONED' });
    await open('silent', '4-07-03-01');
    const id = await publish('4-07-03-01', { headcount: 1 });
    await percolated(id);
    const people = [...Array.from({ length: 24 }, (_, n) => `many-${n}`), 'first', 'silent'];
    const reached = (await Promise.all(people.map(async (person) => [person, (await read(person)).waiting] as const)))
      .filter(([, waiting]) => waiting > 0)
      .map(([person]) => person);
    expect(reached.length).toBe(20);
    expect(reached).toContain('first');
    expect(reached).not.toContain('silent');
  });
});

describe('alerts', () => {
  it('are her own: nobody else reads or sets them, and there are none without a profile', async () => {
    await seeker('private', '6-31-01-01', 'DAILY');
    const nosy = await matching.send(herself('nosy'), 'GET', '/profiles/private/alerts');
    expect(nosy.status).toBe(403);
    const counsellor: Account = { id: 'chen', roles: ['counsellor'], division: '449902' };
    expect((await matching.send(counsellor, 'GET', '/profiles/private/alerts')).status).toBe(403);
    expect((await matching.send(herself('unknown'), 'GET', '/profiles/unknown/alerts')).status).toBe(404);
    const { status, body } = await matching.send(herself('private'), 'POST', '/profiles/private/alerts/reading', {
      body: { upTo: 7 },
    });
    expect([status, body.code]).toEqual([422, 'matching.no-such-alert']);
  });
});
