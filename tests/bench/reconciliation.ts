/** The daily comparison of so many benefit records with what the insurance system lists, on the running service. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { benefitEvents } from '@zhiqiao/domain';
import { service as insurance } from '@zhiqiao/insurance';
import { startForTest } from '@zhiqiao/service-kit/testing';
import mongoose from 'mongoose';
import { report } from './report.ts';

const COUNT = process.argv.includes('--quick') ? 2_000 : 100_000;
/** One in so many differs; half of those they ended unheard, half has another amount. */
const DRIFT_EVERY = 1000;
const LOADED_AT_ONCE = 5_000;
const numberOf = (index: number) => `SY${String(index).padStart(8, '0')}`;
const idOf = (index: number) => `benefit-${numberOf(index)}`;

const listed = (index: number) => {
  const claim = { claimNumber: numberOf(index), reference: idOf(index), from: '2026-03-02', months: 24 };
  if (index % DRIFT_EVERY !== 0) return { ...claim, status: 'GRANTED', monthlyFen: 187_200 };
  return index % (2 * DRIFT_EVERY) === 0
    ? { ...claim, status: 'STOPPED', monthlyFen: 187_200, stoppedOn: '2026-06-01', monthsPaid: 3 }
    : { ...claim, status: 'GRANTED', monthlyFen: 192_600 };
};

/** As registration and the answers to the claims leave them here. */
const load = async (database: string) => {
  const connection = await mongoose.createConnection(process.env.MONGODB_URI!, { dbName: database }).asPromise();
  const { personId: _, claimNumber: __, ...grant } = benefitEvents.examples.BenefitGranted;
  const { deliverAt: ___, ...claim } = benefitEvents.examples.BenefitClaimOpened;
  const records = connection.collection<{ _id: string }>('benefit');
  for (let from = 1; from <= COUNT; from += LOADED_AT_ONCE) {
    const length = Math.min(LOADED_AT_ONCE, COUNT - from + 1);
    await records.insertMany(
      Array.from({ length }, (_, i) => ({
        _id: idOf(from + i),
        city: '449900',
        rev: 2,
        version: 2,
        state: { ...claim, personId: `person-${from + i}`, status: 'GRANTED', claimNumber: numberOf(from + i), grant },
        clocks: [],
        pending: [],
        relayAt: new Date(0),
        cmds: [],
        nCmds: 0,
      })) as never,
    );
  }
  await connection.close();
};

/** The other side, and what loads ours, in a process of its own: what they need is not counted. */
const serve = () => {
  const server = createServer((request, response) => {
    const query = new URL(request.url!, 'http://localhost').searchParams;
    const first = Number((query.get('after') || 'SY0').slice(2)) + 1;
    const last = Math.min(first + Number(query.get('limit')) - 1, COUNT);
    const items = Array.from({ length: last - first + 1 }, (_, i) => listed(first + i));
    const next = last < COUNT ? numberOf(last) : undefined;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items, next }));
  });
  server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
  process.once('message', async (database) => {
    await load(String(database));
    process.send!('loaded');
  });
};

const measure = async () => {
  const partner = fork(import.meta.filename, ['--partner', ...process.argv.slice(2)]);
  const [port] = await once(partner, 'message');
  let now = new Date('2026-06-01T09:00:00+08:00');
  const run = await startForTest(insurance, {
    env: { INSURANCE_SYSTEM_URL: `http://127.0.0.1:${port}`, INSURANCE_SECRET: 'a secret of the bench' },
    clock: { now: () => now },
  });
  partner.send(run.platform.mongo.name);
  await once(partner, 'message');

  const manager = { roles: ['manager' as const], division: '449900' };
  let mostMb = 0;
  const start = performance.now();
  now = new Date('2026-06-02T03:00:00+08:00');
  let latest: { status?: string; tally?: Record<string, number> } = {};
  while (latest.status !== 'FINISHED') {
    await sleep(100);
    mostMb = Math.max(mostMb, process.memoryUsage().rss / 1024 / 1024);
    latest = (await run.send(manager, 'GET', '/reconciliations/2026-06-02')).body;
  }
  const seconds = (performance.now() - start) / 1000;

  const { figure, end } = report('reconciliation', [`${COUNT} records, one in ${DRIFT_EVERY} differs`, HEAP.join(' ')]);
  const { theirs, drifts, repaired } = latest.tally!;
  if (theirs !== COUNT || drifts !== COUNT / DRIFT_EVERY || repaired !== Math.floor(COUNT / DRIFT_EVERY / 2))
    throw new Error(`the comparison is wrong: ${JSON.stringify(latest.tally)}`);
  figure('time', seconds, 's', { atMost: 180 });
  figure('memory of the service, highest', mostMb, 'MB', { atMost: 512 });
  figure('records a second', COUNT / seconds, '/s');
  await run.drop();
  partner.kill();
  end();
};

/** A heap as in a small container: given more, Node collects its garbage later. */
const HEAP = ['--max-old-space-size=256', '--max-semi-space-size=8'];
const inSmallHeap = async () => {
  const execArgv = [...process.execArgv, ...HEAP];
  const [code] = await once(fork(import.meta.filename, ['--measure', ...process.argv.slice(2)], { execArgv }), 'exit');
  process.exitCode = code;
};

if (process.argv.includes('--partner')) serve();
else if (process.argv.includes('--measure')) await measure();
else await inSmallHeap();
