import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, agencyEvents, type ConsentPurpose, personEvents, type Role, systemActor } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations, uuid7 } from '@zhiqiao/testing';
import { agencies, bar, permit } from '../src/domain/agency.ts';
import { grant } from '../src/domain/disclosing.ts';
import { disclosures } from '../src/domain/disclosure.ts';
import { closeProfile, openProfile, profiles } from '../src/domain/profile.ts';
import { publish, type VacancyOffer, vacancies } from '../src/domain/vacancy.ts';
import { service } from '../src/service.ts';
import { confirmationDue, disclosing, packOn } from './dues.ts';
import { person, startNeighbour, tell } from './neighbours.ts';

type Account = Partial<Actor> & { roles: Role[] };
type Body = Awaited<ReturnType<TestRun['send']>>['body'];

const clock = fixedClock('2026-03-02T09:00:00+08:00');
const { honestAgency, electronicsFactory, garmentFactory } = organisations;
const platform = systemActor('449900', 'matching');
const factory: Account = { id: 'factory', roles: ['employer'], orgId: electronicsFactory.creditCode };
const rival: Account = { id: 'rival', roles: ['employer'], orgId: garmentFactory.creditCode };
const agency: Account = { id: 'agency', roles: ['agency'], orgId: honestAgency.creditCode };
const certificates = [{ code: 'VOCATIONAL_GUIDANCE' as const, validThrough: '2027-12-31' }];
const chen: Account = { id: 'chen', roles: ['counsellor'], division: '449902', certificates };
const south: Account = { id: 'south', roles: ['counsellor'], division: '449903', certificates };
const untrained: Account = { id: 'untrained', roles: ['counsellor'], division: '449902' };
const seeker = (personId: string): Account => ({ id: `account-${personId}`, roles: ['jobseeker'], personId });
const limei = seeker('limei');

let matching: TestRun;
let registration: TestRun;
beforeAll(async () => {
  matching = await startForTest(service, { clock });
  registration = await startNeighbour('registration', person, { clock, world: matching.world });
  await matching.platform
    .records(agencies)
    .create(
      by(),
      ({ state }) => permit(state, agency.orgId!, agencyEvents.examples.AgencyPermitted.licenceId),
      agency.orgId,
    );
  await open('limei', SEWING);
});
afterAll(async () => {
  await Promise.all([matching, registration].map((run) => run?.drop()));
});

const by = () => ({ actor: platform, key: uuid7() });
const get = (actor: Account, path: string) =>
  matching.send(actor, 'GET', path, { headers: { 'x-purpose': 'guidance' } });
const post = (actor: Account, path: string, body: object = {}, key = uuid7()) =>
  matching.send(actor, 'POST', path, { body, headers: { 'idempotency-key': key } });
const done = async (sent: ReturnType<typeof post>, status = 200): Promise<Body> => {
  const { status: answered, body } = await sent;
  expect([answered, body]).toEqual([status, expect.anything()]);
  return body;
};
const refused = async (sent: ReturnType<typeof post>, status: number, code: string) => {
  const { status: answered, body } = await sent;
  expect([answered, body.code]).toEqual([status, code]);
};
const read = async (actor: Account, id: string): Promise<Body> => (await get(actor, `/disclosures/${id}`)).body;
const ends = (id: string, actor = limei) =>
  eventually(
    async () => {
      const { status, endedBecause } = await read(actor, id);
      return status === 'ENDED' ? endedBecause : undefined;
    },
    { within: 40_000 },
  );

const SEWING = '6-05-01-03';
/** Stories with people of their own have an occupation of their own. */
const open = async (personId: string, occupation: string) => {
  const opened = {
    personId,
    registrationId: `registration-${personId}`,
    division: '449902001001',
    occupationsWanted: [occupation],
    education: '70' as const,
    category: 'EMPLOYED_TO_UNEMPLOYED',
  };
  await matching.platform.records(profiles).create(by(), ({ state }) => openProfile(state, opened), personId);
};
const close = (personId: string, reason: string) =>
  matching.platform
    .records(profiles)
    .change(by(), personId, ({ state }) => closeProfile(state, `registration-${personId}`, reason));
const offer = async (occupation = SEWING, more: Partial<VacancyOffer> = {}): Promise<string> => {
  const { record } = await matching.platform.records(vacancies).create(
    by(),
    publish(
      {
        employerId: electronicsFactory.creditCode,
        occupation,
        title: '缝纫工',
        duties: '平车缝制衬衫',
        division: '449902001',
        headcount: 2,
        wageFromFen: 320_000,
        wageToFen: 450_000,
        validThrough: '2026-12-31',
        ...more,
      },
      { outcome: 'accept', rules: [], pack: 'p', facts: {}, on: '2026-03-02' },
      new Date('2026-12-31T23:59:59.999+08:00'),
      confirmationDue,
    ),
  );
  return record.id;
};
const candidatesFor = (vacancyId: string, wanted = 1, actor = factory): Promise<string[]> =>
  eventually(
    async () => {
      const { items } = (await get(actor, `/vacancies/${vacancyId}/candidates?limit=50`)).body;
      return items.length >= wanted ? items.map(({ candidate }: Body) => candidate) : undefined;
    },
    { within: 40_000 },
  );
const ask = (vacancyId: string, candidate: string, actor = factory, key?: string) =>
  post(actor, `/vacancies/${vacancyId}/disclosures`, { candidate }, key);
/** The factory asks who stands behind the first candidate of a new vacancy. */
const asked = async (occupation = SEWING, more: Partial<VacancyOffer> = {}, actor = factory) => {
  const vacancyId = await offer(occupation, more);
  const [candidate] = await candidatesFor(vacancyId, 1, actor);
  const { id } = await done(ask(vacancyId, candidate!, actor), 201);
  return { id: id as string, vacancyId, candidate: candidate! };
};
const granted = async (...of: Parameters<typeof asked>) => {
  const one = await asked(...of);
  await done(post(limei, `/disclosures/${one.id}/acceptance`));
  return one;
};
const talk = { channel: 'PHONE', on: '2026-03-02', talkNo: 'TEL-2026-031' };

describe('an employer that asks who a candidate is', () => {
  it('is heard by her alone, who reads what for, whom and how long, and answers', async () => {
    const { id, vacancyId, candidate } = await asked();
    const theirs = await read(factory, id);
    expect(theirs).toMatchObject({ status: 'ASKED', candidate, possible: ['revocation'], answerBy: '2026-03-09' });
    expect(JSON.stringify(theirs)).not.toContain('limei');
    const { items } = (await get(limei, '/profiles/limei/disclosures')).body;
    const hers = items.find((item: Body) => item.id === id);
    expect(hers).toMatchObject({ personId: 'limei', vacancyId, possible: ['receipt', 'acceptance', 'decline'] });
    expect(hers.terms.zh).toContain(factory.orgId);
    expect(hers.terms.zh).toContain('30 天');
    await done(post(limei, `/disclosures/${id}/receipt`));
    await refused(post(limei, `/disclosures/${id}/receipt`), 409, 'matching.not-possible');
    expect(await done(post(limei, `/disclosures/${id}/acceptance`))).toMatchObject({
      status: 'GRANTED',
      expiresOn: '2026-04-01',
      possible: ['revocation'],
    });
    const { items: listed } = (await get(factory, `/vacancies/${vacancyId}/disclosures`)).body;
    expect(listed).toMatchObject([{ id, status: 'GRANTED', possible: ['showing', 'revocation'] }]);
    expect(JSON.stringify(listed)).not.toContain('limei');
  });

  it('asks once, however often it is sent, also after she has answered', async () => {
    const vacancyId = await offer();
    const [candidate] = await candidatesFor(vacancyId);
    const key = uuid7();
    const sent = await Promise.all([0, 1].map(() => ask(vacancyId, candidate!, factory, key)));
    expect(sent.map(({ status }) => status)).toEqual([201, 201]);
    const { id } = sent[0]!.body;
    expect(sent[1]!.body.id).toBe(id);
    await refused(ask(vacancyId, candidate!), 409, 'matching.disclosure-under-way');
    await done(post(limei, `/disclosures/${id}/decline`, { reason: 'KEPT_PRIVATE' }));
    expect((await ask(vacancyId, candidate!, factory, key)).body).toMatchObject({ id, status: 'DECLINED' });
    await refused(ask(vacancyId, candidate!), 409, 'matching.asked-too-soon');
    expect(await read(factory, id)).not.toHaveProperty('declinedBecause');
    expect(await read(limei, id)).toMatchObject({ declinedBecause: 'KEPT_PRIVATE', quietUntil: '2026-04-01' });
  });

  it('asks nobody with two hands at once', async () => {
    const vacancyId = await offer();
    const [candidate] = await candidatesFor(vacancyId);
    const sent = await Promise.all(Array.from({ length: 5 }, () => ask(vacancyId, candidate!)));
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  it('may have ten unanswered at a time, of all that it sends at once', async () => {
    const most = packOn('2026-03-02').number('matching.disclosureOpenAsks');
    const people = Array.from({ length: most + 3 }, (_, n) => `crowd-${n}`);
    for (const one of people) await open(one, '6-11-01-01');
    const vacancyId = await offer('6-11-01-01');
    const all = await candidatesFor(vacancyId, people.length);
    const sent = await Promise.all(all.map((candidate) => ask(vacancyId, candidate)));
    expect(sent.filter(({ status }) => status === 201)).toHaveLength(most);
    expect(new Set(sent.flatMap(({ status, body }) => (status === 201 ? [] : [body.code])))).toEqual(
      new Set(['matching.too-many-asks']),
    );
    const { id } = sent.find(({ status }) => status === 201)!.body;
    await done(post(factory, `/disclosures/${id}/revocation`));
    const left = all.find((_, n) => sent[n]!.status !== 201)!;
    await done(ask(vacancyId, left), 201);
  });

  it('does not ask for an unknown candidate, one of another vacancy, or one who has left', async () => {
    await open('leaving', '6-20-01-01');
    const [vacancyId, other] = [await offer('6-20-01-01'), await offer('6-20-01-01')];
    const [candidate] = await candidatesFor(vacancyId);
    await refused(ask(other, candidate!), 404, 'matching.candidate-unknown');
    await refused(ask(vacancyId, 'A'.repeat(16)), 404, 'matching.candidate-unknown');
    await refused(ask(vacancyId, 'leaving'), 422, 'request.invalid');
    await close('leaving', 'NO_CONTACT');
    await refused(ask(vacancyId, candidate!), 404, 'matching.candidate-unknown');
  });

  it('asks about an open vacancy of its own only', async () => {
    const vacancyId = await offer();
    const [candidate] = await candidatesFor(vacancyId);
    await refused(ask(vacancyId, candidate!, rival), 403, 'record.forbidden');
    await refused(ask(vacancyId, candidate!, agency), 403, 'record.forbidden');
    expect((await get(rival, `/vacancies/${vacancyId}/disclosures`)).status).toBe(403);
    await post(factory, `/vacancies/${vacancyId}/withdrawal`);
    await refused(ask(vacancyId, candidate!), 409, 'matching.vacancy-not-open');
  });
});

describe('a disclosure', () => {
  it('is not even there for anybody else', async () => {
    const { id } = await granted();
    const path = `/disclosures/${id}`;
    for (const stranger of [rival, agency, seeker('nosy'), south])
      expect([stranger.id, (await get(stranger, path)).status]).toEqual([stranger.id, 404]);
    for (const stranger of [rival, agency]) await refused(post(stranger, `${path}/showings`), 404, 'record.not-found');
    for (const stranger of [rival, seeker('nosy')])
      await refused(post(stranger, `${path}/revocation`), 404, 'record.not-found');
    await refused(post(south, `${path}/word`, { says: 'REVOKE', ...talk }), 404, 'record.not-found');
    expect((await get(untrained, path)).body.code).toBe('access.certificate-required');
    expect((await matching.send(chen, 'GET', path)).body.code).toBe('request.purpose-required');
    expect((await get(seeker('nosy'), '/profiles/limei/disclosures')).status).toBe(403);
    expect((await get(chen, '/profiles/limei/disclosures')).body.items.length).toBeGreaterThan(0);
    expect((await get(south, '/profiles/limei/disclosures')).body.items).toEqual([]);
  });

  it('hears no word of its own from a counsellor, whatever else her account may do', async () => {
    const { id } = await asked();
    const both: Account = { ...chen, roles: ['counsellor', 'jobseeker', 'employer'], orgId: rival.orgId! };
    for (const step of ['receipt', 'acceptance', 'revocation'])
      await refused(post(both, `/disclosures/${id}/${step}`), 404, 'record.not-found');
    await done(post(limei, `/disclosures/${id}/acceptance`));
    await refused(post(both, `/disclosures/${id}/showings`), 404, 'record.not-found');
  });

  it('takes one of two answers that are given at once', async () => {
    const { id } = await asked();
    const answers = await Promise.all([
      post(limei, `/disclosures/${id}/acceptance`),
      post(limei, `/disclosures/${id}/decline`, { reason: 'TERMS' }),
      post(chen, `/disclosures/${id}/word`, { says: 'YES', ...talk }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('is offered by her to a vacancy, with what fits for the employer to judge by, and agreed to', async () => {
    const vacancyId = await offer('4-03-02-02');
    const path = '/profiles/limei/disclosures';
    const offered = await done(post(limei, path, { vacancyId }), 201);
    expect(offered).toMatchObject({ status: 'OFFERED', startedBy: 'SEEKER', possible: ['revocation'] });
    const [listed] = (await get(factory, `/vacancies/${vacancyId}/disclosures`)).body.items;
    expect(listed).toMatchObject({
      possible: ['acceptance', 'decline'],
      fit: { matches: false, criteria: [{ name: 'occupation', state: 'missing' }, {}, {}, {}, {}] },
    });
    await refused(post(limei, `/disclosures/${offered.id}/acceptance`), 409, 'matching.not-possible');
    await refused(post(limei, path, { vacancyId }), 409, 'matching.disclosure-under-way');
    expect(await done(post(factory, `/disclosures/${offered.id}/acceptance`))).toMatchObject({ status: 'GRANTED' });
    await refused(post(seeker('nosy'), path, { vacancyId }), 403, 'record.forbidden');
    await refused(post(limei, path, { vacancyId: 'nothing' }), 404, 'record.not-found');
    await post(factory, `/vacancies/${vacancyId}/withdrawal`);
    await refused(post(limei, path, { vacancyId }), 409, 'matching.vacancy-not-open');
  });

  it('is of agency and employer alike where an agency has published', async () => {
    const { id } = await granted(SEWING, { agencyId: agency.orgId! }, agency);
    expect((await read(limei, id)).terms.zh).toContain(`${factory.orgId}、${agency.orgId}`);
    for (const side of [agency, factory]) expect((await read(side, id)).possible).toContain('showing');
  });
});

describe('name and phone', () => {
  it('are not shown while registration is away, which changes nothing; nor before she agrees, nor after she revokes', async () => {
    const { id } = await asked();
    await refused(post(factory, `/disclosures/${id}/showings`), 409, 'matching.not-possible');
    await done(post(limei, `/disclosures/${id}/acceptance`));
    const { status, body, headers } = await post(factory, `/disclosures/${id}/showings`);
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'matching.contact-unavailable', '5']);
    expect(await read(limei, id)).toMatchObject({ status: 'GRANTED', timesShown: 0, shown: [] });
    await done(post(limei, `/disclosures/${id}/revocation`));
    await refused(post(factory, `/disclosures/${id}/showings`), 409, 'matching.not-possible');
    await refused(post(limei, `/disclosures/${id}/showings`), 403, 'access.role-required');
    await refused(post(chen, `/disclosures/${id}/showings`), 403, 'access.role-required');
  });

  it('are not shown from the moment that the vacancy is withdrawn, before that has run through', async () => {
    const { id, vacancyId } = await granted();
    await done(post(factory, `/vacancies/${vacancyId}/withdrawal`));
    expect((await post(factory, `/disclosures/${id}/showings`)).body.code).toMatch(
      /^matching\.(vacancy-not-open|not-possible)$/,
    );
    expect(await ends(id)).toBe('VACANCY_WITHDRAWN');
  });
});

describe('a counsellor', () => {
  it('finds whom nobody could tell, phones, and records the notice or the word with its ground', async () => {
    const [one, two] = [await asked(), await asked()];
    const waiting = async (actor: Account) =>
      (await get(actor, '/disclosures?limit=100')).body.items.map(({ id }: Body) => id);
    await done(post(chen, `/disclosures/${one.id}/notices`, { delivered: false, channel: 'SMS', on: '2026-03-02' }));
    expect(await waiting(chen)).toContain(one.id);
    expect(await waiting(south)).not.toContain(one.id);
    const told = { delivered: true, channel: 'PHONE', on: '2026-03-02', talkNo: 'TEL-2026-032' };
    await refused(post(south, `/disclosures/${one.id}/notices`, told), 404, 'record.not-found');
    await refused(post(chen, `/disclosures/${one.id}/notices`, { ...told, talkNo: undefined }), 422, 'request.invalid');
    await refused(
      post(chen, `/disclosures/${one.id}/notices`, { ...told, channel: 'PUBLIC_NOTICE' }),
      422,
      'request.invalid',
    );
    expect(await done(post(chen, `/disclosures/${one.id}/notices`, told))).toMatchObject({
      status: 'NOTIFIED',
      personId: 'limei',
      notices: [
        { channel: 'SMS', delivered: false },
        { channel: 'PHONE', delivered: true },
      ],
    });
    expect(await waiting(chen)).not.toContain(one.id);
    await refused(
      post(chen, `/disclosures/${two.id}/word`, { says: 'YES', ...talk, on: '2026-03-03' }),
      422,
      'matching.talk-not-in-time',
    );
    await refused(post(chen, `/disclosures/${two.id}/word`, { says: 'YES' }), 422, 'request.invalid');
    expect(await done(post(chen, `/disclosures/${two.id}/word`, { says: 'YES', ...talk }))).toMatchObject({
      status: 'GRANTED',
    });
    expect(await done(post(chen, `/disclosures/${two.id}/word`, { says: 'REVOKE', ...talk }))).toMatchObject({
      status: 'REVOKED',
    });
    const say = { says: 'NO', reason: 'TERMS', ...talk };
    expect(await done(post(chen, `/disclosures/${one.id}/word`, say))).toMatchObject({ status: 'DECLINED' });
    await refused(post(untrained, `/disclosures/${one.id}/word`, say), 403, 'access.certificate-required');
  });
});

describe('what ends a disclosure', () => {
  it('is the vacancy withdrawn a second ago, which nobody agrees to any more', async () => {
    const [open, agreed] = [await asked(), await granted()];
    await post(factory, `/vacancies/${open.vacancyId}/withdrawal`);
    const { status, body } = await post(limei, `/disclosures/${open.id}/acceptance`);
    expect([status, body.code]).toEqual([409, expect.stringMatching(/^matching\.(vacancy-not-open|not-possible)$/)]);
    expect(await ends(open.id)).toBe('VACANCY_WITHDRAWN');
    await post(factory, `/vacancies/${agreed.vacancyId}/withdrawal`);
    expect(await ends(agreed.id)).toBe('VACANCY_WITHDRAWN');
    expect(await read(factory, agreed.id)).not.toHaveProperty('endedBecause');
  });

  it('is the vacancy for another occupation', async () => {
    const { id, vacancyId } = await granted();
    const etag = (await get(factory, `/vacancies/${vacancyId}`)).headers.get('etag')!;
    const body = {
      occupation: '4-03-02-02',
      title: '面点师',
      duties: '制作面点',
      division: '449902001',
      headcount: 2,
      wageFromFen: 320_000,
      wageToFen: 450_000,
      validThrough: '2026-04-30',
    };
    const put = matching.send(factory, 'PUT', `/vacancies/${vacancyId}`, { body, headers: { 'if-match': etag } });
    expect((await put).status).toBe(200);
    expect(await ends(id)).toBe('VACANCY_CHANGED');
  });

  it('is the end of her registration', async () => {
    await open('leaver', '6-29-01-01');
    const { id } = await asked('6-29-01-01');
    await close('leaver', 'NO_CONTACT');
    expect(await ends(id, seeker('leaver'))).toBe('REGISTRATION_CLOSED');
  });

  it('is a hire that both sides tell, whoever hires', async () => {
    await open('hired', '6-29-02-01');
    const [{ id }, vacancyId] = [await asked('6-29-02-01'), await offer('6-29-02-01')];
    const referral = await done(post(chen, '/referrals', { personId: 'hired', vacancyId }), 201);
    await done(post(seeker('hired'), `/referrals/${referral.id}/acceptance`));
    for (const side of [factory, seeker('hired')])
      await done(post(side, `/referrals/${referral.id}/outcome`, { outcome: 'HIRED', startDate: '2026-03-09' }));
    expect(await ends(id, seeker('hired'))).toBe('HIRED');
  });

  it('is the consent that she withdraws as a whole, to agencies or to all employers', async () => {
    await open('private', '6-18-02-04');
    const own = await asked('6-18-02-04');
    const mediated = await asked('6-18-02-04', { agencyId: agency.orgId! }, agency);
    const withdraw = (purpose: ConsentPurpose) =>
      tell(registration, person, 'private', {
        type: 'ConsentWithdrawn',
        data: { ...personEvents.examples.ConsentWithdrawn, purpose, given: 'SELF' },
      });
    await withdraw('PROFILE_TO_TRAINERS');
    await withdraw('PROFILE_TO_AGENCIES');
    expect(await ends(mediated.id, seeker('private'))).toBe('CONSENT_WITHDRAWN');
    expect(await read(factory, own.id)).toMatchObject({ status: 'ASKED' });
    await withdraw('PROFILE_TO_EMPLOYERS');
    expect(await ends(own.id, seeker('private'))).toBe('CONSENT_WITHDRAWN');
  });

  it('is the agency that is barred; the other’s go on', async () => {
    await open('mediated', '4-07-03-01');
    const of = { agencyId: agency.orgId! };
    const [theirs, own] = [await asked('4-07-03-01', of, agency), await asked('4-07-03-01')];
    const accept = (id: string) => post(seeker('mediated'), `/disclosures/${id}/acceptance`);
    await done(accept(theirs.id));
    await matching.platform
      .records(agencies)
      .change(by(), agency.orgId!, ({ state }) =>
        bar(state, agencyEvents.examples.AgencyPermitted.licenceId, 'SUSPENDED'),
      );
    expect((await post(agency, `/disclosures/${theirs.id}/showings`)).body.code).toMatch(
      /^matching\.(agency-barred|not-possible)$/,
    );
    expect(await ends(theirs.id, seeker('mediated'))).toBe('AGENCY_BARRED');
    await done(accept(own.id));
  });

  it('is time: unread it goes to a counsellor, unanswered it lapses, granted it runs out', async () => {
    const occupation = '2-02-10-01';
    const patient = seeker('patient');
    await open('patient', occupation);
    const [silent, agreed] = [await asked(occupation), await asked(occupation)];
    await done(post(patient, `/disclosures/${agreed.id}/acceptance`));
    const becomes = (id: string, wanted: string) =>
      eventually(async () => (await read(patient, id)).status === wanted, { within: 40_000 });
    clock.set('2026-03-05T09:00:00+08:00');
    await becomes(silent.id, 'CANNOT_NOTIFY');
    clock.set('2026-03-10T09:00:00+08:00');
    await becomes(silent.id, 'LAPSED');
    expect(await read(patient, agreed.id)).toMatchObject({ status: 'GRANTED' });
    clock.set('2026-04-02T09:00:00+08:00');
    await becomes(agreed.id, 'EXPIRED');
    await refused(post(factory, `/disclosures/${agreed.id}/showings`), 409, 'matching.not-possible');
    await done(ask(agreed.vacancyId, agreed.candidate), 201);
    await refused(ask(silent.vacancyId, silent.candidate), 409, 'matching.asked-too-soon');
  });

  it('is also what was gone before the ask was written', async () => {
    const vacancyId = await offer();
    await post(factory, `/vacancies/${vacancyId}/withdrawal`);
    const { record } = await matching.platform.records(disclosures).create(by(), (_, now) => [
      {
        type: 'DisclosureAsked',
        data: {
          personId: 'limei',
          vacancyId,
          employerId: factory.orgId!,
          occupation: SEWING,
          division: '449902001001',
          on: '2026-03-02',
          nth: 1,
          tellBy: disclosing.tellBy(now),
          answerBy: disclosing.answerBy(now),
        },
      },
    ]);
    expect(await ends(record.id)).toBe('VACANCY_WITHDRAWN');
    const again = matching.platform.records(disclosures).change(by(), record.id, grant({ side: 'SEEKER' }, disclosing));
    await expect(again).rejects.toMatchObject({ code: 'matching.not-possible' });
  });
});
