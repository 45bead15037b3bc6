/**
 * Every route × every role × own and foreign city and division, generated from the route table of the running service.
 * Whoever is turned away learns nothing and changes nothing: the log is as long as before.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, POST_CERTIFICATES, ROLES, type Role, STAFF_ROLES, systemActor } from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { type Access, describeService, type Route, type Service } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { uuid7 } from '@zhiqiao/testing';
import { services, settings } from '../services.ts';

const CITY = '449900';
const FOREIGN_CITY = '449800';
const FOREIGN_DIVISION = '449903';
const SAMPLE = 'sample';

const certificates = POST_CERTIFICATES.map((code) => ({ code, validThrough: '2099-12-31' }));
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

  it('turns away everybody without a token, and tells how to get one', async () => {
    for (const route of routes.filter(guarded)) {
      const answer = await call(route, undefined);
      expect([route.operation, answer.status]).toEqual([route.operation, 401]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  it('turns away every role that a route does not name', async () => {
    const before = await writtenBySomebody();
    for (const route of routes) {
      const access = guarded(route);
      if (!access) continue;
      for (const role of ROLES.filter((role) => !access.roles.includes(role)))
        expect([route.operation, role, (await call(route, somebody(role))).status]).toEqual([
          route.operation,
          role,
          403,
        ]);
    }
    expect(await writtenBySomebody()).toBe(before);
  });

  it('turns away the right role of another city', async () => {
    const before = await writtenBySomebody();
    for (const route of routes) {
      const access = guarded(route);
      for (const role of access?.roles ?? []) {
        const stranger = somebody(role, { city: FOREIGN_CITY, ...(isStaff(role) ? { division: FOREIGN_CITY } : {}) });
        expect([route.operation, role, (await call(route, stranger)).status]).toEqual([route.operation, role, 403]);
      }
    }
    expect(await writtenBySomebody()).toBe(before);
  });

  it('turns away an officer without the post certificate, or with one that has lapsed', async () => {
    const before = await writtenBySomebody();
    for (const route of routes) {
      const access = guarded(route);
      if (!access?.certificate) continue;
      for (const role of access.roles.filter(isStaff))
        for (const held of [[], [{ code: access.certificate, validThrough: '2020-12-31' }]]) {
          const answer = await call(route, somebody(role, { certificates: held }));
          expect([route.operation, role, answer.status, answer.body.certificate ?? answer.body.detail ?? '']).toEqual([
            route.operation,
            role,
            403,
            expect.anything(),
          ]);
        }
    }
    expect(await writtenBySomebody()).toBe(before);
  });

  it('lets an officer of another division change nothing in a division that is not hers', async () => {
    const before = await writtenBySomebody();
    for (const route of routes.filter((route) => route.method !== 'get')) {
      const access = guarded(route);
      if (access?.scope !== 'division') continue;
      for (const role of access.roles.filter(isStaff)) {
        const { status } = await call(route, somebody(role, { division: FOREIGN_DIVISION }));
        expect([route.operation, role, status < 300]).toEqual([route.operation, role, false]);
        if (isRecordRoute(route))
          expect([route.operation, role, [403, 404, 409, 412, 422].includes(status)]).toEqual([
            route.operation,
            role,
            true,
          ]);
      }
    }
    expect(await writtenBySomebody()).toBe(before);
  });

  it('gives nobody what belongs to another person or organisation', async () => {
    const before = await writtenBySomebody();
    for (const route of routes.filter((route) => isRecordRoute(route))) {
      const access = guarded(route);
      if (!access) continue;
      for (const role of access.roles.filter((role) =>
        ['jobseeker', 'employer', 'agency', 'provider'].includes(role),
      )) {
        const { status } = await call(route, somebody(role));
        if (access.scope === 'own')
          expect([route.operation, role, status < 300]).toEqual([route.operation, role, false]);
      }
    }
    expect(await writtenBySomebody()).toBe(before);
  });

  it('lets every role that a route names reach it', async () => {
    for (const route of routes) {
      const access = guarded(route);
      for (const role of access?.roles.filter(isStaff) ?? []) {
        const { status } = await call(route, somebody(role));
        expect([route.operation, role, status]).not.toEqual([route.operation, role, 401]);
        expect(status).toBeLessThan(500);
      }
    }
  });
});
