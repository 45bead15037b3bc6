import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type PostCertificate, type Role, systemActor } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations, people, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';
import { same } from '../src/usecases/same-person.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

const clock = fixedClock('2026-03-09T09:00:00+08:00');
const holding = (code: PostCertificate) => ({ certificates: [{ code, validThrough: '2027-12-31' }] });
const feng: Account = { id: 'feng', roles: ['hotline-agent'], division: '449900', ...holding('HOTLINE_POST') };
const chu: Account = { ...feng, id: 'chu' };
const wei: Account = {
  id: 'wei',
  roles: ['supervision-officer'],
  division: '449902',
  ...holding('LABOUR_INSPECTION'),
};
const jiang: Account = { ...wei, id: 'jiang' };
const uncertified: Account = { id: 'novice', roles: ['supervision-officer'], division: '449902' };
const south: Account = { ...wei, id: 'south', division: '449903' };
const director: Account = { ...wei, id: 'director', division: '449900' };
const manager: Account = { id: 'zhao', roles: ['manager'], division: '449900' };
const h12345: Account = { id: 'h12345', roles: ['hotline-system'] };
const limei: Account = { id: 'account-limei', roles: ['jobseeker'], personId: 'person-limei' };
const target = organisations.depositAgency.creditCode;
const insider: Account = { ...wei, id: 'insider', orgId: target };

let supervision: TestRun;
beforeAll(async () => {
  supervision = await startForTest(service, { clock });
});
afterAll(() => supervision?.drop());

const because = { 'x-purpose': encodeURIComponent('办理投诉') };
const get = (actor: Account | undefined, path: string) => supervision.send(actor, 'GET', path, { headers: because });
const post = (actor: Account | undefined, path: string, body: object = {}, headers: Record<string, string> = {}) =>
  supervision.send(actor, 'POST', path, { body, headers });
const done = async (sent: ReturnType<typeof post>, status = 200): Promise<Body> => {
  const { status: answered, body } = await sent;
  expect([answered, body]).toEqual([status, expect.anything()]);
  return body;
};
const refused = async (sent: ReturnType<typeof post>, status: number, code: string) => {
  const { status: answered, body } = await sent;
  expect([answered, body.code]).toEqual([status, code]);
};

const { name, phone } = people.limei;
const SECRET = '职介所要先交五百元押金才介绍工作';
const complaint = {
  kind: 'COMPLAINT',
  category: 'DEPOSIT_DEMANDED',
  targetOrgId: target,
  division: '449902001',
  text: SECRET,
  caller: { name, phone },
};
const classes = { kind: 'COMPLAINT', category: 'DEPOSIT_DEMANDED', targetOrgId: target };
const call = (changes: object = {}) => done(post(feng, '/complaints', { ...complaint, ...changes }), 201);
const step = (actor: Account, id: string, name: string, body: object = {}) =>
  post(actor, `/complaints/${id}/${name}`, body);
const handled = async (id: string) => {
  await done(step(feng, id, 'classification', classes));
  await done(step(feng, id, 'dispatch', { unit: '449902' }));
  return done(step(wei, id, 'signature'));
};
const answered = async (id: string) => {
  await handled(id);
  await done(step(wei, id, 'investigation'));
  await done(step(jiang, id, 'investigation'));
  await done(step(wei, id, 'substantiation', { finding: 'DEPOSIT_TAKEN' }));
  return done(step(wei, id, 'reply', { text: '已责令退还押金' }));
};

describe('a complaint by phone', () => {
  it('goes from the call to the satisfied caller, and she can follow it', async () => {
    const { id, trackingCode, answerBy } = await call({ personId: 'person-limei' });
    expect(answerBy).toBe('2026-03-26');
    const progress = (code = trackingCode) => get(undefined, `/complaints/${id}/progress?code=${code}`);
    expect((await progress()).body).toMatchObject({ status: 'RECEIVED', statusName: { zh: '已受理' }, answerBy });
    expect((await progress('WRONGCODE234')).status).toBe(404);
    expect((await progress(trackingCode.toLowerCase())).status).toBe(200);
    await handled(id);
    await refused(step(wei, id, 'reply', { text: '不查了' }), 409, 'supervision.case-required');
    await done(step(wei, id, 'investigation'));
    await refused(step(wei, id, 'investigation'), 409, 'supervision.already-joined');
    await refused(step(uncertified, id, 'investigation'), 403, 'access.certificate-required');
    expect(await done(step(jiang, id, 'investigation'))).toMatchObject({ status: 'INVESTIGATING' });
    expect((await progress()).body).toMatchObject({
      status: 'INVESTIGATING',
      office: '江北区',
      answerBy: '2026-06-04',
    });
    await refused(step(south, id, 'substantiation', { finding: 'DEPOSIT_TAKEN' }), 403, 'record.forbidden');
    await done(step(wei, id, 'substantiation', { finding: 'DEPOSIT_TAKEN' }));
    await done(step(wei, id, 'reply', { text: '已责令退还押金' }));
    const content = await get(feng, `/complaints/${id}/content`);
    expect(content.body).toEqual({ text: SECRET, caller: { name, phone }, reply: '已责令退还押金' });
    const pleased = { reached: true, satisfaction: 5, resolved: true, ourFault: false };
    expect(await done(step(chu, id, 'call-backs', pleased))).toMatchObject({
      status: 'ARCHIVED',
      satisfaction: 5,
      possible: [],
    });
    expect((await get(limei, `/complaints/${id}`)).body.status).toBe('ARCHIVED');
  });

  it('is one however often it is sent, with the same tracking code', async () => {
    const key = { 'idempotency-key': uuid7() };
    const sent = await Promise.all([1, 2, 3].map(() => post(feng, '/complaints', complaint, key)));
    expect(new Set(sent.map(({ body }) => `${body.id} ${body.trackingCode}`)).size).toBe(1);
    await refused(post(feng, '/complaints', { ...complaint, text: '别的话' }, key), 422, 'record.key-reused');
    const { body } = await get(feng, `/complaints/${sent[0]!.body.id}/content`);
    expect(body.text).toBe(SECRET);
  });

  it.each([
    ['an empty text', { text: '  ' }, '/text'],
    ['a text that is too long', { text: '长'.repeat(5001) }, '/text'],
    ['a phone number that is none', { caller: { phone: '123' } }, '/caller/phone'],
    ['a credit code that does not fit', { targetOrgId: '914401061000000329' }, '/targetOrgId'],
    ['a division that does not exist', { division: '449999' }, '/division'],
    ['an unknown category', { category: 'UFO' }, '/category'],
  ])('is not taken with %s', async (_, changes, pointer) => {
    const { status, body } = await post(feng, '/complaints', { ...complaint, ...changes });
    expect([status, body.errors?.map((error: Body) => error.pointer)]).toEqual([422, [pointer]]);
  });

  it('is not taken for another city, or by an agent without the certificate', async () => {
    await refused(
      post(feng, '/complaints', { ...complaint, division: '449802001' }),
      422,
      'supervision.division-foreign',
    );
    const { certificates: _, ...novice } = feng;
    await refused(post({ ...novice, id: 'novice' }, '/complaints', complaint), 403, 'access.certificate-required');
  });
});

describe('other ways in', () => {
  it('the web form needs no sign-in, and two strangers with the same key are two complaints', async () => {
    const key = { 'idempotency-key': uuid7() };
    const one = await done(post(undefined, '/complaints/web', complaint, key), 201);
    const other = await done(post(undefined, '/complaints/web', { ...complaint, text: '另一件事' }, key), 201);
    expect(one.id).not.toBe(other.id);
    expect(await done(post(undefined, '/complaints/web', complaint, key), 201)).toEqual(one);
    expect((await get(undefined, `/complaints/${one.id}`)).status).toBe(401);
    expect((await get(undefined, `/complaints/${one.id}/content`)).status).toBe(401);
  });

  it('a signed-in jobseeker can read what she has filed', async () => {
    const { id } = await done(post(limei, '/complaints/web', complaint), 201);
    expect((await get(limei, `/complaints/${id}`)).body.personId).toBe('person-limei');
    expect((await get({ ...limei, id: 'x', personId: 'x' }, `/complaints/${id}`)).status).toBe(403);
  });

  it('and goes on to read it when she was merged', async () => {
    const { id } = await done(post(limei, '/complaints/web', complaint), 201);
    const both = { survivor: 'person-limei-again', merged: 'person-limei' };
    const command = { actor: systemActor('449900', 'supervision'), key: uuid7() };
    await supervision.platform
      .records(same.kind)
      .create(command, () => [{ type: 'PersonsJoined', data: both }], 'limei~again');
    for (const personId of Object.values(both))
      expect((await get({ ...limei, personId }, `/complaints/${id}`)).status).toBe(200);
  });

  it('a work order of 12345 is one complaint, whatever key it comes with', async () => {
    const order = { ...complaint, orderNumber: '2026-0309-17' };
    const sent = await Promise.all([1, 2, 3].map(() => done(post(h12345, '/complaints/transfers', order), 201)));
    expect(new Set(sent.map(({ id, trackingCode }) => `${id} ${trackingCode}`)).size).toBe(1);
    expect((await get(h12345, `/complaints/${sent[0].id}`)).body.channel).toBe('TRANSFER_12345');
    const { id } = await call();
    expect((await get(h12345, `/complaints/${id}`)).status).toBe(403);
  });
});

describe('what stays inside', () => {
  it('whoever it is about reads nothing, even with a badge', async () => {
    const { id } = await call();
    expect((await get(insider, `/complaints/${id}`)).status).toBe(403);
    expect((await get(insider, `/complaints/${id}/content`)).status).toBe(403);
    await refused(step(insider, id, 'classification', classes), 403, 'record.forbidden');
    const { items } = (await get(insider, '/complaints?status=RECEIVED&limit=100')).body;
    expect(items.some((item: Body) => item.id === id)).toBe(false);
    expect((await get({ id: 'a', roles: ['agency'], orgId: target }, `/complaints/${id}`)).status).toBe(403);
  });

  it('officers see their division, hotline agents the city', async () => {
    const { id } = await call();
    const ids = async (actor: Account) =>
      (await get(actor, '/complaints?status=RECEIVED&limit=100')).body.items.map((item: Body) => item.id);
    expect(await ids(wei)).toContain(id);
    expect(await ids(director)).toContain(id);
    expect(await ids(feng)).toContain(id);
    expect(await ids(south)).not.toContain(id);
  });

  it('nothing that was said, and nobody’s name or phone, lies open in the database', async () => {
    const { id } = await call();
    await answered(id);
    const database = supervision.platform.mongo.db!;
    for (const { name: collection } of await database.listCollections().toArray()) {
      const everything = JSON.stringify(await database.collection(collection).find().toArray());
      for (const secret of [SECRET, name, phone, '已责令退还押金']) expect(everything.includes(secret)).toBe(false);
    }
  });

  it('a purpose is stated for what was said', async () => {
    const { id } = await call();
    const sent = supervision.send(wei, 'GET', `/complaints/${id}/content`);
    await refused(sent, 400, 'request.purpose-required');
  });
});

describe('handling', () => {
  it('a unit returns what is not its own, but not what the city has designated', async () => {
    const { id } = await call();
    await done(step(feng, id, 'classification', classes));
    await refused(step(feng, id, 'dispatch', { unit: '449802' }), 422, 'supervision.division-foreign');
    await done(step(feng, id, 'dispatch', { unit: '449903' }));
    await refused(step(wei, id, 'signature'), 403, 'supervision.not-your-unit');
    await done(step(south, id, 'return', { reason: 'NOT_OUR_AREA' }));
    await refused(step(wei, id, 'dispatch', { unit: '449903', designated: true }), 403, 'supervision.city-designates');
    await done(step(director, id, 'dispatch', { unit: '449903', designated: true }));
    await refused(step(south, id, 'return', { reason: 'NOT_OUR_AREA' }), 409, 'supervision.designated');
    expect(await done(step(south, id, 'signature'))).toMatchObject({ status: 'HANDLING', officers: ['south'] });
  });

  it('who handled it does not call back, even as a hotline agent', async () => {
    const { id } = await call();
    await answered(id);
    const double: Account = { ...feng, id: 'wei', roles: ['hotline-agent', 'supervision-officer'] };
    await refused(step(double, id, 'call-backs', { reached: false }), 403, 'supervision.other-person-calls');
  });

  it('dissatisfied because of us, it is done again', async () => {
    const { id } = await call();
    await answered(id);
    const body = await done(
      step(chu, id, 'call-backs', { reached: true, satisfaction: 1, resolved: false, ourFault: true }),
    );
    expect(body).toMatchObject({ status: 'REOPENED', round: 2 });
    expect(body.unit).toBeUndefined();
  });

  it('a wage dispute is passed on to arbitration, and the caller is told so', async () => {
    const { id, trackingCode } = await call({ category: 'WAGE_DISPUTE' });
    await done(step(feng, id, 'diversion', { channel: 'LABOUR_ARBITRATION' }));
    const { body } = await get(undefined, `/complaints/${id}/progress?code=${trackingCode}`);
    expect(body.advice.zh).toContain('劳动争议仲裁');
    const { id: ours } = await call();
    await refused(step(feng, ours, 'diversion', { channel: 'LABOUR_ARBITRATION' }), 409, 'supervision.not-divertible');
  });

  it('names the state and what is possible when a step is out of turn', async () => {
    const { id } = await call();
    const { status, body } = await step(wei, id, 'signature');
    expect([status, body.code, body.context]).toEqual([
      409,
      'supervision.not-possible',
      { step: 'sign', status: 'RECEIVED', possible: ['classify', 'divert'] },
    ]);
  });
});

describe('the clocks', () => {
  it('note each missed stage once, and refuse an extension that comes too late', async () => {
    const waiting = await call();
    const investigated = await call();
    await handled(investigated.id);
    await done(step(wei, investigated.id, 'investigation'));
    await done(step(jiang, investigated.id, 'investigation'));
    clock.set('2026-06-06T00:00:01+08:00');
    const late = (id: string, stages: string[]) =>
      eventually(async () => {
        const { body } = await get(feng, `/complaints/${id}`);
        return body.overdue.length === stages.length && expect(body.overdue.sort()).toEqual(stages) === undefined;
      });
    await late(waiting.id, ['ANSWER', 'DISPATCH']);
    await late(investigated.id, ['INVESTIGATE']);
    await refused(step(wei, investigated.id, 'extension'), 409, 'supervision.extension-late');
    const told = supervision.platform.mongo.db!.collection('log');
    const overdue = () => told.countDocuments({ recordId: waiting.id, type: 'ComplaintOverdue' });
    await eventually(async () => (await overdue()) === 2);
  });
});

describe('the monthly measures', () => {
  it('count what was received in the month, for managers', async () => {
    const { body } = await get(manager, '/reports/complaint-measures?month=2026-03');
    expect(body).toMatchObject({ month: '2026-03', satisfied: 1, resolved: 1, reached: 2, diverted: 1, reopened: 1 });
    expect(body.received).toBeGreaterThan(10);
    expect(body.overdue.DISPATCH).toBeGreaterThan(0);
    await refused(get(feng, '/reports/complaint-measures?month=2026-03'), 403, 'access.role-required');
    expect((await get(manager, '/reports/complaint-measures?month=2026-13')).status).toBe(422);
  });
});
