import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Actor,
  type DomainEvent,
  type EventDefinitions,
  enrolmentEvents,
  type PartnerSignal,
  type Role,
  systemActor,
  unemploymentEvents,
} from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import type { Service } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, people, type ServiceProcess, startProcess, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';
import { signatureOf } from '../src/usecases/receive-signal.ts';
import { same } from '../src/usecases/same-person.ts';

const SECRET = 'a secret of the two systems';
const EMPLOYER = '91440300708461136T';
const { idNumber } = people.limei;
const clock = fixedClock('2026-03-02T09:00:00+08:00');
const somebody = (role: Role, more: Partial<Actor> = {}) => ({ roles: [role], division: '449900', ...more });
const manager = somebody('manager');
const purpose = { 'x-purpose': 'test' };

let double: ServiceProcess;
let insurance: TestRun;
let registration: TestRun;
let training: TestRun;

/** A service that tells events and does nothing else. */
const teller = (events: EventDefinitions): [RecordKind, Service] => {
  const kind: RecordKind = { events, initial: {}, evolve: (state) => state, access: () => 'none' };
  const wire = () => ({ routes: [], reactions: [], clocks: {} });
  return [kind, { name: events.service, title: { zh: '', en: '' }, config: {}, kinds: [kind], wire }];
};
const [unemployment, registrationTeller] = teller(unemploymentEvents);
const [enrolment, trainingTeller] = teller(enrolmentEvents);

const tell = async (run: TestRun, kind: RecordKind, id: string, ...told: DomainEvent[]) => {
  const records = run.platform.records(kind);
  const command = { actor: systemActor('449900', kind.events.service), key: uuid7() };
  const known = await records.seek(command.actor, id);
  await (known ? records.change(command, id, () => told as never) : records.create(command, () => told as never, id));
};
const register = (id: string, personId = id) => {
  const data = { ...unemploymentEvents.examples.UnemploymentRegistered, personId, registeredOn: '2026-03-02' };
  return tell(registration, unemployment, id, { type: 'UnemploymentRegistered', data });
};
const close = (id: string, personId = id) =>
  tell(registration, unemployment, id, {
    type: 'UnemploymentRegistrationClosed',
    data: { personId, reason: 'HIRED', on: '2026-05-10' },
  });

const steer = (path: string, body: object) =>
  fetch(`${double.url}/double/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const know = (facts: object) => steer(`persons/${idNumber}`, { contributionMonths: 264, ...facts });
const claimsOf = async (reference: string) => {
  const { items } = (await (await fetch(`${double.url}/double/claims`)).json()) as { items: { reference: string }[] };
  return items.filter((claim) => claim.reference === reference);
};

const read = async (path: string) => (await insurance.send(manager, 'GET', path, { headers: purpose })).body;
const benefitIs = (id: string, expected: object) =>
  eventually(
    async () => {
      const body = await read(`/benefits/${id}`);
      expect(body).toMatchObject(expected);
      return body;
    },
    { within: 20_000 },
  );

beforeAll(async () => {
  double = await startProcess('services/insurance-double/src/main.ts', { INSURANCE_SECRET: SECRET });
  const env = {
    INSURANCE_SYSTEM_URL: double.url,
    INSURANCE_SECRET: SECRET,
    INSURANCE_DEADLINE_MS: '1500',
    INSURANCE_CIRCUIT_AFTER: '1000',
  };
  const identity = { personId: 'any', idNumber, name: people.limei.name, birthDate: people.limei.birth };
  const withVault: typeof service = {
    ...service,
    wire: (platform) => service.wire({ ...platform, call: async <T>() => identity as T }),
  };
  insurance = await startForTest(withVault, { env, clock });
  const { world } = insurance;
  registration = await startForTest(registrationTeller, { world, clock });
  training = await startForTest(trainingTeller, { world, clock });
});
afterAll(async () => {
  await Promise.all([insurance, registration, training].map((run) => run?.drop()));
  await double?.kill();
});

describe('registration and unemployment insurance', () => {
  it('a registration is granted its benefit; its end stops it', async () => {
    await know({});
    await register('limei');
    await benefitIs('limei', { status: 'GRANTED', grant: { months: 24, monthlyFen: 187_200, expectedMonths: 24 } });
    await close('limei');
    await benefitIs('limei', { status: 'STOPPED', stop: { reason: 'HIRED', mode: 'STOP', monthsPaid: 3 } });
    expect(await claimsOf('limei')).toEqual([expect.objectContaining({ status: 'STOPPED' })]);
  });

  it('a refusal keeps the code of the system', async () => {
    await know({ contributionMonths: 3 });
    await register('refused');
    await benefitIs('refused', { status: 'REFUSED', refusal: 'UNDER_ONE_YEAR' });
  });

  it.each([
    ['error500', 'SYS-0500'],
    ['timeout', 'TIMEOUT'],
    ['ok-with-error', 'SYS-9001'],
    ['late', 'TIMEOUT'],
    ['half', 'CONNECTION'],
  ])('with fault %s the claim is made again and granted once', async (mode, problem) => {
    await know({});
    await steer('faults', { mode, ms: 2500 });
    await register(mode);
    await benefitIs(mode, { status: 'CLAIMING', owed: { call: 'CLAIM', attempts: 1, problem } });
    clock.advance({ minutes: 1 });
    await benefitIs(mode, { status: 'GRANTED' });
    expect(await claimsOf(mode)).toHaveLength(1);
  });

  it('a system that stays away needs an officer, who has the call made again', async () => {
    await know({});
    await steer('faults', { mode: 'error500', for: 1000 });
    await register('away');
    for (let attempts = 1; attempts < 10; attempts += 1) {
      await benefitIs('away', { owed: { attempts } });
      clock.advance({ hours: 3 });
    }
    await eventually(async () => {
      const { items } = await read('/benefits/given-up');
      return items.some(({ id }: { id: string }) => id === 'away');
    });
    const elsewhere = await insurance.send({ ...manager, division: '449903' }, 'POST', '/benefits/away/retry', {
      body: {},
    });
    expect(elsewhere.status).toBe(403);
    await steer('faults', { mode: 'none' });
    expect((await insurance.send(manager, 'POST', '/benefits/away/retry', { body: {} })).status).toBe(200);
    await benefitIs('away', { status: 'GRANTED' });
    expect((await insurance.send(manager, 'POST', '/benefits/away/retry', { body: {} })).body).toMatchObject({
      status: 409,
      code: 'insurance.nothing-owed',
    });
  });

  it('the system may send its decision by itself, more than once, and not take it back', async () => {
    await know({ reviews: 5 });
    await register('reviewed');
    const { claimNumber } = await benefitIs('reviewed', { status: 'CLAIMING', claimNumber: expect.anything() });
    const push = (body: object) =>
      insurance.send(somebody('insurance-system'), 'POST', '/benefits/reviewed/decision', { body });
    const decision = { status: 'GRANTED', claimNumber, months: 12, monthlyFen: 187_200, from: '2026-03-02' };
    expect((await push(decision)).body).toMatchObject({ status: 'GRANTED', grant: { months: 12 } });
    expect((await push(decision)).status).toBe(200);
    expect((await push({ status: 'REFUSED', claimNumber, code: 'VOLUNTARY' })).status).toBe(409);
  });
});

describe('what the insurance system sends by itself', () => {
  const system = somebody('insurance-system');
  const claimNumberOf = async (id: string) => (await benefitIs(id, { status: 'GRANTED' })).claimNumber;
  const signal = (id: string, sequence: number, what: PartnerSignal, sentAt = new Date().toISOString()) => {
    const message = { sequence, sentAt, signal: what };
    const body = { ...message, signature: signatureOf(SECRET, id, message) };
    return insurance.send(system, 'POST', `/benefits/${id}/signals`, { body });
  };

  it('two missed checks open a case; only after two officers, two channels and its time does the benefit stop, and an appeal resumes it', async () => {
    await know({});
    await register('checked');
    const claimNumber = await claimNumberOf('checked');
    const missed = (month: string) => ({ status: 'CHECK_MISSED' as const, claimNumber, month });
    expect((await signal('checked', 1, missed('2026-03'))).body).toMatchObject({ disposition: 'APPLIED' });
    expect((await signal('checked', 1, missed('2026-03'))).body).toMatchObject({ disposition: 'REPEATED' });
    expect((await signal('checked', 2, missed('2026-04'))).body.code).toBe('insurance.partner-date');
    clock.set('2026-04-03T09:00:00+08:00');
    await signal('checked', 2, missed('2026-04'));
    const jobseeker = { roles: ['jobseeker' as const], personId: 'checked' };
    const { id } = await eventually(
      async () => (await insurance.send(jobseeker, 'GET', '/people/checked/sanctions')).body.items[0],
    );
    await benefitIs('checked', { status: 'GRANTED', missedChecks: ['2026-03', '2026-04'] });

    const act = async (who: Partial<Actor> & { roles: Role[] }, step: string, body: object = {}) => {
      const answer = await insurance.send(who, 'POST', `/sanctions/${id}/${step}`, { body });
      expect([step, answer.status]).toEqual([step, 200]);
      return answer.body;
    };
    const clerk = somebody('clerk', { id: 'clerk-1' });
    await act(clerk, 'hearing');
    await act(jobseeker, 'statement', { excuse: 'NOT_TOLD' });
    await act(clerk, 'proposal', { mode: 'STOP' });
    await act(somebody('manager', { id: 'manager-1' }), 'signature');
    await act(clerk, 'notices', { channel: 'POST', on: '2026-04-03', delivered: true, receipt: 'EMS-1' });
    const notified = await act(clerk, 'notices', { channel: 'PHONE', on: '2026-04-03', delivered: false });
    expect(notified).toMatchObject({ status: 'NOTIFIED', appeal: { zh: expect.stringContaining('行政复议') } });
    await benefitIs('checked', { status: 'GRANTED' });

    clock.advance({ days: 11 });
    await benefitIs('checked', { status: 'STOPPED', stop: { reason: 'MISSED_CHECKS' } });
    await act(jobseeker, 'appeal');
    await act(somebody('manager', { id: 'manager-2' }), 'appeal-decision', { outcome: 'REVERSE', reason: 'EXCUSED' });
    await benefitIs('checked', { status: 'GRANTED' });
    const timeline = await read('/benefits/checked/timeline');
    expect(timeline.items.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['PartnerSignalReceived', 'BenefitCutQuestioned', 'BenefitStopped', 'BenefitResumed']),
    );
  });

  it('is refused with a wrong signature, and with a clock that is a day off, which is shown', async () => {
    await know({});
    await register('signed');
    const claimNumber = await claimNumberOf('signed');
    const what = { status: 'CONTRIBUTIONS' as const, claimNumber, contributionMonths: 264 };
    const yesterday = new Date(Date.now() - 24 * 3600_000).toISOString();
    const off = await signal('signed', 1, what, yesterday);
    expect([off.status, off.body.code]).toEqual([422, 'insurance.partner-clock']);
    expect(off.body.detail).toContain('1440');
    expect(await read('/partner')).toMatchObject({ clockOffMinutes: -1440, circuit: 'CLOSED' });
    const forged = { sequence: 1, sentAt: new Date().toISOString(), signal: what, signature: '0'.repeat(64) };
    expect((await insurance.send(system, 'POST', '/benefits/signed/signals', { body: forged })).status).toBe(403);
    expect((await signal('signed', 1, what)).status).toBe(200);
    expect((await read('/partner')).clockOffMinutes).toBeUndefined();
  });

  it('has a case of fraud show what was drawn and what the law has follow; no other case does', async () => {
    await know({});
    await register('drawn');
    const claimNumber = await claimNumberOf('drawn');
    const paid = { status: 'PAID' as const, claimNumber, month: '2026-03', amountFen: 187_200, monthsPaid: 1 };
    expect((await signal('drawn', 1, paid)).body).toMatchObject({ disposition: 'APPLIED' });
    const opened = async (ground: string) => {
      const body = { benefitId: 'drawn', ground, evidence: [] };
      const { id } = (await insurance.send(somebody('clerk'), 'POST', '/sanctions', { body })).body;
      return read(`/sanctions/${id}`);
    };
    expect(await opened('FALSE_STATEMENT')).toMatchObject({
      fraud: { obtainedFen: 187_200, fineFen: { least: 374_400, most: 936_000 } },
    });
    expect(await opened('REFUSED_WORK')).not.toHaveProperty('fraud');
  });
});

describe('a registration that was closed by a decision, with her heard', () => {
  const { appealBy: _, ...closed } = unemploymentEvents.examples.UnemploymentRegistrationClosed;
  const { statementBy } = unemploymentEvents.examples.AdverseDecisionOpened;
  const { foundBy: __, counted: ___, personId: ____, ...refusal } = unemploymentEvents.examples.ServiceRefusalRecorded;
  const caseOf = (status: string) =>
    eventually(
      async () => {
        const items: { id: string; benefitId: string }[] = (await read(`/sanctions?status=${status}`)).items;
        return items.find(({ benefitId }) => benefitId === 'heard');
      },
      { within: 20_000 },
    );
  const step = async (id: string, officer: string, path: string, body: object = {}) =>
    (await insurance.send({ ...manager, id: officer }, 'POST', `/sanctions/${id}/${path}`, { body })).status;

  it('has the benefit cut without a second hearing, by two more officers; reversed, it is resumed', async () => {
    await know({});
    await register('heard');
    await benefitIs('heard', { status: 'GRANTED' });
    const data: typeof unemploymentEvents.examples.UnemploymentRegistrationClosed = {
      ...{ ...closed, personId: 'heard', reason: 'REFUSED_SERVICES', on: '2026-03-02', ground: 'DECISION' },
      decidedBy: ['clerk-1', 'manager-1'],
      proceeding: {
        ...{ subject: 'REFUSALS', openedBy: 'clerk-1', signedBy: 'manager-1', statementBy },
        refusals: ['o1', 'o2', 'o3'].map((offerId) => ({ ...refusal, offerId, foundBy: 'clerk-1' })),
        statement: { on: '2026-03-02', contests: true, channel: 'WEB' },
      },
    };
    await tell(registration, unemployment, 'heard', { type: 'UnemploymentRegistrationClosed', data });
    const { id } = await caseOf('HEARING');
    expect(await read(`/sanctions/${id}`)).toMatchObject({
      evidence: [{ offerId: 'o1' }, { offerId: 'o2' }, { offerId: 'o3' }],
      takenOver: { statement: { contests: true }, told: { zh: expect.stringContaining('沿用') } },
    });
    await benefitIs('heard', { status: 'GRANTED' });

    expect(await step(id, 'clerk-1', 'proposal', { mode: 'STOP' })).toBe(200);
    expect(await step(id, 'manager-1', 'signature')).toBe(403);
    expect(await step(id, 'manager-2', 'signature')).toBe(200);
    const notice = { on: clock.now().toISOString().slice(0, 10), delivered: true, receipt: 'EMS-1' };
    for (const channel of ['POST', 'SMS']) await step(id, 'clerk-1', 'notices', { channel, ...notice });
    clock.advance({ days: 8 });
    await benefitIs('heard', { status: 'STOPPED', stop: { reason: 'REFUSED_WORK' } });

    await tell(registration, unemployment, 'heard', {
      type: 'AppealDecided',
      data: { personId: 'heard', way: 'OBJECTION', outcome: 'REVERSED', on: '2026-03-10', decidedBy: 'manager-3' },
    });
    expect(await caseOf('WITHDRAWN')).toMatchObject({ id });
    await benefitIs('heard', { status: 'GRANTED' });
  });
});

describe('what a person may claim', () => {
  const own = { roles: ['jobseeker' as const], personId: 'asking' };
  it('is asked of the insurance system; what is not known is asked for, what is given counts as a question', async () => {
    await know({ contributionMonths: 59 });
    const preview = async (query = '') => (await insurance.send(own, 'GET', `/people/asking/entitlement${query}`)).body;
    expect(await preview()).toMatchObject({ outcome: 'UNKNOWN', sources: { contributionMonths: 'UNKNOWN' } });
    expect((await insurance.send(own, 'POST', '/people/asking/contributions', { body: {} })).status).toBe(202);
    await eventually(async () => {
      expect(await preview('?registeredOn=2026-03-02&claimedOn=2026-03-02')).toMatchObject({
        outcome: 'ENTITLED',
        months: 5,
        monthlyFen: 187_200,
        sources: { contributionMonths: 'INSURANCE_SYSTEM', registeredOn: 'WHAT_IF' },
      });
      return true;
    });
    const told = (await preview()).explanations.map(({ id }: { id: string }) => id);
    expect(told).toEqual(['UI-11-HEALTH-INSURANCE', 'UI-10-SUSPENDED', 'UI-10-STOPPED', 'UI-10-NOT-BY-ITSELF']);
    expect(await preview('?contributionMonths=11')).toMatchObject({ outcome: 'NOT_ENTITLED' });
    expect((await insurance.send(own, 'GET', '/people/another/entitlement')).status).toBe(403);
  });
});

describe('the daily comparison', () => {
  it('takes over what they ended and we did not hear of, and reports it', async () => {
    await know({});
    await register('compared');
    const { claimNumber } = await benefitIs('compared', { status: 'GRANTED' });
    await steer(`claims/${claimNumber}`, { act: 'STOP', reason: 'HIRED', on: '2026-03-09' });
    clock.advance({ days: 1 });
    await benefitIs('compared', { status: 'STOPPED', stop: { reason: 'BY_AGENCY' } });
    const repaired = await eventually(async () =>
      (await read('/drifts?status=REPAIRED')).items.find(({ id }: { id: string }) => id === 'compared'),
    );
    expect(repaired).toMatchObject({ cause: 'THEY_ENDED_UNHEARD', fixer: 'PLATFORM', theirs: { status: 'STOPPED' } });
    await eventually(async () => {
      expect(await read('/reconciliations/latest')).toMatchObject({ status: 'FINISHED', inStep: false });
      return true;
    });
  });
});

describe('who reads a benefit', () => {
  beforeAll(async () => {
    await know({});
    await register('read', 'person-read');
    await benefitIs('read', { status: 'GRANTED' });
  });

  it('the jobseeker her own and no other', async () => {
    const own = (personId: string) =>
      insurance.send({ roles: ['jobseeker'], personId }, 'GET', '/people/person-read/benefit');
    expect((await own('person-read')).body).toMatchObject({ id: 'read', status: 'GRANTED' });
    expect((await own('another')).status).toBe(403);
  });

  it('whoever she was merged into, until they are split', async () => {
    const pairs = insurance.platform.records(same.kind);
    const byPlatform = () => ({ actor: systemActor('449900', 'insurance'), key: uuid7() });
    const seen = async (personId: string) => {
      const own = { roles: ['jobseeker' as const], personId };
      const { status, body } = await insurance.send(own, 'GET', `/people/${personId}/benefit`);
      return [status, body.id];
    };
    const months = async (personId: string) =>
      (await read(`/people/${personId}/entitlement`)).sources.contributionMonths;
    expect([await seen('goes-on'), await months('goes-on')]).toEqual([[404, undefined], 'UNKNOWN']);
    const both = { survivor: 'goes-on', merged: 'person-read' };
    await pairs.create(byPlatform(), () => [{ type: 'PersonsJoined', data: both }], 'goes-on~read');
    for (const id of ['goes-on', 'person-read']) expect(await seen(id)).toEqual([200, 'read']);
    expect((await read('/benefits?personId=goes-on')).items).toHaveLength(1);
    expect(await months('goes-on')).toBe(await months('person-read'));
    await pairs.change(byPlatform(), 'goes-on~read', () => [{ type: 'PersonsParted', data: both }]);
    expect([await seen('goes-on'), await seen('person-read')]).toEqual([
      [404, undefined],
      [200, 'read'],
    ]);
  });

  it('an officer with a purpose', async () => {
    const list = (headers: Record<string, string>) =>
      insurance.send(somebody('clerk'), 'GET', '/benefits?personId=person-read', { headers });
    expect((await list({})).status).toBe(400);
    expect((await list(purpose)).body.items).toEqual([expect.objectContaining({ id: 'read' })]);
  });
});

describe('an insurance match', () => {
  it.each([
    ['2026-07', true],
    ['2026-04', false],
  ])('for %s is answered %s', async (month, insured) => {
    await know({ employments: [{ employer: EMPLOYER, from: '2026-05' }] });
    const data = { requestId: `match-${month}`, enrolmentId: `e-${month}`, personId: 'p', employerId: EMPLOYER, month };
    await tell(training, enrolment, `e-${month}`, { type: 'InsuranceMatchRequested', data });
    await eventually(async () => {
      expect(await read(`/matches/match-${month}`)).toMatchObject({ status: 'MATCHED', insured });
      return true;
    });
  });
});
