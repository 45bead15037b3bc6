import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiOf } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { uuid7 } from '@zhiqiao/testing';
import { describeService } from '../src/describe.ts';
import { refused } from './refused.ts';
import { service } from './sample.ts';

const clerk = { id: 'clerk-1', roles: ['clerk' as const] };
const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 1]);
const digest = createHash('sha256').update(picture).digest('hex');

let run: TestRun;
beforeAll(async () => {
  run = await startForTest(service);
});
afterAll(() => run?.drop());

const send = (body: Uint8Array | string, type = 'image/png', { key = uuid7(), caption = 'cat' } = {}) =>
  [
    clerk,
    'POST',
    `/notes/pictures?caption=${caption}`,
    { body, headers: { 'content-type': type, 'idempotency-key': key } },
  ] as const;

describe('a file', () => {
  it('arrives as the bytes that it is', async () => {
    const { status, body } = await run.send(...send(picture));
    expect([status, body.text]).toEqual([201, `cat image/png ${digest}`]);
  });

  it('sent again is the same request; another file or query under the same key is refused', async () => {
    const key = uuid7();
    const first = await run.send(...send(picture, 'image/png', { key }));
    expect((await run.send(...send(picture, 'image/png', { key }))).body.id).toBe(first.body.id);
    await refused(run, [422, 'record.key-reused'], ...send(Buffer.from('other'), 'image/png', { key }));
    await refused(run, [422, 'record.key-reused'], ...send(picture, 'image/png', { key, caption: 'dog' }));
  });

  it.each([
    ['of a type that is not taken', [415, 'request.file-type'], send('{}', 'application/json')],
    ['that is too large', [413, 'request.file-too-large'], send(Buffer.alloc(1001))],
    ['that is empty', [422, 'request.file-missing'], send('')],
    [
      'with a query that does not fit',
      [422, 'request.invalid'],
      send(picture, 'image/png', { caption: 'x'.repeat(41) }),
    ],
  ] as const)('%s is refused', async (_case, [status, code], request) => {
    await refused(run, [status, code], ...request);
  });

  it('goes out as it is, to be saved under its name', async () => {
    const note = await run.send(clerk, 'POST', '/notes', { body: { shelf: 'a', text: '\ufeff甲,乙' } });
    const { status, headers, body } = await run.send(clerk, 'GET', `/notes/${note.body.id}/file`);
    expect([status, headers.get('content-type'), body.toString()]).toEqual([
      200,
      'text/csv; charset=utf-8',
      '\ufeff甲,乙',
    ]);
    expect(headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('便签 1.csv')}`);
  });

  it('is described as binary, in both directions', async () => {
    const { routes } = await describeService(service);
    const { paths } = openApiOf(service, routes) as { paths: Record<string, any> };
    const schema = { type: 'string', format: 'binary' };
    expect(paths['/notes/pictures'].post.requestBody.content).toEqual({
      'image/png': { schema },
      'image/jpeg': { schema },
    });
    expect(paths['/notes/{id}/file'].get.responses[200].content).toEqual({ 'text/csv': { schema } });
  });
});
