/**
 * Whatever can be sent wrong to any route of any service, generated from the routes themselves: it is refused in both
 * languages and changes nothing, or it is right after all. It is never a fault of ours.
 */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Actor, POST_CERTIFICATES, type Role, STAFF_ROLES, systemActor, type Text } from '@zhiqiao/domain';
import { Refusal } from '@zhiqiao/records';
import { describeService, type FieldError, type Route, type Service } from '@zhiqiao/service-kit';
import { checkOf, startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { idNumber, uuid7 } from '@zhiqiao/testing';
import { z } from 'zod';
import { services, settings } from '../services.ts';
import { fieldsOf, neverRight, seldomRight, variantsOf, WRONG_IN_ADDRESS, type Wrong } from './wrong.ts';

const CITY = '449900';
const SAMPLES = 6;
const AT_ONCE = 8;

const certificates = POST_CERTIFICATES.map((code) => ({ code, validThrough: '2099-12-31' }));
const OWN_ROLES: readonly Role[] = ['jobseeker', 'employer', 'agency', 'provider'];

/** The same example about somebody else, so that records stand beside one another. */
const about = (nth: number, data: unknown): any =>
  JSON.parse(JSON.stringify(data), (_, value) =>
    nth > 0 && typeof value === 'string' && /^([a-z]+-\d+|[0-9a-f-]{36})$/.test(value) ? `${value}${nth}` : value,
  );
/** What stands sealed in an example was sealed by nobody, and cannot be opened. */
const SEALED = Buffer.from('sealed').toString('base64');

/** Thousands of requests to each service. */
jest.setTimeout(600_000);

type Answer = Awaited<ReturnType<TestRun['send']>>;
type Sent = { what: string; by: string; answer: Answer };

/** What a route's own check has against a path, a query or a body. */
const errorsOf = (route: Route, where: FieldError['in'], value: unknown): FieldError[] => {
  try {
    checkOf(route)({ params: {}, query: {}, body: {}, [where === 'path' ? 'params' : where]: value });
    return [];
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return (problem.detail.errors as FieldError[]).filter((error) => error.in === where);
  }
};
/** What cannot be decoded is not for the check to see. */
const mayPass = (part: string, isTaken: (value: string) => boolean) => {
  try {
    return isTaken(decodeURIComponent(part));
  } catch {
    return true;
  }
};

describe.each(services.map((service) => [service.name, service] as [string, Service<any>]))('%s', (_, service) => {
  let run: TestRun;
  let routes: Route[];
  let organisation: string | undefined;
  let somebodyKnown: string | undefined;
  beforeAll(async () => {
    run = await startForTest(service, { env: settings });
    routes = (await describeService(service)).routes;
    const examples = service.kinds.flatMap(({ events }) => Object.values(events.examples) as Record<string, string>[]);
    const named = (...names: string[]) => examples.flatMap((data) => names.map((name) => data[name])).find(Boolean);
    somebodyKnown = named('personId');
    organisation = named('employerId', 'orgId', 'exhibitorId', 'supplierId');
    if (service.name === 'registration') await enrol();
    for (const kind of service.kinds) {
      const told = Object.entries(kind.events.examples).filter(([, data]) => !JSON.stringify(data).includes(SEALED));
      const [first, ...later] = told.map(([type, data]) => ({ type, data: known(data) }));
      for (const [nth, then] of [undefined, ...later].slice(0, SAMPLES).entries()) {
        const events = about(nth, then ? [first, then] : [first]);
        await run.platform
          .records(kind)
          .create({ actor: systemActor(CITY, service.name), key: uuid7() }, () => events, personOf(nth))
          .catch(({ code }) => expect(code).toBe('record.duplicate'));
      }
    }
  });
  afterAll(() => run?.drop());

  /** Only registration knows people, and asks whether they are known. */
  const enrolled: Record<string, string> = {};
  const enrol = async () => {
    for (const [nth, name] of ['person-1', 'person-2', 'person-9'].entries()) {
      const body = { idNumber: idNumber('1980-05-06', nth), name: '李梅', residence: '449902001001' };
      const answer = await run.send(somebody('clerk', 'clerk', 0), 'POST', '/people', { body });
      enrolled[name] = answer.body.personId;
    }
  };
  const known = (data: unknown): any =>
    JSON.parse(JSON.stringify(data), (_, value) => (typeof value === 'string' ? (enrolled[value] ?? value) : value));

  /** Whoever it is about: a record of a person's often has her id. */
  const personOf = (nth: number): string => about(nth, known(somebodyKnown ?? 'sample-1'));
  const somebody = (role: Role, id: string, nth: number): Partial<Actor> & { id: string; roles: Role[] } => ({
    id,
    city: CITY,
    roles: [role],
    ...((STAFF_ROLES as readonly Role[]).includes(role) && { division: CITY, certificates }),
    ...(role === 'jobseeker' && { personId: personOf(nth) }),
    ...(OWN_ROLES.includes(role) && role !== 'jobseeker' && { orgId: organisation ?? '91330100799655058B' }),
  });
  /** One of those whom the office employs, and each of those who act for themselves. */
  const rolesOf = ({ access }: Route): (Role | undefined)[] => {
    if ('public' in access) return [undefined];
    const official = access.roles.find((role) => !OWN_ROLES.includes(role));
    return [...(official ? [official] : []), ...access.roles.filter((role) => OWN_ROLES.includes(role))];
  };
  const pathOf = (route: Route, nth = 0, part?: string) => {
    const params = route.params ? (z.toJSONSchema(route.params, { io: 'input' }) as any).properties : {};
    return route.path.replace(/:(\w+)/g, (_, name) => part ?? params[name]?.enum?.[0] ?? personOf(nth));
  };
  const queryOf = (route: Route, but?: string | number) => {
    const needed: string[] = route.query ? ((z.toJSONSchema(route.query, { io: 'input' }) as any).required ?? []) : [];
    return needed.filter((name) => name !== but).map((name) => `${name}=${personOf(0)}`);
  };

  /** As the insurance system sends it: numbered anew, sent now and signed, unless that is what is wrong. */
  const isSigned = ({ operation }: Route) => operation === 'receiveSignal';
  const signed = (reference: string, { example }: Route, body: any) => {
    const asShown = (name: string, now: () => unknown) => (body[name] === example[name] ? now() : body[name]);
    const sequence = asShown('sequence', () => ++count);
    const sentAt = asShown('sentAt', () => new Date().toISOString());
    const told = Object.entries({ ...body.signal, reference, sequence, sentAt }).map(
      ([name, value]) => `${name}=${value}`,
    );
    const signature = createHmac('sha256', settings.INSURANCE_SECRET).update(told.sort().join('&')).digest('hex');
    return { ...body, sequence, sentAt, signature: asShown('signature', () => signature) };
  };

  /** No message stopped at its signature or its clock, and each variant was taken somewhere. */
  const expectHeard = (route: Route, sent: Sent[]) => {
    const stopped = ({ what, answer }: Sent) =>
      ['insurance.signature-wrong', 'insurance.partner-clock'].includes(answer.body.code) &&
      !/\/(signature|sentAt) /.test(what);
    expect(sent.filter(stopped).map(({ what }) => what)).toEqual([]);
    const taken = sent.filter((one) => !isRefused(one)).map(({ what }) => what);
    for (const { variant } of variantsOf(route))
      expect(taken).toContainEqual(expect.stringContaining(`${route.operation}: ${variant}as shown`));
  };

  let count = 0;
  type Request = { what: string; path?: string; body?: unknown };
  const send = async (route: Route, role: Role | undefined, nth: number, { what, path, body }: Request) => {
    const by = `sender-${count++}`;
    const query = queryOf(route).join('&');
    const right = known(body ?? route.example ?? {});
    const answer = await run.send(
      role && somebody(role, by, nth),
      route.method,
      path ?? pathOf(route, nth) + (query && `?${query}`),
      {
        ...(route.body && {
          body: typeof body === 'string' ? body : isSigned(route) ? signed(personOf(nth), route, right) : right,
        }),
        headers: { 'x-purpose': 'bad input', ...(route.method === 'put' && { 'if-match': '*' }) },
      },
    );
    return { what: `${route.operation}: ${what} (${role ?? 'nobody'}, ${nth})`, by, answer };
  };
  const sendAll = async (sending: (() => Promise<Sent>)[]) => {
    const sent: Sent[] = [];
    for (let i = 0; i < sending.length; i += AT_ONCE)
      sent.push(...(await Promise.all(sending.slice(i, i + AT_ONCE).map((one) => one()))));
    return sent;
  };

  const isRefused = ({ answer }: Sent) => answer.status >= 400;
  const isTold = ({ zh, en }: Text) => /\p{Script=Han}/u.test(zh) && /[a-z]/i.test(en);
  /** Neither taken nor refused in both languages. */
  const faults = (sent: Sent[]) =>
    sent.filter(isRefused).flatMap(({ what, answer: { status, headers, body } }) => {
      const isProblem = /^application\/problem\+json/.test(headers.get('content-type') ?? '');
      const isFair = status < 500 && isProblem && [body.titles, ...(body.errors ?? [])].every(isTold);
      return isFair ? [] : [[what, status, body]];
    });
  /** Events told because of what was refused. */
  const traces = async (sent: Sent[]) => {
    const by = { $in: sent.filter(isRefused).map(({ by }) => by) };
    const { mongo } = run.platform;
    const waiting = service.kinds.map(({ events }) =>
      mongo.collection(events.stream).countDocuments({ pending: { $elemMatch: { by } } }),
    );
    const counts = await Promise.all([mongo.collection('log').countDocuments({ by }), ...waiting]);
    return counts.reduce((sum, n) => sum + n, 0);
  };
  /** What is kept beside the records, as one hash for each collection. */
  const keptBeside = async () => {
    const { collections } = (await run.platform.mongo.db!.command({ dbHash: 1 })) as {
      collections: Record<string, string>;
    };
    const moving = [
      'log',
      'audit_reads',
      'inbox_positions',
      'leases',
      ...service.kinds.map((kind) => kind.events.stream),
    ];
    return Object.fromEntries(Object.entries(collections).filter(([name]) => !moving.includes(name)));
  };

  const writing = () => routes.filter(({ body }) => body);

  it('takes the example of every variant that a body has', () => {
    const refused = writing().flatMap((route) =>
      variantsOf(route).map(({ variant, body }) => [route.operation, variant, errorsOf(route, 'body', body)] as const),
    );
    expect(refused.filter(([, , errors]) => errors.length > 0)).toEqual([]);
  });

  it('refuses in every field what is right in none', () => {
    const taken: string[] = [];
    for (const route of writing())
      for (const { what, body } of neverRight(route)) {
        const errors = errorsOf(route, 'body', body);
        expect(errors.filter((error) => !isTold(error))).toEqual([]);
        if (errors.length === 0) taken.push(`${route.operation}: ${what}`);
      }
    expect(taken).toEqual([]);
  });

  it('refuses, and does not begin to act on, half a body, a list, and a field that it has not heard of', async () => {
    const before = await keptBeside();
    const bodies = (route: Route): Request[] => [
      { what: 'half a body', body: JSON.stringify(route.example ?? {}).slice(0, -1) },
      { what: 'a list', body: '[]' },
      ...variantsOf(route).map(({ variant, body }) => ({
        what: `${variant}an unheard field`,
        body: { ...(body as object), unheard: 1 },
      })),
    ];
    const sent = await sendAll(
      writing().flatMap((route) => bodies(route).map((wrong) => () => send(route, rolesOf(route)[0], 0, wrong))),
    );
    expect(sent.filter((one) => !isRefused(one)).map(({ what }) => what)).toEqual([]);
    expect(faults(sent)).toEqual([]);
    expect(await traces(sent)).toBe(0);
    expect(await keptBeside()).toEqual(before);
  });

  it('takes what is seldom right, or refuses it without a trace, in whatever state it finds the record', async () => {
    for (const route of writing()) {
      const wrongs = seldomRight(route).filter(({ body }) => {
        const errors = errorsOf(route, 'body', body);
        expect(errors.filter((error) => !isTold(error))).toEqual([]);
        return errors.length === 0;
      });
      const isFirst = ({ field }: Wrong, at: number) => wrongs.findIndex((wrong) => wrong.field === field) === at;
      const shown = variantsOf(route).map(({ variant, body }) => ({ what: `${variant}as shown`, body }));
      const telling = wrongs.filter((wrong, at) => wrong.field.isTime || isFirst(wrong, at));
      const sent = await sendAll(
        Array.from({ length: SAMPLES }, (_, nth) => (nth === 0 ? wrongs : telling)).flatMap((wrongs, nth) =>
          rolesOf(route).flatMap((role) => [...wrongs, ...shown].map((one) => () => send(route, role, nth, one))),
        ),
      );
      expect(faults(sent)).toEqual([]);
      expect(await traces(sent)).toBe(0);
      if (isSigned(route)) expectHeard(route, sent);
    }
  });

  it('finds nothing at an address full of nonsense', async () => {
    for (const route of routes) {
      const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
      const inPath =
        names.length === 0
          ? []
          : WRONG_IN_ADDRESS.filter((part) =>
              mayPass(
                part,
                (value) => errorsOf(route, 'path', Object.fromEntries(names.map((name) => [name, value]))).length === 0,
              ),
            );
      const paths = inPath.map((part) => ({ what: `${part} in the path`, path: pathOf(route, 0, part) }));
      const queries = fieldsOf(route.query ?? z.object({})).flatMap(({ path: [name] }) =>
        WRONG_IN_ADDRESS.filter((part) =>
          mayPass(part, (value) =>
            errorsOf(route, 'query', { [name!]: value }).every(({ pointer }) => pointer !== `/${name}`),
          ),
        ).map((value) => ({
          what: `${value} as ${name}`,
          path: `${pathOf(route)}?${[...queryOf(route, name), `${name}=${value}`].join('&')}`,
        })),
      );
      const sent = await sendAll([...paths, ...queries].map((wrong) => () => send(route, rolesOf(route)[0], 0, wrong)));
      expect(faults(sent)).toEqual([]);
      expect(await traces(sent)).toBe(0);
    }
  });
});
