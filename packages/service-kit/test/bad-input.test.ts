import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '@zhiqiao/domain';
import type { FieldError } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { uuid7 } from '@zhiqiao/testing';
import { eventCount, refused } from './refused.ts';
import { service } from './sample.ts';

const clerk: Partial<Actor> & { roles: Role[] } = {
  id: 'clerk-1',
  roles: ['clerk'],
  certificates: [{ code: 'REGISTRATION_POST', validThrough: '2099-12-31' }],
};
const note = { shelf: 'shelf-1', text: 'hello' };

let run: TestRun;
beforeAll(async () => {
  run = await startForTest(service);
});
afterAll(() => run?.drop());

const written = async (more: object = {}): Promise<string> => {
  const { status, body } = await run.send(clerk, 'POST', '/notes', { body: { ...note, ...more } });
  expect(status).toBe(201);
  return body.id;
};
const post = (expected: [number, string], body: unknown, headers: Record<string, string> = {}) =>
  refused(run, expected, clerk, 'POST', '/notes', { body, headers });

describe('a body', () => {
  it('that is no JSON is refused with 400', async () => {
    await post([400, 'request.malformed'], '{"shelf": ');
    await post([400, 'request.malformed'], '"hello"');
    await post([400, 'request.malformed'], '\u0000\u0001');
  });

  it('of another content type or charset is refused with 415', async () => {
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'application/json; charset=gbk',
    ]) {
      await post([415, 'request.unsupported-type'], note, { 'content-type': type });
    }
  });

  it('in an unknown encoding is refused with 415', async () => {
    await post([415, 'request.unsupported-type'], note, { 'content-encoding': 'compress' });
  });

  it('that is not encoded as it says is refused with 400', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    await post([400, 'request.undecodable'], note, gzip);
    await post([400, 'request.undecodable'], gzipSync(JSON.stringify(note)).subarray(0, 20), gzip);
    await post([400, 'request.undecodable'], note, { 'content-encoding': 'deflate' });
  });

  it('that grows beyond 1 MB when it is unpacked is refused with 413', async () => {
    const bomb = gzipSync(JSON.stringify({ ...note, text: 'x'.repeat(1_100_000) }));
    await post([413, 'request.too-large'], bomb, { 'content-encoding': 'gzip' });
  });

  it('of more than 1 MB is refused with 413', async () => {
    await post([413, 'request.too-large'], { ...note, text: 'x'.repeat(1_100_000) });
  });

  it.each(['$where', '$gt', '__proto__', 'constructor', 'prototype'])(
    'with the key %s at any depth is refused with 422',
    async (key) => {
      for (const [body, pointer] of [
        [`{"shelf":"a","text":"b","${key}":1}`, `/${key}`],
        [`{"shelf":{"${key}":"a"},"text":"b"}`, `/shelf/${key}`],
        [`{"shelf":"a","text":"b","tags":{"deep":[{"deeper":{"${key}":{}}}]}}`, `/tags/deep/0/deeper/${key}`],
      ] as const) {
        const { body: problem } = await post([422, 'request.invalid'], body);
        expect(problem.errors).toEqual([
          expect.objectContaining({ in: 'body', pointer, code: 'forbidden_key', zh: expect.any(String) }),
        ]);
      }
    },
  );

  it.each([
    ['NUL', '\u0000'],
    ['a bell', '\u0007'],
    ['an escape', '\u001b'],
    ['a control character beyond ASCII', '\u0085'],
    ['half a surrogate pair', '\ud83d'],
  ])('with %s in a text is refused with 422', async (_what, character) => {
    for (const [body, pointer] of [
      [{ ...note, text: `a${character}b` }, '/text'],
      [{ ...note, tags: { deep: [character] } }, '/tags/deep/0'],
    ] as const) {
      const { body: problem } = await post([422, 'request.invalid'], body);
      expect(problem.errors).toEqual([expect.objectContaining({ pointer, code: 'forbidden_character' })]);
    }
  });

  it('with tabs, lines, emoji and rare characters is taken as it is', async () => {
    const text = '甲\t乙\r\n𠮷👩🏽‍🔧\ue000';
    const { body } = await run.send(clerk, 'POST', '/notes', { body: { ...note, text } });
    expect(body).toMatchObject({ text });
  });

  it('nested a hundred thousand deep is refused with 422', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { body } = await post([422, 'request.invalid'], `{"shelf":"a","text":"b","tags":{"deep":${deep}}}`);
    expect(body.errors).toEqual([expect.objectContaining({ in: 'body', code: 'too_deep' })]);
  });

  it('with unknown and wrong fields is refused with 422, each named by its JSON pointer in both languages', async () => {
    const { body } = await post([422, 'request.invalid'], { shelf: 7, extra: true, 'a/b': 1 });
    expect(body.errors.map((error: FieldError) => [error.in, error.pointer, error.code])).toEqual([
      ['body', '/shelf', 'invalid_type'],
      ['body', '/text', 'invalid_type'],
      ['body', '/extra', 'unrecognized_keys'],
      ['body', '/a~1b', 'unrecognized_keys'],
    ]);
    for (const { zh, en } of body.errors) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('that is missing is refused with 422', async () => {
    await post([422, 'request.invalid'], undefined);
  });
});

describe('a query', () => {
  it.each(['$where=1', '__proto__=1', 'constructor=1', 'shelf=a&prototype=1', 'shelf=a&unknown=1', 'shelf[$ne]=a'])(
    '?%s is refused with 422',
    async (query) => {
      await refused(run, [422, 'request.invalid'], clerk, 'GET', `/notes?${query}`);
    },
  );

  it('with a control character is refused with 422', async () => {
    await refused(run, [422, 'request.invalid'], clerk, 'GET', '/notes?shelf=a%00b');
  });

  it('that names a field twice or leaves one out is refused with 422', async () => {
    await refused(run, [422, 'request.invalid'], clerk, 'GET', '/notes?shelf=a&shelf=b');
    const { body } = await refused(run, [422, 'request.invalid'], clerk, 'GET', '/notes?limit=9000');
    expect(body.errors.map((error: FieldError) => error.in + error.pointer)).toEqual(['query/shelf', 'query/limit']);
  });
});

describe('an address', () => {
  it('that does not exist is answered 404', async () => {
    await refused(run, [404, 'request.unknown-path'], clerk, 'GET', '/nowhere');
    await refused(run, [404, 'request.unknown-path'], clerk, 'GET', '/notes/%E0%A4%A');
    await refused(run, [404, 'record.not-found'], clerk, 'GET', '/notes/nobody');
    await refused(run, [404, 'record.not-found'], clerk, 'GET', '/notes/no%2Fbody');
    await refused(run, [422, 'request.invalid'], clerk, 'GET', '/notes/no%00body');
  });

  it('with another method is answered 405 with what it allows', async () => {
    const answer = await refused(run, [405, 'request.method-not-allowed'], clerk, 'DELETE', '/notes/some');
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'PUT']);
  });

  it('whose handler breaks is answered 500 without internals', async () => {
    const { body } = await refused(run, [500, 'platform.internal'], undefined, 'GET', '/broken');
    expect(JSON.stringify(body)).not.toMatch(/hunter2|TypeError|sample\.ts|stack/);
  });
});

describe('an Idempotency-Key', () => {
  it('that is missing, short, long or not visible is refused with 400', async () => {
    for (const key of ['', 'short', 'x'.repeat(201), 'with a space']) {
      await post([400, 'request.key-required'], note, { 'idempotency-key': key });
    }
  });

  it('sent again with the same body answers with the same record and writes nothing', async () => {
    const headers = { 'idempotency-key': uuid7() };
    const first = await run.send(clerk, 'POST', '/notes', { body: note, headers });
    const count = await eventCount(run);
    const again = await run.send(clerk, 'POST', '/notes', { body: '{ "text":"hello", "shelf":"shelf-1" }', headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(`/notes/${first.body.id}`);
    expect(await eventCount(run)).toBe(count);
  });

  it('sent again with another body is refused with 422', async () => {
    const headers = { 'idempotency-key': uuid7() };
    await run.send(clerk, 'POST', '/notes', { body: note, headers });
    await post([422, 'record.key-reused'], { ...note, text: 'something else' }, headers);
  });
});

describe('a version', () => {
  const put = (expected: [number, string], id: string, ifMatch?: string) =>
    refused(run, expected, clerk, 'PUT', `/notes/${id}`, {
      body: { text: 'rewritten' },
      ...(ifMatch !== undefined && { headers: { 'if-match': ifMatch } }),
    });

  it('that a PUT does not name is asked for with 428', async () => {
    await put([428, 'request.if-match-required'], await written());
  });

  it('that is malformed is refused with 400', async () => {
    const id = await written();
    for (const tag of ['1', '"one"', 'W/"1"', '"1", "2"', '"99999999999999999999"']) {
      await put([400, 'request.if-match-malformed'], id, tag);
    }
  });

  it('that is stale is refused with 412', async () => {
    const id = await written();
    const change = { body: { text: 'first' }, headers: { 'if-match': '"1"' } };
    const changed = await run.send(clerk, 'PUT', `/notes/${id}`, change);
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    await put([412, 'record.stale'], id, '"1"');
    expect((await run.send(clerk, 'PUT', `/notes/${id}`, change)).body).toMatchObject({ text: 'first' });
  });

  it('that the reader has already is answered 304 without a body', async () => {
    const id = await written();
    const { headers } = await run.send(clerk, 'GET', `/notes/${id}`);
    expect(headers.get('etag')).toBe('"1"');
    const same = await run.send(clerk, 'GET', `/notes/${id}`, { headers: { 'if-none-match': 'W/"7", "1"' } });
    expect([same.status, same.body]).toEqual([304, '']);
    const newer = await run.send(clerk, 'GET', `/notes/${id}`, { headers: { 'if-none-match': '"0"' } });
    expect(newer.status).toBe(200);
  });
});

it('a step that the state forbids is refused with 409, which names the state', async () => {
  const id = await written();
  expect((await run.send(clerk, 'POST', `/notes/${id}/pin`)).body).toMatchObject({ status: 'PINNED' });
  const { body } = await refused(run, [409, 'sample.not-fresh'], clerk, 'POST', `/notes/${id}/pin`);
  expect(body.context).toEqual({ state: 'PINNED', possible: [] });
});

describe('a purpose', () => {
  const readings = (subject: string) => run.platform.mongo.collection('audit_reads').find({ subject }).toArray();

  it('that is missing, too short or no percent-encoded UTF-8 is refused with 400', async () => {
    const id = await written();
    for (const purpose of [undefined, 'x', '%E0%A4%A', encodeURIComponent('长'.repeat(201))]) {
      await refused(run, [400, 'request.purpose-required'], clerk, 'GET', `/notes/${id}/author`, {
        ...(purpose !== undefined && { headers: { 'x-purpose': purpose } }),
      });
    }
    expect(await readings(id)).toEqual([]);
  });

  it('is kept with the reader and what was read', async () => {
    const id = await written();
    const headers = { 'x-purpose': encodeURIComponent('核对登记') };
    expect((await run.send(clerk, 'GET', `/notes/${id}/author`, { headers })).body).toEqual({ by: 'clerk-1' });
    expect(await readings(id)).toEqual([
      expect.objectContaining({ actor: 'clerk-1', purpose: '核对登记', at: expect.any(Date) }),
    ]);
  });
});

it('a long list comes in pages, each linked to the next, without gap or repetition', async () => {
  const ids = [];
  for (let i = 0; i < 5; i++) ids.push(await written({ shelf: 'long' }));
  const found: string[] = [];
  const sizes: number[] = [];
  for (let path: string | undefined = '/notes?shelf=long&limit=2'; path; ) {
    const { body, headers } = await run.send(clerk, 'GET', path);
    found.push(...body.items.map((item: { id: string }) => item.id));
    sizes.push(body.items.length);
    path = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
  }
  expect(sizes).toEqual([2, 2, 1]);
  expect(found).toEqual(ids.toSorted());
});

describe('a header full of nonsense', () => {
  it.each<[string, Record<string, string>, number]>([
    ['a language that is none', { 'accept-language': 'xx;q=NaN, , ;;, *;q=9' }, 201],
    ['languages without end', { 'accept-language': 'en,'.repeat(2000) }, 201],
    ['a type that nobody makes', { accept: 'image/png;q=2' }, 201],
    ['a trace that is none', { traceparent: '00-zz-zz-zz', tracestate: '=,=' }, 201],
    ['an address that is none', { 'x-forwarded-for': '::::, ,999.1.1.1' }, 201],
    ['a version that is none', { 'if-match': '"NaN"' }, 400],
    ['a version without end', { 'if-match': `"${'9'.repeat(400)}"` }, 400],
    ['a key in Latin letters', { 'idempotency-key': 'clé-clé-clé' }, 400],
    ['a key without end', { 'idempotency-key': 'k'.repeat(4000) }, 400],
    ['an empty token', { authorization: 'Bearer ' }, 401],
    ['a token of three dots', { authorization: 'Bearer ...' }, 401],
    ['another way to sign in', { authorization: 'Basic Y2xlcms6MTIz' }, 401],
    ['more than a request may have', { 'x-much': 'x'.repeat(20_000) }, 431],
  ])('%s', async (_what, headers, status) => {
    const before = await eventCount(run);
    const answer = await run.send(clerk, 'POST', '/notes', { body: note, headers });
    expect(answer.status).toBe(status);
    if (status !== 201) expect(await eventCount(run)).toBe(before);
  });
});
