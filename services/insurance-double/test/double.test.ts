import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDouble } from '../src/app.ts';
import { monthsFor } from '../src/rules.ts';
import { signatureOf } from '../src/signature.ts';

const SECRET = 'a secret of the two systems';
const ID = '440106197711080025';

let folder: string;
let server: Server;
let url: string;

const open = () =>
  new Promise<void>((resolve) => {
    server = createDouble({ secret: SECRET, file: join(folder, 'state.json') }).app.listen(0, '127.0.0.1', () => {
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      resolve();
    });
  });
const close = () => new Promise((resolve) => server.close(resolve));

const send = async (method: string, path: string, body?: object, key = 'key-1', secret = SECRET) => {
  const text = body ? JSON.stringify(body) : '';
  const timestamp = String(Date.now());
  const response = await fetch(url + path, {
    method,
    ...(body && { body: text }),
    headers: {
      'content-type': 'application/json',
      'x-timestamp': timestamp,
      'x-signature': signatureOf(secret, method, path, timestamp, text),
      'idempotency-key': key,
      connection: 'close',
    },
    signal: AbortSignal.timeout(2_000),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const seed = (facts: object) => send('PUT', `/double/persons/${ID}`, facts);
const fault = (facts: object) => send('PUT', '/double/faults', facts);
const claim = (key?: string) => send('POST', '/claims', { reference: 'r1', idNumber: ID, from: '2026-03-02' }, key);
const claims = async () => (await send('GET', '/double/claims')).body.items as Record<string, unknown>[];

describe('the unemployment-insurance double', () => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'double-'));
    await open();
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  it('counts the months by the schedule of Guangdong', () => {
    expect([11, 12, 47, 48, 53, 54, 59, 60, 168, 400].map(monthsFor)).toEqual([0, 1, 3, 4, 4, 5, 5, 6, 24, 24]);
  });

  it('grants once, however often the same call comes', async () => {
    await seed({ contributionMonths: 264 });
    const first = await claim();
    expect(first).toMatchObject({ status: 200, body: { status: 'GRANTED', months: 24, monthlyFen: 187_200 } });
    expect(await claim()).toEqual(first);
    expect(await claims()).toHaveLength(1);
  });

  it('refuses with a reason', async () => {
    expect((await claim('k1')).body).toMatchObject({ status: 'REFUSED', code: 'NO_RECORD' });
    await seed({ contributionMonths: 11 });
    expect((await claim('k2')).body).toMatchObject({ status: 'REFUSED', code: 'UNDER_ONE_YEAR' });
    await seed({ contributionMonths: 100, involuntary: false });
    expect((await claim('k3')).body).toMatchObject({ status: 'REFUSED', code: 'VOLUNTARY' });
  });

  it.each([
    ['449902198001010015', { status: 'GRANTED', months: 16 }],
    ['449902198001020010', { status: 'REFUSED', code: 'CLAIMING' }],
    ['449902198001030016', { status: 'REFUSED', code: 'EXHAUSTED' }],
    ['449902198001040011', { status: 'REFUSED', code: 'DECEASED' }],
    ['449902198001050017', { status: 'REFUSED', code: 'IN_PRISON' }],
    ['449902198001070018', { status: 'PENDING' }],
  ])('knows the magic person %s', async (idNumber, answer) => {
    const { items } = (await send('GET', '/double/magic')).body as { items: { idNumber: string }[] };
    expect(items).toContainEqual({ idNumber, about: { zh: expect.any(String), en: expect.any(String) } });
    expect((await send('POST', '/claims', { reference: 'r1', idNumber, from: '2026-03-02' })).body).toMatchObject(
      answer,
    );
  });

  it.each([
    ['449902198001080013', { status: 'GRANTED', paidOn: [], missedOn: ['2026-03-02', '2026-04-02'] }],
    ['449902198001090019', { status: 'EXHAUSTED', stop: { on: '2026-04-02', monthsPaid: 2 } }],
  ])('runs the months of the magic person %s', async (idNumber, ending) => {
    await send('POST', '/claims', { reference: 'r1', idNumber, from: '2026-03-02' });
    await send('PUT', '/double/clock', { today: '2026-04-20' });
    expect(await claims()).toMatchObject([ending]);
  });

  it('resumes a claim that rests, notes what it is told of it, and says what was contributed', async () => {
    await seed({ contributionMonths: 264 });
    const path = `/claims/${(await claim()).body.claimNumber}`;
    await send('POST', `${path}/stop`, { reason: 'IMPRISONED', on: '2026-05-10', mode: 'SUSPEND' }, 'k2');
    expect((await send('POST', `${path}/resume`, { on: '2026-06-01' }, 'k3')).body).toMatchObject({
      status: 'GRANTED',
    });
    expect((await send('POST', `${path}/notices`, { notice: 'CONFIRMED', on: '2026-06-02' }, 'k4')).status).toBe(200);
    expect(await claims()).toMatchObject([{ notices: [{ notice: 'CONFIRMED', on: '2026-06-02' }] }]);
    expect((await send('POST', '/contributions', { idNumber: ID })).body).toMatchObject({ contributionMonths: 264 });
  });

  it('takes the order to pay a skill subsidy once, and pays it when the clock is set', async () => {
    const order = { reference: 's1', idNumber: ID, certificateNo: 'S0001', occupation: '6-05-01-03', level: 4 };
    const pay = (amountFen: number) => send('POST', '/skill-subsidies', { ...order, amountFen });
    const known = async () => (await send('GET', '/double/skill-subsidies')).body.items;
    for (let times = 0; times < 2; times++)
      expect(await pay(150_000)).toEqual({ status: 200, body: { reference: 's1', status: 'ACCEPTED' } });
    expect((await pay(1)).status).toBe(422);
    expect(await known()).toEqual([{ ...order, amountFen: 150_000 }]);
    for (const today of ['2026-03-20', '2026-03-21']) await send('PUT', '/double/clock', { today });
    expect(await known()).toMatchObject([{ paid: { on: '2026-03-20', receipt: 'BT00000001' } }]);
  });

  it('lists its claims in pages', async () => {
    await seed({ contributionMonths: 24 });
    for (const key of ['k1', 'k2', 'k3']) await claim(key);
    const first = (await send('GET', '/claims?limit=2')).body;
    expect(first).toMatchObject({ items: [{ claimNumber: 'SY00000001' }, { reference: 'r1' }], next: 'SY00000002' });
    const { items, next } = (await send('GET', `/claims?after=${first.next}&limit=2`)).body;
    expect([items, next]).toEqual([[expect.objectContaining({ claimNumber: 'SY00000003' })], undefined]);
  });

  it('refuses what was signed long ago, and says what time it is', async () => {
    await fault({ mode: 'day-off' });
    expect(await claim()).toMatchObject({ status: 401, body: { code: 'TIMESTAMP', now: expect.any(String) } });
    expect((await claim()).status).toBe(200);
  });

  it('half confirms: takes a claim, then refuses it', async () => {
    await seed({ contributionMonths: 264 });
    await fault({ mode: 'half-confirmed' });
    const { status, body } = await claim();
    expect([status, body.status]).toEqual([202, 'PENDING']);
    expect((await send('GET', `/claims/${body.claimNumber}`)).body).toMatchObject({
      status: 'REFUSED',
      code: 'WITHDRAWN',
    });
  });

  it('never answers for the magic person of silence, unless it was told of her', async () => {
    const idNumber = '449902198001060012';
    const claimFor = () => send('POST', '/claims', { reference: 'r1', idNumber, from: '2026-03-02' });
    await expect(claimFor()).rejects.toThrow(/timeout/);
    await send('PUT', `/double/persons/${idNumber}`, { contributionMonths: 24 });
    expect((await claimFor()).body).toMatchObject({ status: 'GRANTED', months: 2 });
  });

  it('reviews first, then decides', async () => {
    await seed({ contributionMonths: 60, reviews: 1 });
    const { status, body } = await claim();
    expect([status, body.status]).toEqual([202, 'PENDING']);
    expect((await send('GET', `/claims/${body.claimNumber}`)).body).toMatchObject({ status: 'GRANTED', months: 6 });
  });

  it('stops with the months that were paid, and only once', async () => {
    await seed({ contributionMonths: 264 });
    const path = `/claims/${(await claim()).body.claimNumber}/stop`;
    const stop = { reason: 'HIRED', on: '2026-05-10', mode: 'STOP' };
    expect((await send('POST', path, stop, 'k2')).body).toMatchObject({ status: 'STOPPED', monthsPaid: 3 });
    const again = { reason: 'OTHER', on: '2026-08-10', mode: 'STOP' };
    expect((await send('POST', path, again, 'k3')).body).toMatchObject({ stoppedOn: '2026-05-10', monthsPaid: 3 });
  });

  it('says whether a person was insured by an employer in a month', async () => {
    await seed({ contributionMonths: 1, employments: [{ employer: 'A', from: '2026-05', through: '2026-06' }] });
    const asked = (employer: string, month: string) => send('POST', '/insured', { idNumber: ID, employer, month });
    expect((await asked('A', '2026-06')).body).toEqual({ insured: true });
    expect((await asked('A', '2026-07')).body).toEqual({ insured: false });
    expect((await asked('B', '2026-06')).body).toEqual({ insured: false });
  });

  it('accepts only signed calls', async () => {
    const forged = await send('POST', '/insured', { idNumber: ID, employer: 'A', month: '2026-06' }, 'k', 'another');
    expect(forged.status).toBe(401);
  });

  it('forgets nothing when it restarts', async () => {
    await seed({ contributionMonths: 264 });
    const first = await claim();
    await close();
    await open();
    expect(await claim()).toEqual(first);
  });

  it.each([
    ['error500', 0],
    ['timeout', 0],
    ['ok-with-error', 0],
    ['late', 1],
    ['half', 1],
  ])('with fault %s a call has acted %i times; the next call is answered', async (mode, acted) => {
    await seed({ contributionMonths: 264 });
    await fault({ mode, ms: 4_000 });
    const answer = await claim().catch(() => undefined);
    if (mode === 'ok-with-error')
      expect(answer).toEqual({ status: 200, body: expect.objectContaining({ code: 'SYS-9001' }) });
    else expect(answer?.status ?? 500).toBe(500);
    expect(await claims()).toHaveLength(acted);
    expect((await claim()).body.status).toBe('GRANTED');
    expect(await claims()).toHaveLength(1);
    server.closeAllConnections();
  });
});
