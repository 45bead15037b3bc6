import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type Role, suspicionEvents, unemploymentEvents } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations } from '@zhiqiao/testing';
import { service } from '../src/service.ts';
import { startNeighbour, suspicion, tell, unemployment } from './neighbours.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const factory: Account = { id: 'factory', roles: ['employer'], orgId: organisations.electronicsFactory.creditCode };
const certificates = [{ code: 'VOCATIONAL_GUIDANCE' as const, validThrough: '2027-12-31' }];
const chen: Account = { id: 'chen', roles: ['counsellor'], division: '449902', certificates };
const seeker = (personId: string): Account => ({ id: `account-${personId}`, roles: ['jobseeker'], personId });

let matching: TestRun;
let registration: TestRun;
beforeAll(async () => {
  matching = await startForTest(service, { clock });
  registration = await startNeighbour('registration', [unemployment, suspicion], { clock, world: matching.world });
});
afterAll(async () => {
  await Promise.all([matching, registration].map((run) => run?.drop()));
});

const get = (actor: Account, path: string) =>
  matching.send(actor, 'GET', path, { headers: { 'x-purpose': 'guidance' } });
const post = (actor: Account, path: string, body: object = {}) => matching.send(actor, 'POST', path, { body });
const done = async (sent: ReturnType<typeof post>, status = 200): Promise<Body> => {
  const { status: answered, body } = await sent;
  expect([answered, body]).toEqual([status, expect.anything()]);
  return body;
};
const inTime = (holds: () => Promise<boolean>) => eventually(holds, { within: 20_000 });
const idsOf = async (actor: Account, path: string): Promise<string[]> =>
  (await get(actor, path)).body.items.map(({ id }: Body) => id);
const referralsOf = async (personId: string) => (await idsOf(seeker(personId), '/referrals')).toSorted();

const OCCUPATION = '6-05-01-03';
const publishes = async (title: string): Promise<string> => {
  const vacancy = { title, occupation: OCCUPATION, duties: '平车缝制衬衫', division: '449902001', headcount: 9 };
  const terms = { wageFromFen: 320_000, wageToFen: 450_000, validThrough: '2026-04-30' };
  return (await done(post(factory, '/vacancies', { ...vacancy, ...terms }), 201)).id;
};
const registers = async (personId: string) => {
  const example = unemploymentEvents.examples.UnemploymentRegistered;
  const data = { ...example, personId, division: '449902001001', occupationsWanted: [OCCUPATION] };
  await tell(registration, unemployment, `of-${personId}`, {
    type: 'UnemploymentRegistered',
    data: unemploymentEvents.types.UnemploymentRegistered.parse(data),
  });
  await inTime(async () => (await get(seeker(personId), `/profiles/${personId}`)).body.status === 'OPEN');
};
const leaves = async (personId: string) => {
  const data = { personId, reason: 'ENDED_REQUEST' as const, on: '2026-03-02' };
  await tell(registration, unemployment, `of-${personId}`, { type: 'UnemploymentRegistrationClosed', data });
  await inTime(async () => (await get(chen, `/profiles/${personId}`)).body.status === 'CLOSED');
};
const hears = (type: 'PersonsMerged' | 'PersonsSplit', survivor: string, merged: string) => {
  const data = { ...suspicionEvents.examples[type], survivor, merged };
  return tell(registration, suspicion, `${survivor}~${merged}`, { type, data });
};
const refer = async (personId: string, vacancyId: string): Promise<string> =>
  (await done(post(chen, '/referrals', { personId, vacancyId }), 201)).id;
const recommended = async (personId: string, as: Account): Promise<string[]> =>
  (await get(as, `/profiles/${personId}/recommendations?limit=50`)).body.items.map(({ vacancy }: Body) => vacancy.id);
const candidatesOf = async (vacancyId: string): Promise<string[]> =>
  (await get(chen, `/vacancies/${vacancyId}/candidates?limit=50`)).body.items.map(({ personId }: Body) => personId);

describe('who was merged', () => {
  it('has the referrals of both her ids, whichever she signs in under, and answers them; a split gives each her own', async () => {
    const [declined, open] = [await publishes('缝纫工'), await publishes('裁剪工')];
    await registers('old-lin');
    const past = await refer('old-lin', declined);
    await done(post(seeker('old-lin'), `/referrals/${past}/decline`, { reason: 'TOO_FAR' }));
    const offered = await refer('old-lin', open);
    expect((await get(seeker('lin'), `/referrals/${past}`)).status).toBe(403);

    await hears('PersonsMerged', 'lin', 'old-lin');
    await inTime(async () => (await referralsOf('lin')).length === 2);
    for (const id of ['lin', 'old-lin']) {
      expect(await referralsOf(id)).toEqual([past, offered].toSorted());
      expect((await get(seeker(id), `/referrals/${past}`)).body.status).toBe('DECLINED');
    }
    await done(post(seeker('lin'), `/referrals/${offered}/acceptance`));
    await registers('lin');
    const hers = await refer('lin', await publishes('整烫工'));
    expect(await referralsOf('old-lin')).toEqual([past, offered, hers].toSorted());
    expect((await get(seeker('somebody'), `/referrals/${hers}`)).status).toBe(403);

    await hears('PersonsSplit', 'lin', 'old-lin');
    await inTime(async () => (await referralsOf('lin')).length === 1);
    expect(await referralsOf('lin')).toEqual([hers]);
    expect(await referralsOf('old-lin')).toEqual([past, offered].toSorted());
    expect((await get(seeker('lin'), `/referrals/${past}`)).status).toBe(403);
    expect((await get(seeker('old-lin'), `/referrals/${hers}`)).status).toBe(403);
  });

  it('hears nothing again of what she was introduced to, or a counsellor set aside, under the former id; nor does the employer of her', async () => {
    const [known, aside, fresh] = [await publishes('车工甲'), await publishes('车工乙'), await publishes('车工丙')];
    await registers('old-mei');
    await inTime(async () => (await recommended('old-mei', chen)).includes(fresh));
    await done(post(seeker('old-mei'), `/referrals/${await refer('old-mei', known)}/decline`, { reason: 'TOO_FAR' }));
    const out = { verdict: 'OUT', ground: 'SUITS_LESS' };
    await done(post(chen, `/profiles/old-mei/recommendations/${aside}/override`, out));
    await leaves('old-mei');
    await registers('mei');
    await inTime(async () => (await recommended('mei', chen)).includes(known));
    expect(await candidatesOf(known)).toContain('mei');

    await hears('PersonsMerged', 'mei', 'old-mei');
    await inTime(async () => !(await recommended('mei', chen)).includes(known));
    for (const asker of [chen, seeker('mei'), seeker('old-mei')]) {
      const ids = await recommended('mei', asker);
      expect([known, aside, fresh].map((id) => ids.includes(id))).toEqual([false, false, true]);
    }
    expect(await candidatesOf(known)).not.toContain('mei');
    expect(await candidatesOf(aside)).not.toContain('mei');
    expect(await candidatesOf(fresh)).toContain('mei');
    // Her own later word counts, not the one about her former id.
    await done(
      post(chen, `/profiles/mei/recommendations/${aside}/override`, { verdict: 'UP', ground: 'PERSON_ASKED' }),
    );
    expect((await recommended('mei', chen))[0]).toBe(aside);
    expect((await candidatesOf(aside))[0]).toBe('mei');
  });
});
