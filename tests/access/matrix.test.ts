/**
 * Every route × every role × own and foreign city and division, generated from the route table of the running service.
 * Whoever is turned away learns nothing and changes nothing: the log is as long as before.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, POST_CERTIFICATES, ROLES, type Role, STAFF_ROLES, systemActor } from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { type Access, describeService, type Route, type Service } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { atOnce, uuid7 } from '@zhiqiao/testing';
import { services, settings } from '../services.ts';

const CITY = '449900';
const FOREIGN_CITY = '449800';
const FOREIGN_DIVISION = '449903';
const SAMPLE = 'sample';
const AT_ONCE = 16;

const certificates = POST_CERTIFICATES.map((code) => ({ code, validThrough: '2099-12-31' }));
const OWN_ROLES: readonly Role[] = ['jobseeker', 'employer', 'agency', 'provider'];
const isStaff = (role: Role) => (STAFF_ROLES as readonly Role[]).includes(role);
/** Somebody in this role with every certificate, whose person and organisation occur in no record. */
const somebody = (role: Role, more: Partial<Actor> = {}): Partial<Actor> & { roles: Role[] } => ({
  id: `account-of-${role}`,
  city: CITY,
  roles: [role],
  ...(isStaff(role) ? { division: CITY, certificates } : {}),
  ...(role === 'jobseeker' ? { personId: 'nobody' } : {}),
  ...(role === 'employer' || role === 'agency' || role === 'provider' ? { orgId: '91330100799655058B' } : {}),
  ...more,
});

type Guarded = Exclude<Access, { public: true }>;
const guarded = (route: Route): Guarded | undefined => ('public' in route.access ? undefined : route.access);
const isRecordRoute = (route: Route) => route.path.includes('/:');

describe.each(services.map((service) => [service.name, service] as [string, Service<any>]))('%s', (_, service) => {
  let run: TestRun;
  let routes: Route[];
  beforeAll(async () => {
    run = await startForTest(service, { env: settings });
    routes = (await describeService(service)).routes;
    for (const kind of service.kinds) {
      const [first] = Object.keys(kind.events.types);
      const data = kind.events.examples[first!] as object;
      await run.platform
        .records(kind)
        .create(
          { actor: systemActor(CITY, service.name), key: uuid7() },
          () => [{ type: first!, data }] as never,
          SAMPLE,
        )
        // The service has made it already, in reaction to another sample.
        .catch((error) => {
          if (error.code !== recordErrors.duplicate().code) throw error;
        });
    }
  });
  afterAll(() => run.drop());

  /** Events told because of somebody's call; clocks and reactions of the platform itself go on meanwhile. */
  const writtenBySomebody = async () => {
    const bySomebody = { $not: /^system:/ };
    let count = await run.platform.mongo.collection('log').countDocuments({ by: bySomebody });
    for (const kind of service.kinds)
      count += await run.platform.mongo
        .collection(kind.events.stream)
        .countDocuments({ pending: { $elemMatch: { by: bySomebody } } });
    return count;
  };

  const call = (route: Route, actor: (Partial<Actor> & { roles: Role[] }) | undefined) =>
    run.send(actor, route.method, route.path.replace(/:\w+/g, SAMPLE), {
      ...(route.body ? { body: route.example } : {}),
      headers: { 'x-purpose': 'access matrix', ...(route.method === 'put' ? { 'if-match': '"1"' } : {}) },
    });

  it('states for every route with a body an example that its own schema takes', () => {
    for (const route of routes)
      if (route.body)
        expect([route.operation, route.body.safeParse(route.example).success]).toEqual([route.operation, true]);
  });

  type Call = { route: Route; role?: Role; actor?: Partial<Actor> & { roles: Role[] } };
  const callsOf = (callers: (route: Route, access: Guarded) => Omit<Call, 'route'>[]): Call[] =>
    routes.flatMap((route) => {
      const access = guarded(route);
      return access ? callers(route, access).map((caller) => ({ route, ...caller })) : [];
    });
  /** Who called what, and how it was answered. */
  const answersTo = (calls: Call[]) =>
    atOnce(AT_ONCE, calls, async ({ route, role, actor }) => ({
      route,
      called: `${route.operation} ${role ?? ''}`,
      answer: await call(route, actor),
    }));
  type Answered = Awaited<ReturnType<typeof answersTo>>;
  const statuses = (answers: Answered) => answers.map(({ called, answer }) => [called, answer.status]);
  const allWith = (answers: Answered, status: number) => answers.map(({ called }) => [called, status]);

  it('turns away everybody without a token, and tells how to get one', async () => {
    const answers = await answersTo(callsOf(() => [{}]));
    expect(statuses(answers)).toEqual(allWith(answers, 401));
    for (const { answer } of answers) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('turns away every role that a route does not name', async () => {
    const before = await writtenBySomebody();
    const answers = await answersTo(
      callsOf((_, access) =>
        ROLES.filter((role) => !access.roles.includes(role)).map((role) => ({ role, actor: somebody(role) })),
      ),
    );
    expect(statuses(answers)).toEqual(allWith(answers, 403));
    expect(await writtenBySomebody()).toBe(before);
  });

  it('turns away the right role of another city', async () => {
    const before = await writtenBySomebody();
    const stranger = (role: Role) =>
      somebody(role, { city: FOREIGN_CITY, ...(isStaff(role) ? { division: FOREIGN_CITY } : {}) });
    const answers = await answersTo(
      callsOf((_, access) => access.roles.map((role) => ({ role, actor: stranger(role) }))),
    );
    expect(statuses(answers)).toEqual(allWith(answers, 403));
    expect(await writtenBySomebody()).toBe(before);
  });

  it('turns away an officer without the post certificate, or with one that has lapsed', async () => {
    const before = await writtenBySomebody();
    const answers = await answersTo(
      callsOf((_, { certificate, roles }) =>
        certificate === undefined
          ? []
          : roles.filter(isStaff).flatMap((role) =>
              [[], [{ code: certificate, validThrough: '2020-12-31' }]].map((held) => ({
                role,
                actor: somebody(role, { certificates: held }),
              })),
            ),
      ),
    );
    expect(statuses(answers)).toEqual(allWith(answers, 403));
    for (const { route, called, answer } of answers)
      expect([called, answer.body.code]).toEqual([called, 'access.certificate-required']);
    expect(await writtenBySomebody()).toBe(before);
  });

  it('lets an officer of another division change nothing in a division that is not hers', async () => {
    const before = await writtenBySomebody();
    const answers = await answersTo(
      callsOf((route, { scope, roles }) =>
        route.method === 'get' || scope !== 'division'
          ? []
          : roles.filter(isStaff).map((role) => ({ role, actor: somebody(role, { division: FOREIGN_DIVISION }) })),
      ),
    );
    for (const { route, called, answer } of answers) {
      expect([called, answer.status < 300]).toEqual([called, false]);
      if (isRecordRoute(route))
        expect([called, [403, 404, 409, 412, 422].includes(answer.status)]).toEqual([called, true]);
    }
    expect(await writtenBySomebody()).toBe(before);
  });

  it('gives nobody what belongs to another person or organisation', async () => {
    const before = await writtenBySomebody();
    const answers = await answersTo(
      callsOf((route, { roles }) =>
        isRecordRoute(route)
          ? roles.filter((role) => OWN_ROLES.includes(role)).map((role) => ({ role, actor: somebody(role) }))
          : [],
      ),
    );
    for (const { route, called, answer } of answers)
      if (guarded(route)?.scope === 'own') expect([called, answer.status < 300]).toEqual([called, false]);
    expect(await writtenBySomebody()).toBe(before);
  });

  it('lets every role that a route names reach it', async () => {
    const answers = await answersTo(
      callsOf((_, { roles }) => roles.filter(isStaff).map((role) => ({ role, actor: somebody(role) }))),
    );
    for (const { called, answer } of answers) {
      expect([called, answer.status]).not.toEqual([called, 401]);
      expect([called, answer.status < 500]).toEqual([called, true]);
    }
  });
});
