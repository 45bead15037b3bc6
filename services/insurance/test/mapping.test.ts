import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { httpInsuranceSystem } from '../src/adapters/insurance-system/http.ts';
import { loadMapping } from '../src/adapters/insurance-system/mapping.ts';

const standard = readFileSync(new URL('../mappings/standard.yaml', import.meta.url), 'utf8');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mapping-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const load = (text: string) => {
  const path = join(folder, 'bureau.yaml');
  writeFileSync(path, text);
  return loadMapping(path);
};
const lineOf = (part: string) => standard.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('a mapping file', () => {
  it('is the standard one, unless a city has its own', () => {
    expect(loadMapping()).toMatchObject({ name: 'standard' });
    expect(load(standard)).toEqual(loadMapping());
  });

  it.each([
    ['a code of ours without one of theirs', '    DIED: DIED\n', '', '    HIRED: HIRED', 'codes.reason.DIED'],
    ['an unknown word', 'formats: {', 'format: {', 'formats: {', 'format'],
    ['an unknown format', 'money: fen }', 'money: jiao }', 'formats: {', 'formats.money'],
    [
      'two states that are one with them',
      'STOPPED: STOPPED',
      'STOPPED: SUSPENDED',
      '    PENDING: PENDING',
      'codes.status',
    ],
    ['a path without the claim', '/claims/{claimNumber}/stop', '/claims/stop', '  stop: {', '{claimNumber}'],
  ])('with %s is refused, and the line is named', (_, part, instead, at, named) => {
    const text = standard.replace(part, instead);
    expect(text).not.toBe(standard);
    const problem = () => load(text);
    expect(problem).toThrow(named);
    expect(problem).toThrow(new RegExp(`^bureau\\.yaml:${lineOf(at)}: `, 'm'));
  });

  it('that is no YAML is refused with its line', () => {
    expect(() => load('name: a\nformats: { date: iso')).toThrow(/^bureau\.yaml:2: /);
  });
});

/** A system of the same style, which says everything otherwise. */
const other = standard
  .replace('name: standard', 'name: golden-insurance')
  .replace('{ date: iso, month: iso, money: fen }', '{ date: compact, month: compact, money: yuan }')
  .replace('envelope: null', 'envelope: { code: errcode, ok: ["0"], data: output }')
  .replace('{ code: code, passing: [TIMESTAMP], final: [] }', '{ code: errcode, passing: [], final: ["E404"] }')
  .replace(
    'path: /claims, send: { reference: reference, idNumber: idNumber, from: from }',
    'path: /jc10, send: { reference: bae007, idNumber: aac147, from: aae030 }',
  )
  .replace('claimNumber: claimNumber', 'claimNumber: ajc050')
  .replace('status: status', 'status: aae016')
  .replace('months: months', 'months: ajc097')
  .replace('monthlyFen: monthlyFen', 'monthlyFen: aae019')
  .replace('from: from\n', 'from: aae030\n')
  .replace('GRANTED: GRANTED', 'GRANTED: "1"')
  .replace('HIRED: HIRED', 'HIRED: "01"')
  .replace('send: { reason: reason, on: on, mode: mode }', 'send: { reason: ajc093, on: ajc099, mode: mode }');

describe('a system of the same style', () => {
  let server: Server;
  let asked: { url: string; body: unknown }[];
  let answer: { status: number; body: object };
  let takesMs: number;
  const system = (circuitAfter = 100) =>
    httpInsuranceSystem({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      secret: 'a secret of the two systems',
      deadlineMs: 2000,
      mapping: load(other),
      circuitAfter,
    });
  const bodyOf = async (request: IncomingMessage) => {
    let text = '';
    for await (const part of request) text += part;
    return text ? JSON.parse(text) : undefined;
  };
  beforeEach(async () => {
    asked = [];
    takesMs = 0;
    server = createServer(async (request, response) => {
      asked.push({ url: request.url!, body: await bodyOf(request) });
      await sleep(takesMs);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const claim = { key: 'r/claim', reference: 'r', idNumber: '449902198001010015', from: '2024-02-29' };
  const inside = (output: object) => ({ status: 200, body: { errcode: '0', output } });

  it('is spoken to in its own fields, codes, dates and money, without any code', async () => {
    answer = inside({ ajc050: 'A1', aae016: '1', ajc097: '24', aae019: '1872.00', aae030: '20240229' });
    expect(await system().claim(claim)).toEqual({
      outcome: 'GRANTED',
      claimNumber: 'A1',
      months: 24,
      monthlyFen: 187_200,
      from: '2024-02-29',
    });
    expect(asked[0]).toEqual({
      url: '/jc10',
      body: { bae007: 'r', aac147: '449902198001010015', aae030: '20240229' },
    });
    await system().stop({ key: 'r/stop', claimNumber: 'A/1', reason: 'HIRED', on: '2024-12-31', mode: 'STOP' });
    expect(asked[1]).toEqual({
      url: '/claims/A%2F1/stop',
      body: { ajc093: '01', ajc099: '20241231', mode: 'STOP' },
    });
    answer = inside({ reference: 's1' });
    const { idNumber } = claim;
    const order = { reference: 's1', idNumber, certificateNo: 'S0001', occupation: '6-05-01-03', level: 4 };
    const pay = { key: 's1/subsidy', ...order, amountFen: 150_005 };
    expect(await system().paySubsidy(pay)).toEqual({ outcome: 'TAKEN' });
    expect(asked[2]).toEqual({ url: '/skill-subsidies', body: { ...order, amountFen: '1500.05' } });
    expect(await system().paySubsidy({ ...pay, reference: 's2' })).toMatchObject({ problem: 'OTHER_REFERENCE' });
  });

  it.each([
    ['a failure inside a 200', { errcode: 'E500' }, 'E500', false],
    ['a failure that stays', { errcode: 'E404' }, 'E404', true],
    [
      'an amount that is none',
      { errcode: '0', output: { ajc050: 'A1', aae016: '1', ajc097: 24, aae019: '1,872', aae030: '20240229' } },
      '0',
      false,
    ],
    ['a code that nobody knows', { errcode: '0', output: { ajc050: 'A1', aae016: '9' } }, 'MALFORMED_ANSWER', false],
  ])('%s is a failure', async (_, body, problem, permanent) => {
    answer = { status: 200, body };
    const answered = await system().claim(claim);
    expect(answered).toMatchObject({ outcome: 'FAILED', permanent });
    if (problem !== '0') expect(answered).toMatchObject({ problem });
  });

  it('that fails again and again is left alone: nothing is sent, and that counts as no attempt', async () => {
    answer = { status: 500, body: {} };
    const sick = system(3);
    for (let call = 0; call < 3; call += 1) await sick.claim(claim);
    expect(sick.state()).toEqual({ mapping: 'golden-insurance', circuit: 'OPEN' });
    expect(await sick.claim(claim)).toEqual({
      outcome: 'FAILED',
      problem: 'CIRCUIT_OPEN',
      permanent: false,
      held: true,
    });
    expect(asked).toHaveLength(3);
  });

  it('is not overrun by a day on which much is due: sixteen calls are under way at the most', async () => {
    answer = inside({ ajc050: 'A1', aae016: '1', ajc097: '24', aae019: '1872.00', aae030: '20240229' });
    takesMs = 50;
    let [underWay, most] = [0, 0];
    server.prependListener('request', (_, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      response.on('finish', () => {
        underWay -= 1;
      });
    });
    const insurer = system();
    const granted = await Promise.all(Array.from({ length: 64 }, () => insurer.claim(claim)));
    expect(granted.map(({ outcome }) => outcome)).toEqual(granted.map(() => 'GRANTED'));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });

  it('that refuses for good is not sick', async () => {
    answer = { status: 422, body: { errcode: 'BAD' } };
    const well = system(2);
    for (let call = 0; call < 4; call += 1) expect(await well.claim(claim)).toMatchObject({ permanent: true });
    expect(well.state().circuit).toBe('CLOSED');
  });
});
