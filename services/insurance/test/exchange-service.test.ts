import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DomainEvent, systemActor, unemploymentEvents } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import type { Service } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, people, type ServiceProcess, startProcess, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';

const SECRET = 'a secret of the two systems';
const BATCH = '449900_20260302_001';
const { idNumber } = people.limei;
const manager = { roles: ['manager' as const], division: '449900' };
const purpose = { headers: { 'x-purpose': 'test' } };
const folder = mkdtempSync(join(tmpdir(), 'exchange-'));
const clock = fixedClock('2026-03-02T09:00:00+08:00');

let double: ServiceProcess;
let insurance: TestRun;
let registration: TestRun;

/** Registration tells events and does nothing else. */
const unemployment: RecordKind = {
  events: unemploymentEvents,
  initial: {},
  evolve: (state) => state,
  access: () => 'none',
};
const teller: Service = {
  name: 'registration',
  title: { zh: '', en: '' },
  config: {},
  kinds: [unemployment],
  wire: () => ({ routes: [], reactions: [], clocks: {} }),
};
const tell = async (id: string, told: DomainEvent) => {
  const records = registration.platform.records(unemployment);
  const command = { actor: systemActor('449900', 'registration'), key: uuid7() };
  const known = await records.seek(command.actor, id);
  await (known
    ? records.change(command, id, () => [told] as never)
    : records.create(command, () => [told] as never, id));
};

const steer = (path: string, body: object) =>
  fetch(`${double.url}/double/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const get = async (path: string) => (await insurance.send(manager, 'GET', path, purpose)).body;
const post = (path: string, body: object = {}) => insurance.send(manager, 'POST', path, { body });
const becomes = (path: string, expected: object) =>
  eventually(
    async () => {
      expect(await get(path)).toMatchObject(expected);
      return true;
    },
    { within: 20_000 },
  );
/** Both sides work, as often as it takes. */
const exchanged = (path: string, expected: object) =>
  eventually(
    async () => {
      expect((await post('/exchange/round')).status).toBe(200);
      await fetch(`${double.url}/double/files`, { method: 'POST' });
      expect(await get(path)).toMatchObject(expected);
      return true;
    },
    { within: 30_000 },
  );

beforeAll(async () => {
  double = await startProcess('services/insurance-double/src/main.ts', {
    INSURANCE_SECRET: SECRET,
    INSURANCE_FILES_FOLDER: folder,
  });
  await steer(`persons/${idNumber}`, { contributionMonths: 264 });
  const env = {
    INSURANCE_SYSTEM_URL: double.url,
    INSURANCE_SECRET: SECRET,
    INSURANCE_FILES_URL: pathToFileURL(folder).href,
  };
  const identity = { personId: 'any', idNumber, name: people.limei.name, birthDate: people.limei.birth };
  const withVault: typeof service = {
    ...service,
    wire: (platform) => service.wire({ ...platform, call: async <T>() => identity as T }),
  };
  insurance = await startForTest(withVault, { env, clock });
  registration = await startForTest(teller, { world: insurance.world, clock });
});
afterAll(async () => {
  await Promise.all([insurance, registration].map((run) => run?.drop()));
  await double?.kill();
  rmSync(folder, { recursive: true });
});

it('a city that exchanges files has a claim granted, paid, suspended, resumed and stopped by them', async () => {
  const data = { ...unemploymentEvents.examples.UnemploymentRegistered, personId: 'limei', registeredOn: '2026-03-02' };
  await tell('limei', { type: 'UnemploymentRegistered', data });
  await becomes('/benefits/limei', { status: 'CLAIMING', owed: { call: 'CLAIM' } });

  await exchanged('/benefits/limei', {
    status: 'GRANTED',
    grant: { months: 24, monthlyFen: 187_200, expectedMonths: 24 },
  });
  await becomes(`/batches/${BATCH}`, { status: 'CLOSED', direction: 'OUT', rows: 1, rejected: 0 });

  clock.set('2026-05-02T09:00:00+08:00');
  await steer('clock', { today: '2026-05-02' });
  await exchanged('/benefits/limei', { status: 'GRANTED', monthsPaid: 3, monthsLeft: 21, missingSignals: [] });
  clock.set('2026-05-04T09:00:00+08:00');
  await steer('claims/SY00000001', { act: 'SUSPEND', reason: 'REVIEW', on: '2026-05-04' });
  await exchanged('/benefits/limei', { status: 'SUSPENDED', stop: { reason: 'BY_AGENCY', partnerReason: 'REVIEW' } });
  await steer('claims/SY00000001', { act: 'RESUME' });
  await exchanged('/benefits/limei', { status: 'GRANTED' });

  clock.set('2026-05-10T09:00:00+08:00');
  await tell('limei', {
    type: 'UnemploymentRegistrationClosed',
    data: { personId: 'limei', reason: 'HIRED', on: '2026-05-10' },
  });
  await becomes('/benefits/limei', { status: 'STOPPING' });
  await exchanged('/benefits/limei', { status: 'STOPPED', stop: { reason: 'HIRED', monthsPaid: 3 } });

  const control = await insurance.send(manager, 'GET', `/batches/${BATCH}/control`);
  expect(String(control.body)).toMatch(
    /^file,rows,amountFen,sha256\r\n449900_20260302_001_signals\.csv,1,0,[0-9a-f]{64}/,
  );
  const taken = (await get('/batches?status=TAKEN')).items.map(
    ({ kind, rejected }: { kind: string; rejected: number }) => `${kind} ${rejected}`,
  );
  expect(taken.sort()).toEqual([
    'DECISIONS 0',
    ...['MESSAGES 0', 'MESSAGES 0', 'MESSAGES 0', 'RECEIPT 0', 'RECEIPT 0'],
  ]);
  expect((await get(`/batches/${BATCH}/rejects`)).items).toEqual([]);
  expect((await post(`/batches/${BATCH}/resend`)).body).toMatchObject({ code: 'insurance.batch-not-possible' });
});
