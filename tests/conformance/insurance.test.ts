import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServiceProcess, startProcess } from '@zhiqiao/testing';
import { conformance } from './insurance/kit.ts';
import { reportOf, tableOf } from './insurance/report.ts';

const SECRET = 'a secret of the two systems';
const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
let double: ServiceProcess;
beforeAll(async () => {
  const env = { INSURANCE_SECRET: SECRET, INSURANCE_FILES_FOLDER: folder };
  double = await startProcess('services/insurance-double/src/main.ts', env);
});
afterAll(async () => {
  await double.kill();
  rmSync(folder, { recursive: true });
});

const exchange = { folder, encoding: 'gb18030', waitMs: 10_000 } as const;
const run = async (secret = SECRET, files?: { waitMs: number }) =>
  reportOf(
    await conformance({
      url: double.url,
      secret,
      deadlineMs: 1500,
      ...(files && { exchange: { ...exchange, ...files } }),
    }),
  );
const steer = (what: 'faults' | 'clock', body: object) =>
  fetch(`${double.url}/double/${what}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const runWith = async (fault: object, files?: { waitMs: number }) => {
  await steer('faults', fault);
  const { results } = await run(SECRET, files);
  await steer('faults', { mode: 'none' });
  return results.filter(({ outcome }) => outcome === 'fail');
};

describe('the conformance kit', () => {
  it('finds nothing wrong with the double, as often as it is run', async () => {
    for (const _ of ['first', 'again']) {
      const report = await run(SECRET, exchange);
      // Nothing is told before a month has passed: see below.
      expect(report.results.filter(({ outcome }) => outcome !== 'pass')).toMatchObject([
        { id: 'FILE-4', outcome: 'skipped' },
      ]);
    }
  });

  it.each([
    [{ mode: 'unsigned', for: 1000 }, ['SIG-2', 'SIG-3', 'SIG-4', 'SIG-5', 'SIG-6']],
    [{ mode: 'forgetful', for: 1000 }, ['KEY-1', 'KEY-2', 'SUBSIDY-1']],
    [{ mode: 'half-confirmed', for: 1000 }, ['CLAIM-1', 'CLAIM-2', 'CLAIM-3', 'CLAIM-4', 'CLAIM-5']],
    [{ mode: 'error500' }, ['SIG-1']],
    [{ mode: 'timeout' }, ['SIG-1', 'ANSWER-1']],
    [{ mode: 'late', ms: 3000 }, ['SIG-1', 'ANSWER-1']],
    [{ mode: 'half' }, ['SIG-1', 'ANSWER-1']],
    [{ mode: 'ok-with-error' }, ['SIG-1', 'ANSWER-2']],
  ])('names what the fault %j breaks: %j', async (fault, broken) => {
    expect((await runWith(fault)).map(({ id }) => id)).toEqual(broken);
  });

  it.each([
    ['no-receipt', 3_000, 'no receipt within 3 s'],
    ['cut-file', 10_000, 'other content'],
    ['wrong-total', 10_000, 'a sum of 187200 fen, 187201 in the control sheet'],
    ['missing-row', 10_000, '2 rows for 3'],
  ])('names what the fault %s of a file breaks', async (mode, waitMs, finding) => {
    expect(await runWith({ mode }, { waitMs })).toEqual([
      expect.objectContaining({ id: 'FILE-1', finding: expect.stringContaining(finding) }),
    ]);
  });

  it('tells a clock that is a day off from a wrong secret', async () => {
    expect(await runWith({ mode: 'day-off', for: 1000 })).toContainEqual(
      expect.objectContaining({ id: 'CLOCK-1', finding: 'the clock of the system is a day fast' }),
    );
  });

  it('says how to mend it, in both languages, and shows no secret', async () => {
    const report = await run('another secret of no system');
    const text = tableOf(report) + JSON.stringify(report);
    expect(report.results[0]).toMatchObject({
      id: 'SIG-1',
      outcome: 'fail',
      finding: 'HTTP 401 instead of 200',
      exchanges: [{ sent: { method: 'POST', path: '/insured' }, came: { status: 401, body: { code: 'SIGNATURE' } } }],
      mend: { zh: expect.stringContaining('NTP'), en: expect.stringContaining('NTP') },
    });
    expect(text).not.toContain('another secret');
  });

  it('reads what is told by file once a month has passed, and finds a clock that is ahead', async () => {
    await steer('clock', { today: '2026-03-02' });
    const report = await run(SECRET, exchange);
    expect(report.results.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
    await steer('faults', { mode: 'callback-day-off' });
    await steer('clock', { today: '2026-04-02' });
    await fetch(`${double.url}/double/files`, { method: 'POST' });
    expect((await run(SECRET, exchange)).results.filter(({ outcome }) => outcome !== 'pass')).toMatchObject([
      { id: 'FILE-4', outcome: 'fail', finding: expect.stringContaining('sent at') },
    ]);
  });
});
