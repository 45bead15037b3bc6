import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, NEEDS_CONSENT, type Role, unemploymentEvents } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations } from '@zhiqiao/testing';
import { profiles } from '../src/domain/profile.ts';
import { service } from '../src/service.ts';
import { startNeighbour, tell, unemployment } from './neighbours.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const certificates = [{ code: 'VOCATIONAL_GUIDANCE' as const, validThrough: '2027-12-31' }];
const chen: Account = { id: 'chen', roles: ['counsellor'], division: '449902', certificates };
const factory: Account = { id: 'factory', roles: ['employer'], orgId: organisations.electronicsFactory.creditCode };
const seeker = (personId: string): Account => ({ id: `account-${personId}`, roles: ['jobseeker'], personId });

let matching: TestRun;
let registration: TestRun;
beforeAll(async () => {
  matching = await startForTest(service, { clock });
  registration = await startNeighbour('registration', unemployment, { clock, world: matching.world });
});
afterAll(() => Promise.all([matching, registration].map((run) => run?.drop())));

const get = (actor: Account, path: string) =>
  matching.send(actor, 'GET', path, { headers: { 'x-purpose': 'guidance' } });
const post = (actor: Account, path: string, body: object = {}) => matching.send(actor, 'POST', path, { body });
const put = (personId: string, body: object, path = `/profiles/${personId}`) =>
  matching.send(seeker(personId), 'PUT', path, { body, headers: { 'if-match': '*' } });
const upload = (personId: string, resume: object, actor = seeker(personId)) =>
  post(actor, `/profiles/${personId}/resume`, resume);
const refused = async (sent: ReturnType<typeof put>, status: number, code: string) => {
  const { status: answered, body } = await sent;
  expect([answered, body.code]).toEqual([status, code]);
  return body;
};

const register = async (personId: string, more: object = {}, id = `registration-of-${personId}`) => {
  await tell(registration, unemployment, id, {
    type: 'UnemploymentRegistered',
    data: unemploymentEvents.types.UnemploymentRegistered.parse({
      ...unemploymentEvents.examples.UnemploymentRegistered,
      personId,
      division: '449902001001',
      occupationsWanted: ['6-05-01-03'],
      education: '70',
      ...more,
    }),
  });
  await eventually(async () => {
    const { body } = await get(seeker(personId), `/profiles/${personId}`);
    return body.status === 'OPEN' && body.registrationId === id;
  });
};
const publish = async (more: object = {}): Promise<string> => {
  const vacancy = {
    occupation: '6-05-01-03',
    title: '缝纫工',
    duties: '平车缝制衬衫',
    division: '449902001',
    headcount: 2,
    wageFromFen: 320_000,
    wageToFen: 450_000,
    validThrough: '2026-04-30',
    ...more,
  };
  const { status, body } = await post(factory, '/vacancies', vacancy);
  expect([status, body.status]).toEqual([201, 'OPEN']);
  return body.id;
};
const recommended = async (personId: string) =>
  (await get(seeker(personId), `/profiles/${personId}/recommendations?limit=50`)).body.items as Body[];
const sees = (personId: string, ids: string[]) =>
  eventually(
    async () =>
      (await recommended(personId))
        .map(({ vacancy }) => vacancy.id)
        .sort()
        .join() === ids.toSorted().join(),
    { within: 20_000 },
  );
const said = async (personId: string) => {
  const { log } = { log: matching.platform.mongo.collection('log') };
  const logged = await log.find({ stream: 'profile', recordId: personId }).toArray();
  const record = await matching.platform.mongo.collection(profiles.events.stream).findOne({ _id: personId as never });
  return JSON.stringify([logged, record]);
};

describe('a profile in the hands of the jobseeker', () => {
  it('shows what registration told, is corrected by her, and shows it again when she takes her word back', async () => {
    await register('limei');
    const { body: before } = await get(seeker('limei'), '/profiles/limei');
    expect(before.derived).toEqual({
      occupationsWanted: { value: ['6-05-01-03'], stands: true },
      education: { value: '70', stands: true },
      departure: { value: '449902001001', stands: true },
    });
    const own = {
      occupationsWanted: ['4-03-02-02'],
      education: '40',
      departure: '449903001',
      districts: ['449903'],
      reachKm: 8,
      shifts: ['DAY'],
      skills: ['Ｅxcel', 'excel', '平车'],
    };
    const { status, body } = await put('limei', own);
    expect([status, body]).toMatchObject([200, { ...own, skills: ['excel', '平车'] }]);
    expect(body.derived.education).toEqual({ value: '70', stands: false });

    await register('limei', { education: '60' }, 'second-registration-of-limei');
    const { body: later } = await get(seeker('limei'), '/profiles/limei');
    expect(later).toMatchObject({ education: '40', derived: { education: { value: '60', stands: false } } });

    const { body: back } = await put('limei', { districts: [] });
    expect(back).toMatchObject({
      occupationsWanted: ['6-05-01-03'],
      education: '60',
      departure: '449902001001',
      skills: [],
      shifts: [],
      derived: { education: { stands: true }, occupationsWanted: { stands: true }, departure: { stands: true } },
    });
    expect(back).not.toHaveProperty('reachKm');
  });

  it.each([
    ['200 skills', { skills: Array.from({ length: 200 }, (_, n) => `技能${n}`) }, 'request.invalid'],
    ['a skill of emoji', { skills: ['💪'] }, 'request.invalid'],
    ['a phone number among the skills', { skills: ['13812345678的电话'] }, 'request.invalid'],
    ['a commute around the world', { reachKm: 40_000 }, 'request.invalid'],
    ['an unknown shift', { shifts: ['DAWN'] }, 'request.invalid'],
    ['a place outside the city', { departure: '440106' }, 'matching.division-foreign'],
  ])('does not take %s, and stays as it was', async (_, more, code) => {
    await register('careful');
    const { headers } = await get(seeker('careful'), '/profiles/careful');
    await refused(put('careful', { districts: [], ...more }), 422, code);
    expect((await get(seeker('careful'), '/profiles/careful')).headers.get('etag')).toBe(headers.get('etag'));
  });

  it('keeps her own words sealed in the record and in everything that is published of it', async () => {
    await register('quiet');
    await put('quiet', { districts: [], skills: ['绣花'] });
    expect(await said('quiet')).not.toContain('绣花');
    expect((await get(chen, '/profiles/quiet')).body.skills).toEqual(['绣花']);
  });

  it('is fresh again when registration has heard of her', async () => {
    await register('heard');
    clock.advance({ minutes: 1 });
    await tell(registration, unemployment, 'registration-of-heard', {
      type: 'ContactRecorded',
      data: unemploymentEvents.types.ContactRecorded.parse({
        ...unemploymentEvents.examples.ContactRecorded,
        personId: 'heard',
      }),
    });
    await eventually(async () => (await said('heard')).includes('SeekerHeardFrom'));
  });
});

describe('what her work must not demand', () => {
  const needs = { needs: ['STAIRS'], consent: NEEDS_CONSENT.version };
  const path = '/profiles/needy/needs';

  it('is stated with a consent of its own, bars what demands it, is nobody else’s, and is taken back', async () => {
    await register('needy', { occupationsWanted: ['6-11-01-01'] });
    const occupation = '6-11-01-01';
    const [silent, ground, upstairs] = [
      await publish({ occupation, title: '剪线工' }),
      await publish({ occupation, title: '整烫工', demands: ['STANDING'] }),
      await publish({ occupation, title: '搬运工', demands: ['STAIRS'] }),
    ];
    await sees('needy', [silent, ground, upstairs]);
    const text = await refused(put('needy', { needs: ['STAIRS'], consent: 0 }, path), 422, 'request.invalid');
    expect(JSON.stringify(text)).toContain('单独同意');
    expect((await get(seeker('needy'), path)).body).toEqual({ needs: [], text: NEEDS_CONSENT });

    expect((await put('needy', needs, path)).body).toMatchObject(needs);
    await sees('needy', [silent, ground]);
    expect(await said('needy')).not.toContain('STAIRS');
    const explained = (await get(chen, `/profiles/needy/recommendations/${upstairs}`)).body;
    expect(explained.matches).toBe(false);
    expect(explained.criteria.find(({ name }: Body) => name === 'demands')).toMatchObject({ state: 'missing' });

    const candidates = async (id: string) => (await get(factory, `/vacancies/${id}/candidates`)).body.items as Body[];
    expect(await candidates(upstairs)).toEqual([]);
    expect(JSON.stringify(await candidates(ground))).not.toContain('demands');
    expect((await get(seeker('nosy'), path)).status).toBe(403);
    expect((await get(factory, path)).status).toBe(403);
    expect((await matching.send(chen, 'GET', path)).body.code).toBe('request.purpose-required');
    expect((await get(chen, path)).body.needs).toEqual(['STAIRS']);

    expect((await post(seeker('needy'), `${path}/withdrawal`)).body.needs).toEqual([]);
    await sees('needy', [silent, ground, upstairs]);
    const sealed = (
      await matching.platform.mongo.collection('log').find({ recordId: 'needy', type: 'NeedsChanged' }).toArray()
    ).map(({ data }) => data.needs.length);
    expect(new Set(sealed).size).toBe(1);
  });

  it('cannot be stated once her registration has ended, which also ends what was stated', async () => {
    await register('leaving');
    await put('leaving', needs, '/profiles/leaving/needs');
    await tell(registration, unemployment, 'registration-of-leaving', {
      type: 'UnemploymentRegistrationClosed',
      data: { personId: 'leaving', reason: 'HIRED', on: '2026-03-20' },
    });
    await eventually(async () => (await get(seeker('leaving'), '/profiles/leaving')).body.status === 'CLOSED');
    expect((await get(seeker('leaving'), '/profiles/leaving/needs')).body.needs).toEqual([]);
    await refused(put('leaving', needs, '/profiles/leaving/needs'), 409, 'matching.profile-closed');
    await refused(put('leaving', { districts: [] }), 409, 'matching.profile-closed');
  });
});

describe('recommendations', () => {
  it('count skills, tell which are there, and keep to the shift and the commute', async () => {
    const occupation = '6-20-01-01';
    await register('skilled', { occupationsWanted: [occupation] });
    const [plain, night, far] = [
      await publish({ occupation, title: '平车工', skills: ['平车', '锁边'] }),
      await publish({ occupation, title: '夜班包装工', shift: 'NIGHT' }),
      await publish({ occupation, division: '449903001' }),
    ];
    await sees('skilled', [plain, night, far]);
    await put('skilled', { districts: [], skills: ['平车'], shifts: ['DAY'], reachKm: 5 });
    await sees('skilled', [plain]);
    const [{ criteria }] = (await recommended('skilled')) as [Body];
    expect(criteria.find(({ name }: Body) => name === 'skills')).toMatchObject({
      state: 'missing',
      points: 1500,
      reason: { zh: '要求平车、锁边；具备平车，缺锁边' },
    });
    const { items } = (await get(factory, `/vacancies/${plain}/candidates`)).body;
    expect(items[0].criteria.find(({ name }: Body) => name === 'skills').points).toBe(1500);
    expect((await get(factory, `/vacancies/${night}/candidates`)).body.items).toEqual([]);
    expect((await get(factory, `/vacancies/${far}/candidates`)).body.items).toEqual([]);
  });
});

describe('a JSON Resume', () => {
  it('goes from one profile to another: written, read, confirmed', async () => {
    await register('writer', { occupationsWanted: ['6-05-01-03', '4-10-01-06'], education: '30' });
    await register('reader');
    await put('writer', { districts: [], skills: ['平车', 'excel'] });
    const { body: resume } = await get(chen, '/profiles/writer/resume');
    const { status, body } = await upload('reader', resume);
    expect([status, body.left]).toEqual([200, []]);
    expect((await get(seeker('reader'), '/profiles/reader')).body.occupationsWanted).toEqual(['6-05-01-03']);
    expect((await put('reader', body.proposed)).body).toMatchObject({
      occupationsWanted: ['6-05-01-03', '4-10-01-06'],
      education: '30',
      skills: ['平车', 'excel'],
      derived: { education: { value: '70', stands: false } },
    });
    const { basics: _, ...again } = (await get(seeker('reader'), '/profiles/reader/resume')).body;
    expect(resume).toMatchObject(again);
  });

  it('is refused when it is too big or no resume, and is nobody else’s to read in', async () => {
    await register('picky');
    const many = { skills: Array.from({ length: 200 }, () => ({ name: '平车' })) };
    const { errors } = await refused(upload('picky', many), 422, 'matching.resume-unreadable');
    expect(errors).toMatchObject([{ pointer: '/skills', zh: '技能不能超过100项' }]);
    await refused(upload('picky', { summary: '长'.repeat(350_000) }), 413, 'request.file-too-large');
    await refused(upload('picky', []), 422, 'matching.resume-unreadable');
    expect((await upload('picky', {}, seeker('nosy'))).status).toBe(403);
    const { body } = await upload('picky', { basics: { label: '🧵', name: '李梅' } });
    expect(body.left).toMatchObject([{ field: 'basics.label', reason: { zh: '请用文字填写' } }]);
    expect(body.ignored).toEqual(['basics.name']);
  });
});
