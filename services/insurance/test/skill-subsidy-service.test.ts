import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type Role, suspicionEvents, systemActor } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import type { Service } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, people, type ServiceProcess, startProcess, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';

const SECRET = 'a secret of the two systems';
const clock = fixedClock('2026-03-02T09:00:00+08:00');
const { idNumber, name, birth } = people.limei;
const somebody = (role: Role, more: Partial<Actor> = {}) => ({ roles: [role], division: '449902', ...more });
const clerk = somebody('clerk', { id: 'clerk-1' });
const manager = somebody('manager', { id: 'manager-1' });
const jobseeker = (personId: string) => ({ roles: ['jobseeker' as const], personId });

/** A service that tells events and does nothing else. */
const kind: RecordKind = { events: suspicionEvents, initial: {}, evolve: (state) => state, access: () => 'none' };
const teller: Service = {
  ...{ name: 'registration', title: { zh: '', en: '' }, config: {}, kinds: [kind] },
  wire: () => ({ routes: [], reactions: [], clocks: {} }),
};

let double: ServiceProcess;
let run: TestRun;
let registration: TestRun;
beforeAll(async () => {
  double = await startProcess('services/insurance-double/src/main.ts', { INSURANCE_SECRET: SECRET });
  const env = {
    INSURANCE_SYSTEM_URL: double.url,
    INSURANCE_SECRET: SECRET,
    INSURANCE_DEADLINE_MS: '1500',
    INSURANCE_CIRCUIT_AFTER: '100',
  };
  const identity = { personId: 'any', idNumber, name, birthDate: birth };
  const withVault: typeof service = {
    ...service,
    wire: (platform) => service.wire({ ...platform, call: async <T>() => identity as T }),
  };
  run = await startForTest(withVault, { env, clock });
  registration = await startForTest(teller, { world: run.world, clock });
});
afterAll(async () => {
  await Promise.all([run, registration].map((one) => one?.drop()));
  await double?.kill();
});

const paidFor = (contributionMonths: number) =>
  fetch(`${double.url}/double/persons/${idNumber}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ contributionMonths }),
  });
const purpose = { 'x-purpose': 'test' };
const get = (actor: typeof clerk, path: string) => run.send(actor, 'GET', path, { headers: purpose });
let certificates = 0;
const application = (personId: string, more: object = {}) => ({
  ...{ personId, division: '449902001', certificateNo: `S00004401000${certificates++}`, occupation: '6-05-01-03' },
  ...{ level: 4, awardedOn: '2026-01-15', ...more },
});
const apply = (personId: string, more: object = {}, actor: Partial<Actor> & { roles: Role[] } = clerk) =>
  run.send(actor, 'POST', '/skill-subsidies', { body: application(personId, more) });
const act = (actor: Partial<Actor> & { roles: Role[] }, id: string, step: string, body: object = {}) =>
  run.send(actor, 'POST', `/skill-subsidies/${id}/${step}`, { body });
/** As soon as the insurance system has said what was paid. */
const decide = (id: string, certificateVerified = true) =>
  eventually(
    async () => {
      const answer = await act(clerk, id, 'decision', { certificateVerified });
      return answer.body.code !== 'insurance.contributions-unknown' && answer;
    },
    { within: 20_000 },
  );

describe('a skill subsidy', () => {
  it('is applied for by herself, decided on what the insurance system has counted, and paid by it', async () => {
    await paidFor(264);
    const { status, body } = await apply('limei', {}, jobseeker('limei'));
    expect([status, body]).toMatchObject([201, { status: 'APPLIED', decideBy: { due: '2026-03-16' }, overdue: false }]);
    expect((await apply('limei', {}, jobseeker('wangqiang'))).status).toBe(403);
    expect(
      (await act(somebody('clerk', { division: '449903' }), body.id, 'decision', { certificateVerified: true })).status,
    ).toBe(403);
    expect((await decide(body.id)).body).toMatchObject({ status: 'GRANTED', amountFen: 150_000 });

    const system = somebody('insurance-system');
    const payment = { amountFen: 150_000, on: '2026-03-02', receipt: 'ZF-1' };
    expect((await act(clerk, body.id, 'payment', payment)).status).toBe(403);
    expect((await act(system, body.id, 'payment', { ...payment, amountFen: 1 })).body.code).toBe(
      'insurance.subsidy-amount',
    );
    for (let times = 0; times < 2; times++)
      expect((await act(system, body.id, 'payment', payment)).body).toMatchObject({ status: 'PAID', paid: payment });
    const mine = (await run.send(jobseeker('limei'), 'GET', '/people/limei/skill-subsidies')).body.items;
    expect(mine).toMatchObject([{ id: body.id, status: 'PAID' }]);
    expect((await run.send(jobseeker('limei'), 'GET', '/people/wangqiang/skill-subsidies')).body.code).toBe(
      'insurance.not-yourself',
    );
  });

  it('is not applied for twice for one certificate, nor for one level, even at the same moment', async () => {
    const certificateNo = 'S99999999';
    const both = await Promise.all(['one', 'other'].map((personId) => apply(personId, { certificateNo })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('insurance.subsidy-there');
    const [first, second] = [await apply('twice'), await apply('twice')];
    expect([first.status, second.body.code]).toEqual([201, 'insurance.subsidy-there']);
    expect((await act(jobseeker('twice'), first.body.id, 'withdrawal')).body.status).toBe('WITHDRAWN');
    expect((await apply('twice')).status).toBe(201);
  });

  it('is granted three times in a year, though four more are decided at the same moment, and no fourth time on appeal', async () => {
    await paidFor(264);
    const kinds = [3, 4, 5].flatMap((level) => [{ level }, { level, occupation: '6-05-01-02' }]).slice(0, 5);
    const applied = await Promise.all(kinds.map(async (more) => (await apply('skilled', more)).body));
    const [first, ...others] = applied.map(({ id }) => id);
    expect((await decide(first)).body.status).toBe('GRANTED');
    const decided = (await Promise.all(others.map((id) => decide(id)))).map(({ body }) => body);
    expect(decided.map(({ status }) => status).sort()).toEqual(['GRANTED', 'GRANTED', 'REFUSED', 'REFUSED']);
    const refused = decided.filter(({ status }) => status === 'REFUSED');
    for (const { decision } of refused)
      expect(decision).toMatchObject({ rules: [{ id: 'SKL-YEARLY' }], facts: { thisYear: 3 } });
    await act(jobseeker('skilled'), refused[0].id, 'appeal');
    const reversal = await act(manager, refused[0].id, 'appeal-decision', {
      outcome: 'REVERSE',
      reason: 'FACTS_WRONG',
    });
    expect(reversal.body.code).toBe('insurance.subsidies-used-up');
  });

  it.each([
    ['of another city', { division: '449802' }, 'insurance.division-foreign'],
    ['awarded tomorrow', { awardedOn: '2026-03-03' }, 'insurance.evidence-not-yet'],
    ['of level 6', { level: 6 }, undefined],
    ['without a number', { certificateNo: '' }, undefined],
  ])('%s is refused', async (_, more, code) => {
    const { status, body } = await apply('bad', more);
    expect([status, code ?? body.code]).toEqual([422, body.code]);
  });

  it('that is refused says why and how to appeal; a manager who did not refuse it reverses it', async () => {
    await paidFor(3);
    const { body } = await apply('new-to-insurance');
    const refused = (await decide(body.id)).body;
    expect(refused).toMatchObject({
      status: 'REFUSED',
      decision: { outcome: 'refuse', rules: [{ id: 'SKL-CONTRIBUTIONS' }], facts: { contributionMonths: 3 } },
      appeal: { zh: expect.stringContaining(refused.appealBy.due) },
    });
    expect((await act(jobseeker('new-to-insurance'), body.id, 'appeal')).body.status).toBe('APPEALED');
    const reversal = { outcome: 'REVERSE', reason: 'FACTS_WRONG' };
    expect((await act({ ...manager, id: 'clerk-1' }, body.id, 'appeal-decision', reversal)).body.code).toBe(
      'insurance.same-officer',
    );
    expect((await act(manager, body.id, 'appeal-decision', reversal)).body).toMatchObject({
      status: 'GRANTED',
      amountFen: 150_000,
    });
    await paidFor(264);
  });

  it('counts once for whoever two persons were merged into', async () => {
    const first = await apply('merged');
    expect((await decide(first.body.id)).body.status).toBe('GRANTED');
    const second = await apply('survivor');
    const data = { ...suspicionEvents.examples.PersonsMerged, survivor: 'survivor', merged: 'merged' };
    await registration.platform
      .records(kind)
      .create(
        { actor: systemActor('449900', 'registration'), key: uuid7() },
        () => [{ type: 'PersonsMerged', data }] as never,
        'merged~survivor',
      );
    await eventually(
      async () =>
        (await run.send(jobseeker('merged'), 'GET', '/people/survivor/skill-subsidies')).body.items?.length === 2,
      { within: 20_000 },
    );
    expect((await decide(second.body.id)).body).toMatchObject({
      status: 'REFUSED',
      decision: { rules: [{ id: 'SKL-ONCE' }] },
    });
  });

  it('that nobody decides is warned of after seven working days and listed after ten', async () => {
    const { body } = await apply('forgotten');
    const listed = async (overdue: boolean) =>
      (await get(clerk, `/skill-subsidies?overdue=${overdue}`)).body.items.find(
        (it: { id: string }) => it.id === body.id,
      );
    clock.set('2026-03-12T09:00:00+08:00');
    await eventually(async () => (await listed(false))?.warned === true, { within: 20_000 });
    clock.set('2026-03-17T09:00:00+08:00');
    await eventually(() => listed(true), { within: 20_000 });
    expect((await decide(body.id)).body.status).toBe('GRANTED');
  });

  it('that was granted is called out once, through faults, given up after ten attempts, and made again by a manager', async () => {
    const steer = (fault: object) =>
      fetch(`${double.url}/double/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
    const toldToPay = async (id: string) => {
      const answer = await fetch(`${double.url}/double/skill-subsidies`);
      const { items } = (await answer.json()) as { items: { reference: string }[] };
      return items.filter(({ reference }) => reference === id);
    };
    const owedBy = async (id: string) => (await get(clerk, `/skill-subsidies/${id}`)).body.owed;
    const isPassedOn = (id: string) => eventually(async () => (await owedBy(id)) === undefined, { within: 20_000 });
    const granted = async (personId: string, fault: object) => {
      const { body } = await apply(personId);
      await eventually(async () => (await get(clerk, `/people/${personId}/contributions`)).body.contributionMonths, {
        within: 20_000,
      });
      await steer(fault);
      expect((await decide(body.id)).body.status).toBe('GRANTED');
      return body.id as string;
    };

    const heard = await granted('heard', { mode: 'half' });
    await eventually(async () => (await owedBy(heard))?.problem === 'CONNECTION', { within: 20_000 });
    expect(await toldToPay(heard)).toMatchObject([{ idNumber, level: 4, amountFen: 150_000 }]);
    clock.advance({ minutes: 1 });
    await isPassedOn(heard);
    expect(await toldToPay(heard)).toHaveLength(1);
    expect((await act(manager, heard, 'retry')).body.code).toBe('insurance.nothing-owed');

    const unheard = await granted('unheard', { mode: 'error500', for: 1000 });
    for (let attempts = 1; attempts <= 10; attempts++) {
      await eventually(async () => (await owedBy(unheard))?.attempts === attempts, { within: 20_000 });
      clock.advance({ hours: 3 });
    }
    const { items } = (await get(manager, '/skill-subsidies?status=GRANTED&givenUp=true')).body;
    expect(items).toMatchObject([{ id: unheard, owed: { call: 'SUBSIDY', problem: 'SYS-0500' } }]);
    expect(await toldToPay(unheard)).toEqual([]);
    await steer({ mode: 'none' });
    expect((await act(manager, unheard, 'retry')).status).toBe(200);
    await isPassedOn(unheard);
    expect(await toldToPay(unheard)).toHaveLength(1);
  });
});
