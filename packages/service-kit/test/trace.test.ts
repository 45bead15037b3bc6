import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock } from '@zhiqiao/testing';
import { otlpReceiver, type Span } from './otlp-receiver.ts';
import { service } from './sample.ts';

const clerk: { roles: Role[] } = { roles: ['clerk'] };
const SECRET = '李梅的便签';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let receiver: Awaited<ReturnType<typeof otlpReceiver>>;
let run: TestRun;
beforeAll(async () => {
  receiver = await otlpReceiver();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '200' };
  run = await startForTest(service, { clock, env });
});
afterAll(async () => {
  await run?.drop();
  await receiver?.stop();
});

it('one trace leads from the request of a client through the bus to what a consumer made of it', async () => {
  const traceId = randomBytes(16).toString('hex');
  const headers = { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` };
  const { status, body } = await run.send(clerk, 'POST', '/notes', {
    body: { shelf: 'shelf-1', text: SECRET },
    headers,
  });
  expect(status).toBe(201);
  const named = (name: string) =>
    eventually(() => receiver.spans.find((span) => span.traceId === traceId && span.name === name), { within: 30_000 });

  const request = await named('POST /notes');
  const published = await named(`publish ${run.platform.city}.sample.note.v1`);
  expect(published.parentSpanId).toBe(request.spanId);
  const applied = await named('apply NoteWritten');
  expect(applied.parentSpanId).toBe(request.spanId);
  const admin: { roles: Role[] } = { roles: ['admin'] };
  const reading = { headers: { 'x-purpose': 'test' } };
  const shelved = await run.send(admin, 'GET', '/admin/records/shelf/shelf-1/events', reading);
  expect(shelved.body.items).toEqual([expect.objectContaining({ type: 'NoteShelved', data: { noteId: body.id } })]);
  const [effect] = await run.platform.mongo
    .collection<{ traceparent: string }>('log')
    .find({ stream: 'shelf' })
    .toArray();
  expect(effect?.traceparent).toBe(`00-${traceId}-${applied.spanId}-01`);
});

it('what a clock does has a trace of its own, which its events carry on', async () => {
  await run.send(clerk, 'POST', '/notes', { body: { shelf: 'shelf-9', text: SECRET } });
  clock.advance({ days: 31 });
  const fired = await eventually(() => receiver.spans.find((span) => span.name === 'clock fade'), { within: 30_000 });
  const log = run.platform.mongo.collection<{ traceparent: string }>('log');
  const faded = await eventually(async () => (await log.findOne({ type: 'NoteFaded' })) ?? false, { within: 30_000 });
  expect(faded.traceparent).toContain(fired.traceId);
  await eventually(() => receiver.spans.some((span) => span.name === 'apply NoteFaded'), { within: 30_000 });
});

it('no span holds what was written, who wrote it, or an id from the path', async () => {
  const { body } = await run.send(clerk, 'POST', '/notes', { body: { shelf: 'shelf-2', text: SECRET } });
  await run.send({ ...clerk, id: 'account-of-limei' }, 'GET', `/notes/${body.id}`);
  await run.send(clerk, 'GET', '/notes?shelf=limei');
  await eventually(() => receiver.spans.some((span) => span.name === 'GET /notes'), { within: 30_000 });
  const read = receiver.spans.find((span) => span.name === 'GET /notes/:id')!;
  expect(attributesOf(read)).toEqual({
    'http.request.method': 'GET',
    'http.route': '/notes/:id',
    'http.response.status_code': 200,
  });
  expect(receiver.spans.some((span) => span.name.startsWith('apply '))).toBe(true);
  for (const word of [SECRET, body.id, 'account-of-limei', 'limei', 'shelf-1']) {
    expect(receiver.raw().includes(word)).toBe(false);
  }
});

it('however events are batched, the span that published one leads back to its request', async () => {
  const traceIds = Array.from({ length: 20 }, () => randomBytes(16).toString('hex'));
  await Promise.all(
    traceIds.map((traceId) => {
      const headers = { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` };
      return run.send(clerk, 'POST', '/notes', { body: { shelf: 'shelf-3', text: SECRET }, headers });
    }),
  );
  const publishing = () => receiver.spans.filter(({ name }) => name.startsWith('publish '));
  await eventually(
    () => {
      const told = publishing().flatMap(({ traceId, links = [] }) => [traceId, ...links.map((link) => link.traceId)]);
      return traceIds.every((traceId) => told.includes(traceId));
    },
    { within: 30_000 },
  );
});

const attributesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value as object)[0]]));
