import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, agencyEvents, type Role, systemActor } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations, uuid7 } from '@zhiqiao/testing';
import { agencies, bar, permit } from '../src/domain/agency.ts';
import { duplicates } from '../src/domain/duplicate.ts';
import { closeProfile, openProfile, profiles } from '../src/domain/profile.ts';
import { freePlace, promisePlace, publish, type VacancyOffer, vacancies } from '../src/domain/vacancy.ts';
import { service } from '../src/service.ts';
import { confirmationDue } from './dues.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const { depositAgency, electronicsFactory, garmentFactory } = organisations;
const platform = systemActor('449900', 'matching');
const factory: Account = { id: 'factory', roles: ['employer'], orgId: electronicsFactory.creditCode };
const rival: Account = { id: 'rival', roles: ['employer'], orgId: garmentFactory.creditCode };
const certificates = [{ code: 'VOCATIONAL_GUIDANCE' as const, validThrough: '2027-12-31' }];
const chen: Account = { id: 'chen', roles: ['counsellor'], division: '449902', certificates };
const untrained: Account = { id: 'untrained', roles: ['counsellor'], division: '449902' };
const zhao: Account = { id: 'zhao', roles: ['manager'], division: '449900' };
const seeker = (personId: string): Account => ({ id: `account-${personId}`, roles: ['jobseeker'], personId });

let folder: string;
let matching: TestRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'market-'));
  matching = await startForTest(service, { clock, env: { ZHIQIAO_MARKET_SNAPSHOT: join(folder, 'market') } });
});
afterAll(async () => {
  await matching?.drop();
  await rm(folder, { recursive: true });
});

const get = (actor: Account, path: string) =>
  matching.send(actor, 'GET', path, { headers: { 'x-purpose': 'guidance' } });
const post = (actor: Account, path: string, body: object = {}) => matching.send(actor, 'POST', path, { body });
const by = () => ({ actor: platform, key: uuid7() });

/** Each story has an occupation of its own, so that it meets only its own people and posts. */
const open = async (personId: string, occupation: string, more: object = {}) => {
  const opened = {
    personId,
    registrationId: `registration-${personId}`,
    division: '449902001001',
    occupationsWanted: [occupation],
    education: '70' as const,
    category: 'EMPLOYED_TO_UNEMPLOYED',
    ...more,
  };
  await matching.platform.records(profiles).create(by(), ({ state }) => openProfile(state, opened), personId);
};
const close = (personId: string) =>
  matching.platform
    .records(profiles)
    .change(by(), personId, ({ state }) => closeProfile(state, `registration-${personId}`, 'HIRED'));
/** Each is a post of its own, unless its title is given. */
let posts = 0;
const offer = async (occupation: string, more: Partial<VacancyOffer> = {}) => {
  const { record } = await matching.platform.records(vacancies).create(
    by(),
    publish(
      {
        employerId: electronicsFactory.creditCode,
        occupation,
        title: `缝纫工${posts++}`,
        duties: '平车缝制衬衫',
        division: '449902001',
        headcount: 2,
        wageFromFen: 320_000,
        wageToFen: 450_000,
        validThrough: '2026-04-30',
        ...more,
      },
      { outcome: 'accept', rules: [], pack: 'p', facts: {}, on: '2026-03-02' },
      new Date('2026-04-30T23:59:59.999+08:00'),
      confirmationDue,
    ),
  );
  return record.id;
};
const recommended = async (personId: string, as = seeker(personId)): Promise<Body[]> =>
  (await get(as, `/profiles/${personId}/recommendations?limit=50`)).body.items;
const idsFor = async (personId: string) => (await recommended(personId)).map(({ vacancy }) => vacancy.id);
const grouped = (ids: string[]) =>
  eventually(
    async () => {
      const { items } = await matching.platform.records(duplicates).find(platform, { where: { members: { in: ids } } });
      return items.length === 1 && items[0]!.state.members.length === ids.length;
    },
    { within: 20_000 },
  );
const seen = (personId: string, ids: string[]) =>
  eventually(async () => (await idsFor(personId)).sort().join() === ids.toSorted().join(), { within: 20_000 });

describe('recommendations to a jobseeker', () => {
  it('are the vacancies that fit, with the reasons in both languages; a counsellor reads the same', async () => {
    await open('reader', '6-05-01-03');
    const [near, other] = [await offer('6-05-01-03'), await offer('6-05-01-04', { division: '449903001' })];
    const foreign = await offer('6-18-02-04');
    await seen('reader', [near, other]);
    const items = await recommended('reader');
    expect(items.map(({ vacancy }) => vacancy.id)).toEqual([near, other]);
    for (const { criteria, score } of items) {
      expect(criteria.every(({ reason }: Body) => reason.zh && reason.en)).toBe(true);
      expect(criteria.reduce((sum: number, { points }: Body) => sum + points, 0)).toBe(score);
    }
    expect(await recommended('reader', chen)).toEqual(items);
    expect((await get(untrained, '/profiles/reader/recommendations')).body.code).toBe('access.certificate-required');

    const { body } = await get(seeker('reader'), `/profiles/reader/recommendations/${foreign}`);
    expect(body).toMatchObject({
      matches: false,
      criteria: [{ name: 'occupation', state: 'missing' }, {}, {}, {}, {}, {}],
    });
    expect(body.criteria[0].change.zh).toContain('加入求职意向');
    expect((await get(seeker('nosy'), `/profiles/reader/recommendations/${near}`)).status).toBe(403);
  });

  it('follow what changes: wishes, a withdrawal a second ago, the end of the registration', async () => {
    await open('changing', '4-03-02-01');
    const [stays, goes] = [await offer('4-03-02-01'), await offer('4-03-02-01')];
    await seen('changing', [stays, goes]);
    await post(factory, `/vacancies/${goes}/withdrawal`);
    expect(await idsFor('changing')).toEqual([stays]);
    const { status } = await matching.send(seeker('changing'), 'PUT', '/profiles/changing', {
      body: { occupationsWanted: ['4-03-02-01'], districts: ['449903'] },
      headers: { 'if-match': '*' },
    });
    expect(status).toBe(200);
    expect(await idsFor('changing')).toEqual([]);
    await close('changing');
    const { body } = await get(chen, '/profiles/changing/recommendations');
    expect(body.code).toBe('matching.profile-closed');
  });

  it('hold nothing of an agency from the moment it is suspended', async () => {
    const { creditCode: agencyId } = depositAgency;
    const known = matching.platform.records(agencies);
    await known.create(
      by(),
      ({ state }) => permit(state, agencyId, agencyEvents.examples.AgencyPermitted.licenceId),
      agencyId,
    );
    await open('careful', '2-02-10-01');
    const [own, mediated] = [await offer('2-02-10-01'), await offer('2-02-10-01', { agencyId })];
    await seen('careful', [own, mediated]);
    await known.change(by(), agencyId, ({ state }) =>
      bar(state, agencyEvents.examples.AgencyPermitted.licenceId, 'SUSPENDED'),
    );
    expect(await idsFor('careful')).toEqual([own]);
  });
});

describe('candidates for a vacancy', () => {
  it('are anonymous to the employer, who cannot tell them again at another vacancy; a counsellor knows them', async () => {
    await open('wanglei', '6-11-01-01');
    await open('ended', '6-11-01-01');
    const [one, other] = [await offer('6-11-01-01'), await offer('6-11-01-01')];
    await seen('wanglei', [one, other]);
    await close('ended');
    const asked = (as: Account, id: string) => get(as, `/vacancies/${id}/candidates`);
    const { body } = await asked(factory, one);
    expect(body.items).toMatchObject([{ candidate: expect.any(String), score: expect.any(Number) }]);
    expect(JSON.stringify(body)).not.toContain('wanglei');
    expect((await asked(factory, other)).body.items[0].candidate).not.toBe(body.items[0].candidate);
    expect((await asked(chen, one)).body.items).toMatchObject([{ personId: 'wanglei' }]);
    expect((await asked(rival, one)).status).toBe(403);
    await post(factory, `/vacancies/${one}/withdrawal`);
    expect((await asked(factory, one)).body.code).toBe('matching.vacancy-not-open');
  });
});

describe('a counsellor’s override', () => {
  it('moves a vacancy up, down or out with a ground, until it is taken back; the order is judged by it', async () => {
    await open('guided', '6-20-01-01');
    const [best, second, third] = [
      await offer('6-20-01-01', { wageFromFen: 600_000, wageToFen: 700_000 }),
      await offer('6-20-01-01', { wageFromFen: 400_000, wageToFen: 500_000, division: '449902002' }),
      await offer('6-20-01-01', { wageFromFen: 300_000, wageToFen: 300_000, division: '449903001' }),
    ];
    await seen('guided', [best, second, third]);
    const override = (vacancyId: string, verdict: string) =>
      post(chen, `/profiles/guided/recommendations/${vacancyId}/override`, { verdict, ground: 'SUITS_LESS' });
    expect((await override(best, 'OUT')).body).toMatchObject({ status: 'STANDING', verdict: 'OUT', rank: 1 });
    expect(await idsFor('guided')).toEqual([second, third]);
    await override(third, 'UP');
    expect((await recommended('guided'))[0]).toMatchObject({ vacancy: { id: third }, override: { verdict: 'UP' } });
    await override(best, 'DOWN');
    expect(await idsFor('guided')).toEqual([third, second, best]);
    const { body: quality } = await get(zhao, '/reports/ranking-quality');
    expect(quality).toMatchObject({ labels: 2, verdicts: { UP: 1, DOWN: 1, OUT: 0 }, judgedPersons: 1, hitRate: 1 });
    expect(quality.ndcg).toBeLessThan(1);

    const lifting = `/profiles/guided/recommendations/${best}/override/lifting`;
    expect((await post(chen, lifting)).body).toMatchObject({ status: 'LIFTED' });
    expect((await post(chen, lifting)).body.code).toBe('matching.nothing-overridden');
    expect((await post(seeker('guided'), lifting)).status).toBe(403);
    expect((await override('nothing', 'UP')).status).toBe(404);
    expect(
      (await post(chen, `/profiles/guided/recommendations/${best}/override`, { verdict: 'UP', ground: 'BRIBE' }))
        .status,
    ).toBe(422);
  });
});

describe('one post advertised many times', () => {
  it('is recommended once, however many stand before the next; not at all to whom it was introduced', async () => {
    await open('chemist', '6-15-01-01');
    const drug = { title: '制药工', wageFromFen: 500_000, wageToFen: 500_000 };
    const same: string[] = [];
    for (let n = 0; n < 8; n++)
      same.push(await offer('6-15-01-01', { ...drug, title: `急聘${drug.title}${'！'.repeat(n)}` }));
    const other = await offer('6-15-01-01', { division: '449903001' });
    await grouped(same);
    await eventually(async () => (await recommended('chemist')).length === 2, { within: 20_000 });
    const { items, considered } = (await get(seeker('chemist'), '/profiles/chemist/recommendations?limit=2')).body;
    expect(considered).toBeGreaterThanOrEqual(9);
    expect(items).toMatchObject([{ alsoOffered: 7 }, { vacancy: { id: other } }]);
    expect(same).toContain(items[0].vacancy.id);
    expect(items[1]).not.toHaveProperty('alsoOffered');

    await post(chen, `/profiles/chemist/recommendations/${same[3]}/override`, { verdict: 'DOWN', ground: 'COMMUTE' });
    expect(await idsFor('chemist')).toEqual([other, same[3]]);
    await post(chen, `/profiles/chemist/recommendations/${same[5]}/override`, {
      verdict: 'UP',
      ground: 'PERSON_ASKED',
    });
    expect(await idsFor('chemist')).toEqual([same[5], other]);
    await post(chen, '/referrals', { personId: 'chemist', vacancyId: same[0] });
    expect(await idsFor('chemist')).toEqual([other]);
    expect((await get(chen, `/vacancies/${same[1]}/candidates`)).body.items).toEqual([]);
    expect((await get(chen, `/vacancies/${other}/candidates`)).body.items).toMatchObject([{ personId: 'chemist' }]);
  });
});

describe('a vacancy whose places are all promised', () => {
  it('is recommended to nobody and has no candidates, until a place is freed', async () => {
    await open('late', '6-13-01-01');
    const [id, other] = [await offer('6-13-01-01', { headcount: 1 }), await offer('6-13-01-01')];
    await seen('late', [id, other]);
    const records = matching.platform.records(vacancies);
    await records.change(by(), id, promisePlace('referral-1'));
    expect(await idsFor('late')).toEqual([other]);
    expect((await get(factory, `/vacancies/${id}/candidates`)).body.code).toBe('matching.vacancy-full');
    await records.change(by(), id, ({ state }) => freePlace(state, 'referral-1'));
    expect((await idsFor('late')).sort()).toEqual([id, other].sort());
    expect((await get(factory, `/vacancies/${id}/candidates`)).body.items).toHaveLength(1);
  });
});

describe('the market', () => {
  it('tells a manager how evenly it brings people to attention', async () => {
    await open('south', '4-07-03-01', { division: '449903001001' });
    const id = await offer('4-07-03-01');
    await seen('south', [id]);
    const { body } = await get(zhao, '/reports/fairness');
    expect(Object.keys(body.groups).sort()).toEqual(['district', 'education', 'hardToEmploy']);
    expect(body.groups.district.map(({ group }: Body) => group)).toEqual(['449902', '449903']);
    expect((await get(factory, '/reports/fairness')).status).toBe(403);
  });

  it('goes on after a restart from where it was kept, with what happened meanwhile', async () => {
    await open('patient', '6-29-01-01');
    const before = await offer('6-29-01-01');
    await seen('patient', [before]);
    const { world } = matching;
    const kept = await recommended('patient');
    await matching.stop();
    matching = await startForTest(service, {
      clock,
      world,
      env: { ZHIQIAO_MARKET_SNAPSHOT: join(folder, 'market') },
    });
    expect((await fetch(`${matching.url}/readyz`)).status).toBe(200);
    expect(await recommended('patient')).toEqual(kept);
    const later = await offer('6-29-01-01');
    await seen('patient', [before, later]);
  });
});
