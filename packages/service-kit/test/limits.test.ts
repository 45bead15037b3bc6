import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { uuid7 } from '@zhiqiao/testing';
import { service } from './sample.ts';

type Clerk = { id: string; roles: Role[] };
/** Redis counts for all test runs together: every case has accounts and an address of its own. */
const newClerk = (): Clerk => ({ id: uuid7(), roles: ['clerk'] });
const newAddress = () => `2001:db8::${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`;
const note = { shelf: 'shelf-1', text: 'hello' };

let run: TestRun;
afterEach(() => run?.drop());
const start = async (env: Record<string, string>) => {
  run = await startForTest(service, { env });
};
const list = (clerk: Clerk) => run.send(clerk, 'GET', '/notes?shelf=none');
const fourTimes = async (clerk: Clerk) => {
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await list(clerk)).status);
  return statuses;
};

describe('the rate limit', () => {
  it('answers 429 and says when to come again, to that account alone', async () => {
    await start({ ZHIQIAO_RATE_STAFF: '3' });
    const clerk = newClerk();
    expect(await fourTimes(clerk)).toEqual([200, 200, 200, 429]);
    const { headers, body } = await list(clerk);
    expect(body).toMatchObject({ status: 429, code: 'request.too-many', titles: { zh: '请求过于频繁，请稍后再试' } });
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(headers.get('ratelimit-policy')).toBe('"staff";q=3;w=60');
    expect(headers.get('ratelimit')).toBe(`"staff";r=0;t=${seconds}`);
    expect((await list(newClerk())).status).toBe(200);
  });

  it('counts who guesses tokens by address, as the trusted proxy tells it', async () => {
    await start({ ZHIQIAO_RATE_ANONYMOUS: '2', ZHIQIAO_TRUSTED_PROXIES: '1' });
    const guess = async (address: string, token: string) => {
      const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': `203.0.113.9, ${address}` };
      return (await run.send(undefined, 'GET', '/notes?shelf=none', { headers })).status;
    };
    const address = newAddress();
    const statuses = [];
    for (const token of ['a.b.c', 'a.b.d', 'a.b.e']) statuses.push(await guess(address, token));
    expect(statuses).toEqual([401, 401, 429]);
    expect(await guess(newAddress(), 'a.b.e')).toBe(401);
  });

  it('holds without Redis too, and nothing fails for its absence', async () => {
    await start({ REDIS_URL: 'redis://127.0.0.1:1', ZHIQIAO_RATE_STAFF: '3' });
    const clerk = newClerk();
    expect((await run.send(clerk, 'POST', '/notes', { body: note })).status).toBe(201);
    expect(await fourTimes(clerk)).toEqual([200, 200, 429, 429]);
    expect((await fetch(`${run.url}/readyz`)).status).toBe(200);
  });
});

it('more requests at once than a process can take are answered 503 with Retry-After; health still answers', async () => {
  await start({ ZHIQIAO_MAX_IN_FLIGHT: '1' });
  const clerk = newClerk();
  const slow = () => run.send(clerk, 'POST', '/notes', { body: { ...note, takesMs: 3000 } });
  const both = [slow(), slow()];
  const { status, headers, body } = await Promise.race(both);
  expect((await fetch(`${run.url}/livez`)).status).toBe(200);
  expect(status).toBe(503);
  expect(body).toMatchObject({ code: 'platform.overloaded', titles: { zh: '系统繁忙，请稍后重试' } });
  expect(headers.get('retry-after')).toBe('1');
  expect((await Promise.all(both)).map((answer) => answer.status).sort()).toEqual([201, 503]);
  expect((await list(clerk)).status).toBe(200);
});
