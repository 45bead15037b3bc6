import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, uuid7 } from '@zhiqiao/testing';
import { refused } from './refused.ts';
import { service } from './sample.ts';

const admin: { roles: Role[] } = { roles: ['admin'] };
const DAY_MS = 86_400_000;

/** The clock belongs to the city and lives in its database: a city of our own leaves those of others alone. */
const city = `98${Math.floor(Math.random() * 10_000)
  .toString()
  .padStart(4, '0')}`;
const env = { ZHIQIAO_CLOCK: 'virtual', ZHIQIAO_CITY: city };
const clerk = { roles: ['clerk'] as Role[], city };
const keeper = { ...admin, city };

let run: TestRun;
let neighbour: TestRun;
beforeAll(async () => {
  run = await startForTest(service, { env });
  neighbour = await startForTest(service, { env });
});
afterAll(async () => {
  await run?.platform.mongo.useDb(`zq_${city}_clock`).dropDatabase();
  await Promise.all([run?.drop(), neighbour?.drop()]);
});

const timeAt = async (place: TestRun) => new Date((await place.send(undefined, 'GET', '/clock')).body.now).getTime();
const move = (ms: number, headers: Record<string, string> = { 'if-match': '*' }, actor: object = keeper) =>
  run.send({ ...keeper, ...actor }, 'PUT', '/clock', { body: { now: new Date(ms).toISOString() }, headers });

describe('the virtual clock of a city', () => {
  it('moves forward, and another service of the city follows within a second', async () => {
    const target = (await timeAt(run)) + 20 * DAY_MS;
    expect((await move(target)).status).toBe(200);
    const moved = Date.now();
    for (const place of [run, neighbour]) {
      await eventually(async () => (await timeAt(place)) >= target, { within: 1000 });
      expect(await timeAt(place)).toBeLessThan(target + Date.now() - moved + 5000);
    }
  });

  it('never moves back', async () => {
    const before = await timeAt(run);
    const body = { now: new Date(before - DAY_MS).toISOString() };
    const answer = await refused(run, [409, 'platform.clock-backwards'], keeper, 'PUT', '/clock', {
      body,
      headers: { 'if-match': '*' },
    });
    expect(new Date(answer.body.context.now).getTime()).toBeGreaterThanOrEqual(before);
    expect(await timeAt(run)).toBeGreaterThanOrEqual(before);
  });

  it('is moved by one at a time: who saw an older version is refused with 412', async () => {
    const etag = (await run.send(undefined, 'GET', '/clock')).headers.get('etag')!;
    const target = (await timeAt(run)) + DAY_MS;
    expect((await move(target, { 'if-match': etag })).status).toBe(200);
    expect(await move(target + DAY_MS, { 'if-match': etag })).toMatchObject({
      status: 412,
      body: { code: 'record.stale' },
    });
  });

  it('is read by anyone and moved by the admin of the city only', async () => {
    const target = (await timeAt(run)) + DAY_MS;
    expect((await move(target, undefined, { roles: ['clerk'] })).status).toBe(403);
    expect((await move(target, undefined, { city: '449900' })).status).toBe(403);
    const headers = { 'if-match': '*' };
    await refused(run, [422, 'request.invalid'], keeper, 'PUT', '/clock', { body: { now: 'tomorrow' }, headers });
  });

  it('lets what falls due on the way happen', async () => {
    const { body } = await run.send(clerk, 'POST', '/notes', { body: { shelf: 'shelf-1', text: uuid7() } });
    const read = async () => (await run.send(clerk, 'GET', `/notes/${body.id}`)).body.status;
    await move((await timeAt(run)) + 29 * DAY_MS);
    expect(await read()).toBe('FRESH');
    await move((await timeAt(run)) + DAY_MS);
    await eventually(async () => (await read()) === 'FADED', { within: 30_000 });
  });
});

it('a service on the clock of the system has no address for it', async () => {
  const plain = await startForTest(service);
  try {
    await refused(plain, [404, 'request.unknown-path'], admin, 'GET', '/clock');
    const body = { now: '2099-01-01T00:00:00Z' };
    const headers = { 'if-match': '*' };
    await refused(plain, [404, 'request.unknown-path'], admin, 'PUT', '/clock', { body, headers });
  } finally {
    await plain.drop();
  }
});
