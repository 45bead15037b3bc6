import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { startForTest } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock } from '@zhiqiao/testing';
import { service } from '../src/service.ts';
import { env, factory, ROWS, today } from './long-list.ts';

/** Kills the process as soon as it has filed something; answers what it said last. */
const killedInTheMiddle = (world: string) =>
  new Promise<string>((resolve, reject) => {
    const program = fileURLToPath(new URL('./dying-process.ts', import.meta.url));
    const child = spawn(process.execPath, [program, world], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.once('data', (data: Buffer) => {
      said = data.toString().split('\n')[0]!;
      child.kill('SIGKILL');
    });
    child.once('error', reject).once('exit', (code) => (said ? resolve(said) : reject(new Error(`exit ${code}`))));
  });

it('a list whose process is killed in the middle is filed to its end by the next one, every row once', async () => {
  const world = randomBytes(4).toString('hex');
  const [id, filed] = (await killedInTheMiddle(world)).split(' ');
  expect(Number(filed)).toBeGreaterThan(0);

  const run = await startForTest(service, { world, clock: fixedClock(today.toISOString()), env });
  try {
    const done = await eventually(
      async () => {
        const { body } = await run.send(factory, 'GET', `/filings/${id}`);
        return body.status === 'DONE' && body;
      },
      { within: 100_000, every: 200 },
    );
    expect(done.result).toEqual({ filed: ROWS, late: 0, failed: 0 });
    const employments = run.platform.mongo.collection('employment');
    expect(await employments.countDocuments()).toBe(ROWS);
    expect(await employments.countDocuments({ version: { $ne: 1 } })).toBe(0);
    expect(await run.platform.mongo.collection('vault_people').countDocuments()).toBe(ROWS);
  } finally {
    await run.drop();
  }
}, 180_000);
