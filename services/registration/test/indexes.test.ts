/**
 * No route of the service scans a collection: every route is called and the database is asked how it found what it was
 * asked for. Clocks, relay and reactions run meanwhile and are held to the same.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, POST_CERTIFICATES, type Role, STAFF_ROLES, systemActor } from '@zhiqiao/domain';
import type { Route } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { idNumber, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';

const CITY = '449900';
const certificates = POST_CERTIFICATES.map((code) => ({ code, validThrough: '2099-12-31' }));

/** Every way in which a list can be asked for; a list that is not here fails the test. */
const QUERIES: Record<string, string[]> = {
  listUnemployment: [
    'personId=P',
    'personId=P&status=CLOSED',
    'division=449902',
    'division=449902&status=REGISTERED',
    'division=449902&needs=CHECK',
  ],
  listEmployments: ['personId=P', 'employerId=91330100799655058B&status=OPEN'],
  listFilings: ['', 'employerId=91330100799655058B'],
  uploadFiling: ['kind=HIRING'],
  downloadFilingTemplate: ['kind=HIRING&format=csv'],
  readFilingFindings: ['', 'after=3'],
  listSuspicions: ['', 'status=MERGED', 'status=OPEN&after=a&limit=5'],
  listHouseholds: [
    'division=449902',
    'division=449902&zeroEmployment=true',
    'personId=P',
    'personId=P&division=449902',
  ],
  readPersonFile: ['', 'unmask=CONTACT'],
  listDataBreaches: ['', 'status=ASSESSED&after=a', 'overdue=1'],
  listBreachNotices: ['', 'told=false', 'told=true&after=a'],
  verifyCertificate: ['code=4499022600000017-1-AAAAAAAAAAAAAAAAAAAAAA'],
};

type Scan = { ns: string; command: object };
const STAFF: readonly Role[] = STAFF_ROLES;

let run: TestRun;
let personId: string;
beforeAll(async () => {
  run = await startForTest(service);
  const clerk = somebody('clerk');
  const enrolment = {
    idNumber: idNumber('1977-11-08', 2),
    name: '李梅',
    phone: '13912345678',
    residence: '449902001001',
  };
  personId = (await run.send(clerk, 'POST', '/people', { body: enrolment })).body.personId;
  for (const kind of service.kinds) {
    const [first] = Object.keys(kind.events.types);
    await run.platform
      .records(kind)
      .create(
        { actor: systemActor(CITY, service.name), key: uuid7() },
        () => [{ type: first!, data: kind.events.examples[first!] }] as never,
        'sample',
      );
  }
});
afterAll(() => run.drop());

const somebody = (role: Role): Partial<Actor> & { roles: Role[] } => ({
  id: `account-of-${role}`,
  city: CITY,
  roles: [role],
  ...(STAFF.includes(role) && { division: CITY, certificates }),
  ...(role === 'jobseeker' && { personId }),
  ...(role === 'employer' && { orgId: '91330100799655058B' }),
});
const database = () => run.platform.mongo.db!;
/** What was found by looking at every document, of records, the log, the vault and the access log. */
const scansOf = async (what: () => Promise<unknown>): Promise<string[]> => {
  const watched = [...service.kinds.map((kind) => kind.events.stream), 'log', 'vault_people', 'audit_reads'];
  const ns = { $in: watched.map((name) => `${database().databaseName}.${name}`) };
  // Level 2 would take down everything and not ask the filter.
  await database().command({ profile: 1, filter: { ns, planSummary: /COLLSCAN/ } });
  await what();
  await database().command({ profile: 0 });
  const scans = await database().collection<Scan>('system.profile').find().toArray();
  await database()
    .dropCollection('system.profile')
    .catch(() => {});
  return scans.map(({ ns, command }) => `${ns}: ${JSON.stringify(command).slice(0, 300)}`);
};

/** One of each sort: an officer, a citizen, an employer, a machine. */
const rolesOf = ({ access }: Route) => {
  if ('public' in access) return [undefined];
  const officer = access.roles.find((role) => STAFF.includes(role));
  return [...(officer ? [officer] : []), ...access.roles.filter((role) => !STAFF.includes(role))];
};
const call = async (route: Route) => {
  const queries = route.query ? QUERIES[route.operation] : [''];
  if (!queries) throw new Error(`${route.operation} has a query: say in QUERIES how it can be asked`);
  const ids = route.path.includes('/:') ? [personId, 'sample'] : [''];
  const paths = ids.flatMap((id) =>
    queries.map((query) => `${route.path.replace(/:\w+/g, id)}${query && `?${query}`}`),
  );
  for (const role of rolesOf(route))
    for (const path of paths) {
      const { status } = await run.send(role && somebody(role), route.method, path.replaceAll('=P', `=${personId}`), {
        ...(route.body ? { body: route.example } : {}),
        headers: { 'x-purpose': 'indexes' },
      });
      expect([route.operation, status < 500]).toEqual([route.operation, true]);
    }
};

describe('with indexes for all that is asked', () => {
  it('no route of registration scans a collection', async () => {
    const { routes } = await service.wire(run.platform as never);
    const scans = await scansOf(async () => {
      for (const route of routes) await call(route);
    });
    expect(scans).toEqual([]);
  }, 300_000);

  it('a field without an index would be seen', async () => {
    const people = database().collection('person');
    expect(await scansOf(() => people.find({ city: CITY, 'state.reportedBy': 'x' }).toArray())).toHaveLength(1);
  });

  it('every filter that a kind declares is answered by an index', async () => {
    const system = systemActor(CITY, service.name);
    const scans = await scansOf(async () => {
      for (const kind of service.kinds)
        for (const { fields, where = {} } of kind.indexes ?? [])
          for (const n of fields.keys()) {
            const asked = Object.fromEntries(fields.slice(0, n + 1).map((field) => [field, where[field] ?? 'x']));
            await run.platform.records(kind).find(system, { where: asked });
          }
    });
    expect(scans).toEqual([]);
  });
});
