import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type Role, UNEMPLOYMENT_CATEGORY } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { creditCodeFor, eventually, fixedClock, idNumber, organisations, people, uuid7 } from '@zhiqiao/testing';
import { suiteOf } from '../src/adapters/vault/keys.ts';
import { mongoVault } from '../src/adapters/vault/mongo-vault.ts';
import { service } from '../src/service.ts';

type Someone = Partial<Actor> & { roles: Role[] };
const certificates: Actor['certificates'] = [{ code: 'REGISTRATION_POST', validThrough: '2099-12-31' }];
const clerk: Someone = { id: 'clerk-1', roles: ['clerk'], division: '449902', certificates };
const otherClerk: Someone = { ...clerk, id: 'clerk-2' };
const southClerk: Someone = { ...clerk, id: 'clerk-3', division: '449903' };
const machine: Someone = { id: 'insurance', roles: ['service'] };
const factory: Someone = { id: 'factory', roles: ['employer'], orgId: organisations.garmentFactory.creditCode };
const electronics: Someone = {
  id: 'electronics',
  roles: ['employer'],
  orgId: organisations.electronicsFactory.creditCode,
};
const jobseeker = (personId: string): Someone => ({ id: `account-of-${personId}`, roles: ['jobseeker'], personId });

const COMMUNITY = '449902001001';
const statement = { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true };
const purpose = { 'x-purpose': 'registration at the desk' };

/** Events cross a broker: seconds on a busy machine. */
const inTime: typeof eventually = (attempt) => eventually(attempt, { within: 30_000 });

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let run: TestRun;
beforeAll(async () => {
  run = await startForTest(service, { clock });
});
afterAll(() => run.drop());

const post = (actor: Someone, path: string, body?: object, key = uuid7()) =>
  run.send(actor, 'POST', path, { ...(body && { body }), headers: { ...purpose, 'idempotency-key': key } });
const get = (actor: Someone, path: string) => run.send(actor, 'GET', path, { headers: purpose });

let born = 0;
const somebody = (birth = '1977-11-08') => ({
  name: '李梅',
  idNumber: idNumber(birth, ++born * 2),
  phone: '13912345678',
});
const enrol = async (person = somebody()): Promise<string> => {
  const { status, body } = await post(clerk, '/people', { ...person, residence: COMMUNITY });
  expect(status).toBe(200);
  return body.personId;
};
const wish = (personId: string, more: object = {}) => ({
  personId,
  category: 'EMPLOYED_TO_UNEMPLOYED',
  residence: COMMUNITY,
  education: '70',
  occupationsWanted: ['4-03-02-01'],
  statement,
  ...more,
});
const register = (personId: string, more: object = {}, actor = clerk) =>
  post(actor, '/unemployment-registrations', wish(personId, more));
const hire = (employer: Someone, { idNumber, name }: { idNumber: string; name: string }, more: object = {}) =>
  post(employer, '/employments', {
    person: { idNumber, name },
    occupation: '6-05-01-03',
    division: '449902001',
    startDate: '2026-02-20',
    ...more,
  });
const end = (employer: Someone, id: string, more: object = {}) =>
  post(employer, `/employments/${id}/termination`, { reason: 'ECONOMIC_LAYOFF', endedOn: '2026-03-01', ...more });
const registration = async (id: string) => (await get(clerk, `/unemployment-registrations/${id}`)).body;
const pointers = (body: { errors?: { pointer: string }[] }) => body.errors?.map(({ pointer }) => pointer);

/** What somebody's hiring, filed last, does to her registration is seen after all that was filed before. */
const everythingSoFarHasArrived = async () => {
  const person = somebody();
  const { body } = await register(await enrol(person));
  await hire(electronics, person);
  await inTime(async () => (await registration(body.id)).status === 'CLOSED');
};

describe('people', () => {
  it('enrolled twice at the same moment are one person', async () => {
    const person = somebody();
    const ids = await Promise.all(Array.from({ length: 8 }, () => enrol(person)));
    expect(new Set(ids).size).toBe(1);
    expect(await run.platform.mongo.collection('vault_people').countDocuments({ _id: ids[0] as never })).toBe(1);
  });

  it('under another name are refused, and the known name is not told', async () => {
    const person = somebody();
    await enrol(person);
    const { status, body } = await post(clerk, '/people', { ...person, name: '李美', residence: COMMUNITY });
    expect([status, body.code]).toEqual([409, 'registration.name-mismatch']);
    expect(JSON.stringify(body)).not.toContain(person.name);
  });

  it('whose record was never written, because the process died after the vault, are whole at the next attempt', async () => {
    const person = somebody();
    const { mongo, city } = run.platform;
    const vault = mongoVault(mongo, city, () => suiteOf({ ZHIQIAO_PROFILE: 'demo' }, mongo, city));
    const { personId } = await vault.findOrAdd(person, '2026-03-02T01:00:00.000Z');
    expect((await get(clerk, `/people/${personId}`)).status).toBe(404);
    expect(await enrol(person)).toBe(personId);
    expect((await get(clerk, `/people/${personId}`)).status).toBe(200);
  });

  it('of the first format of the vault are found, corrected and known as before', async () => {
    const { idNumber, name, phone } = somebody();
    const { mongo, city } = run.platform;
    const suite = () => suiteOf({ ZHIQIAO_PROFILE: 'demo' }, mongo, city);
    const cipher = await suite();
    const seal = (field: string, value: string) => cipher.seal(value, `${city}|vault_people|of-old|${field}`);
    await mongo.collection<{ _id: string }>('vault_people').insertOne({
      ...{ _id: 'of-old', city, idIndex: cipher.blindIndex(idNumber) },
      ...{ idNumber: seal('idNumber', idNumber), name: seal('name', name), phone: seal('phone', phone) },
    });
    const vault = mongoVault(mongo, city, suite);
    for (let start = 0; start < 2; start++) await vault.prepare();
    expect(await vault.findByIdNumber(idNumber)).toEqual({ personId: 'of-old', idNumber, name, phone });
    expect(await enrol({ idNumber, name, phone: '13911112222' })).toBe('of-old');
    expect(await vault.get('of-old')).toMatchObject({ name, phone: '13911112222' });
  });

  it('keep names that break naive code', async () => {
    for (const { name, idNumber } of [people.rexiti, people.longName, people.zhangCheng]) {
      const personId = await enrol({ name, idNumber, phone: '13900000000' });
      expect((await get(machine, `/people/${personId}/identity`)).body).toMatchObject({ name, idNumber });
    }
  });

  it('are masked to officers, who say why they look; only a machine reads them in clear', async () => {
    const person = somebody();
    const personId = await enrol(person);
    const { body } = await get(clerk, `/people/${personId}`);
    expect(body).toEqual({
      personId,
      name: '李*',
      idNumber: `${person.idNumber.slice(0, 4)}**********${person.idNumber.slice(-4)}`,
      phone: '139****5678',
      residence: COMMUNITY,
      file: `/people/${personId}/file`,
    });
    expect((await run.send(clerk, 'GET', `/people/${personId}`)).status).toBe(400);
    expect((await get(clerk, `/people/${personId}/identity`)).status).toBe(403);
    expect((await get(jobseeker(personId), `/people/${personId}`)).status).toBe(403);
    const identity = await get(machine, `/people/${personId}/identity`);
    expect(identity.body).toMatchObject({ ...person, birthDate: '1977-11-08' });
  });

  it('are told by name and phone alone to a machine that says why; they see who and why', async () => {
    const { name, phone, ...rest } = somebody();
    const personId = await enrol({ name, phone, ...rest });
    const path = `/people/${personId}/contact`;
    expect((await run.send(machine, 'GET', path)).body.code).toBe('request.purpose-required');
    const because = { 'x-purpose': encodeURIComponent('经本人同意向 91440106100000024L 提供姓名和电话') };
    expect((await run.send(machine, 'GET', path, { headers: because })).body).toEqual({ personId, name, phone });
    const { items } = (await get(jobseeker(personId), `/people/${personId}/access-log`)).body;
    expect(items[0]).toMatchObject({ by: 'insurance', purpose: '经本人同意向 91440106100000024L 提供姓名和电话' });
    expect(items).toHaveLength(1);
    for (const nobody of [clerk, factory, jobseeker(personId)]) expect((await get(nobody, path)).status).toBe(403);
    expect((await get(machine, '/people/nobody/contact')).status).toBe(404);
  });

  it('are found by ID number', async () => {
    const person = somebody();
    const personId = await enrol(person);
    expect((await post(clerk, '/people/search', { idNumber: person.idNumber })).body).toMatchObject({ personId });
    const unknown = await post(clerk, '/people/search', { idNumber: somebody().idNumber });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'registration.person-unknown']);
  });

  it('who have moved or changed their phone are brought up to date', async () => {
    const person = somebody();
    const personId = await enrol(person);
    await post(southClerk, '/people', { ...person, phone: '13800000000', residence: '449903001001' });
    const { body } = await get(clerk, `/people/${personId}`);
    expect(body).toMatchObject({ phone: '138****0000', residence: '449903001001' });
  });

  it.each([
    ['a wrong check character', { idNumber: '110105194912310021' }, '/idNumber'],
    ['a birth date that does not exist', { idNumber: '110105202602300026' }, '/idNumber'],
    ['a 15-digit number', { idNumber: '110105491231002' }, '/idNumber'],
    ['an unknown division', { residence: '449902001999' }, '/residence'],
    ['no name', { name: ' ' }, '/name'],
    ['no phone number', { phone: '12345' }, '/phone'],
  ])('with %s are refused at the field', async (_case, wrong, pointer) => {
    const { status, body } = await post(clerk, '/people', { ...somebody(), residence: COMMUNITY, ...wrong });
    expect([status, pointers(body)]).toEqual([422, [pointer]]);
  });
});

describe('employments', () => {
  it('are filed by the employer for itself, once while open', async () => {
    const person = somebody();
    const first = await hire(factory, person);
    expect([first.status, first.body]).toMatchObject([201, { status: 'OPEN', employerId: factory.orgId, late: false }]);
    const second = await hire(factory, person);
    expect([second.status, second.body]).toMatchObject([
      409,
      { code: 'registration.already-employed', context: { employmentId: first.body.id } },
    ]);
    expect((await hire(electronics, person)).status).toBe(201);
    const others = await hire(electronics, person, { employerId: factory.orgId });
    expect([others.status, others.body.code]).toEqual([403, 'registration.not-your-employer']);
  });

  it('of one person filed twice at the same moment are one', async () => {
    const person = somebody();
    const answers = await Promise.all([hire(factory, person), hire(factory, person), hire(factory, person)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('sent again with the same key are the same employment', async () => {
    const key = uuid7();
    const filing = {
      person: { idNumber: somebody().idNumber, name: '李梅' },
      occupation: '6-05-01-03',
      division: '449902001',
      startDate: '2026-02-20',
    };
    const [a, b] = [await post(factory, '/employments', filing, key), await post(factory, '/employments', filing, key)];
    expect([a.status, b.status, b.body.id]).toEqual([201, 201, a.body.id]);
  });

  it('filed after thirty days, or ended later than fifteen, are late', async () => {
    const { body } = await hire(factory, somebody(), { startDate: '2026-01-20' });
    expect(body.late).toBe(true);
    const ended = await end(factory, body.id, { endedOn: '2026-02-10' });
    expect(ended.body).toMatchObject({ status: 'ENDED', end: { late: true, involuntary: true } });
    const again = await end(factory, body.id);
    expect([again.status, again.body]).toMatchObject([
      409,
      { code: 'registration.employment-ended', context: { state: 'ENDED' } },
    ]);
  });

  it.each([
    ['a future start', { startDate: '2026-03-03' }, 422],
    ['a start that does not exist', { startDate: '2026-02-30' }, 422],
    ['an unknown occupation', { occupation: '9-99-99-99' }, 422],
    ['an unknown division', { division: '123456' }, 422],
  ])('with %s are refused', async (_case, wrong, status) => {
    expect((await hire(factory, somebody(), wrong)).status).toBe(status);
  });

  it('are filed by a certified clerk who names the employer', async () => {
    const unnamed = await hire(clerk, somebody());
    expect([unnamed.status, unnamed.body.code]).toEqual([422, 'registration.employer-missing']);
    expect((await hire(clerk, somebody(), { employerId: creditCodeFor(77) })).status).toBe(201);
    const untrained = { ...clerk, certificates: [] };
    expect((await hire(untrained, somebody(), { employerId: creditCodeFor(77) })).status).toBe(403);
  });

  it('are not for another employer to see or end', async () => {
    const { body } = await hire(factory, somebody());
    expect((await get(electronics, `/employments/${body.id}`)).status).toBe(403);
    expect((await end(electronics, body.id)).status).toBe(403);
  });
});

describe('a registration of unemployment', () => {
  it('of a dismissed worker is accepted with reasons, and entitles her to retraining from the insurance fund', async () => {
    const person = somebody();
    const employment = await hire(factory, person, { startDate: '2004-03-01' });
    await end(factory, employment.body.id);
    const { status, body } = await register(await enrol(person));
    expect([status, body]).toMatchObject([
      201,
      { status: 'REGISTERED', registeredOn: '2026-03-02', decision: { outcome: 'accept', rules: [{ id: 'REG-01' }] } },
    ]);
    expect(body.entitlements).toContainEqual({
      entitlement: 'RETRAINING',
      fund: 'INSURANCE',
      rule: 'ENT-RETRAINING',
      from: '2026-03-02',
    });
  });

  it('of a boy of fifteen is refused with what he can do; the refusal is kept', async () => {
    const { name, idNumber } = people.liuyang;
    const { status, body } = await register(await enrol({ name, idNumber, phone: '13900000000' }), {
      category: 'NEW_ENTRANT_YOUTH',
    });
    expect([status, body.status, body.decision.rules.length]).toEqual([201, 'REFUSED', 1]);
    expect(body.decision.rules[0]).toMatchObject({ id: 'REG-01-AGE', remedy: { zh: expect.any(String) } });
    expect(await registration(body.id)).toEqual(body);
  });

  it('of somebody who lives elsewhere is refused, in whichever city her hukou is', async () => {
    const { body } = await register(await enrol(), { residence: '449802001001' });
    expect(body).toMatchObject({ status: 'REFUSED', decision: { rules: [{ id: 'REG-01-RESIDENT' }] } });
  });

  it('in force is one; a second is told which, the same request again is the same', async () => {
    const personId = await enrol();
    const key = uuid7();
    const first = await post(clerk, '/unemployment-registrations', wish(personId), key);
    const again = await post(clerk, '/unemployment-registrations', wish(personId), key);
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    const second = await register(personId);
    expect([second.status, second.body]).toMatchObject([
      409,
      { code: 'registration.already-registered', context: { registrationId: first.body.id } },
    ]);
  });

  it.each(Object.keys(UNEMPLOYMENT_CATEGORY))(
    'of the category %s is taken in, wherever the hukou is',
    async (category) => {
      for (const issuedIn of ['440106', '110105', '650102']) {
        const newcomer = { ...somebody(), idNumber: idNumber('1990-05-06', ++born * 2, issuedIn) };
        const { status, body } = await register(await enrol(newcomer), { category });
        expect([status, body.status, body.category]).toEqual([201, 'REGISTERED', category]);
      }
    },
  );

  it('asked for at two desks and by herself at the same moment is one; the others are told which', async () => {
    const personId = await enrol();
    const southern = { residence: '449903001001' };
    const answers = await Promise.all([
      register(personId),
      register(personId, southern, southClerk),
      register(personId, {}, jobseeker(personId)),
    ]);
    const won = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
    const lost = answers.filter(({ status }) => status === 409).map(({ body }) => body.context.registrationId);
    expect([won.length, lost]).toEqual([1, [won[0], won[0]]]);
  });

  it('is the same for somebody whose ID number was issued elsewhere', async () => {
    const local = await register(await enrol());
    const newcomer = { ...somebody(), idNumber: idNumber('1977-11-08', 901, '653101') };
    const { body } = await register(await enrol(newcomer));
    const { decision, status } = local.body;
    expect({ status: body.status, decision: body.decision }).toEqual({ status, decision });
  });

  it.each([
    ['on her sixteenth birthday', '2010-03-02', 'REGISTERED'],
    ['on the day before', '2010-03-03', 'REFUSED'],
  ])('%s: %s', async (_case, birth, status) => {
    const { body } = await register(await enrol(somebody(birth)), { category: 'NEW_ENTRANT_YOUTH' });
    expect(body.status).toBe(status);
  });

  it('of somebody whose employment is still open goes to another officer, and then stands', async () => {
    const person = somebody();
    await hire(factory, person);
    const { body } = await register(await enrol(person));
    expect(body).toMatchObject({ status: 'UNDER_REVIEW', decision: { rules: [{ id: 'REG-01-OPEN-EMPLOYMENT' }] } });
    const review = (actor: Someone) =>
      post(actor, `/unemployment-registrations/${body.id}/review`, {
        outcome: 'accept',
        evidence: 'TERMINATION_CERTIFICATE',
      });
    expect((await review(clerk)).body.code).toBe('registration.own-review');
    expect((await review(southClerk)).status).toBe(403);
    expect((await review(otherClerk)).body).toMatchObject({ status: 'REGISTERED', registeredOn: '2026-03-02' });
    const again = await review(otherClerk);
    expect([again.status, again.body]).toMatchObject([
      409,
      {
        code: 'registration.not-possible',
        context: {
          state: 'REGISTERED',
          possible: ['confirmation', 'contacts', 'delegation', 'service-refusals', 'verification', 'closure'],
        },
      },
    ]);
    await everythingSoFarHasArrived();
    expect((await registration(body.id)).status).toBe('REGISTERED');
  });

  it('is taken by a certified clerk of the division, or by herself', async () => {
    const personId = await enrol();
    const south = await register(personId, {}, southClerk);
    expect([south.status, south.body.code]).toEqual([403, 'registration.not-your-division']);
    const untrained = await register(personId, {}, { ...clerk, certificates: [] });
    expect([untrained.status, untrained.body.code]).toEqual([403, 'access.certificate-required']);
    const lapsed = { ...clerk, certificates: [{ code: 'REGISTRATION_POST' as const, validThrough: '2026-03-01' }] };
    expect((await register(personId, {}, lapsed)).status).toBe(403);
    const stranger = await register(personId, {}, jobseeker('somebody-else'));
    expect([stranger.status, stranger.body.code]).toEqual([403, 'registration.not-yourself']);
    expect((await register(personId, {}, jobseeker(personId))).body.status).toBe('REGISTERED');
    expect((await register('nobody')).body.code).toBe('registration.person-unknown');
  });

  it.each([
    ['an unknown category', { category: 'RICH' }, '/category'],
    ['an unknown occupation', { occupationsWanted: ['4-99-99-99'] }, '/occupationsWanted/0'],
    ['no occupation', { occupationsWanted: [] }, '/occupationsWanted'],
    ['an unknown division', { residence: '449902009' }, '/residence'],
    ['no commitment', { statement: { ...statement, truthful: false } }, '/statement/truthful'],
    ['a hukou, which nobody may ask for', { hukou: '449800' }, '/hukou'],
  ])('with %s is refused at the field', async (_case, wrong, pointer) => {
    const { status, body } = await register('anybody', wrong);
    expect([status, pointers(body)]).toEqual([422, [pointer]]);
  });

  it('is listed by person and by division, not all at once', async () => {
    const personId = await enrol();
    const { body } = await register(personId);
    const list = async (query: string, actor = clerk) =>
      (await get(actor, `/unemployment-registrations?${query}`)).body;
    expect((await list(`personId=${personId}`)).items).toMatchObject([{ id: body.id }]);
    for (const division of [COMMUNITY, '449902001', '449902', '449900']) {
      const { items } = await list(`division=${division}&status=REGISTERED&limit=200`);
      expect(items).toContainEqual(expect.objectContaining({ id: body.id }));
    }
    const { items: elsewhere } = await list('division=449903&limit=200');
    expect(elsewhere).not.toContainEqual(expect.objectContaining({ id: body.id }));
    expect((await list('', jobseeker(personId))).items).toMatchObject([{ id: body.id }]);
    expect((await list('')).code).toBe('registration.too-broad');
    const history = await get(clerk, `/unemployment-registrations/${body.id}/history`);
    expect(history.body.items[0]).toMatchObject({ version: 1, type: 'UnemploymentRegistered', by: 'clerk-1' });
  });
});

describe('the access log', () => {
  it('tells a citizen who looked at her data, in whichever way, and why', async () => {
    const person = somebody();
    const personId = await enrol(person);
    const { body } = await register(personId);
    const as = (id: string, purpose: string) => ({ headers: { 'x-purpose': encodeURIComponent(purpose) }, id });
    const read = (path: string, { headers, id }: ReturnType<typeof as>) =>
      run.send({ ...clerk, id }, 'GET', path, { headers });
    await read(`/people/${personId}`, as('clerk-7', '核对身份'));
    await read(`/unemployment-registrations/${body.id}`, as('clerk-8', '办理补贴'));
    await read(`/unemployment-registrations?personId=${personId}`, as('clerk-9', '电话咨询'));
    await run.send({ ...clerk, id: 'clerk-10' }, 'POST', '/people/search', {
      body: { idNumber: person.idNumber },
      headers: { 'x-purpose': 'at the desk' },
    });
    const log = (await run.send(jobseeker(personId), 'GET', `/people/${personId}/access-log`)).body;
    const told = log.items.map(({ by, purpose }: { by: string; purpose: string }) => `${by}: ${purpose}`);
    expect(told.sort()).toEqual([
      'clerk-10: at the desk',
      'clerk-7: 核对身份',
      'clerk-8: 办理补贴',
      'clerk-9: 电话咨询',
    ]);
    const manager: Someone = { id: 'manager-1', roles: ['manager'], division: '449902' };
    expect((await get(manager, `/people/${personId}/access-log`)).body.items).toHaveLength(5);
    expect((await get(jobseeker('somebody-else'), `/people/${personId}/access-log`)).body.code).toBe(
      'registration.not-yourself',
    );
    expect((await get(clerk, `/people/${personId}/access-log`)).status).toBe(403);
  });
});

it('notes a search that found nobody, and one that found somebody under her alone', async () => {
  const searches = async () => (await run.platform.audit.of(['searchPerson'])).length;
  const search = (idNumber: string) =>
    run.send(clerk, 'POST', '/people/search', { body: { idNumber }, headers: { 'x-purpose': 'at the desk' } });
  const person = somebody();
  await enrol(person);
  const before = await searches();
  expect((await search(person.idNumber)).status).toBe(200);
  expect(await searches()).toBe(before);
  expect((await search(somebody().idNumber)).status).toBe(404);
  expect(await searches()).toBe(before + 1);
});

describe('the end of a registration', () => {
  it('comes with a hiring: closed as hired, entitlements withdrawn; she may come again', async () => {
    const person = somebody();
    const personId = await enrol(person);
    const { body } = await register(personId);
    const employment = await hire(electronics, person, { startDate: '2026-03-02' });
    await inTime(async () => (await registration(body.id)).status === 'CLOSED');
    expect((await registration(body.id)).closed).toEqual({
      ...{ reason: 'HIRED', on: '2026-03-02', ground: 'EMPLOYMENT' },
      effect: { reemployed: true },
    });
    const { items } = (await get(clerk, `/unemployment-registrations/${body.id}/history`)).body;
    expect(items.map(({ type }: { type: string }) => type).slice(-4)).toEqual([
      'EntitlementWithdrawn',
      'EntitlementWithdrawn',
      'EntitlementWithdrawn',
      'UnemploymentRegistrationClosed',
    ]);
    await end(electronics, employment.body.id, { reason: 'RESIGNED', endedOn: '2026-03-02' });
    expect((await register(personId)).body).toMatchObject({ status: 'REGISTERED' });
  });

  it('is not missed when the hiring is filed at the very moment of the registration', async () => {
    const crossing = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const person = somebody();
        const personId = await enrol(person);
        const [{ body }] = await Promise.all([register(personId), hire(electronics, person)]);
        return body.id as string;
      }),
    );
    for (const id of crossing)
      await inTime(async () => ['CLOSED', 'UNDER_REVIEW'].includes((await registration(id)).status));
  });

  it('at her own wish; what only an officer can establish is not hers to say', async () => {
    const personId = await enrol();
    const { body } = await register(personId);
    const close = (actor: Someone, more: object) => post(actor, `/unemployment-registrations/${body.id}/closure`, more);
    const her = jobseeker(personId);
    expect((await close(her, { reason: 'REFUSED_SERVICES' })).body.code).toBe('registration.reason-not-yours');
    expect((await close(jobseeker('somebody-else'), { reason: 'ENDED_REQUEST' })).status).toBe(403);
    expect((await close(southClerk, { reason: 'DIED' })).status).toBe(403);
    expect((await close(her, { reason: 'ENDED_REQUEST', on: '2026-03-03' })).body.code).toBe(
      'registration.date-in-future',
    );
    expect((await close(her, { reason: 'ENDED_REQUEST', on: '2026-03-01' })).body.code).toBe(
      'registration.closed-too-early',
    );
    expect((await close(her, { reason: 'ENDED_REQUEST' })).body).toMatchObject({ status: 'CLOSED' });
    const again = await close(her, { reason: 'ENDED_REQUEST' });
    expect([again.status, again.body.context]).toEqual([409, { state: 'CLOSED', possible: [] }]);
  });
});

describe('what leaves the vault', () => {
  it('no ID number, name or phone stands anywhere in the database', async () => {
    const person = { name: '欧阳莫须有', idNumber: idNumber('1980-01-01', 998), phone: '13777777777' };
    const personId = await enrol(person);
    await register(personId);
    await hire(factory, person);
    const { mongo } = run.platform;
    for (const { name } of await mongo.listCollections()) {
      const text = JSON.stringify(await mongo.collection(name).find().toArray());
      for (const secret of [person.name, person.idNumber, person.phone]) {
        expect([name, text.includes(secret)]).toEqual([name, false]);
        expect([name, text.includes(Buffer.from(secret).toString('base64'))]).toEqual([name, false]);
      }
    }
  });
});

// Last: it moves the city's clock.
describe('staying in contact', () => {
  it('a month before six months of silence she is warned; confirming starts anew; silence closes', async () => {
    const [silent, faithful] = [await register(await enrol()), await register(await enrol())];
    const warned = async (id: string) =>
      (await get(clerk, `/unemployment-registrations/${id}/history`)).body.items.some(
        ({ type }: { type: string }) => type === 'ContactWarned',
      );
    clock.set('2026-08-05T09:00:00+08:00');
    for (const { body } of [silent, faithful]) await inTime(() => warned(body.id));
    const confirmed = await post(clerk, `/unemployment-registrations/${faithful.body.id}/confirmation`);
    expect(confirmed.body.closeBy.due).toBe('2027-02-05');
    clock.set('2026-09-04T09:00:00+08:00');
    await inTime(async () => (await registration(silent.body.id)).closed?.reason === 'NO_CONTACT');
    expect((await registration(faithful.body.id)).status).toBe('REGISTERED');
    const late = await post(clerk, `/unemployment-registrations/${silent.body.id}/confirmation`);
    expect([late.status, late.body.context.state]).toEqual([409, 'CLOSED']);
  });
});
