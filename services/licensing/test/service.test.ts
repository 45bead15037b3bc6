import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type ComplaintEvent, complaintEvents, type Role } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import type { Service } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { creditCodeFor, eventually, fixedClock, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';
import { complete } from './examples.ts';

type Someone = Partial<Actor> & { roles: Role[] };
const certificates: Actor['certificates'] = [{ code: 'LABOUR_INSPECTION', validThrough: '2099-12-31' }];
const officer: Someone = { id: 'officer-1', roles: ['licensing-officer'], division: '449902', certificates };
const secondOfficer: Someone = { ...officer, id: 'officer-2' };
const southOfficer: Someone = { ...officer, id: 'officer-3', division: '449903' };
const manager: Someone = { id: 'manager-1', roles: ['manager'], division: '449900' };

const complaint: RecordKind<object, typeof complaintEvents> = {
  events: complaintEvents,
  initial: {},
  evolve: (state) => state,
  access: () => 'write',
};
/** Supervision as licensing sees it: a stream of complaints. */
const supervision: Service = {
  name: 'supervision',
  title: { zh: '监督', en: 'Supervision' },
  config: {},
  kinds: [complaint],
  wire: () => ({ routes: [], reactions: [], clocks: {} }),
};

/** Events cross a broker: seconds on a busy machine. */
const inTime: typeof eventually = (attempt) => eventually(attempt, { within: 30_000 });

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let run: TestRun;
let complaints: TestRun;
beforeAll(async () => {
  run = await startForTest(service, { clock });
  complaints = await startForTest(supervision, { clock, world: run.world });
});
afterAll(async () => {
  await complaints.drop();
  await run.drop();
});

let founded = 0;
const newAgency = (): Someone & { orgId: string } => ({
  id: `agency-${++founded}`,
  roles: ['agency'],
  orgId: creditCodeFor(30_000_000 + founded),
});
const post = (actor: Someone, path: string, body?: object, key = uuid7()) =>
  run.send(actor, 'POST', path, { ...(body && { body }), headers: { 'idempotency-key': key } });
const get = (actor: Someone | undefined, path: string) => run.send(actor, 'GET', path);
const apply = (agency: Someone, more: object = {}) =>
  post(agency, '/licences', {
    kind: 'EMPLOYMENT_AGENCY',
    division: '449902001',
    application: complete,
    ...more,
  });
const granted = async (agency: Someone): Promise<string> => {
  const { id } = (await apply(agency)).body;
  await post(officer, `/licences/${id}/acceptance`, { outcome: 'accept' });
  const { body } = await post(officer, `/licences/${id}/decision`, { verified: complete });
  expect(body).toMatchObject({ status: 'GRANTED' });
  return id;
};
const substantiate = async (orgId: string): Promise<string> => {
  const { record } = await complaints.platform
    .records(complaint)
    .create(
      { actor: { id: 'supervision-officer-1', city: run.platform.city, roles: [] }, key: uuid7() },
      (): ComplaintEvent[] => [
        {
          type: 'ComplaintSubstantiated',
          data: { targetOrgId: orgId, finding: 'DEPOSIT_TAKEN', law: '就业促进法 第41、66条', division: '449902001' },
        },
      ],
    );
  await inTime(async () => (await get(officer, `/inspections/${record.id}`)).status === 200);
  return record.id;
};
const sign = async (inspectionId: string, substantiated = true) => {
  await post(officer, `/inspections/${inspectionId}/finding`, { finding: 'DEPOSIT_TAKEN', substantiated });
  const { body } = await post(secondOfficer, `/inspections/${inspectionId}/signature`);
  expect(body).toMatchObject({ status: 'SIGNED', inspectors: ['officer-1', 'officer-2'] });
};

describe('an application', () => {
  it('is accepted, decided by the rules and shown in the public register from its first day', async () => {
    const agency = newAgency();
    const id = await granted(agency);
    const licence = (await get(agency, `/licences/${id}`)).body;
    expect(licence).toMatchObject({
      number: expect.stringMatching(/^449900-20260302-\d{6}$/),
      validFrom: '2026-03-02',
      validThrough: '2029-03-01',
      decision: { outcome: 'accept', rules: [{ id: 'LIC-01' }] },
      periods: [{ status: 'GRANTED', from: '2026-03-02' }],
    });
    const on = async (day: string) => (await get(undefined, `/register/${agency.orgId}?on=${day}`)).body.licensed;
    expect([await on('2026-03-01'), await on('2026-03-02')]).toEqual([false, true]);
  });

  it('that lacks staff is refused in writing with what to do, and may be made again', async () => {
    const agency = newAgency();
    const { id } = (await apply(agency)).body;
    await post(officer, `/licences/${id}/acceptance`, { outcome: 'accept' });
    const { status, body } = await post(officer, `/licences/${id}/decision`, {
      verified: { ...complete, fullTimeStaff: 2 },
    });
    expect([status, body]).toMatchObject([
      200,
      { status: 'REFUSED', decision: { rules: [{ id: 'LIC-01-STAFF', remedy: { zh: expect.any(String) } }] } },
    ]);
    expect((await apply(agency)).status).toBe(201);
    expect((await get(officer, `/licences?orgId=${agency.orgId}`)).body.items).toHaveLength(2);
  });

  it('is one per organisation and kind while it lives, also at the same moment', async () => {
    const agency = newAgency();
    const answers = await Promise.all([apply(agency), apply(agency), apply(agency)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const again = await apply(agency);
    expect(again.body).toMatchObject({
      code: 'licensing.already-held',
      context: { licenceId: answers.find(({ status }) => status === 201)!.body.id, state: 'APPLIED' },
    });
    const dispatch = { kind: 'LABOUR_DISPATCH', application: { ...complete, fundsFen: 200_000_000 } };
    expect((await apply(agency, dispatch)).status).toBe(201);
  });

  it('that lacks a document is told so once, corrected by the agency, and never decided in between', async () => {
    const agency = newAgency();
    const application = { ...complete, documents: ['BUSINESS_LICENCE'] };
    const { id } = (await apply(agency, { application })).body;
    await post(officer, `/licences/${id}/correction-request`, { missing: ['CHARTER'] });
    const early = await post(officer, `/licences/${id}/decision`, { verified: complete });
    expect([early.status, early.body]).toMatchObject([
      409,
      {
        code: 'licensing.not-possible',
        context: {
          state: 'CORRECTION_REQUESTED',
          possible: ['correction', 'acceptance', 'application-withdrawal'],
        },
      },
    ]);
    expect((await post(newAgency(), `/licences/${id}/correction`, { application: complete })).status).toBe(403);
    const corrected = await post(agency, `/licences/${id}/correction`, { application: complete });
    expect(corrected.body).toMatchObject({ status: 'APPLIED' });
  });

  it.each([
    ['an unknown kind', { kind: 'TAXI' }, 422],
    ['an unknown division', { division: '449902009' }, 422],
    ['a division of another city', { division: '449802001' }, 422],
    ['a fraction of money', { application: { ...complete, fundsFen: 0.5 } }, 422],
    ['a document nobody asks for', { application: { ...complete, documents: ['POEM'] } }, 422],
  ])('with %s is refused', async (_case, wrong, status) => {
    expect((await apply(newAgency(), wrong)).status).toBe(status);
  });

  it('is handled by officers of its division only, and seen by no other agency', async () => {
    const agency = newAgency();
    const { id } = (await apply(agency)).body;
    expect((await post(southOfficer, `/licences/${id}/acceptance`, { outcome: 'accept' })).status).toBe(403);
    expect((await post(agency, `/licences/${id}/acceptance`, { outcome: 'accept' })).status).toBe(403);
    expect((await get(newAgency(), `/licences/${id}`)).status).toBe(403);
    expect((await get(agency, `/licences/nothing`)).status).toBe(404);
    expect((await apply({ id: 'a', roles: ['agency'] })).body.code).toBe('licensing.not-an-organisation');
  });

  it('may be given more time by the manager, once', async () => {
    const { id } = (await apply(newAgency())).body;
    const accepted = await post(officer, `/licences/${id}/acceptance`, { outcome: 'accept' });
    expect(accepted.body.decideBy.due).toBe('2026-03-30');
    expect((await post(officer, `/licences/${id}/extension`)).status).toBe(403);
    const extended = await post(manager, `/licences/${id}/extension`);
    expect(extended.body.decideBy.due).toBe('2026-04-14');
    expect((await post(manager, `/licences/${id}/extension`)).body.code).toBe('licensing.extended-already');
  });
});

describe('a substantiated complaint', () => {
  it('is inspected by two, suspends the agency, and the register tells the day', async () => {
    const agency = newAgency();
    const id = await granted(agency);
    const inspectionId = await substantiate(agency.orgId);
    const suspend = (inspection = inspectionId, actor = officer) =>
      post(actor, `/licences/${id}/suspension`, { inspectionId: inspection });
    const finding = { finding: 'DEPOSIT_TAKEN', substantiated: true };

    expect((await suspend()).body.code).toBe('licensing.finding-not-signed');
    const untrained = { ...officer, certificates: [] };
    expect((await post(untrained, `/inspections/${inspectionId}/finding`, finding)).status).toBe(403);
    expect((await post(southOfficer, `/inspections/${inspectionId}/finding`, finding)).status).toBe(403);
    expect((await get(agency, `/inspections/${inspectionId}`)).status).toBe(403);

    await post(officer, `/inspections/${inspectionId}/finding`, finding);
    const alone = await post(officer, `/inspections/${inspectionId}/signature`);
    expect([alone.status, alone.body.code]).toEqual([403, 'licensing.same-inspector']);
    expect((await suspend()).body.code).toBe('licensing.finding-not-signed');
    await post(secondOfficer, `/inspections/${inspectionId}/signature`);

    const elsewhere = await substantiate(newAgency().orgId);
    await sign(elsewhere);
    expect((await suspend(elsewhere)).body.code).toBe('licensing.other-organisation');
    expect((await suspend('nothing')).status).toBe(404);
    expect((await suspend(inspectionId, southOfficer)).status).toBe(403);

    clock.advance({ days: 1 });
    expect((await suspend()).body).toMatchObject({ status: 'SUSPENDED' });
    const register = async (day: string) => (await get(undefined, `/register/${agency.orgId}?on=${day}`)).body;
    expect(await register('2026-03-02')).toMatchObject({ licensed: true, licences: [{ status: 'GRANTED' }] });
    expect(await register('2026-03-03')).toMatchObject({ licensed: false, licences: [{ status: 'SUSPENDED' }] });

    const closed = await inTime(async () => {
      const { body } = await get(officer, `/inspections/${inspectionId}`);
      return body.status === 'CLOSED' && body;
    });
    expect(closed).toMatchObject({ outcome: 'SUSPENDED', substantiated: true });
    expect((await post(officer, `/licences/${id}/reinstatement`)).body).toMatchObject({ status: 'GRANTED' });
    expect((await suspend()).body.code).toBe('licensing.suspended-before');
  });

  it('that is not borne out ends without a measure', async () => {
    const agency = newAgency();
    const id = await granted(agency);
    const inspectionId = await substantiate(agency.orgId);
    await sign(inspectionId, false);
    expect((await post(officer, `/licences/${id}/suspension`, { inspectionId })).body.code).toBe(
      'licensing.finding-not-signed',
    );
    const wrong = await post(officer, `/inspections/${inspectionId}/closure`, { outcome: 'WARNED' });
    expect([wrong.status, wrong.body.context]).toEqual([409, { state: 'SIGNED', possible: ['NO_VIOLATION'] }]);
    const { body } = await post(officer, `/inspections/${inspectionId}/closure`, { outcome: 'NO_VIOLATION' });
    expect(body).toMatchObject({ status: 'CLOSED', outcome: 'NO_VIOLATION' });
    expect((await get(officer, `/inspections?orgId=${agency.orgId}`)).body.items).toHaveLength(1);
  });
});

describe('the public register', () => {
  it('knows nothing of organisations that never held a licence, and takes real days only', async () => {
    const { orgId } = newAgency();
    expect((await get(undefined, `/register/${orgId}`)).body).toMatchObject({ licensed: false, licences: [] });
    expect((await get(undefined, `/register/${orgId}?on=2026-02-30`)).status).toBe(422);
    expect((await get(undefined, '/register/12345')).status).toBe(422);
  });
});

// Last: they move the city's clock.
describe('time', () => {
  const statusOf = async (id: string) => (await get(officer, `/licences/${id}`)).body;

  it('accepts by silence after five working days, notes a late decision, never grants by silence', async () => {
    const { id, acceptBy } = (await apply(newAgency())).body;
    expect(acceptBy.due).toBe('2026-03-10');
    clock.set('2026-03-11T09:00:00+08:00');
    const accepted = await inTime(async () => {
      const body = await statusOf(id);
      return body.status === 'ACCEPTED' && body;
    });
    expect(accepted.decideBy.due).toBe('2026-04-09');
    clock.set('2026-04-10T09:00:00+08:00');
    await inTime(async () => (await statusOf(id)).overdue);
    expect((await statusOf(id)).status).toBe('ACCEPTED');
  });

  it('revokes only after the time to ask for a hearing', async () => {
    const agency = newAgency();
    const id = await granted(agency);
    const inspectionId = await substantiate(agency.orgId);
    await sign(inspectionId);
    expect((await post(officer, `/licences/${id}/revocation`)).body.code).toBe('licensing.no-notice');
    const notice = await post(officer, `/licences/${id}/revocation-notice`, { inspectionId });
    expect(notice.body.hearingBy.due).toBe('2026-04-17');
    expect((await post(officer, `/licences/${id}/revocation`)).body.code).toBe('licensing.hearing-open');
    clock.set('2026-04-18T09:00:00+08:00');
    expect((await post(officer, `/licences/${id}/revocation`)).body).toMatchObject({ status: 'REVOKED' });
    expect((await post(officer, `/licences/${id}/deregistration`, {})).body).toMatchObject({ status: 'DEREGISTERED' });
    expect((await apply(agency)).status).toBe(201);
  });

  it('ends a licence on its last day, or renews it where a request was left unanswered', async () => {
    const [quiet, careful] = [newAgency(), newAgency()];
    const [ending, renewed] = [await granted(quiet), await granted(careful)];
    expect((await statusOf(ending)).validThrough).toBe('2029-04-17');
    await post(careful, `/licences/${renewed}/renewal-request`);
    clock.set('2029-04-18T09:00:00+08:00');
    await inTime(async () => (await statusOf(ending)).status === 'EXPIRED');
    await inTime(async () => (await statusOf(renewed)).validThrough === '2032-04-17');
    const on = async (org: string, day: string) => (await get(undefined, `/register/${org}?on=${day}`)).body.licensed;
    expect([await on(quiet.orgId, '2029-04-17'), await on(quiet.orgId, '2029-04-18')]).toEqual([true, false]);
    expect(await on(careful.orgId, '2029-04-18')).toBe(true);
  });
});
