import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, licenceEvents, type Role, systemActor, unemploymentEvents } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations, uuid7 } from '@zhiqiao/testing';
import { agencies } from '../src/domain/agency.ts';
import { publish, vacancies } from '../src/domain/vacancy.ts';
import { service } from '../src/service.ts';
import { silenceEnds } from './dues.ts';
import { licence, startNeighbour, tell, unemployment } from './neighbours.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const { depositAgency, honestAgency, electronicsFactory, garmentFactory } = organisations;
const agency: Account = { id: 'agency', roles: ['agency'], orgId: depositAgency.creditCode };
const rival: Account = { id: 'rival', roles: ['agency'], orgId: honestAgency.creditCode };
const factory: Account = { id: 'factory', roles: ['employer'], orgId: electronicsFactory.creditCode };
const otherFactory: Account = { id: 'other', roles: ['employer'], orgId: garmentFactory.creditCode };
const certificates = [{ code: 'VOCATIONAL_GUIDANCE' as const, validThrough: '2027-12-31' }];
const chen: Account = { id: 'chen', roles: ['counsellor'], division: '449902', certificates };
const south: Account = { id: 'south', roles: ['counsellor'], division: '449903', certificates };
const untrained: Account = { id: 'untrained', roles: ['counsellor'], division: '449902' };
const manager: Account = { id: 'zhao', roles: ['manager'], division: '449900' };
const seeker = (personId: string): Account => ({ id: `account-${personId}`, roles: ['jobseeker'], personId });

let matching: TestRun;
let registration: TestRun;
let licensing: TestRun;
beforeAll(async () => {
  matching = await startForTest(service, { clock });
  registration = await startNeighbour('registration', unemployment, { clock, world: matching.world });
  licensing = await startNeighbour('licensing', licence, { clock, world: matching.world });
});
afterAll(async () => {
  await Promise.all([matching, registration, licensing].map((run) => run?.drop()));
});

const because = { 'x-purpose': 'guidance' };
const get = (actor: Account | undefined, path: string) => matching.send(actor, 'GET', path, { headers: because });
const post = (actor: Account | undefined, path: string, body: object = {}, headers: Record<string, string> = {}) =>
  matching.send(actor, 'POST', path, { body, headers });
const done = async (sent: ReturnType<typeof post>, status = 200): Promise<Body> => {
  const { status: answered, body } = await sent;
  expect([answered, body]).toEqual([status, expect.anything()]);
  return body;
};
const refused = async (sent: ReturnType<typeof post>, status: number, code: string) => {
  const { status: answered, body } = await sent;
  expect([answered, body.code]).toEqual([status, code]);
};
const until = (actor: Account, path: string, holds: (body: Body) => boolean) =>
  eventually(
    async () => {
      const { status, body } = await get(actor, path);
      return status === 200 && holds(body) ? body : undefined;
    },
    { within: 20_000 },
  );

const vacancy = {
  occupation: '6-05-01-03',
  title: '缝纫工🧵',
  duties: '平车缝制衬衫',
  division: '449902001',
  headcount: 1,
  wageFromFen: 320_000,
  wageToFen: 450_000,
  validThrough: '2026-04-30',
};
const published = (actor: Account, changes: object = {}) =>
  done(post(actor, '/vacancies', { ...vacancy, ...changes }), 201);
const ofAgency = { employerId: electronicsFactory.creditCode };

const register = async (personId: string) => {
  const { UnemploymentRegistered: example } = unemploymentEvents.examples;
  await tell(registration, unemployment, `registration-of-${personId}`, {
    type: 'UnemploymentRegistered',
    data: unemploymentEvents.types.UnemploymentRegistered.parse({
      ...example,
      personId,
      division: '449902001001',
      occupationsWanted: ['6-05-01-03'],
    }),
  });
  return until(seeker(personId), `/profiles/${personId}`, ({ status }) => status === 'OPEN');
};
const deregister = (personId: string, reason: 'HIRED' | 'NO_CONTACT') =>
  tell(registration, unemployment, `registration-of-${personId}`, {
    type: 'UnemploymentRegistrationClosed',
    data: { personId, reason, on: '2026-03-20' },
  });
const license = async ({ orgId }: Account, id = `licence-of-${orgId}`) => {
  const data = { ...licenceEvents.examples.LicenceGranted, orgId: orgId!, kind: 'EMPLOYMENT_AGENCY' as const };
  await tell(licensing, licence, id, {
    type: 'LicenceGranted',
    data: licenceEvents.types.LicenceGranted.parse(data),
  });
  const known = matching.platform.records(agencies);
  await eventually(
    async () => (await known.seek(systemActor('449900', 'matching'), orgId!))?.state.status === 'PERMITTED',
  );
};
const suspend = ({ orgId }: Account, kind: 'EMPLOYMENT_AGENCY' | 'LABOUR_DISPATCH' = 'EMPLOYMENT_AGENCY') =>
  tell(licensing, licence, kind === 'EMPLOYMENT_AGENCY' ? `licence-of-${orgId}` : `dispatch-of-${orgId}`, {
    type: 'LicenceSuspended',
    data: { orgId: orgId!, kind, reason: 'DEPOSIT_TAKEN', inspectionId: 'complaint-1', from: '2026-03-10' },
  });
const refer = (personId: string, vacancyId: string) => done(post(chen, '/referrals', { personId, vacancyId }), 201);

describe('a profile', () => {
  it('opens with the registration, is changed by the jobseeker, and closes with the registration; restored on appeal it opens again', async () => {
    await register('wishing');
    const { headers, body } = await get(seeker('wishing'), '/profiles/wishing');
    expect(body).toMatchObject({
      occupationsWanted: ['6-05-01-03'],
      districts: [],
      category: 'EMPLOYED_TO_UNEMPLOYED',
    });
    const wishes = { occupationsWanted: ['4-03-02-02'], wageWishFen: 300_000, districts: ['449903'] };
    const put = (etag: string) =>
      matching.send(seeker('wishing'), 'PUT', '/profiles/wishing', { body: wishes, headers: { 'if-match': etag } });
    expect((await put(headers.get('etag')!)).body).toMatchObject(wishes);
    expect((await put(headers.get('etag')!)).status).toBe(200);
    expect((await put('"99"')).status).toBe(412);
    expect((await matching.send(seeker('wishing'), 'PUT', '/profiles/wishing', { body: wishes })).status).toBe(428);
    await deregister('wishing', 'NO_CONTACT');
    await until(seeker('wishing'), '/profiles/wishing', ({ status }) => status === 'CLOSED');
    await refused(get(chen, '/profiles/wishing/recommendations'), 409, 'matching.profile-closed');
    await tell(registration, unemployment, 'registration-of-wishing', {
      type: 'UnemploymentRegistrationReopened',
      data: unemploymentEvents.types.UnemploymentRegistrationReopened.parse({
        ...unemploymentEvents.examples.UnemploymentRegistrationReopened,
        personId: 'wishing',
      }),
    });
    await until(seeker('wishing'), '/profiles/wishing', ({ status }) => status === 'OPEN');
  });

  it('is nobody else’s, and a counsellor says why she reads it', async () => {
    await register('private');
    expect((await get(seeker('nosy'), '/profiles/private')).status).toBe(403);
    expect((await matching.send(chen, 'GET', '/profiles/private')).body.code).toBe('request.purpose-required');
    expect((await get(chen, '/profiles/private')).status).toBe(200);
    expect((await get(chen, '/profiles/nobody')).status).toBe(404);
  });

  it.each([
    ['an occupation that does not exist', { occupationsWanted: ['9-99-99-99'], districts: [] }],
    ['the same occupation twice', { occupationsWanted: ['6-05-01-03', '6-05-01-03'], districts: [] }],
    ['a wage below zero', { occupationsWanted: [], districts: [], wageWishFen: -1 }],
    ['a division that does not exist', { occupationsWanted: [], districts: ['449999'] }],
  ])('does not take %s', async (_, body) => {
    const sent = matching.send(seeker('x'), 'PUT', '/profiles/x', { body, headers: { 'if-match': '"1"' } });
    await refused(sent, 422, 'request.invalid');
  });
});

describe('a vacancy', () => {
  it('is published by an employer and seen by everybody, its title as it was written', async () => {
    const { id, status, decision } = await published(factory);
    expect([status, decision.outcome]).toEqual(['OPEN', 'accept']);
    const { items } = (await get(undefined, '/vacancies?limit=100')).body;
    expect(items.find((item: Body) => item.id === id)).toMatchObject({
      title: '缝纫工🧵',
      occupationName: '缝纫工',
      divisionName: '桥头街道',
    });
  });

  it('is one however often it is sent', async () => {
    const key = { 'idempotency-key': uuid7() };
    const [one, two] = await Promise.all([0, 1].map(() => post(factory, '/vacancies', vacancy, key)));
    expect(one!.body.id).toBe(two!.body.id);
    await refused(post(factory, '/vacancies', { ...vacancy, headcount: 9 }, key), 422, 'record.key-reused');
  });

  it('is refused by law with the rules, and kept for who wanted to publish it', async () => {
    const body = await published(factory, {
      title: '缝纫工，限女性',
      duties: '入职须交押金300元',
      wageFromFen: 100_000,
    });
    expect(body.status).toBe('REFUSED');
    expect(body.decision.rules.map(({ id }: Body) => id)).toEqual(['VAC-WAGE', 'VAC-DISCRIMINATION', 'VAC-DEPOSIT']);
    expect(body.decision.facts).toMatchObject({ discriminatingPhrases: ['限女'] });
    expect((await get(factory, `/vacancies/${body.id}`)).status).toBe(200);
    expect((await get(seeker('limei'), `/vacancies/${body.id}`)).status).toBe(403);
    expect((await get(otherFactory, `/vacancies/${body.id}`)).status).toBe(403);
    const { items } = (await get(undefined, '/vacancies?limit=100')).body;
    expect(items.some((item: Body) => item.id === body.id)).toBe(false);
  });

  it('is refused to an agency without a licence', async () => {
    const unlicensed: Account = { id: 'unlicensed', roles: ['agency'], orgId: garmentFactory.creditCode };
    const body = await published(unlicensed, ofAgency);
    expect(body.decision.rules).toMatchObject([{ id: 'VAC-AGENCY', remedy: { zh: expect.any(String) } }]);
  });

  it.each([
    ['no headcount', { headcount: 0 }, '/headcount'],
    ['half a person', { headcount: 1.5 }, '/headcount'],
    ['reversed wages', { wageFromFen: 450_000, wageToFen: 320_000 }, '/wageToFen'],
    ['no wage', { wageFromFen: 0 }, '/wageFromFen'],
    ['a title without a word', { title: '🧵🧵' }, '/title'],
    ['a phone number in the duties', { duties: '联系电话 139 2000 7919' }, '/duties'],
    ['an invisible character', { title: '缝纫\u202e工' }, '/title'],
    ['two hundred skills', { skills: Array.from({ length: 200 }, (_, i) => `技能${i}`) }, '/skills'],
    ['an unknown division', { division: '449999' }, '/division'],
    ['an unknown occupation', { occupation: '6-99-99-99' }, '/occupation'],
    ['a day that does not exist', { validThrough: '2026-02-30' }, '/validThrough'],
  ])('does not take %s', async (_, changes, pointer) => {
    const { status, body } = await post(factory, '/vacancies', { ...vacancy, ...changes });
    expect([status, body.errors?.map((error: Body) => error.pointer)]).toEqual([422, [pointer]]);
  });

  it('is not taken for a division of another city, for a day that has passed, or for another employer', async () => {
    await refused(post(factory, '/vacancies', { ...vacancy, division: '449802001' }), 422, 'matching.division-foreign');
    await refused(
      post(factory, '/vacancies', { ...vacancy, validThrough: '2026-03-01' }),
      422,
      'matching.valid-through-past',
    );
    const foreign = { ...vacancy, employerId: garmentFactory.creditCode };
    await refused(post(factory, '/vacancies', foreign), 403, 'matching.employer-foreign');
    await refused(post(agency, '/vacancies', vacancy), 422, 'matching.employer-missing');
  });

  it('is withdrawn by its publisher only, and once', async () => {
    const { id } = await published(factory);
    await refused(post(otherFactory, `/vacancies/${id}/withdrawal`), 403, 'record.forbidden');
    await refused(post(factory, `/vacancies/${id}/withdrawal`, { reason: 'AGENCY_REVOKED' }), 422, 'request.invalid');
    expect(await done(post(factory, `/vacancies/${id}/withdrawal`, { reason: 'FILLED_ELSEWHERE' }))).toMatchObject({
      status: 'WITHDRAWN',
      withdrawnBecause: 'FILLED_ELSEWHERE',
    });
    await refused(post(factory, `/vacancies/${id}/withdrawal`), 409, 'matching.vacancy-not-open');
  });
});

describe('a draft', () => {
  const put = (actor: Account, id: string, body: object, etag: string) =>
    matching.send(actor, 'PUT', `/vacancies/${id}`, { body, headers: { 'if-match': etag } });

  it('is written, checked with all that is missing, completed, and published; nobody else sees it before', async () => {
    const { validThrough: _, ...unfinished } = vacancy;
    const { id, missing } = await done(post(factory, '/vacancies/drafts', unfinished), 201);
    expect(missing).toEqual(['validThrough']);
    await refused(get(manager, `/vacancies/${id}`), 403, 'record.forbidden');
    await refused(post(factory, `/vacancies/${id}/publication`), 409, 'matching.not-checked');
    const checked = await done(post(factory, `/vacancies/${id}/check`));
    expect([checked.status, checked.decision.rules[0].id]).toEqual(['DRAFT', 'VAC-STATED']);
    const { headers } = await get(factory, `/vacancies/${id}`);
    expect((await put(factory, id, vacancy, headers.get('etag')!)).status).toBe(200);
    expect(await done(post(factory, `/vacancies/${id}/check`))).toMatchObject({ status: 'CHECKED' });
    expect(await done(post(factory, `/vacancies/${id}/publication`))).toMatchObject({
      status: 'OPEN',
      confirmBy: '2026-04-01',
    });
  });

  it('is changed by one of two who edit it at once, and the other is told to look again', async () => {
    const { id } = await published(factory, { headcount: 3 });
    const etag = (await get(factory, `/vacancies/${id}`)).headers.get('etag')!;
    const answers = await Promise.all([4, 5].map((headcount) => put(factory, id, { ...vacancy, headcount }, etag)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await matching.send(factory, 'PUT', `/vacancies/${id}`, { body: vacancy })).status).toBe(428);
    const now = (await get(factory, `/vacancies/${id}`)).headers.get('etag')!;
    await refused(put(factory, id, { ...vacancy, wageFromFen: 100_000 }, now), 422, 'matching.change-unlawful');
    await refused(put(factory, id, { title: '缝纫工' }, now), 422, 'matching.terms-missing');
  });
});

describe('a suspended agency', () => {
  it('loses all its open vacancies at once, and their referrals; nothing of it is offered meanwhile', async () => {
    await license(agency);
    await license(rival);
    await register('limei');
    const mine = [await published(agency, ofAgency), await published(agency, ofAgency)];
    const theirs = await published(rival, ofAgency);
    const referral = await refer('limei', mine[0].id);
    await suspend(agency, 'LABOUR_DISPATCH');
    await suspend(agency);
    for (const { id } of mine) {
      const body = await until(agency, `/vacancies/${id}`, ({ status }) => status === 'WITHDRAWN');
      expect(body.withdrawnBecause).toBe('AGENCY_SUSPENDED');
    }
    const closed = await until(seeker('limei'), `/referrals/${referral.id}`, ({ status }) => status === 'CLOSED');
    expect(closed.endedBecause).toBe('VACANCY_WITHDRAWN');
    expect((await get(rival, `/vacancies/${theirs.id}`)).body.status).toBe('OPEN');
    const { items } = (await get(seeker('limei'), '/profiles/limei/recommendations?limit=50')).body;
    expect(items.some((item: Body) => item.vacancy.agencyId === agency.orgId)).toBe(false);
    expect((await published(agency, ofAgency)).decision.rules[0].id).toBe('VAC-AGENCY');
  });

  it('is not offered even before its vacancies have been withdrawn, and what it published meanwhile goes too', async () => {
    await register('careful');
    const platform = systemActor('449900', 'matching');
    const { record } = await matching.platform
      .records(vacancies)
      .create(
        { actor: platform, key: uuid7() },
        publish(
          { ...vacancy, ...ofAgency, agencyId: agency.orgId },
          { outcome: 'accept', rules: [], pack: 'p', facts: {}, on: '2026-03-02' },
          new Date('2026-04-30T23:59:59+08:00'),
          silenceEnds,
        ),
      );
    const offer = post(chen, '/referrals', { personId: 'careful', vacancyId: record.id });
    expect((await offer).body.code).toMatch(/^matching\.(agency-barred|vacancy-not-open)$/);
    const gone = await until(agency, `/vacancies/${record.id}`, ({ status }) => status === 'WITHDRAWN');
    expect(gone.withdrawnBecause).toBe('AGENCY_BARRED_MEANWHILE');
  });
});

describe('a referral', () => {
  it('leads to a hire that fills the vacancy and closes the other referrals', async () => {
    await register('hired');
    await register('second');
    const { id: vacancyId } = await published(factory);
    const [first, other] = [await refer('hired', vacancyId), await refer('second', vacancyId)];
    await done(post(seeker('hired'), `/referrals/${first.id}/acceptance`));
    await done(post(factory, `/referrals/${first.id}/interview`, { on: '2026-03-02' }));
    const outcome = { outcome: 'HIRED', startDate: '2026-03-09' };
    expect(await done(post(factory, `/referrals/${first.id}/outcome`, outcome))).toMatchObject({
      status: 'INTERVIEWED',
      reported: ['EMPLOYER'],
    });
    expect(await done(post(seeker('hired'), `/referrals/${first.id}/outcome`, outcome))).toMatchObject({
      status: 'HIRED',
    });
    await until(factory, `/vacancies/${vacancyId}`, ({ status, hired }) => status === 'FILLED' && hired === 1);
    const closed = await until(seeker('second'), `/referrals/${other.id}`, ({ status }) => status === 'CLOSED');
    expect(closed.endedBecause).toBe('VACANCY_FILLED');
    await refused(post(chen, '/referrals', { personId: 'second', vacancyId }), 409, 'matching.vacancy-not-open');
    await deregister('hired', 'HIRED');
    await until(
      seeker('hired'),
      `/referrals/${first.id}`,
      ({ endedBecause }) => endedBecause === 'EMPLOYMENT_REGISTERED',
    );
  });

  it('counts no more hires than places, whoever is told first', async () => {
    const { id: vacancyId } = await published(factory);
    const people = ['race-1', 'race-2', 'race-3'];
    const offered = await Promise.all(
      people.map(async (personId) => {
        await register(personId);
        const { id } = await refer(personId, vacancyId);
        await done(post(seeker(personId), `/referrals/${id}/acceptance`));
        return { personId, id };
      }),
    );
    const outcome = { outcome: 'HIRED', startDate: '2026-03-09' };
    await Promise.all(
      offered.flatMap(({ personId, id }) => [
        post(factory, `/referrals/${id}/outcome`, outcome),
        post(seeker(personId), `/referrals/${id}/outcome`, outcome),
      ]),
    );
    await until(factory, `/vacancies/${vacancyId}`, ({ status }) => status === 'FILLED');
    const { state } = await matching.platform.records(vacancies).get(systemActor('449900', 'matching'), vacancyId);
    expect(state).toMatchObject({ hires: [expect.any(String)] });
  });

  it('is promised to no more people than places by employers who tell many at once', async () => {
    const { id: vacancyId } = await published(factory, { headcount: 2 });
    const people = ['promise-1', 'promise-2', 'promise-3', 'promise-4', 'promise-5'];
    const offered = await Promise.all(
      people.map(async (personId) => {
        await register(personId);
        const { id } = await refer(personId, vacancyId);
        await done(post(seeker(personId), `/referrals/${id}/acceptance`));
        return { personId, id };
      }),
    );
    await Promise.all([register('in-vain'), register('in-time')]);
    const waiting = await refer('in-time', vacancyId);
    const hired = { outcome: 'HIRED', startDate: '2026-03-09' };
    const told = await Promise.all(offered.map(({ id }) => post(factory, `/referrals/${id}/outcome`, hired)));
    expect(told.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409, 409]);
    expect((await get(factory, `/vacancies/${vacancyId}`)).body).toMatchObject({ promised: 2, hired: 0 });
    await refused(post(chen, '/referrals', { personId: 'in-vain', vacancyId }), 409, 'matching.vacancy-full');
    await refused(post(seeker('in-time'), `/referrals/${waiting.id}/acceptance`), 409, 'matching.vacancy-full');
    const first = offered[told.findIndex(({ status }) => status === 200)]!;
    const last = offered[told.findIndex(({ status }) => status === 409)]!;
    await done(post(seeker(first.personId), `/referrals/${first.id}/decline`, { reason: 'FOUND_OTHER_WORK' }));
    await until(factory, `/vacancies/${vacancyId}`, ({ promised }) => promised === 1);
    await done(post(factory, `/referrals/${last.id}/outcome`, hired));
    await done(post(seeker(last.personId), `/referrals/${last.id}/outcome`, hired));
    await until(factory, `/vacancies/${vacancyId}`, (body) => body.promised === 1 && body.hired === 1);
  });

  it('keeps what was known of the fit when it was offered, with all that followed', async () => {
    await register('judged');
    const { id } = await refer('judged', (await published(factory)).id);
    await done(post(seeker('judged'), `/referrals/${id}/decline`, { reason: 'TOO_FAR' }));
    const { body } = await get(chen, `/referrals/${id}/file`);
    expect(body).toMatchObject({
      referral: { status: 'DECLINED', endedBecause: 'TOO_FAR' },
      suitability: { occupationShared: 4, place: 'SAME_STREET', minimumWageFen: 208_000, vacancyVersion: 1 },
      steps: [{ event: 'ReferralOffered' }, { event: 'ReferralDeclined' }],
    });
    await refused(get(seeker('nosy'), `/referrals/${id}/file`), 403, 'record.forbidden');
  });

  it('is turned down over a deposit, with advice where to complain', async () => {
    await register('warned');
    const { id } = await refer('warned', (await published(factory)).id);
    const body = await done(post(seeker('warned'), `/referrals/${id}/decline`, { reason: 'DEPOSIT_DEMANDED' }));
    expect(body).toMatchObject({ status: 'DECLINED', advice: { zh: expect.stringContaining('12333') }, possible: [] });
    await refused(post(seeker('warned'), `/referrals/${id}/acceptance`), 409, 'matching.not-possible');
  });

  it('is one at a time for a person and a vacancy', async () => {
    await register('once');
    const { id: vacancyId } = await published(factory);
    const sent = await Promise.all([1, 2, 3].map(() => post(chen, '/referrals', { personId: 'once', vacancyId })));
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('is offered by a counsellor with the certificate, in the own division, to who is registered', async () => {
    await register('guided');
    const { id: vacancyId } = await published(factory);
    const body = { personId: 'guided', vacancyId };
    await refused(post(untrained, '/referrals', body), 403, 'access.certificate-required');
    await refused(post(south, '/referrals', body), 403, 'record.forbidden');
    await refused(post(chen, '/referrals', { ...body, personId: 'unknown' }), 404, 'record.not-found');
    await refused(post(chen, '/referrals', { ...body, vacancyId: 'unknown' }), 404, 'record.not-found');
  });

  it('is not offered to a vacancy that is withdrawn, nor reported on by strangers', async () => {
    await register('late');
    const { id: vacancyId } = await published(factory);
    const { id } = await refer('late', vacancyId);
    const outcome = { outcome: 'NOT_HIRED', reason: 'NOT_SUITABLE' };
    await refused(post(otherFactory, `/referrals/${id}/outcome`, outcome), 403, 'record.forbidden');
    await refused(post(seeker('nosy'), `/referrals/${id}/outcome`, outcome), 403, 'record.forbidden');
    await refused(post(factory, `/referrals/${id}/outcome`, outcome), 409, 'matching.not-possible');
    await done(post(factory, `/vacancies/${vacancyId}/withdrawal`));
    await refused(post(chen, '/referrals', { personId: 'late', vacancyId }), 409, 'matching.vacancy-not-open');
  });

  it('brings in a counsellor when it meets with silence, who settles it', async () => {
    await register('silent');
    const { id } = await refer('silent', (await published(factory)).id);
    await done(post(seeker('silent'), `/referrals/${id}/acceptance`));
    await refused(
      post(chen, `/referrals/${id}/settlement`, { outcome: 'NOT_HIRED', reason: 'OTHER' }),
      409,
      'matching.nothing-to-settle',
    );
    clock.set('2026-03-10T00:00:01+08:00');
    await until(chen, '/referrals?limit=100', ({ items }) => items.some((item: Body) => item.id === id));
    const body = await done(
      post(chen, `/referrals/${id}/settlement`, { outcome: 'NOT_HIRED', reason: 'DID_NOT_COME' }),
    );
    expect(body).toMatchObject({ status: 'NOT_HIRED', endedBecause: 'DID_NOT_COME' });
  });
});

describe('the quarterly report', () => {
  it('shows what happened, the same for the same time, to managers only', async () => {
    const path = '/reports/supply-demand?quarter=2026Q1';
    const now = '2026-03-10T00:00:01Z';
    await refused(get(chen, path), 403, 'access.role-required');
    await refused(get(manager, `${path}&asOf=2030-01-01T00:00:00Z`), 422, 'matching.as-of-in-future');
    const asOf = encodeURIComponent('2026-03-05T00:00:00+08:00');
    const early = (await get(manager, `${path}&asOf=${asOf}`)).body;
    expect(early.flows).toMatchObject({
      hires: expect.any(Number),
      referralsDeclined: { DEPOSIT_DEMANDED: 1 },
      vacanciesWithdrawn: { AGENCY_SUSPENDED: { vacancies: 2, headcount: 2 } },
    });
    expect(early.demand.valid).toBe(early.demand.new);
    clock.set(now);
    await published(factory, { validThrough: '2026-05-30' });
    expect((await get(manager, `${path}&asOf=${asOf}`)).body).toEqual(early);
    expect((await get(manager, '/reports/supply-demand?quarter=2026Q5')).status).toBe(422);
  });
});

describe('the clock', () => {
  it('takes a vacancy from the market when its last day is over', async () => {
    const { id } = await published(factory, { validThrough: '2026-03-12' });
    clock.set('2026-03-13T00:00:01+08:00');
    await until(factory, `/vacancies/${id}`, ({ status }) => status === 'EXPIRED');
    await register('after');
    await refused(post(chen, '/referrals', { personId: 'after', vacancyId: id }), 409, 'matching.vacancy-not-open');
  });
});
