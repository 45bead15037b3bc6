import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { creditCodeFor, eventually, fixedClock, idNumber, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';

type Someone = Partial<Actor> & { roles: Role[] };
const certificates: Actor['certificates'] = [{ code: 'REGISTRATION_POST', validThrough: '2099-12-31' }];
const clerk: Someone = { id: 'clerk-1', roles: ['clerk'], division: '449902', certificates };
const otherClerk: Someone = { ...clerk, id: 'clerk-2' };
const southClerk: Someone = { ...clerk, id: 'clerk-3', division: '449903' };
const manager: Someone = { ...clerk, id: 'manager-1', roles: ['manager'] };
const inspector: Someone = { id: 'inspector-1', roles: ['supervision-officer'], division: '449900' };
const machine: Someone = { id: 'training', roles: ['service'] };
const employer: Someone = { id: 'employer', roles: ['employer'], orgId: creditCodeFor(30_000_001) };
const jobseeker = (personId: string): Someone => ({ id: `account-of-${personId}`, roles: ['jobseeker'], personId });

const HOME = '449902001001';
const NOTHING = 'no-such-person';
const clock = fixedClock('2026-03-02T09:00:00+08:00');
let run: TestRun;
beforeAll(async () => {
  run = await startForTest(service, { clock });
});
afterAll(() => run.drop());

const headers = { 'x-purpose': 'people at the desk' };
const post = (actor: Someone, path: string, body: object = {}, key = uuid7()) =>
  run.send(actor, 'POST', path, { body, headers: { ...headers, 'idempotency-key': key } });
const get = (actor: Someone, path: string, purpose = headers['x-purpose']) =>
  run.send(actor, 'GET', path, { headers: { 'x-purpose': purpose } });
const inTime: typeof eventually = (attempt) => eventually(attempt, { within: 30_000 });

let born = 0;
/** Everybody differs in name, phone and ID number, unless it is said otherwise. */
const somebody = (more: { name?: string; phone?: string; idNumber?: string } = {}) => {
  const n = ++born;
  const name = `王${String.fromCharCode(0x4e00 + n * 7)}`;
  return { name, phone: `1380000${String(n).padStart(4, '0')}`, idNumber: idNumber('1980-05-06', n), ...more };
};
const enrol = async (who = somebody(), more: object = {}): Promise<string> => {
  const { status, body } = await post(clerk, '/people', { ...who, residence: HOME, ...more });
  expect([status, body.code]).toEqual([200, undefined]);
  return body.personId;
};
const register = async (personId: string, actor = clerk) =>
  post(actor, '/unemployment-registrations', {
    personId,
    category: 'EMPLOYED_TO_UNEMPLOYED',
    residence: HOME,
    education: '70',
    occupationsWanted: ['4-03-02-01'],
    statement: { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true },
  });
const hire = ({ name, idNumber }: { name: string; idNumber: string }) =>
  post(employer, '/employments', {
    person: { name, idNumber },
    occupation: '6-05-01-03',
    division: '449902001',
    startDate: '2026-03-01',
  });
const correct = (personId: string, body: object, actor = clerk) => post(actor, `/people/${personId}/corrections`, body);
/** The same somebody for all who ask. */
const once = <T>(make: () => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
const anybody = once(() => enrol());
const search = async (idNumber: string) => (await post(clerk, '/people/search', { idNumber })).body.personId;
const suspicionsOf = async (personId: string) =>
  (await get(clerk, '/suspicions?limit=200')).body.items.filter((it: { persons: string[] }) =>
    it.persons.includes(personId),
  );

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

describe('two persons who may be one', () => {
  it('are noticed by name and birth date or by phone, without a word of who they are', async () => {
    const who = somebody();
    const personId = await enrol(who);
    const sameName = await enrol({ ...somebody(), name: who.name });
    const samePhone = await enrol({ ...somebody(), phone: who.phone });
    const found = await suspicionsOf(personId);
    expect(found.map((it: { persons: string[]; signals: string[] }) => [it.persons, it.signals]).sort()).toEqual(
      [
        [[personId, sameName].sort(), ['NAME_AND_BIRTH_DATE']],
        [[personId, samePhone].sort(), ['PHONE']],
      ].sort(),
    );
    expect(JSON.stringify(found)).not.toContain(who.name);
    expect((await get(jobseeker(personId), '/suspicions')).status).toBe(403);
    await enrol(who);
    expect(await suspicionsOf(personId)).toHaveLength(2);
  });
  it('are noticed when both are enrolled at the same moment', async () => {
    const { name } = somebody();
    const both = await Promise.all([enrol({ ...somebody(), name }), enrol({ ...somebody(), name })]);
    expect((await suspicionsOf(both[0])).map((it: { persons: string[] }) => it.persons)).toEqual([both.toSorted()]);
  });
  it('through a phone that many share are not', async () => {
    const phone = '13999999999';
    for (let n = 0; n < 7; n++) await enrol({ ...somebody(), phone });
    expect(await suspicionsOf(await enrol({ ...somebody(), phone }))).toEqual([]);
  });

  const twins = async () => {
    const [one, other] = [somebody(), somebody()];
    const [survivor, merged] = [await enrol(one), await enrol(other)];
    const { body } = await post(clerk, '/suspicions', { persons: [merged, survivor] });
    expect(body).toMatchObject({ status: 'OPEN', signals: ['OFFICER'] });
    return { one, other, survivor, merged, at: `/suspicions/${encodeURIComponent(body.id)}` };
  };
  const mergedTwins = async () => {
    const two = await twins();
    await post(clerk, `${two.at}/merge-proposal`, { survivor: two.survivor, ground: 'TWO_ID_NUMBERS' });
    expect((await post(manager, `${two.at}/merge`)).body).toMatchObject({ status: 'MERGED' });
    return two;
  };

  it('are merged by two officers, and the one answers for both', async () => {
    const { one, other, survivor, merged, at } = await twins();
    const job = await hire(other);
    expect((await post(manager, `${at}/merge`)).body).toMatchObject({
      code: 'registration.not-possible',
      context: { possible: ['merge-proposal', 'dismissal'] },
    });
    await post(manager, `${at}/merge-proposal`, { survivor, ground: 'TWO_ID_NUMBERS' });
    expect((await post(manager, `${at}/merge`)).body.code).toBe('registration.own-proposal');
    expect((await post(clerk, `${at}/merge`)).status).toBe(403);
    expect((await post({ ...manager, id: 'manager-2' }, `${at}/merge`)).body.status).toBe('MERGED');

    expect((await get(clerk, `/people/${merged}`)).body.personId).toBe(survivor);
    expect(await search(other.idNumber)).toBe(survivor);
    expect(await search(one.idNumber)).toBe(survivor);
    for (const id of [survivor, merged]) {
      const { body } = await get(clerk, `/people/${id}/file`);
      expect(body).toMatchObject({ person: { personId: survivor }, formerIds: [merged] });
      expect(body.employments.map((it: { id: string }) => it.id)).toEqual([job.body.id]);
    }
    // Signed in under her old id she is who she is.
    expect((await get(jobseeker(merged), `/people/${survivor}/file`)).body.person.personId).toBe(survivor);
    expect((await get(jobseeker(NOTHING), `/people/${survivor}/file`)).status).toBe(403);
    expect(await enrol(other)).toBe(survivor);
  });

  it('are split again by two officers, and both are whole', async () => {
    const { other, survivor, merged, at } = await mergedTwins();
    await post(clerk, `${at}/split-proposal`, { ground: 'DIFFERENT_PEOPLE' });
    expect((await get(clerk, `/people/${merged}`)).body.personId).toBe(survivor);
    expect((await post(manager, `${at}/split`)).body.status).toBe('DISMISSED');
    for (const id of [survivor, merged]) {
      const { body } = await get(clerk, `/people/${id}/file`);
      expect(body).toMatchObject({ person: { personId: id }, formerIds: [] });
    }
    expect(await search(other.idNumber)).toBe(merged);
  });

  it('stay two while something stands open that belongs to the survivor, who can be either', async () => {
    const { one, other, survivor, merged, at } = await twins();
    await register(merged);
    await hire(one);
    await post(clerk, '/employment-certificates', { personId: merged });
    await post(clerk, '/households', { division: HOME, head: merged, capacity: 'ABLE' });
    await post(clerk, `${at}/merge-proposal`, { survivor, ground: 'TWO_ID_NUMBERS' });
    const { status, body } = await post(manager, `${at}/merge`);
    expect([status, body.code]).toEqual([409, 'registration.merge-blocked']);
    const whats = (answer: { context: { obstacles: { what: string }[] } }) =>
      answer.context.obstacles.map(({ what }) => what);
    expect(whats(body)).toEqual(['REGISTRATION', 'CERTIFICATE', 'HOUSEHOLD']);
    await post(clerk, `${at}/refusal`);
    await post(clerk, `${at}/merge-proposal`, { survivor: merged, ground: 'TWO_ID_NUMBERS' });
    expect(whats((await post(manager, `${at}/merge`)).body)).toEqual(['WORK_AND_REGISTRATION']);
    await hire(other);
    const again = (await post(manager, `${at}/merge`)).body;
    expect(whats(again)).toContain('SAME_EMPLOYER');
    expect((await get(clerk, `/people/${merged}`)).body.personId).toBe(merged);
  });

  it('who are one already are not merged into a third under the id that is gone', async () => {
    const { survivor, merged } = await mergedTwins();
    const third = await enrol();
    const raised = await post(clerk, '/suspicions', { persons: [merged, third] });
    const at = `/suspicions/${encodeURIComponent(raised.body.id)}`;
    await post(clerk, `${at}/merge-proposal`, { survivor: third, ground: 'TWO_ID_NUMBERS' });
    const { body } = await post(manager, `${at}/merge`);
    expect([body.code, body.context.persons]).toEqual(['registration.merged-already', [third, survivor]]);
  });

  it('who were merged into somebody who was merged in turn are found through both', async () => {
    const { survivor, merged } = await mergedTwins();
    const third = await enrol();
    const { body } = await post(clerk, '/suspicions', { persons: [survivor, third] });
    const at = `/suspicions/${encodeURIComponent(body.id)}`;
    await post(clerk, `${at}/merge-proposal`, { survivor: third, ground: 'TWO_ID_NUMBERS' });
    await post(manager, `${at}/merge`);
    for (const id of [merged, survivor, third]) expect((await get(clerk, `/people/${id}`)).body.personId).toBe(third);
  });

  it.each([
    ['of one person and herself', { persons: ['a', 'a'] }, 422],
    ['of one', { persons: ['a'] }, 422],
    ['of nobody', { persons: [NOTHING, 'neither'] }, 404],
  ])('a suspicion %s is refused', async (_, body, status) => {
    expect((await post(clerk, '/suspicions', body)).status).toBe(status);
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

describe('a household', () => {
  const formed = async (head: string, capacity = 'ABLE') => {
    const { status, body } = await post(clerk, '/households', { division: HOME, head, capacity });
    expect([status, body.code]).toEqual([201, undefined]);
    return `/households/${body.id}`;
  };
  const zero = async (at: string) => (await get(clerk, at)).body.zeroEmployment;

  it('becomes a zero-employment family by what its members do, and is one no more when one is hired', async () => {
    const [wife, husband] = [somebody(), somebody()];
    const [wifeId, husbandId] = [await enrol(wife), await enrol(husband)];
    await register(wifeId);
    const at = await formed(wifeId);
    await inTime(() => zero(at));
    await post(clerk, `${at}/members`, { personId: husbandId, relation: 'SPOUSE', capacity: 'ABLE' });
    await inTime(async () => !(await zero(at)));
    await register(husbandId);
    await inTime(() => zero(at));
    const families = await get(clerk, '/households?division=449902&zeroEmployment=true');
    expect(families.body.items.map((it: { id: string }) => `/households/${it.id}`)).toContain(at);
    await hire(husband);
    await inTime(async () => !(await zero(at)));
    const { body } = await get(jobseeker(wifeId), `/people/${wifeId}/file`);
    expect(body.household).toMatchObject({
      zeroEmployment: false,
      members: [{ relation: 'HEAD' }, { relation: 'SPOUSE' }],
    });
    expect(JSON.stringify(body.household)).not.toContain('standing');
  });

  it('has each person once in the city: of many desks at once one wins, the others are told where she is', async () => {
    const personId = await enrol();
    const homes = await Promise.all(Array.from({ length: 2 }, async () => formed(await enrol())));
    const answers = await Promise.all([
      ...homes.map((at) => post(clerk, `${at}/members`, { personId, relation: 'CHILD', capacity: 'ABLE' })),
      post(otherClerk, '/households', { division: HOME, head: personId, capacity: 'ABLE' }),
    ]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(2);
    const { items } = (await get(clerk, `/households?personId=${personId}`)).body;
    expect(items).toHaveLength(1);
    for (const { body } of refused)
      expect([body.code, body.context.householdId]).toEqual(['registration.in-a-household', items[0].id]);
  });

  it('may be joined anew by who has left, or whose household was dissolved', async () => {
    const [head, child] = [await enrol(), await enrol()];
    const at = await formed(head);
    await post(clerk, `${at}/members`, { personId: child, relation: 'CHILD', capacity: 'ABLE' });
    expect((await post(clerk, `${at}/members/${child}/departure`, { reason: 'MARRIED' })).status).toBe(200);
    await formed(child);
    expect((await post(clerk, `${at}/dissolution`, { reason: 'MOVED_AWAY' })).body.status).toBe('DISSOLVED');
    await formed(head);
  });

  it('is written in its own division and read in the whole city', async () => {
    const at = await formed(await enrol());
    expect((await post(southClerk, `${at}/dissolution`, { reason: 'MOVED_AWAY' })).status).toBe(403);
    expect((await get(southClerk, at)).status).toBe(200);
    expect((await post(clerk, `${at}/relocation`, { division: '449903001001' })).body.division).toBe('449903001001');
    expect((await post(clerk, `${at}/relocation`, { division: HOME })).status).toBe(403);
    expect((await post(southClerk, `${at}/relocation`, { division: HOME })).status).toBe(200);
  });

  it.each([
    ['a head who is below working age but able', { capacity: 'MINOR' }, 'registration.capacity-belied'],
    ['a head of a future', { on: '2026-03-04' }, 'registration.date-in-future'],
    ['a home in another division', { division: '449903001001' }, 'registration.not-your-division'],
    ['a home in another city', { division: '110101001' }, 'registration.not-your-division'],
    ['a home nowhere', { division: '449902001999' }, 'request.invalid'],
    ['a capacity that is none', { capacity: 'LAZY' }, 'request.invalid'],
    ['a day that is none', { on: '2026-02-29' }, 'request.invalid'],
    ['nobody as its head', { head: NOTHING }, 'record.not-found'],
  ])('with %s is not registered', async (_, more, code) => {
    const head = await anybody();
    const answer = await post(clerk, '/households', { division: HOME, head, capacity: 'ABLE', ...more });
    expect([answer.status < 500, answer.body.code]).toEqual([true, code]);
    expect((await get(clerk, `/households?personId=${head}`)).body.items).toEqual([]);
  });
  it('is not listed for the whole city', async () => {
    expect((await get(clerk, '/households?zeroEmployment=true')).body.code).toBe('registration.too-broad');
  });
  it('with a child of fifteen counts it as a minor, and of sixteen as able', async () => {
    const child = (birth: string) => enrol({ ...somebody(), idNumber: idNumber(birth, ++born) });
    const at = await formed(await enrol());
    const add = (personId: string, capacity: string) =>
      post(clerk, `${at}/members`, { personId, relation: 'CHILD', capacity });
    const [fifteen, sixteen] = [await child('2010-03-04'), await child('2010-03-03')];
    expect((await add(fifteen, 'ABLE')).body.code).toBe('registration.capacity-belied');
    expect((await add(fifteen, 'MINOR')).status).toBe(200);
    expect((await add(sixteen, 'MINOR')).body.code).toBe('registration.capacity-belied');
    expect((await add(sixteen, 'ABLE')).status).toBe(200);
  });
});

describe('entitlements', () => {
  const ofPerson = async (personId: string, entitlement: string) =>
    (await get(machine, `/people/${personId}/entitlements`)).body.items.find(
      (it: { entitlement: string }) => it.entitlement === entitlement,
    );
  const use = (personId: string, reference: string, more: object = {}, key?: string) =>
    post(machine, `/people/${personId}/entitlements/RETRAINING/uses`, { service: 'training', reference, ...more }, key);

  it('come with a registration, are used by a service, run out with the year and end with the registration', async () => {
    const personId = await enrol();
    expect((await use(personId, 'c0')).body).toMatchObject({
      code: 'registration.entitlement-not-granted',
      context: { why: 'NEVER_GRANTED' },
    });
    const { body } = await register(personId);
    await inTime(async () => (await ofPerson(personId, 'RETRAINING')).available);
    const key = uuid7();
    expect((await use(personId, 'c1', {}, key)).status).toBe(200);
    expect((await use(personId, 'c1', {}, key)).status).toBe(200);
    expect((await use(personId, 'c1')).status).toBe(200);
    for (const reference of ['c2', 'c3']) await use(personId, reference);
    expect(await ofPerson(personId, 'RETRAINING')).toMatchObject({
      available: false,
      why: 'USED_UP',
      fund: 'BUDGET',
      usedThisYear: 3,
      limitPerYear: 3,
    });
    expect((await use(personId, 'c4')).body).toMatchObject({ status: 409, code: 'registration.entitlement-used-up' });
    await post(clerk, `/unemployment-registrations/${body.id}/closure`, { reason: 'ENDED_REQUEST' });
    await inTime(async () => (await ofPerson(personId, 'GUIDANCE')).why === 'WITHDRAWN');
    const own = await get(jobseeker(personId), `/people/${personId}/entitlements`);
    expect(own.body.items.every((it: { available: boolean }) => !it.available)).toBe(true);
    expect((await get(jobseeker(NOTHING), `/people/${personId}/entitlements`)).status).toBe(403);
  });

  it.each([
    ['for no record', { reference: '' }],
    ['for a name with a space', { reference: 'a b' }],
    ['by no service', { service: '' }],
    ['on a day that is none', { on: '2026-13-01' }],
    ['tomorrow', { on: '2026-03-04' }],
  ])('are not used %s', async (_, more) => {
    expect((await use(await anybody(), 'c1', more)).status).toBe(422);
  });
  it('that do not exist are not used, nor by a clerk or the citizen', async () => {
    const personId = await anybody();
    const asked = { service: 'training', reference: 'c1' };
    expect((await post(machine, `/people/${personId}/entitlements/HOLIDAY/uses`, asked)).status).toBe(422);
    expect((await post(machine, `/people/${NOTHING}/entitlements/GUIDANCE/uses`, asked)).status).toBe(404);
    for (const actor of [clerk, jobseeker(personId)])
      expect((await post(actor, `/people/${personId}/entitlements/GUIDANCE/uses`, asked)).status).toBe(403);
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
    expect((await run.send(clerk, 'GET', at)).body.status).toBe(400);
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
    const { mongo } = run.platform;
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
