import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, licenceEvents, type Role, systemActor, unemploymentEvents } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations, uuid7 } from '@zhiqiao/testing';
import { profileVault } from '../src/adapters/profile-vault.ts';
import type { Config } from '../src/config.ts';
import { agencies } from '../src/domain/agency.ts';
import { fairs } from '../src/domain/fair.ts';
import { openProfile } from '../src/domain/profile.ts';
import { service } from '../src/service.ts';
import { matchingOn } from '../src/usecases/matching.ts';
import { signUpForFair } from '../src/usecases/visit-fair.ts';
import { licence, startNeighbour, tell, unemployment } from './neighbours.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const { honestAgency, depositAgency, electronicsFactory, garmentFactory } = organisations;
const agency: Account = { id: 'agency', roles: ['agency'], orgId: honestAgency.creditCode };
const barred: Account = { id: 'barred', roles: ['agency'], orgId: depositAgency.creditCode };
const factory: Account = { id: 'factory', roles: ['employer'], orgId: electronicsFactory.creditCode };
const rival: Account = { id: 'rival', roles: ['employer'], orgId: garmentFactory.creditCode };
const certificates = [{ code: 'VOCATIONAL_GUIDANCE' as const, validThrough: '2027-12-31' }];
const chen: Account = { id: 'chen', roles: ['counsellor'], division: '449902', certificates };
const south: Account = { id: 'south', roles: ['counsellor'], division: '449903', certificates };
const manager: Account = { id: 'zhao', roles: ['manager'], division: '449900' };
const seeker = (personId: string): Account => ({ id: `account-${personId}`, roles: ['jobseeker'], personId });

let matching: TestRun;
let registration: TestRun;
let licensing: TestRun;
beforeAll(async () => {
  matching = await startForTest(service, { clock });
  registration = await startNeighbour('registration', unemployment, { clock, world: matching.world });
  licensing = await startNeighbour('licensing', licence, { clock, world: matching.world });
  await Promise.all([license(agency), license(barred), ...['limei', 'wangqiang', 'zhangxin'].map(register)]);
});
afterAll(async () => {
  await Promise.all([matching, registration, licensing].map((run) => run?.drop()));
});

const get = (actor: Account | undefined, path: string) =>
  matching.send(actor, 'GET', path, { headers: { 'x-purpose': 'fair' } });
const post = (actor: Account | undefined, path: string, body: object = {}) =>
  matching.send(actor, 'POST', path, { body });
const done = async (sent: ReturnType<typeof post>, status = 200): Promise<Body> => {
  const { status: answered, body } = await sent;
  expect([answered, body]).toEqual([status, expect.anything()]);
  return body;
};
const refused = async (sent: ReturnType<typeof post>, status: number, code: string) => {
  const { status: answered, body } = await sent;
  expect([answered, body.code]).toEqual([status, code]);
};
const until = (actor: Account | undefined, path: string, holds: (body: Body) => boolean): Promise<Body> =>
  eventually(
    async () => {
      const { status, body } = await get(actor, path);
      return status === 200 && holds(body) ? body : undefined;
    },
    { within: 20_000 },
  );

const register = async (personId: string) => {
  const { UnemploymentRegistered: example } = unemploymentEvents.examples;
  await tell(registration, unemployment, `registration-of-${personId}`, {
    type: 'UnemploymentRegistered',
    data: unemploymentEvents.types.UnemploymentRegistered.parse({ ...example, personId, division: '449902001001' }),
  });
  return until(seeker(personId), `/profiles/${personId}`, ({ status }) => status === 'OPEN');
};
const license = async ({ orgId }: Account) => {
  const data = { ...licenceEvents.examples.LicenceGranted, orgId: orgId!, kind: 'EMPLOYMENT_AGENCY' as const };
  await tell(licensing, licence, `licence-of-${orgId}`, {
    type: 'LicenceGranted',
    data: licenceEvents.types.LicenceGranted.parse(data),
  });
  const known = matching.platform.records(agencies);
  await eventually(
    async () => (await known.seek(systemActor('449900', 'matching'), orgId!))?.state.status === 'PERMITTED',
  );
};
const suspend = ({ orgId }: Account) =>
  tell(licensing, licence, `licence-of-${orgId}`, {
    type: 'LicenceSuspended',
    data: { orgId: orgId!, kind: 'EMPLOYMENT_AGENCY', reason: 'DEPOSIT_TAKEN', inspectionId: 'i', from: '2026-03-02' },
  });

const published = async (actor: Account, changes: object = {}): Promise<string> => {
  const vacancy = {
    occupation: '6-05-01-03',
    title: '缝纫工',
    duties: '平车缝制衬衫',
    division: '449902001',
    headcount: 1,
    wageFromFen: 320_000,
    wageToFen: 450_000,
    validThrough: '2026-05-20',
    ...(actor.roles.includes('agency') && { employerId: electronicsFactory.creditCode }),
    ...changes,
  };
  return (await done(post(actor, '/vacancies', vacancy), 201)).id;
};

const terms = {
  title: '春季综合招聘会',
  venue: '文化广场',
  opensAt: '2026-03-28T01:00:00Z',
  closesAt: '2026-03-28T08:00:00Z',
  expectedVisitors: 900,
  booths: 2,
  boothsUntil: '2026-03-25',
  audience: ['ALL'],
  plan: { implementation: '分区设展', security: '安检口四处', emergency: '两条疏散通道' },
};
const fair = { kind: 'ON_SITE', division: '449902001', ...terms };
const planned = (changes: object = {}, by = chen) => done(post(by, '/fairs', { ...fair, ...changes }), 201);
const announced = async (changes: object = {}, by = chen): Promise<string> => {
  const { id } = await planned(changes, by);
  await done(post(by, `/fairs/${id}/announcement`));
  return id;
};
const exhibits = async (actor: Account, fairId: string, vacancies: string[], by = chen): Promise<Body> => {
  const { id } = await done(post(actor, `/fairs/${fairId}/booths`, { vacancies }), 201);
  await done(post(by, `/booths/${id}/verification`, { verified: true }));
  return until(actor, `/booths/${id}`, ({ status }) => status === 'CONFIRMED' || status === 'WAITING');
};
const signsUp = (personId: string, fairId: string) => done(post(seeker(personId), `/fairs/${fairId}/visits`), 201);
/** The clock of the city moves on, and what falls due happens. */
const comes = async (instant: string, fairId: string, status: string) => {
  clock.set(instant);
  await until(undefined, `/fairs/${fairId}`, (body) => body.status === status);
};

/** Past HTTP: a crowd of jobseekers with open profiles. */
const manyAtOnce = () => {
  const platform = matching.platform as Platform<Config>;
  const work = matchingOn(platform, profileVault(platform).vault);
  const signUp = signUpForFair(work);
  const command = (actor: Actor) => ({ actor, key: uuid7() });
  const { UnemploymentRegistered: example } = unemploymentEvents.examples;
  return {
    profiles: (personId: string) => {
      const { division, occupationsWanted = [], education, category } = example;
      const opened = { personId, registrationId: personId, division, occupationsWanted, education, category };
      return work.profiles.create(command(work.platform), ({ state }) => openProfile(state, opened), personId);
    },
    signUp: async (personId: string, fairId: string): Promise<number | string> => {
      const actor: Actor = { id: personId, city: '449900', roles: ['jobseeker'], personId };
      try {
        const { record } = await signUp(command(actor), fairId);
        return record.state.status === 'NONE' ? 'NONE' : record.state.place;
      } catch (problem) {
        return (problem as { code?: string }).code ?? String(problem);
      }
    },
  };
};

describe('a job fair', () => {
  it('of 1,200 is announced once the police have permitted it, and read by everybody without signing in', async () => {
    const { id, permitNeeded } = await planned({ expectedVisitors: 1200 });
    expect(permitNeeded).toEqual({ authority: 'COUNTY', applyBy: '2026-03-08' });
    expect((await get(undefined, `/fairs/${id}`)).status).toBe(404);
    const { body } = await post(chen, `/fairs/${id}/announcement`);
    expect(body).toMatchObject({
      code: 'matching.fair-not-allowed',
      detail: expect.stringContaining('公安机关'),
      context: { rules: [{ id: 'FAIR-PERMIT' }] },
    });
    const late = { ...fair, expectedVisitors: 1200, opensAt: '2026-03-21T01:00:00Z', closesAt: '2026-03-21T08:00:00Z' };
    const { id: tooLate } = await planned({ ...late, boothsUntil: '2026-03-20' });
    const asked = post(chen, `/fairs/${tooLate}/permit-applications`, {
      appliedOn: '2026-03-02',
      acceptedOn: '2026-03-02',
    });
    expect((await asked).body).toMatchObject({ code: 'matching.permit-too-late', context: { lastDay: '2026-03-01' } });
    await done(post(chen, `/fairs/${id}/permit-applications`, { appliedOn: '2026-03-02', acceptedOn: '2026-03-02' }));
    const permit = { number: '桥公治许字〔2026〕12号', grantedOn: '2026-03-02' };
    await refused(post(chen, `/fairs/${id}/permit`, { ...permit, number: '12' }), 422, 'request.invalid');
    await refused(post(south, `/fairs/${id}/permit`, permit), 403, 'record.forbidden');
    await done(post(chen, `/fairs/${id}/permit`, permit));
    await done(post(chen, `/fairs/${id}/announcement`));
    const { items } = (await get(undefined, '/fairs?district=449902')).body;
    expect(items).toContainEqual(expect.objectContaining({ id, permitNumber: permit.number, boothsTaken: 0 }));
    expect((await get(undefined, `/fairs/${id}/event`)).body).toMatchObject({
      '@type': 'BusinessEvent',
      isAccessibleForFree: true,
      startDate: '2026-03-28T01:00:00.000Z',
    });
    const { body: cancelled } = await post(chen, `/fairs/${id}/cancellation`, { reason: 'EMERGENCY' });
    expect(cancelled).toMatchObject({ status: 'CANCELLED', advice: { zh: expect.stringContaining('公安机关') } });
    expect((await get(undefined, `/fairs/${id}`)).body.cancelledBecause).toBe('EMERGENCY');
  });

  it.each([
    ['without a booth', { booths: 0 }],
    ['that closes before it opens', { closesAt: '2026-03-28T00:00:00Z' }],
    ['on site without a venue', { venue: undefined }],
    ['at a time without its zone', { opensAt: '2026-03-28T09:00:00' }],
    ['for nobody', { audience: [] }],
    ['for a fee', { fee: 1000 }],
  ])('is not planned %s', async (_, changes) => {
    await refused(post(chen, '/fairs', { ...fair, ...changes }), 422, 'request.invalid');
  });

  it('is planned in one’s own division, and by an agency with a licence in force', async () => {
    await refused(post(south, '/fairs', fair), 403, 'record.forbidden');
    await refused(post(factory, '/fairs', fair), 403, 'access.role-required');
    await refused(post(chen, '/fairs', { ...fair, division: '110105001' }), 422, 'matching.division-foreign');
    const stranger: Account = { id: 'stranger', roles: ['agency'], orgId: garmentFactory.creditCode };
    await refused(post(stranger, '/fairs', fair), 409, 'matching.agency-barred');
    const order = { governmentOrder: '桥政办发〔2026〕8号' };
    await refused(post(agency, '/fairs', { ...fair, ...order }), 422, 'matching.not-held-by-government');
    expect(await planned({ ...order, expectedVisitors: 6000 })).not.toHaveProperty('permitNeeded');
    const own = await planned({}, agency);
    expect(own.organiserId).toBe(agency.orgId);
    await refused(post(barred, `/fairs/${own.id}/announcement`), 403, 'record.forbidden');
    await refused(
      post(agency, `/fairs/${own.id}/permit`, { number: '桥公治许字〔2026〕1号', grantedOn: '2026-03-02' }),
      403,
      'access.role-required',
    );
    const { items } = (await get(agency, '/fairs/managed')).body;
    expect(items.map(({ id }: Body) => id)).toEqual([own.id]);
    expect((await get(manager, `/fairs/${own.id}/report`)).status).toBe(200);
    expect((await get(barred, `/fairs/${own.id}/report`)).status).toBe(403);
  });

  it('tells its organiser who else is at the venue at that time', async () => {
    const venue = { venue: '体育馆 东厅' };
    const first = await planned(venue);
    const second = await planned({
      ...venue,
      venue: '体育馆东厅',
      opensAt: '2026-03-28T07:00:00Z',
      closesAt: '2026-03-28T09:00:00Z',
    });
    await planned({ ...venue, opensAt: '2026-03-28T10:00:00Z', closesAt: '2026-03-28T11:00:00Z' });
    const { alsoThere } = (await get(chen, `/fairs/${first.id}/file`)).body;
    expect(alsoThere.map(({ id }: Body) => id)).toEqual([second.id]);
  });

  it('belongs to a campaign within its days and area', async () => {
    const spring = {
      title: '春风行动',
      division: '449902',
      from: '2026-03-01',
      to: '2026-03-31',
      audience: ['MIGRANT_WORKERS'],
    };
    await refused(post(chen, '/campaigns', { ...spring, to: '2026-02-01' }), 422, 'request.invalid');
    const { id: campaignId } = await done(post(chen, '/campaigns', spring), 201);
    const id = await announced({ campaignId });
    expect((await get(undefined, `/fairs?campaign=${campaignId}`)).body.items).toMatchObject([{ id, campaignId }]);
    const late = { campaignId, opensAt: '2026-04-01T01:00:00Z', closesAt: '2026-04-01T08:00:00Z' };
    await refused(post(chen, '/fairs', { ...fair, ...late }), 422, 'matching.campaign-elsewhere');
    await done(post(chen, `/campaigns/${campaignId}/cancellation`));
    await refused(post(chen, '/fairs', { ...fair, campaignId }), 409, 'matching.campaign-over');
  });
});

describe('a booth', () => {
  it('brings open vacancies of its exhibitor, is checked, and of two who want the last one has it', async () => {
    const id = await announced({ booths: 1 });
    const [own, theirs] = [await published(factory), await published(rival)];
    await refused(post(factory, `/fairs/${id}/booths`, { vacancies: [theirs] }), 422, 'matching.vacancy-foreign');
    await refused(post(factory, `/fairs/${id}/booths`, { vacancies: ['nothing'] }), 422, 'matching.vacancy-foreign');
    await refused(post(factory, `/fairs/${id}/booths`, { vacancies: [] }), 422, 'request.invalid');
    const booths = await Promise.all([
      done(post(factory, `/fairs/${id}/booths`, { vacancies: [own] }), 201),
      done(post(rival, `/fairs/${id}/booths`, { vacancies: [theirs] }), 201),
    ]);
    await refused(post(factory, `/fairs/${id}/booths`, { vacancies: [own] }), 409, 'matching.not-possible');
    await refused(post(chen, `/booths/${booths[0].id}/verification`, { verified: false }), 422, 'request.invalid');
    await Promise.all(booths.map((booth) => done(post(chen, `/booths/${booth.id}/verification`, { verified: true }))));
    const settled = await Promise.all(
      booths.map(({ id: booth }) => until(chen, `/booths/${booth}`, ({ status }) => /CONFIRMED|WAITING/.test(status))),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(['CONFIRMED', 'WAITING']);
    const [winner, waiting] = settled.sort((a, b) => (a.status < b.status ? -1 : 1));
    expect((await get(undefined, `/fairs/${id}/booths`)).body.items).toMatchObject([
      { exhibitorId: winner.exhibitorId, number: 1, vacancies: [{ id: winner.vacancies[0] }] },
    ]);
    // The other moves up.
    const holder = winner.exhibitorId === factory.orgId ? factory : rival;
    await done(post(holder, `/booths/${winner.id}/cancellation`));
    await until(chen, `/booths/${waiting.id}`, ({ status, number }) => status === 'CONFIRMED' && number === 1);
  });

  it('loses what is withdrawn at once, and without a vacancy is shown to the organiser', async () => {
    const id = await announced();
    const vacancy = await published(factory);
    const booth = await exhibits(factory, id, [vacancy]);
    await done(post(factory, `/vacancies/${vacancy}/withdrawal`));
    expect((await get(undefined, `/fairs/${id}/booths`)).body.items).toMatchObject([{ vacancies: [] }]);
    const { items } = await until(chen, `/fairs/${id}/applications?empty=true`, (body) => body.items.length === 1);
    expect(items).toMatchObject([
      { id: booth.id, vacancies: [], lost: [{ vacancyId: vacancy, because: 'WITHDRAWN' }] },
    ]);
    await refused(post(factory, `/fairs/${id}/booths`, { vacancies: [vacancy] }), 422, 'matching.vacancy-foreign');
    const other = await published(factory, { title: '熨烫工' });
    const put = matching.send(factory, 'PUT', `/booths/${booth.id}/vacancies`, {
      body: { vacancies: [other] },
      headers: { 'if-match': '*' },
    });
    expect((await done(put)).vacancies).toEqual([other]);
  });

  it('is nobody’s to confirm but the organiser’s and an officer’s', async () => {
    const id = await announced({}, agency);
    const { id: booth } = await done(
      post(factory, `/fairs/${id}/booths`, { vacancies: [await published(factory)] }),
      201,
    );
    await refused(post(rival, `/booths/${booth}/cancellation`), 403, 'record.forbidden');
    await refused(post(south, `/booths/${booth}/verification`, { verified: true }), 403, 'record.forbidden');
    await refused(post(barred, `/booths/${booth}/verification`, { verified: true }), 403, 'record.forbidden');
    const own = await done(post(barred, `/fairs/${id}/booths`, { vacancies: [await published(barred)] }), 201);
    await refused(post(barred, `/booths/${own.id}/verification`, { verified: true }), 403, 'matching.fair-foreign');
    const tally = { interviews: 1, intentions: 0, hires: 0 };
    await refused(post(agency, `/booths/${own.id}/tally`, tally), 403, 'matching.booth-foreign');
    await done(post(agency, `/booths/${booth}/refusal`, { reason: 'OFF_THEME' }));
  });
});

describe('an agency that is suspended', () => {
  it('holds no fair any more, and its booth goes to whoever waits', async () => {
    const own = await announced({}, barred);
    const id = await announced({ booths: 1 });
    const booth = await exhibits(barred, id, [await published(barred)]);
    const waiting = await exhibits(factory, id, [await published(factory)]);
    expect([booth.status, waiting.status]).toEqual(['CONFIRMED', 'WAITING']);
    await suspend(barred);
    await until(undefined, `/fairs/${own}`, ({ cancelledBecause }) => cancelledBecause === 'ORGANISER_BARRED');
    await until(chen, `/booths/${booth.id}`, ({ cancelledBecause }) => cancelledBecause === 'AGENCY_BARRED');
    await until(factory, `/booths/${waiting.id}`, ({ status }) => status === 'CONFIRMED');
    await refused(post(barred, `/fairs/${id}/booths`, { vacancies: ['any'] }), 409, 'matching.agency-barred');
    await refused(post(seeker('limei'), `/fairs/${own}/visits`), 409, 'matching.fair-not-open');
  });
});

describe('a visitor', () => {
  it('has a place of her own: of three who come at once for two places one is told that all are taken', async () => {
    const id = await announced({ expectedVisitors: 2 });
    await refused(post(seeker('unregistered'), `/fairs/${id}/visits`), 409, 'matching.profile-closed');
    const people = ['limei', 'wangqiang', 'zhangxin'];
    const sent = await Promise.all(people.map((personId) => post(seeker(personId), `/fairs/${id}/visits`)));
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
    const places = sent.filter(({ status }) => status === 201).map(({ body }) => body.place);
    expect(places.sort()).toEqual([1, 2]);
    const lucky = people[sent.findIndex(({ status }) => status === 201)]!;
    const late = people[sent.findIndex(({ status }) => status === 409)]!;
    await refused(post(seeker(lucky), `/fairs/${id}/visits`), 409, 'matching.already-signed-up');
    const { items } = (await get(seeker(lucky), '/visits')).body;
    const visit = items.find(({ fairId }: Body) => fairId === id);
    expect(visit).toMatchObject({ title: terms.title, fairStatus: 'ANNOUNCED', status: 'SIGNED_UP' });
    await refused(post(seeker(late), `/visits/${visit.id}/cancellation`), 403, 'record.forbidden');
    await done(post(seeker(lucky), `/visits/${visit.id}/cancellation`));
    const { body } = await eventually(async () => {
      const again = await post(seeker(late), `/fairs/${id}/visits`);
      return again.status === 201 ? again : undefined;
    });
    expect(body.place).toBe(visit.place);
    await refused(post(seeker(lucky), `/fairs/${id}/visits`), 409, 'matching.fair-full');
    const records = matching.platform.records(fairs);
    expect((await records.get(systemActor('449900', 'matching'), id)).version).toBe(2);
  });
});

describe('many visitors', () => {
  it('who come at once fill every place and no place twice', async () => {
    const id = await announced({ expectedVisitors: 110 });
    const people = Array.from({ length: 120 }, (_, n) => `visitor-${n}`);
    const { profiles, signUp } = manyAtOnce();
    await Promise.all(people.map(profiles));
    const told = await Promise.all(people.map((personId) => signUp(personId, id)));
    const places = told.filter((answer) => typeof answer === 'number');
    expect(new Set(places).size).toBe(110);
    expect(places).toHaveLength(110);
    expect(told.filter((answer) => typeof answer === 'string')).toEqual(Array(10).fill('matching.fair-full'));
    expect((await get(manager, `/fairs/${id}/report`)).body.signedUp).toBe(110);
  });
});

describe('the day of the fair', () => {
  it('checks visitors in by code, makes referrals of the talks, promises no place twice, and is reported', async () => {
    const [id, elsewhere] = [await announced(), await announced()];
    const sewing = await published(factory, { headcount: 1 });
    const cutting = await published(factory, { title: '裁剪工', headcount: 3 });
    const booth = await exhibits(factory, id, [sewing, cutting]);
    const absent = await exhibits(rival, id, [await published(rival)]);
    const limei = await signsUp('limei', id);
    const wang = await signsUp('wangqiang', id);
    const foreign = await signsUp('zhangxin', elsewhere);
    const checkIn = (code: string) => post(chen, `/fairs/${id}/check-ins`, { code });
    const meets = (code: string, body: object) => post(factory, `/booths/${booth.id}/meetings`, { code, ...body });
    const hired = { vacancyId: sewing, outcome: 'HIRED', startDate: '2026-04-01' };

    await refused(checkIn(limei.code), 409, 'matching.fair-not-open');
    await refused(meets(limei.code, hired), 409, 'matching.fair-not-open');
    const large = { opensAt: '2026-04-20T01:00:00Z', closesAt: '2026-04-20T08:00:00Z', expectedVisitors: 1200 };
    const { id: undecided } = await planned({ ...large, boothsUntil: '2026-04-15' });
    await done(
      post(chen, `/fairs/${undecided}/permit-applications`, { appliedOn: '2026-03-02', acceptedOn: '2026-03-02' }),
    );
    const overdue = '/fairs/managed?permitOverdue=true';
    expect((await get(chen, overdue)).body.items).toEqual([]);

    await comes('2026-03-26T09:00:00+08:00', id, 'ANNOUNCED');
    await until(seeker('limei'), '/visits', ({ items }) => {
      const visit = items.find(({ fairId }: Body) => fairId === id);
      return visit.remindedOf === '2026-03-28T01:00:00.000Z';
    });
    await until(factory, `/booths/${booth.id}`, ({ remindedOf }) => remindedOf === '2026-03-28T01:00:00.000Z');
    await until(chen, overdue, ({ items }) => items.map((it: Body) => it.id).join() === undecided);
    expect((await get(agency, overdue)).body.items).toEqual([]);
    await refused(post(rival, `/fairs/${id}/booths`, { vacancies: ['any'] }), 409, 'matching.booth-deadline-past');

    await comes('2026-03-28T09:00:01+08:00', id, 'RUNNING');
    await refused(checkIn(foreign.code), 422, 'matching.code-unknown');
    await refused(checkIn('nonsense!'), 422, 'request.invalid');
    await refused(post(south, `/fairs/${id}/check-ins`, { code: wang.code }), 403, 'record.forbidden');
    await refused(meets(limei.code, hired), 409, 'matching.not-checked-in');
    expect(await done(checkIn(limei.code))).toEqual({ place: limei.place });
    await done(checkIn(wang.code));
    await refused(checkIn(wang.code), 409, 'matching.already-checked-in');
    await done(post(chen, `/fairs/${id}/walk-ins`, { count: 30 }));

    await refused(
      meets(limei.code, { vacancyId: 'other', outcome: 'INTENTION' }),
      422,
      'matching.vacancy-not-at-booth',
    );
    await refused(meets(limei.code, { vacancyId: sewing, outcome: 'HIRED' }), 422, 'request.invalid');
    const told = await Promise.all([meets(limei.code, hired), meets(wang.code, hired)]);
    expect(told.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, 'matching.vacancy-full']);
    const [lucky, other] = told[0]!.status === 200 ? [limei, wang] : [wang, limei];
    const { referralId } = told.find(({ status }) => status === 200)!.body;
    await done(meets(other.code, { vacancyId: cutting, outcome: 'INTENTION' }));
    await done(post(factory, `/booths/${booth.id}/tally`, { interviews: 9, intentions: 4, hires: 0 }));
    await refused(
      post(factory, `/booths/${booth.id}/tally`, { interviews: 1, intentions: 4, hires: 0 }),
      422,
      'request.invalid',
    );
    await done(post(chen, `/booths/${absent.id}/no-show`));

    // The jobseeker says the same, as with any referral: it is a hire.
    const person = lucky === limei ? 'limei' : 'wangqiang';
    const confirmed = await done(
      post(seeker(person), `/referrals/${referralId}/outcome`, { outcome: 'HIRED', startDate: '2026-04-01' }),
    );
    expect(confirmed.status).toBe('HIRED');
    await until(factory, `/vacancies/${sewing}`, ({ status }) => status === 'FILLED');
    await until(factory, `/booths/${booth.id}`, ({ vacancies }) => vacancies.length === 1);
    const visits = (await get(seeker(person), '/visits')).body.items;
    expect(visits.find(({ fairId }: Body) => fairId === id).meetings).toMatchObject([{ outcome: 'HIRED', referralId }]);

    const { byBooth, ...report } = (await get(manager, `/fairs/${id}/report`)).body;
    expect(report).toMatchObject({
      signedUp: 2,
      checkedIn: 2,
      walkIns: 30,
      visitors: 32,
      booths: { planned: 2, confirmed: 1, noShow: 1, waiting: 0 },
      vacancies: 2,
      places: 4,
      // The talk with whoever was told that the place is taken led nowhere at that post.
      interviews: 11,
      intentions: 6,
      hires: 1,
      hiresConfirmed: 1,
    });
    expect(byBooth).toMatchObject([{ exhibitorId: factory.orgId, number: 1, hires: 1 }]);

    await comes('2026-03-28T16:00:01+08:00', id, 'CLOSED');
    await refused(post(seeker('zhangxin'), `/fairs/${id}/visits`), 409, 'matching.fair-not-open');
    await refused(post(chen, `/fairs/${id}/walk-ins`, { count: 1 }), 409, 'matching.not-possible');
    await done(meets(other.code, { vacancyId: cutting, outcome: 'HIRED', startDate: '2026-04-07' }));
    clock.set('2026-04-08T09:00:00+08:00');
    await refused(meets(other.code, { vacancyId: cutting, outcome: 'INTENTION' }), 409, 'matching.fair-not-open');
  });
});
