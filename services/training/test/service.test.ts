import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Actor,
  courseEvents,
  type EventDefinitions,
  type EventOf,
  employmentEvents,
  matchEvents,
  type PostCertificate,
  type Role,
  systemActor,
  unemploymentEvents,
} from '@zhiqiao/domain';
import type { AnyKind, RecordKind } from '@zhiqiao/records';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock, organisations } from '@zhiqiao/testing';
import { courses, open } from '../src/domain/course.ts';
import { enrolments } from '../src/domain/enrolment.ts';
import { claimCourse, entitle, trainees } from '../src/domain/trainee.ts';
import { service } from '../src/service.ts';
import { same } from '../src/usecases/same-person.ts';

type Body = Awaited<ReturnType<TestRun['send']>>['body'];
type Account = Partial<Actor> & { roles: Role[] };

const CITY = '449900';
const clock = fixedClock('2026-03-02T09:00:00+08:00');
const certificates = [{ code: 'PROCUREMENT_POST' as PostCertificate, validThrough: '2027-12-31' }];
const officerA: Account = { id: 'officer-a', roles: ['procurement-officer'], certificates };
const officerB: Account = { id: 'officer-b', roles: ['procurement-officer'], certificates };
const untrained: Account = { id: 'officer-c', roles: ['procurement-officer'] };
const { cookingSchool, honestAgency, electronicsFactory, garmentFactory } = organisations;
const provider = ({ creditCode }: { creditCode: string }): Account => ({
  id: `provider-${creditCode}`,
  roles: ['provider'],
  orgId: creditCode,
});
const [school, rival, third] = [provider(cookingSchool), provider(honestAgency), provider(electronicsFactory)];
const limei: Account = { id: 'limei', roles: ['jobseeker'], personId: 'person-limei' };

/** A neighbour that only tells: a record of each of its streams, without rules. */
const tells = <D extends EventDefinitions>(events: D): RecordKind<object, D> => ({
  events,
  initial: {},
  evolve: (state) => state,
  access: () => 'none',
});
const unemployment = tells(unemploymentEvents);
const employment = tells(employmentEvents);
const match = tells(matchEvents);
const neighbour = (name: string, kinds: AnyKind[]) => ({
  name,
  title: { zh: '邻居', en: 'Neighbour' },
  config: {},
  kinds,
  wire: () => ({ routes: [], reactions: [], clocks: {} }),
});

let training: TestRun;
let registration: TestRun;
let insurance: TestRun;

const tell = async <D extends EventDefinitions>(from: TestRun, kind: RecordKind<object, D>, event: EventOf<D>) => {
  const command = { actor: systemActor(CITY, from.platform.service), key: randomUUID() };
  await from.platform.records(kind).create(command, () => [event] as never);
};

const post = (actor: Account, path: string, body: object = {}, headers: Record<string, string> = {}) =>
  training.send(actor, 'POST', path, { body, headers });
const get = (actor: Account | undefined, path: string) => training.send(actor, 'GET', path);
const done = async (sent: ReturnType<typeof post>, status = 200) => {
  const answer = await sent;
  if (answer.status !== status) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
const until = (path: string, holds: (body: Body) => boolean, actor: Account | undefined = officerA) =>
  eventually(
    async () => {
      const { status, body } = await get(actor, path);
      return status === 200 && holds(body) ? body : undefined;
    },
    { within: 30_000 },
  );

const plan = {
  courseTitle: '中式面点师初级班',
  occupation: '4-03-02-02',
  seats: 30,
  hours: 8,
  fund: 'INSURANCE',
  budgetFen: 6_000_000,
  priceWeight: 20,
  criteria: [
    { criterion: 'TEACHERS', weight: 40 },
    { criterion: 'PAST_RESULTS', weight: 40 },
  ],
};
const offer = (priceFen: number) => ({ priceFen, teachers: 6, employedPercent: 70, proposal: `机密方案${priceFen}` });

beforeAll(async () => {
  const world = randomUUID().slice(0, 8);
  const env = { ZHIQIAO_BID_BOX_SECRET: 'test-secret-of-the-bid-box-000000000000' };
  [training, registration, insurance] = await Promise.all([
    startForTest(service, { env, clock, world }),
    startForTest(neighbour('registration', [unemployment, employment]), { clock, world }),
    startForTest(neighbour('insurance', [match]), { clock, world }),
  ]);
});
afterAll(async () => {
  await Promise.all([training?.drop(), registration?.drop(), insurance?.drop()]);
});

describe('the purchase of a course, from the plan to the last instalment', () => {
  let tenderId: string;
  let enrolmentId: string;
  const bidOf = (account: Account) => `${tenderId}-${account.orgId}`;

  it('is planned and announced by an officer with the post certificate', async () => {
    expect((await post(untrained, '/tenders', plan)).status).toBe(403);
    expect((await post(school, '/tenders', plan)).status).toBe(403);
    const unbalanced = await post(officerA, '/tenders', { ...plan, priceWeight: 30 });
    expect([unbalanced.status, JSON.stringify(unbalanced.body)]).toEqual([422, expect.stringContaining('100')]);

    tenderId = (await done(post(officerA, '/tenders', plan), 201)).id;
    expect((await get(undefined, `/tenders/${tenderId}`)).status).toBe(403);
    const early = await post(officerA, `/tenders/${tenderId}/announcement`, { bidsThrough: '2026-03-20' });
    expect(early.body.code).toBe('training.bidding-too-short');
    const announced = await done(post(officerA, `/tenders/${tenderId}/announcement`));
    expect(announced.deadline.due).toBe('2026-03-23');
    expect((await get(undefined, `/tenders/${tenderId}`)).status).toBe(200);
  });

  it('takes sealed bids that nobody can read', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const receipt = await done(post(school, `/tenders/${tenderId}/bids`, offer(5_000_000), key), 201);
    const again = await done(post(school, `/tenders/${tenderId}/bids`, offer(5_000_000), key), 201);
    expect(again).toEqual(receipt);
    const proof = createHash('sha256').update(`${receipt.salt}\n${JSON.stringify(offer(5_000_000))}`);
    expect(proof.digest('hex')).toBe(receipt.commitment);

    await done(post(rival, `/tenders/${tenderId}/bids`, offer(5_800_000)), 201);
    await done(post(third, `/tenders/${tenderId}/bids`, offer(5_600_000)), 201);

    for (const reader of [school, rival, officerA]) {
      expect((await get(reader, `/bids/${bidOf(school)}/content`)).status).toBe(403);
    }
    expect((await get(rival, `/bids/${bidOf(school)}`)).status).toBe(403);
    expect((await get(school, `/bids/${bidOf(school)}`)).body).toMatchObject({ status: 'SUBMITTED' });

    for (const collection of await training.platform.mongo.db!.collections()) {
      const documents = (await collection.find({}, { raw: true }).toArray()) as unknown as Buffer[];
      expect(documents.filter((bytes) => bytes.includes('机密方案'))).toEqual([]);
    }
  });

  it('lets a supplier withdraw and bid again in time', async () => {
    await done(post(rival, `/bids/${bidOf(rival)}/withdrawal`));
    await done(post(rival, `/tenders/${tenderId}/bids`, offer(5_500_000)), 201);
  });

  it('is opened after the deadline by two officers', async () => {
    expect((await post(officerA, `/tenders/${tenderId}/opening`)).body.code).toBe('training.bidding-still-open');
    clock.set('2026-03-24T09:00:00+08:00');
    await until(`/tenders/${tenderId}`, ({ status }) => status === 'CLOSED');
    expect((await post(third, `/bids/${bidOf(third)}/withdrawal`)).body.code).toBe('training.bidding-closed');

    await done(post(officerA, `/tenders/${tenderId}/opening`));
    const alone = await post(officerA, `/tenders/${tenderId}/opening/confirmation`);
    expect([alone.status, alone.body.code]).toEqual([409, 'training.second-officer-needed']);
    const { sheet } = await done(post(officerB, `/tenders/${tenderId}/opening/confirmation`));
    expect(sheet.map(({ priceFen }: { priceFen: number }) => priceFen).sort()).toEqual([
      5_000_000, 5_500_000, 5_600_000,
    ]);

    await until(`/bids/${bidOf(rival)}`, ({ status }) => status === 'OPENED');
    expect((await get(officerA, `/bids/${bidOf(rival)}/content`)).body).toEqual(offer(5_500_000));
    expect((await get(school, `/bids/${bidOf(rival)}/content`)).status).toBe(403);
  });

  it('is evaluated, awarded and contracted, which opens the course', async () => {
    const committee = ['e1', 'e2', 'e3', 'e4', 'e5'];
    const points = (supplier: Account) =>
      supplier === school ? { TEACHERS: 90, PAST_RESULTS: 90 } : { TEACHERS: 80, PAST_RESULTS: 80 };
    const sheets = committee.flatMap((expert) =>
      [school, rival, third].map((supplier) => ({ expert, bidId: bidOf(supplier), points: points(supplier) })),
    );
    const evaluated = await done(
      post(officerA, `/tenders/${tenderId}/evaluation`, { committee, rejected: [], sheets }),
    );
    expect(evaluated.ranking[0]).toMatchObject({ supplierId: school.orgId, score: 92 });
    expect((await get(undefined, `/tenders/${tenderId}`)).body.ranking).toBeUndefined();
    await done(post(officerA, `/tenders/${tenderId}/award`));
    await done(post(officerA, `/tenders/${tenderId}/contract`, { contractNo: 'QZ-2026-017' }));
    const course = await until(`/courses/${tenderId}`, ({ status }) => status === 'OPEN', undefined);
    expect(course).toMatchObject({ providerId: school.orgId, seatsLeft: 30, perHeadFen: 166_666 });
    expect((await get(undefined, '/courses')).body.items).toHaveLength(1);
  });

  it('takes whom registration has entitled, free of charge', async () => {
    expect((await post(limei, `/courses/${tenderId}/enrolments`)).body.code).toBe('training.not-entitled');
    await tell(registration, unemployment, {
      type: 'EntitlementGranted',
      data: {
        personId: 'person-limei',
        entitlement: 'RETRAINING',
        fund: 'INSURANCE',
        rule: 'ENT-RETRAINING',
        from: '2026-03-24',
      },
    });
    const taken = await eventually(async () => {
      const { status, body } = await post(limei, `/courses/${tenderId}/enrolments`);
      return status === 202 ? body : undefined;
    });
    enrolmentId = taken.enrolmentId;
    await until(`/enrolments/${enrolmentId}`, ({ status }) => status === 'ENROLLED', limei);
    expect((await get(undefined, `/courses/${tenderId}`)).body.seatsLeft).toBe(29);
    const list = `/courses/${tenderId}/enrolments`;
    expect((await get(officerA, list)).status).not.toBe(200);
    const asked = await training.send(officerA, 'GET', list, { headers: { 'X-Purpose': 'funding' } });
    expect(asked.body.items).toHaveLength(1);
  });

  it('certifies after attendance, and the first instalment is due', async () => {
    const day = { on: '2026-03-24', hours: 7 };
    expect((await post(rival, `/enrolments/${enrolmentId}/attendance`, day)).status).toBe(403);
    const certificate = { certificateNo: 'S000044990026' };
    const tooEarly = await post(officerA, `/enrolments/${enrolmentId}/certification`, certificate);
    expect(tooEarly.body.code).toBe('training.attendance-too-low');
    await done(post(school, `/enrolments/${enrolmentId}/attendance`, day));
    const certified = await done(post(officerA, `/enrolments/${enrolmentId}/certification`, certificate));
    expect(certified.instalments).toEqual([
      { month: 0, amountFen: 99_999, settled: 'DUE', because: 'CERTIFIED' },
      { month: 1, amountFen: 66_667 },
    ]);
  });

  it('asks the insurance system one month after the hiring, and pays the rest once', async () => {
    const employerId = garmentFactory.creditCode;
    await tell(registration, employment, {
      type: 'EmploymentRegistered',
      data: {
        personId: 'person-limei',
        employerId,
        occupation: '4-03-02-02',
        division: '449902001',
        startDate: '2026-03-25',
        filedOn: '2026-03-25',
        late: false,
      },
    });
    await until(`/enrolments/${enrolmentId}`, ({ status }) => status === 'HIRED', school);
    clock.set('2026-04-26T09:00:00+08:00');
    const records = training.platform.records(enrolments);
    const request = await eventually(async () => {
      const events = await records.history(systemActor(CITY, 'training'), enrolmentId);
      return events.find(({ type }) => type === 'InsuranceMatchRequested');
    });
    expect(request.data).toMatchObject({ employerId, month: '2026-04' });

    const answer = { requestId: `${enrolmentId}-m1`, enrolmentId, personId: 'person-limei', employerId };
    const matched = { type: 'InsuranceMatched', data: { ...answer, month: '2026-04', insured: true } } as const;
    await tell(insurance, match, matched);
    await tell(insurance, match, matched);
    const settled = await until(`/enrolments/${enrolmentId}`, ({ status }) => status === 'SETTLED', school);
    expect(settled.instalments[1]).toEqual({ month: 1, amountFen: 66_667, settled: 'DUE', because: 'INSURED' });
    const paid = await records.history(systemActor(CITY, 'training'), enrolmentId);
    expect(paid.filter(({ type }) => type === 'InstalmentDue')).toHaveLength(2);
  });
});

describe('a tender with two bids', () => {
  it('fails at the deadline, and the bids go back unopened', async () => {
    const { id } = await done(post(officerA, '/tenders', plan), 201);
    await done(post(officerA, `/tenders/${id}/announcement`));
    await done(post(school, `/tenders/${id}/bids`, offer(5_000_000)), 201);
    await done(post(rival, `/tenders/${id}/bids`, offer(5_100_000)), 201);
    clock.advance({ days: 30 });
    await until(`/tenders/${id}`, ({ failure }) => failure === 'TOO_FEW_BIDS');
    await until(`/bids/${id}-${school.orgId}`, ({ status }) => status === 'RETURNED', school);
    expect((await get(school, `/bids/${id}-${school.orgId}/content`)).status).toBe(403);
  });
});

describe('two courses at once', () => {
  const wang: Account = { id: 'wang', roles: ['jobseeker'], personId: 'person-wang' };
  const through = { due: '2027-03-31', at: '2027-03-31T15:59:59.999Z', calendar: '2027', provisional: true };
  const contract = courseEvents.types.CourseOpened.parse({ ...courseEvents.examples.CourseOpened, seats: 5, through });
  const byPlatform = () => ({ actor: systemActor(CITY, 'training'), key: randomUUID() });
  const held = async () => (await training.platform.records(trainees).get(byPlatform().actor, 'person-wang')).state;

  it('give one person one seat, and the next after the first is left', async () => {
    const [courseRecords, traineeRecords] = [training.platform.records(courses), training.platform.records(trainees)];
    for (const course of ['sewing', 'baking'])
      await courseRecords.create(byPlatform(), ({ state }) => open(state, contract), course);
    const grant = { fund: 'BUDGET', from: '2026-03-24' } as const;
    await traineeRecords.create(byPlatform(), ({ state }) => entitle(state, grant), 'person-wang');

    const asked = await Promise.all(['sewing', 'baking'].map((course) => post(wang, `/courses/${course}/enrolments`)));
    expect(asked.map(({ status }) => status).sort()).toEqual([202, 409]);
    const { courseId, enrolmentId: won } = asked.find(({ status }) => status === 202)!.body;
    expect(asked.find(({ status }) => status === 409)!.body).toMatchObject({
      code: 'training.already-enrolled',
      context: { courseId },
    });

    const holder: Account = { id: 'provider-x', roles: ['provider'], orgId: contract.providerId };
    await until(`/enrolments/${won}`, ({ status }) => status === 'ENROLLED', wang);
    await eventually(async () => {
      const state = await held();
      return state.status !== 'NONE' && state.learning && !state.learning.until;
    });
    await done(post(holder, `/enrolments/${won}/drop-out`, { reason: 'ILLNESS' }));
    await eventually(async () => {
      const state = await held();
      return state.status !== 'NONE' && !state.learning;
    });
    const other = courseId === 'sewing' ? 'baking' : 'sewing';
    await done(post(wang, `/courses/${other}/enrolments`), 202);
  });

  it('give none to who is merged while she learns under her former id, of whom all is hers until a split', async () => {
    const [traineeRecords, pairs] = [training.platform.records(trainees), training.platform.records(same.kind)];
    const again: Account = { id: 'sun', roles: ['jobseeker'], personId: 'person-sun' };
    const former: Account = { id: 'old-sun', roles: ['jobseeker'], personId: 'person-old-sun' };
    const grant = { fund: 'BUDGET', from: '2026-03-24' } as const;
    for (const { personId } of [again, former])
      await traineeRecords.create(byPlatform(), ({ state }) => entitle(state, grant), personId);
    const { enrolmentId: id } = await done(post(former, '/courses/sewing/enrolments'), 202);
    await until(`/enrolments/${id}`, ({ status }) => status === 'ENROLLED', former);
    expect((await get(again, `/enrolments/${id}`)).status).toBe(403);

    const both = { survivor: 'person-sun', merged: 'person-old-sun' };
    await pairs.create(byPlatform(), () => [{ type: 'PersonsJoined', data: both }], 'sun~old-sun');
    for (const her of [again, former]) {
      expect((await get(her, '/enrolments')).body.items.map((it: Body) => it.id)).toEqual([id]);
      expect((await post(her, '/courses/baking/enrolments')).body).toMatchObject({
        code: 'training.already-enrolled',
        context: { courseId: 'sewing' },
      });
    }
    await pairs.change(byPlatform(), 'sun~old-sun', () => [{ type: 'PersonsParted', data: both }]);
    expect((await get(again, '/enrolments')).body.items).toEqual([]);
    await done(post(again, '/courses/baking/enrolments'), 202);
  });

  it('gives a claim back that a crash left without a seat', async () => {
    const traineeRecords = training.platform.records(trainees);
    const grant = { fund: 'BUDGET', from: '2026-03-24' } as const;
    await traineeRecords.create(byPlatform(), ({ state }) => entitle(state, grant), 'person-zhao');
    await traineeRecords.change(byPlatform(), 'person-zhao', claimCourse('sewing', 15));
    clock.advance({ days: 1 });
    await eventually(async () => {
      const { state } = await traineeRecords.get(byPlatform().actor, 'person-zhao');
      return state.status !== 'NONE' && !state.learning;
    });
  });
});
