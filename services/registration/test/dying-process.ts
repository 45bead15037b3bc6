/** A process that files a list in the world named by its argument, says when it is in the middle of it, and waits to die. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startForTest } from '@zhiqiao/service-kit/testing';
import { service } from '../src/service.ts';
import { env, factory, listOf, ROWS, today } from './long-list.ts';

const run = await startForTest(service, { world: process.argv[2]!, clock: { now: () => today }, env });
const uploaded = await run.send(factory, 'POST', '/filings?kind=HIRING', {
  body: listOf(ROWS),
  headers: { 'content-type': 'text/csv' },
});
const path = `/filings/${uploaded.body.id}`;
await run.send(factory, 'POST', `${path}/preview`, { body: {} });
await run.send(factory, 'POST', `${path}/commit`);
for (;;) {
  const { body } = await run.send(factory, 'GET', path);
  if (body.result?.filed > 0) console.log(`${body.id} ${body.result.filed}`);
  await sleep(5);
}
