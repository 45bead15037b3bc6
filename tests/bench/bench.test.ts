/** Each bench runs in small: its answers agree and its last line is the report. Times are not judged here. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { servers } from '@zhiqiao/testing';

const run = promisify(execFile);

const BENCHES = [
  'bus',
  'write-path',
  'registration',
  'filings',
  'reconciliation',
  'matching',
  'percolation',
  'recommendations',
  'coder',
  'search',
];

describe.each(BENCHES)('npm run bench -- %s', (name) => {
  it('runs in small and reports', async () => {
    const { kafkaBrokers, mongoUri, redisUrl, stop } = await servers();
    const env = { ...process.env, MONGODB_URI: mongoUri, REDIS_URL: redisUrl, KAFKA_BROKERS: kafkaBrokers ?? '' };
    const program = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
    const { stdout } = await run(process.execPath, ['--disable-warning=TimeoutNegativeWarning', program, '--quick'], {
      env,
    });
    await stop();
    const report = JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
    expect(report).toMatchObject({ bench: name, machine: expect.any(String) });
    expect(report.results.length + report.notRun.length).toBeGreaterThan(0);
  }, 600_000);
});
