import { describe, expect, it } from '@jest/globals';
import { idNumber } from '@zhiqiao/testing';
import {
  clerk,
  HOME,
  inTime,
  jobseeker,
  machine,
  manager,
  NOTHING,
  openDesk,
  type Someone,
  somebody,
  southClerk,
} from './desk.ts';

const inspector: Someone = { id: 'inspector-1', roles: ['supervision-officer'], division: '449900' };
const { anybody, clock, enrol, get, post, register, run, search } = openDesk('2026-03-02T09:00:00+08:00');
const correct = (personId: string, body: object, actor = clerk) => post(actor, `/people/${personId}/corrections`, body);

describe('a correction', () => {
  it('of the ID number by the police: the new one is hers, and the old one still finds her', async () => {
    const [who, newNumber] = [somebody(), idNumber('1980-05-06', 901)];
    const personId = await enrol(who);
    const { status, body } = await correct(personId, {
      field: 'idNumber',
      value: newNumber,
      source: 'POLICE',
      asOf: '2026-02-20T00:00:00Z',
    });
    // The police speak of February; that she was enrolled under the old number in March does not make it newer.
    expect([status, body.current]).toEqual([200, false]);
    clock.set('2026-03-03T09:00:00+08:00');
    const again = await correct(personId, {
      field: 'idNumber',
      value: newNumber,
      source: 'POLICE',
      asOf: '2026-03-02T08:00:00Z',
    });
    expect(again.body).toMatchObject({ current: true, person: { idNumber: expect.stringMatching(/^4401\*/) } });
    expect(await search(newNumber)).toBe(personId);
    expect(await search(who.idNumber)).toBe(personId);
    expect((await get(machine, `/people/${personId}/identity`)).body.idNumber).toBe(newNumber);
    expect(await enrol({ ...who, idNumber: newNumber })).toBe(personId);
  });
  it('that comes later but is older is kept and changes nothing', async () => {
    const personId = await enrol();
    const named = (value: string, asOf: string) => correct(personId, { field: 'name', value, source: 'POLICE', asOf });
    expect((await named('王新新', '2026-03-03T01:00:00Z')).body.current).toBe(true);
    expect((await named('王旧旧', '2026-03-01T00:00:00Z')).body.current).toBe(false);
    expect((await get(machine, `/people/${personId}/identity`)).body.name).toBe('王新新');
  });
  it('made twice at the same moment by two desks is known from both', async () => {
    const who = somebody();
    const personId = await enrol(who);
    const asOf = '2026-03-03T00:40:00Z';
    const numbers = [902, 903, 904].map((n) => idNumber('1980-05-06', n));
    const done = await Promise.all(
      numbers.map((value) => correct(personId, { field: 'idNumber', value, source: 'POLICE', asOf })),
    );
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const value of [...numbers, who.idNumber]) expect(await search(value)).toBe(personId);
  });
  it('of nobody is refused', async () => {
    const asOf = '2026-03-02T00:00:00Z';
    expect((await correct(NOTHING, { field: 'name', value: '王改', source: 'POLICE', asOf })).status).toBe(404);
  });
  it('to the number of somebody else is refused, and says what to do', async () => {
    const [other, personId] = [somebody(), await enrol()];
    const otherId = await enrol(other);
    const asOf = '2026-03-02T12:00:00Z';
    const { status, body } = await correct(personId, {
      field: 'idNumber',
      value: other.idNumber,
      source: 'POLICE',
      asOf,
    });
    expect([status, body.code, body.context]).toEqual([409, 'registration.id-number-taken', { personId: otherId }]);
  });
  it.each([
    [
      'from a source that cannot know',
      { field: 'name', value: '王改', source: 'OWN_STATEMENT' },
      'registration.source-too-weak',
    ],
    [
      'of a future',
      { field: 'phone', value: '13912345678', source: 'OWN_STATEMENT', asOf: '2026-03-04T00:00:00Z' },
      'registration.date-in-future',
    ],
    [
      'to an ID number that does not add up',
      { field: 'idNumber', value: '110105194912310021', source: 'POLICE' },
      'request.invalid',
    ],
    ['to a phone number that is none', { field: 'phone', value: '12345', source: 'OWN_STATEMENT' }, 'request.invalid'],
    ['to no name', { field: 'name', value: ' ', source: 'POLICE' }, 'request.invalid'],
    [
      'to a division that is none',
      { field: 'residence', value: '449902001999', source: 'OWN_STATEMENT' },
      'request.invalid',
    ],
    [
      'of a day that is none',
      { field: 'residence', value: HOME, source: 'OWN_STATEMENT', asOf: '2026-02-30T00:00:00Z' },
      'request.invalid',
    ],
    ['of what is not known of anybody', { field: 'salary', value: '1', source: 'POLICE' }, 'request.invalid'],
  ])('%s is refused', async (_, body, code) => {
    const personId = await anybody();
    const before = (await get(machine, `/people/${personId}/identity`)).body;
    const answer = await correct(personId, { asOf: '2026-03-02T00:00:00Z', ...body });
    expect([answer.status < 500, answer.body.code]).toEqual([true, code]);
    expect(answer.body.titles.zh).not.toBe('');
    expect((await get(machine, `/people/${personId}/identity`)).body).toEqual(before);
  });
});

describe('notice and consent', () => {
  it('are told at the desk and by the citizen, and shown to her', async () => {
    const personId = await enrol(somebody(), { noticeVersion: 1 });
    const her = jobseeker(personId);
    expect((await get(her, `/people/${personId}/consents`)).body).toEqual({
      personId,
      notice: { inForce: 1, acknowledged: { version: 1, on: '2026-03-03', given: 'DESK' } },
      consents: [],
    });
    const purpose = 'PROFILE_TO_EMPLOYERS';
    const given = await post(her, `/people/${personId}/consents`, { purpose, through: '2026-03-31' });
    expect(given.body.consents).toEqual([
      { purpose, status: 'GIVEN', since: '2026-03-03', until: '2026-03-31T15:59:59.999Z' },
    ]);
    expect((await get(machine, `/people/${personId}/consents`)).body.consents[0].status).toBe('GIVEN');
    const withdrawal = `/people/${personId}/consents/${purpose}/withdrawal`;
    expect((await post(jobseeker(NOTHING), withdrawal)).body.code).toBe('registration.not-yourself');
    expect((await post(her, withdrawal)).body.consents[0]).toMatchObject({ status: 'WITHDRAWN', ended: '2026-03-03' });
    expect((await post(her, withdrawal)).body.code).toBe('registration.consent-not-given');
  });
  it.each([
    ['of a notice that is not out', 'notice-acknowledgement', { version: 2 }, 'registration.notice-unknown'],
    ['of no notice', 'notice-acknowledgement', { version: 0 }, 'request.invalid'],
    [
      'that is over',
      'consents',
      { purpose: 'PROFILE_TO_TRAINERS', through: '2026-03-02' },
      'registration.consent-over',
    ],
    [
      'through a day that is none',
      'consents',
      { purpose: 'PROFILE_TO_TRAINERS', through: '2026-02-29' },
      'request.invalid',
    ],
    ['to what nobody asked', 'consents', { purpose: 'EVERYTHING' }, 'request.invalid'],
  ])('%s are refused', async (_, path, body, code) => {
    const personId = await anybody();
    expect((await post(jobseeker(personId), `/people/${personId}/${path}`, body)).body.code).toBe(code);
    expect((await get(clerk, `/people/${personId}/consents`)).body).toMatchObject({ consents: [] });
  });
  it('an enrolment with a notice that is not out enrols nobody', async () => {
    const who = somebody();
    expect((await post(clerk, '/people', { ...who, residence: HOME, noticeVersion: 7 })).body.code).toBe(
      'registration.notice-unknown',
    );
    expect((await post(clerk, '/people/search', { idNumber: who.idNumber })).status).toBe(404);
  });
});

describe('the whole file', () => {
  it('is one call, found by ID number: masked, city-wide, logged', async () => {
    const who = somebody();
    const personId = await enrol(who);
    const registration = await register(personId);
    await post(clerk, '/employment-certificates', { personId });
    await inTime(async () => (await get(southClerk, `/people/${personId}/file`)).body.entitlements[0].available);
    const found = await post(southClerk, '/people/search', { idNumber: who.idNumber });
    const { status, body } = await get(southClerk, found.body.file);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      person: { personId, residence: HOME },
      registrations: [{ id: registration.body.id, status: 'REGISTERED' }],
      certificate: { id: personId, status: 'APPLIED' },
      notice: { inForce: 1 },
      employments: [],
    });
    for (const secret of [who.name, who.idNumber, who.phone]) expect(JSON.stringify(body)).not.toContain(secret);

    const atOnce = await post(southClerk, '/people/file', { idNumber: who.idNumber });
    expect([atOnce.status, atOnce.body]).toEqual([200, body]);
  });

  it('asked for by ID number is logged once under whom it is about, and as a search where there is nobody', async () => {
    const who = somebody();
    const personId = await enrol(who);
    const readings = async () => (await run().platform.audit.of([personId, 'findPersonFile'])).map((it) => it.subject);
    const ask = (idNumber: string, unmask?: string) => post(clerk, '/people/file', { idNumber, unmask });
    expect((await ask(somebody().idNumber)).body.code).toBe('registration.person-unknown');
    expect((await ask(who.idNumber, 'CURIOSITY')).status).toBe(422);
    expect(await readings()).toEqual(['findPersonFile']);
    expect((await ask(who.idNumber)).status).toBe(200);
    expect((await readings()).toSorted()).toEqual([personId, 'findPersonFile'].toSorted());
    const { body } = await ask(who.idNumber, 'IDENTITY_CHECK');
    expect(body.person).toMatchObject({ idNumber: who.idNumber, phone: expect.stringContaining('*') });
    expect((await readings()).filter((subject) => subject === personId)).toHaveLength(3);
  });

  it('shows in clear what the reason needs, to whom it is given, and she can see that it did', async () => {
    const who = somebody();
    const personId = await enrol(who);
    const at = `/people/${personId}/file`;
    const contact = await get(manager, `${at}?unmask=CONTACT`, 'job fair');
    expect(contact.body.person).toMatchObject({
      name: who.name,
      phone: who.phone,
      idNumber: expect.stringContaining('*'),
    });
    const check = await get(clerk, `${at}?unmask=IDENTITY_CHECK`);
    expect(check.body.person).toMatchObject({ idNumber: who.idNumber, phone: expect.stringContaining('*') });
    expect((await get(inspector, `${at}?unmask=CONTACT`)).body.code).toBe('registration.unmasking-not-yours');
    expect((await get(clerk, `${at}?unmask=CURIOSITY`)).status).toBe(422);
    expect((await run().send(clerk, 'GET', at)).body.status).toBe(400);
    const own = await get(jobseeker(personId), at);
    expect(own.body.person).toMatchObject({ name: who.name, idNumber: who.idNumber, phone: who.phone });
    const log = (await get(jobseeker(personId), `/people/${personId}/access-log`)).body.items;
    const lines = log.map(({ by, purpose }: { by: string; purpose: string }) => `${by}: ${purpose}`);
    expect(lines).toContain('manager-1: job fair');
    expect(lines.find((line: string) => line.startsWith('manager-1: 联系本人'))).toContain('姓名、电话');
    expect(lines.filter((line: string) => line.startsWith('inspector-1')).length).toBe(1);
  });

  it('of nobody is not found', async () => {
    expect((await get(clerk, `/people/${NOTHING}/file`)).status).toBe(404);
  });

  it('and her household and suspicions: every reading of them is in her access log', async () => {
    const [personId, other] = [await enrol(), await enrol()];
    const home = await post(clerk, '/households', { division: HOME, head: personId, capacity: 'ABLE' });
    const pair = await post(clerk, '/suspicions', { persons: [personId, other] });
    await get(clerk, `/households/${home.body.id}`, 'reads the household');
    await get(clerk, `/suspicions/${encodeURIComponent(pair.body.id)}`, 'reads the suspicion');
    await get(clerk, `/people/${personId}/consents`, 'reads the consents');
    await get(machine, `/people/${personId}/entitlements`, 'reads the entitlements');
    const { items } = (await get(jobseeker(personId), `/people/${personId}/access-log`)).body;
    expect(items.map(({ purpose }: { purpose: string }) => purpose).sort()).toEqual([
      'reads the consents',
      'reads the entitlements',
      'reads the household',
      'reads the suspicion',
    ]);
  });
});

describe('what leaves the vault', () => {
  it('is nowhere in the database in clear, corrections and suspicions included', async () => {
    const who = { name: '欧阳莫须有', idNumber: idNumber('1980-01-01', 998), phone: '13777777777' };
    const changed = { name: '司马莫须有', phone: '13766666666' };
    const personId = await enrol(who);
    for (const [field, value] of Object.entries(changed))
      await correct(personId, { field, value, source: 'POLICE', asOf: '2026-03-02T12:00:00Z' });
    await enrol({ ...somebody(), phone: changed.phone });
    const { mongo } = run().platform;
    for (const { name } of await mongo.listCollections()) {
      const text = JSON.stringify(await mongo.collection(name).find().toArray());
      for (const secret of [...Object.values(who), ...Object.values(changed)])
        expect([name, text.includes(secret)]).toEqual([name, false]);
    }
  });
});

// Last: it moves the city's clock.
describe('a consent with an end', () => {
  it('expires at the end of its last day', async () => {
    const personId = await enrol();
    await post(clerk, `/people/${personId}/consents`, { purpose: 'PROFILE_TO_AGENCIES', through: '2026-03-31' });
    clock.set('2026-04-01T00:00:01+08:00');
    await inTime(async () => (await get(clerk, `/people/${personId}/consents`)).body.consents[0].status === 'EXPIRED');
  });
});
