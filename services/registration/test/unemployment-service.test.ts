import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, benefitEvents, enrolmentEvents, type Role, referralEvents } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, idNumber, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';
import { openNeighbours } from './neighbours.ts';

type Someone = Partial<Actor> & { roles: Role[] };
const certificates: Actor['certificates'] = [{ code: 'REGISTRATION_POST', validThrough: '2099-12-31' }];
const clerk: Someone = { id: 'clerk-1', roles: ['clerk'], division: '449902', certificates };
const manager: Someone = { id: 'manager-1', roles: ['manager'], division: '449902', certificates };
const southClerk: Someone = { ...clerk, id: 'clerk-3', division: '449903' };
const jobseeker = (personId: string): Someone => ({ id: `account-of-${personId}`, roles: ['jobseeker'], personId });

const COMMUNITY = '449902001001';
const purpose = { 'x-purpose': 'dynamic management' };
const inTime: typeof eventually = (attempt) => eventually(attempt, { within: 30_000 });

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let run: TestRun;
beforeAll(async () => {
  run = await startForTest(service, { clock });
});
afterAll(() => run?.drop());
const { benefit, enrolment, referral, tell } = openNeighbours(() => run, clock);

const post = (actor: Someone, path: string, body?: object) =>
  run.send(actor, 'POST', path, { ...(body && { body }), headers: { ...purpose, 'idempotency-key': uuid7() } });
const act = (actor: Someone, id: string, what: string, body?: object) =>
  post(actor, `/unemployment-registrations/${id}/${what}`, body);
const get = async (path: string, actor = clerk) => (await run.send(actor, 'GET', path, { headers: purpose })).body;
const registration = (id: string) => get(`/unemployment-registrations/${id}`);

let born = 100;
const enrol = async (): Promise<string> => {
  const person = { name: '李梅', idNumber: idNumber('1977-11-08', ++born * 2), phone: '13912345678' };
  return (await post(clerk, '/people', { ...person, residence: COMMUNITY })).body.personId;
};
const register = (personId: string, more: object = {}, actor = clerk) =>
  post(actor, '/unemployment-registrations', {
    personId,
    category: 'EMPLOYED_TO_UNEMPLOYED',
    residence: COMMUNITY,
    education: '70',
    occupationsWanted: ['4-03-02-01'],
    statement: { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true },
    ...more,
  });
const registered = async () => {
  const personId = await enrol();
  const { status, body } = await register(personId);
  expect(status).toBe(201);
  return { personId, id: body.id as string, her: jobseeker(personId) };
};
const refusal = (offerId: string, more: object = {}) => ({
  ...{ finding: 'UNJUSTIFIED', service: 'JOB_OFFER', offerId, reply: 'DECLINED' },
  ...{ offeredOn: '2026-03-02', repliedOn: '2026-03-02' },
  suitability: ['WITHIN_CAPACITY', 'LAWFUL_TERMS', 'LAWFUL_PROVIDER'],
  ...more,
});

describe('contact', () => {
  it('before the window opens is noted, and answered with what it was; declarations are listed', async () => {
    const { id, her } = await registered();
    const { status, body } = await act(her, id, 'confirmation');
    expect([status, body]).toMatchObject([
      200,
      {
        lastContact: { what: 'EARLY_CONFIRMATION', channel: 'WEB', sentence: { zh: expect.any(String) } },
        duty: { with: 'REGISTRATION', stage: 'WAITING', window: { opensOn: '2026-03-26', due: { due: '2026-04-02' } } },
        declared: ['JOBLESS', 'ABLE_TO_WORK', 'NO_PENSION'],
      },
    ]);
    for (const inner of ['within', 'withdrawn', 'warned', 'held']) expect(body).not.toHaveProperty(inner);
    expect((await act(southClerk, id, 'contacts', { what: 'ASKED', channel: 'PHONE' })).status).toBe(403);
    const asked = await act(clerk, id, 'contacts', { what: 'SERVICE_USED', channel: 'COUNTER' });
    expect(asked.body.lastContact).toMatchObject({ what: 'SERVICE_USED', channel: 'COUNTER' });
    expect((await act(clerk, id, 'confirmation', { channel: 'FAX' })).status).toBe(422);
  });

  it('by somebody whom she named: confirms, and neither sees nor changes anything else', async () => {
    const { id, her } = await registered();
    const niece = await enrol();
    const delegate = jobseeker(niece);
    const byHer = (actor: Someone) => act(actor, id, 'confirmation-by-delegate');
    expect((await byHer(delegate)).body.code).toBe('registration.not-the-delegate');
    expect((await act(her, id, 'delegation', { delegateId: 'nobody' })).body.code).toBe('registration.person-unknown');
    const named = await act(her, id, 'delegation', { delegateId: niece });
    expect(named.body.delegate).toEqual({ delegateId: niece, from: '2026-03-02', until: '2026-09-02' });
    const { status, body } = await byHer(delegate);
    expect([status, body]).toEqual([
      200,
      {
        id,
        confirmedOn: '2026-03-02',
        what: 'EARLY_CONFIRMATION',
        due: expect.objectContaining({ due: '2026-04-02' }),
      },
    ]);
    for (const what of ['confirmation', 'delegation/revocation', 'renewal'])
      expect((await act(delegate, id, what)).status).toBe(403);
    expect((await byHer(jobseeker(await enrol()))).status).toBe(403);
    await act(her, id, 'delegation/revocation');
    expect((await byHer(delegate)).status).toBe(403);
  });

  it('is also what training tells of her', async () => {
    const { id, personId } = await registered();
    const { TraineeEnrolled: example } = enrolmentEvents.examples;
    await tell(enrolment, `enrolment-${id}`, { type: 'TraineeEnrolled', data: { ...example, personId } });
    await inTime(async () => (await registration(id)).lastContact.what === 'SERVICE_USED');
  });

  it('is also that she accepts a referral, and goes to the interview', async () => {
    const { id, personId } = await registered();
    const told = (type: 'ReferralAccepted' | 'InterviewHeld') =>
      tell(referral, `referral-${id}`, { type, data: { ...referralEvents.examples[type], personId } });
    await told('ReferralAccepted');
    await inTime(async () => (await registration(id)).lastContact.what === 'REFERRAL_ACCEPTED');
    await told('InterviewHeld');
    await inTime(async () => (await registration(id)).lastContact.what === 'INTERVIEWED');
  });
});

describe('while the benefit runs', () => {
  it('the insurance asks; when it stops and she is still registered, a fresh window opens here', async () => {
    const { id, personId, her } = await registered();
    const { BenefitGranted: grant, BenefitStopped: stop } = benefitEvents.examples;
    await tell(benefit, id, { type: 'BenefitGranted', data: { ...grant, personId, from: '2026-03-02', months: 12 } });
    await inTime(async () => (await registration(id)).duty.with === 'INSURANCE');
    expect((await act(her, id, 'confirmation')).body.lastContact.what).toBe('CONFIRMATION_ELSEWHERE');
    await tell(benefit, id, { type: 'BenefitStopped', data: { ...stop, personId } });
    await inTime(async () => (await registration(id)).duty.with === 'REGISTRATION');
    expect((await registration(id)).duty.window).toMatchObject({ nth: 1, from: '2026-03-02' });
  });

  it('a benefit that is resumed takes the duty over again, until its months are over', async () => {
    const { id, personId } = await registered();
    const { BenefitGranted: grant, BenefitSuspended: rest } = benefitEvents.examples;
    await tell(benefit, id, { type: 'BenefitGranted', data: { ...grant, personId, from: '2026-03-02', months: 12 } });
    await inTime(async () => (await registration(id)).duty.with === 'INSURANCE');
    await tell(benefit, id, { type: 'BenefitSuspended', data: { ...rest, personId } });
    await inTime(async () => (await registration(id)).duty.with === 'REGISTRATION');
    const resumed = { personId, on: '2026-03-02' };
    await tell(benefit, id, { type: 'BenefitResumed', data: { ...resumed, monthsLeft: 0 } });
    await tell(benefit, id, { type: 'BenefitResumed', data: resumed });
    await tell(benefit, id, { type: 'BenefitResumed', data: { ...resumed, monthsLeft: 3 } });
    await inTime(async () => (await registration(id)).duty.with === 'INSURANCE');
    expect((await registration(id)).duty.until.due).toBe('2026-06-02');
    const adjusted = { personId, months: 15, monthlyFen: 187_200, from: '2026-03-02', monthsLeft: 6 };
    await tell(benefit, id, { type: 'BenefitAdjusted', data: adjusted });
    await inTime(async () => (await registration(id)).duty.until.due === '2026-09-02');
  });

  it.each(['BenefitSuspended', 'BenefitExhausted', 'BenefitCheckMissed'] as const)(
    'the duty comes back as well with %s',
    async (type) => {
      const { id, personId } = await registered();
      const { [type]: example, BenefitGranted: grant } = benefitEvents.examples;
      await tell(benefit, id, { type: 'BenefitGranted', data: { ...grant, personId, from: '2026-03-02', months: 12 } });
      await inTime(async () => (await registration(id)).duty.with === 'INSURANCE');
      await tell(benefit, id, { type, data: { ...example, personId } } as never);
      await inTime(async () => (await registration(id)).duty.with === 'REGISTRATION');
    },
  );
});

describe('refusals, a decision, an appeal', () => {
  it('three found unjustified: heard, signed by a second officer, closed, and restored on appeal', async () => {
    const { id, her } = await registered();
    for (const offer of ['offer-1', 'offer-2']) await act(clerk, id, 'service-refusals', refusal(offer));
    const unfit = await act(clerk, id, 'service-refusals', refusal('offer-3', { suitability: ['REACHABLE'] }));
    expect([unfit.status, unfit.body]).toMatchObject([
      422,
      {
        code: 'registration.not-shown-suitable',
        context: { missing: ['WITHIN_CAPACITY', 'LAWFUL_TERMS', 'LAWFUL_PROVIDER'] },
      },
    ]);
    expect((await act(clerk, id, 'closure', { reason: 'REFUSED_SERVICES' })).body.code).toBe(
      'registration.ground-by-procedure',
    );
    const third = await act(clerk, id, 'service-refusals', refusal('offer-3'));
    expect(third.body).toMatchObject({
      status: 'REGISTERED',
      adverse: { subject: 'REFUSALS', stage: 'HEARING', consequence: { zh: expect.stringContaining('停发') } },
    });
    expect((await act(manager, id, 'decision', { outcome: 'CLOSED' })).body.code).toBe('registration.not-heard-yet');
    await act(her, id, 'statement', { contests: true, justification: 'CARE' });
    const waiting = await get('/unemployment-registrations?division=449902&needs=SIGNATURE');
    expect(waiting.items).toMatchObject([{ id, needs: 'SIGNATURE' }]);
    expect((await act(clerk, id, 'decision', { outcome: 'CLOSED' })).body.code).toBe('registration.own-decision');
    const closed = await act(manager, id, 'decision', { outcome: 'CLOSED' });
    expect(closed.body).toMatchObject({
      status: 'CLOSED',
      closed: { reason: 'REFUSED_SERVICES', ground: 'DECISION', effect: { reemployed: false } },
      appealBy: { RECONSIDERATION: { due: '2026-05-06' } },
    });

    const lodged = await act(her, id, 'appeal', { way: 'OBJECTION' });
    expect(lodged.body.appeals).toMatchObject([{ way: 'OBJECTION', decideBy: { due: '2026-03-09' } }]);
    expect((await act(manager, id, 'appeal/decision', { outcome: 'REVERSED' })).body.code).toBe(
      'registration.own-appeal',
    );
    const restored = await act({ ...clerk, id: 'clerk-2' }, id, 'appeal/decision', { outcome: 'REVERSED' });
    expect(restored.body).toMatchObject({ status: 'REGISTERED', registeredOn: '2026-03-02', refusals: [] });
    expect(restored.body.entitlements.map((it: { rule: string }) => it.rule)).toEqual([
      'ENT-JOB-INTRODUCTION',
      'ENT-GUIDANCE',
      'ENT-RETRAINING',
      'ENT-ASSISTANCE-OLDER',
    ]);
  });

  it('reversed after she has registered anew: the new registration goes on, the old one stays closed', async () => {
    const { id, personId, her } = await registered();
    await act(clerk, id, 'closure', { reason: 'HIRED' });
    await act(her, id, 'appeal', { way: 'OBJECTION' });
    const anew = await register(personId);
    const decided = await act(manager, id, 'appeal/decision', { outcome: 'REVERSED' });
    expect(decided.body).toMatchObject({ status: 'CLOSED', appeals: [{ outcome: 'REVERSED' }] });
    expect(anew.body).toMatchObject({
      status: 'REGISTERED',
      previous: { registrationId: id, reason: 'HIRED', closedOn: '2026-03-02', daysBetween: 0 },
    });
  });

  it('against a refused intake, reversed, brings it back to an officer', async () => {
    const personId = await enrol();
    const { body } = await register(personId, { residence: '449802001001' });
    expect(body).toMatchObject({ status: 'REFUSED', decision: { rules: [{ id: 'REG-01-RESIDENT' }] } });
    await act(jobseeker(personId), body.id, 'appeal', { way: 'RECONSIDERATION' });
    const back = await act(manager, body.id, 'appeal/decision', { outcome: 'REVERSED' });
    expect(back.body).toMatchObject({ status: 'UNDER_REVIEW', decision: { outcome: 'review' } });
  });
});

describe('coming again', () => {
  it('from prison: refused with what to bring; accepted with the release paper, which only a desk can see', async () => {
    const { id, personId, her } = await registered();
    const rested = await act(clerk, id, 'closure', { reason: 'IMPRISONED' });
    expect(rested.body.closed).toMatchObject({ reason: 'IMPRISONED', effect: { reemployed: false } });
    const released = { category: 'RELEASED_PRISONER' };
    const without = await register(personId, released);
    expect(without.body).toMatchObject({
      status: 'REFUSED',
      decision: {
        rules: [
          { id: 'REG-01' },
          { id: 'REG-04-RETURN-IMPRISONED', remedy: { zh: expect.stringMatching('释放证明') } },
        ],
      },
    });
    const proofs = ['RELEASE_PAPER'];
    expect((await register(personId, { ...released, proofs }, her)).body.code).toBe('registration.proofs-at-desk');
    const back = await register(personId, { ...released, proofs });
    expect(back.body).toMatchObject({
      status: 'REGISTERED',
      declared: ['ABLE_TO_WORK', 'NO_PENSION'],
      previous: { registrationId: id, reason: 'IMPRISONED' },
    });
  });

  it('from a business of her own that has ended: the register knows it, and she brings nothing', async () => {
    const { id, personId, her } = await registered();
    const business = await post(her, '/employments/own-work', {
      ...{ kind: 'SELF_EMPLOYED', personId, occupation: '4-03-02-01', division: '449902001' },
      ...{ startDate: '2026-03-02', steadyEarnings: true, licence: '91440300708461136T' },
    });
    await inTime(async () => (await registration(id)).closed?.reason === 'SELF_EMPLOYED');
    const running = await register(personId, { category: 'CLOSED_OWN_BUSINESS' });
    expect(running.body).toMatchObject({ status: 'REFUSED', decision: { facts: { proofs: [] } } });
    await post(her, `/employments/${business.body.id}/own-termination`, { endedOn: '2026-03-02' });
    const back = await register(personId, { category: 'CLOSED_OWN_BUSINESS' });
    expect(back.body).toMatchObject({
      status: 'REGISTERED',
      declared: ['ABLE_TO_WORK', 'NO_PENSION'],
      decision: { facts: { proofs: ['BUSINESS_CLOSURE'] } },
      previous: { reason: 'SELF_EMPLOYED' },
    });
  });

  it('after a false declaration: refused without proofs', async () => {
    const { id, personId, her } = await registered();
    await act(clerk, id, 'verification', { fact: 'JOBLESS', outcome: 'FALSE' });
    await act(her, id, 'statement', { contests: false });
    const closed = await act(manager, id, 'decision', { outcome: 'CLOSED' });
    expect(closed.body.closed).toMatchObject({ reason: 'FALSE_STATEMENT', excludedUntil: '2027-03-02' });
    const again = await register(personId);
    expect(again.body.decision.rules.map((rule: { id: string }) => rule.id)).toContain('REG-03-PROOFS');
    const proofs = ['TERMINATION_CERTIFICATE', 'CAPACITY_ASSESSMENT', 'PENSION_STATEMENT'];
    expect((await register(personId, { proofs })).body).toMatchObject({ status: 'REGISTERED', declared: [] });
  });
});

// Last: it moves the city's clock.
describe('a window', () => {
  it('opens, and closes as missed, by the clock; twice in a row an officer finds it in her list', async () => {
    const [silent, faithful] = [await registered(), await registered()];
    const stage = async (id: string) => (await registration(id)).duty.stage;
    clock.set('2026-03-26T00:00:00+08:00');
    for (const { id } of [silent, faithful]) await inTime(async () => (await stage(id)) === 'OPEN');
    const confirmed = await act(clerk, faithful.id, 'confirmation', { channel: 'PHONE' });
    expect(confirmed.body).toMatchObject({
      lastContact: { what: 'CONFIRMATION', channel: 'PHONE' },
      duty: { stage: 'WAITING', window: { due: { due: '2026-05-06' } } },
    });
    clock.set('2026-04-03T00:00:00+08:00');
    await inTime(async () => (await stage(silent.id)) === 'GRACE');
    clock.set('2026-04-10T00:00:00+08:00');
    await inTime(async () => (await registration(silent.id)).duty.missed === 1);
    clock.set('2026-05-14T00:00:00+08:00');
    await inTime(async () => (await registration(silent.id)).needs === 'CHECK');
    expect((await registration(silent.id)).status).toBe('REGISTERED');
    const { items } = await get('/unemployment-registrations?division=449902&needs=CHECK&limit=200');
    expect(items).toContainEqual(expect.objectContaining({ id: silent.id }));
  });
});

describe('a year after a false declaration', () => {
  it('proofs are asked for until its last day, and declarations are enough on the day after', async () => {
    const { id, personId, her } = await registered();
    await act(clerk, id, 'verification', { fact: 'JOBLESS', outcome: 'FALSE' });
    await act(her, id, 'statement', { contests: false });
    const { excludedUntil } = (await act(manager, id, 'decision', { outcome: 'CLOSED' })).body.closed;
    expect(excludedUntil).toBe('2027-05-14');
    clock.set(`${excludedUntil}T23:59:00+08:00`);
    const tooEarly = (await register(personId)).body;
    expect(tooEarly).toMatchObject({ status: 'REFUSED' });
    expect(tooEarly.decision.rules.map((rule: { id: string }) => rule.id)).toContain('REG-03-PROOFS');
    clock.set('2027-05-15T00:00:00+08:00');
    expect((await register(personId)).body).toMatchObject({ status: 'REGISTERED' });
  });
});
