import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { service } from './sample.ts';

const clerk: { roles: Role[] } = { roles: ['clerk'] };

let run: TestRun;
beforeAll(async () => {
  run = await startForTest(service);
});
afterAll(() => run?.drop());

const open = (path: string, headers: Record<string, string> = {}) => run.send(undefined, 'GET', path, { headers });

describe('health', () => {
  it('is told to anyone, each part by name', async () => {
    expect(await open('/livez')).toMatchObject({ status: 200, body: { consumer: true } });
    expect(await open('/readyz')).toMatchObject({ status: 200, body: { serving: true, mongo: true, outbox: true } });
  });
});

describe('/metrics', () => {
  it('counts requests by route, method and status, never by path, and shows the vital signs', async () => {
    await run.send(clerk, 'GET', '/notes/some-note');
    await open('/nowhere/at/all');
    const { status, body } = await open('/metrics');
    expect(status).toBe(200);
    expect(body).toMatch(/http_server_request_duration\w*_count\{[^}]*http_route="\/notes\/:id"[^}]*\} 1/);
    expect(body).toMatch(/http_response_status_code="404"/);
    for (const name of ['requests_in_flight', 'event_loop_delay', 'outbox_oldest', 'consumer_lag', 'consumer_parked']) {
      expect(body).toContain(`zhiqiao_${name}`);
    }
    expect(body).not.toMatch(/some-note|nowhere/);
  });
});

describe('the documents', () => {
  it('are served to anyone as those of this service, with the routes and streams that it has', async () => {
    const openapi = (await open('/openapi.json')).body;
    expect(openapi).toMatchObject({ openapi: '3.1.0', info: { title: '职桥 样例 / ZhiQiao Sample' } });
    expect(Object.keys(openapi.paths)).toEqual(expect.arrayContaining(['/notes/{id}/pin', '/admin/parked']));
    expect(openapi.paths).not.toHaveProperty('/clock');
    const asyncapi = (await open('/asyncapi.json')).body;
    expect(asyncapi.asyncapi).toBe('3.0.0');
    expect(Object.keys(asyncapi.channels)).toEqual(['sample.note.v1', 'sample.shelf.v1']);
  });

  it('come with headers that keep browsers from guessing, framing and caching', async () => {
    const { headers } = await open('/openapi.json');
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers.has('x-powered-by')).toBe(false);
  });
});

describe('/problems', () => {
  it('lists every problem in both languages, those of the service among them', async () => {
    const { items } = (await open('/problems')).body;
    const codes = items.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['sample.not-fresh', 'access.token-missing', 'record.stale']));
    expect(new Set(codes).size).toBe(codes.length);
    for (const { status, zh, en } of items) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('has one page for each, which the type of a problem leads to, as HTML for people', async () => {
    const { body: problem } = await open('/nowhere');
    expect((await open(problem.type)).body.items).toEqual([
      { code: 'request.unknown-path', status: 404, ...problem.titles },
    ]);
    const page = await open(problem.type, { accept: 'text/html' });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.body).toContain(problem.titles.zh);
    expect((await open('/problems/none')).body).toMatchObject({ status: 404, code: 'request.unknown-path' });
  });
});
