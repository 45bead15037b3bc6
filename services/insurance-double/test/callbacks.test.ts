import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@zhiqiao/testing';
import express from 'express';
import { createDouble } from '../src/app.ts';
import { signatureOfSignal } from '../src/callbacks.ts';
import { signatureOf } from '../src/signature.ts';
import { machineToken } from '../src/token.ts';

const SECRET = 'a secret of the two systems';
const TWO_MONTHS = '449902198001090019';

let gateway: Server;
let double: Server;
let flush: () => Promise<void>;
type Message = { sequence: number; sentAt: string; signal: { status: string }; signature: string };
let taken: { path: string; token: string; body: Message }[];
let away: number;
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const listening = (app: express.Express) =>
  new Promise<Server>((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(server));
  });

const send = async (method: string, path: string, body: object, key = 'k') => {
  const text = JSON.stringify(body);
  const timestamp = String(Date.now());
  const response = await fetch(urlOf(double) + path, {
    method,
    body: text,
    headers: {
      'content-type': 'application/json',
      'x-timestamp': timestamp,
      'x-signature': signatureOf(SECRET, method, path, timestamp, text),
      'idempotency-key': key,
    },
  });
  return (await response.json()) as { claimNumber: string };
};
const claim = async (reference: string) =>
  (await send('POST', '/claims', { reference, idNumber: TWO_MONTHS, from: '2026-03-02' }, reference)).claimNumber;
const told = (count: number) => eventually(async () => taken.length === count, { within: 10_000 });

/** The gateway with its issuer, as the double sees them. */
const receiver = () => {
  const app = express().use(express.json());
  app.get('/.well-known/openid-configuration', (_req, res) => res.json({ token_endpoint: `${urlOf(gateway)}/token` }));
  app.post('/token', (_req, res) => res.json({ access_token: 'token-of-the-system', expires_in: 600 }));
  app.post(['/benefits/:id/signals', '/skill-subsidies/:id/payment'], (req, res) => {
    away -= 1;
    if (away >= 0) return res.status(503).json({});
    taken.push({ path: req.path, token: req.get('authorization') ?? '', body: req.body });
    return res.json({});
  });
  return app;
};

beforeEach(async () => {
  taken = [];
  away = 0;
  gateway = await listening(receiver());
  const token = machineToken({ issuer: urlOf(gateway), id: 'insurance-system', secret: 'demo' });
  const made = createDouble({ secret: SECRET, callback: { url: urlOf(gateway), token } });
  flush = made.flush;
  double = await listening(made.app);
});
afterEach(async () => {
  for (const server of [double, gateway]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('what the system tells by itself', () => {
  it('a benefit that is drawn to its end: numbered, signed, as the machine account of the system', async () => {
    const claimNumber = await claim('r1');
    await send('PUT', '/double/clock', { today: '2026-04-02' });
    await told(3);
    expect(taken.map(({ body }) => [body.sequence, body.signal.status])).toEqual([
      [1, 'PAID'],
      [2, 'PAID'],
      [3, 'EXHAUSTED'],
    ]);
    const { path, token, body } = taken[2]!;
    const signal = { status: 'EXHAUSTED', claimNumber, on: '2026-04-02', monthsPaid: 2 };
    const { sentAt } = body;
    const signature = signatureOfSignal(SECRET, { ...signal, reference: 'r1', sequence: 3, sentAt });
    expect({ path, token, body }).toEqual({
      path: '/benefits/r1/signals',
      token: 'Bearer token-of-the-system',
      body: { sequence: 3, sentAt, signal, signature },
    });
  });

  it('a suspension, and that the benefit goes on', async () => {
    const claimNumber = await claim('r1');
    await send('PUT', `/double/claims/${claimNumber}`, { act: 'SUSPEND', reason: 'IMPRISONED', on: '2026-03-20' });
    await send('PUT', `/double/claims/${claimNumber}`, { act: 'RESUME' });
    await told(2);
    expect(taken.map(({ body }) => body.signal.status)).toEqual(['SUSPENDED', 'RESUMED']);
  });

  it('the receipt of a skill subsidy that was paid, once', async () => {
    away = 1;
    const order = { reference: 's1', idNumber: TWO_MONTHS, certificateNo: 'S0001', occupation: '6-05-01-03', level: 4 };
    await send('POST', '/skill-subsidies', { ...order, amountFen: 150_000 });
    await send('PUT', '/double/clock', { today: '2026-03-20' });
    await eventually(async () => away === 0);
    for (let times = 0; times < 2; times++) await flush();
    const body = { amountFen: 150_000, on: '2026-03-20', receipt: 'BT00000001' };
    expect(taken).toEqual([{ path: '/skill-subsidies/s1/payment', token: 'Bearer token-of-the-system', body }]);
  });

  it('with a clock that is a day off', async () => {
    const claimNumber = await claim('r1');
    await send('PUT', '/double/faults', { mode: 'callback-day-off' });
    await send('PUT', `/double/claims/${claimNumber}`, { act: 'STOP', reason: 'HIRED', on: '2026-03-20' });
    await told(1);
    expect(Date.parse(taken[0]!.body.sentAt)).toBeGreaterThan(Date.now() + 23 * 3600_000);
  });

  it('waits while the gateway is away', async () => {
    away = 1;
    const claimNumber = await claim('r1');
    await send('PUT', `/double/claims/${claimNumber}`, { act: 'STOP', reason: 'HIRED', on: '2026-03-20' });
    await eventually(async () => away === 0);
    await flush();
    await told(1);
  });

  it.each([
    ['repeated', ['SUSPENDED', 'SUSPENDED', 'STOPPED']],
    ['reordered', ['STOPPED', 'SUSPENDED']],
  ])('with fault %s in the order %j', async (mode, order) => {
    const claimNumber = await claim('r1');
    await send('PUT', '/double/faults', { mode });
    await send('PUT', `/double/claims/${claimNumber}`, { act: 'SUSPEND', reason: 'IMPRISONED', on: '2026-03-20' });
    await send('PUT', `/double/claims/${claimNumber}`, { act: 'STOP', reason: 'HIRED', on: '2026-03-25' });
    await told(order.length);
    expect(taken.map(({ body }) => body.signal.status)).toEqual(order);
  });
});

describe('what goes by file', () => {
  let folder: string;
  let files: ReturnType<typeof createDouble>;
  const lying = () => readdirSync(join(folder, 'in')).filter((name) => /_messages\.csv$/.test(name));
  const rowsOf = (name: string) =>
    readFileSync(join(folder, 'in', name), 'utf8')
      .trimEnd()
      .split('\r\n')
      .slice(1);

  beforeEach(async () => {
    await double.close();
    folder = mkdtempSync(join(tmpdir(), 'double-'));
    for (const name of ['in', 'out']) mkdirSync(join(folder, name));
    for (const name of ['449900_20260302_001_signals.csv', '449900_20260302_001_signals.control.csv'])
      writeFileSync(join(folder, 'out', name), '');
    files = createDouble({ secret: SECRET, exchange: { folder, encoding: 'utf-8' } });
    double = await listening(files.app);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are the months and what an officer did, numbered for each claim, once', async () => {
    const claimNumber = await claim('r1');
    await send('PUT', '/double/clock', { today: '2026-03-02' });
    await send('PUT', `/double/claims/${claimNumber}`, { act: 'SUSPEND', reason: 'REVIEW', on: '2026-03-20' });
    files.readFiles();
    files.readFiles();
    expect(lying()).toEqual(['449900_20260302_001_messages.csv']);
    expect(rowsOf(lying()[0]!)).toEqual([
      expect.stringMatching(/^1,r1,1,\d{4}-\S+Z,PAID,SY00000001,,2026-03,,,,1,,187200$/),
      expect.stringMatching(/^2,r1,2,\d{4}-\S+Z,SUSPENDED,SY00000001,2026-03-20,,,,,1,REVIEW,0$/),
    ]);
  });

  it.each([
    ['repeated', ['1', '1', '2', '2']],
    ['reordered', ['2', '1']],
  ])('with fault %s has the messages %j', async (mode, order) => {
    const claimNumber = await claim('r1');
    await send('PUT', '/double/faults', { mode });
    await send('PUT', '/double/clock', { today: '2026-03-02' });
    await send('PUT', `/double/claims/${claimNumber}`, { act: 'STOP', reason: 'HIRED', on: '2026-03-20' });
    files.readFiles();
    expect(rowsOf(lying()[0]!).map((row) => row.split(',')[2])).toEqual(order);
  });
});
