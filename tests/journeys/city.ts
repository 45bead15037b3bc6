/**
 * A running city as its users meet it: over HTTP, signed in, each POST with its own Idempotency-Key and sent again with
 * the same key when the answer was lost. What a step tells is read back from the record's own history.
 */
import { readFileSync } from 'node:fs';
import { eventually, signIn, uuid7 } from '@zhiqiao/testing';

export type CityFile = { city: string; services: Record<string, string> };
export type Answer = { status: number; body: any; headers: Headers };
type Options = { purpose?: string; ifMatch?: string; expect?: number };

/** A step went another way than the story tells. */
export class WrongStep extends Error {}

const PATIENCE = 180_000;
const TOKEN_LIFE = 5 * 60_000;

export const readCity = (file: string): CityFile => JSON.parse(readFileSync(file, 'utf8'));

export const openCity = ({ city, services }: CityFile, password = process.env.ZHIQIAO_DEMO_PASSWORD ?? 'demo') => {
  const tokens = new Map<string, { token: Promise<string>; until: number }>();
  const passwords = new Map<string, string>();
  const urlOf = (service: string) => services[service] ?? fail(`city.json names no service ${service}`);

  const tokenOf = (login: string) => {
    const held = tokens.get(login);
    if (held && held.until > Date.now()) return held.token;
    const token = patiently(() => signIn(urlOf('identity'), login, passwords.get(login) ?? password));
    token.catch(() => tokens.delete(login));
    tokens.set(login, { token, until: Date.now() + TOKEN_LIFE });
    return token;
  };

  const send = async (
    login: string | undefined,
    method: string,
    service: string,
    path: string,
    body?: unknown,
    options: Options = {},
  ) => {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method === 'POST') headers['idempotency-key'] = uuid7();
    headers['x-purpose'] = encodeURIComponent(options.purpose ?? 'journey');
    if (options.ifMatch) headers['if-match'] = options.ifMatch;
    if (login) headers.authorization = `Bearer ${await tokenOf(login)}`;
    const answer = await patiently(async (): Promise<Answer> => {
      const response = await fetch(urlOf(service) + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      });
      if (response.status >= 500 || response.status === 429)
        throw new Error(`${service} answered ${response.status}: ${await response.text()}`);
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
    });
    const wanted = options.expect ?? 0;
    if (wanted ? answer.status !== wanted : answer.status >= 400)
      throw new WrongStep(
        `${login ?? 'anyone'} ${method} ${service}${path}: ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    return answer;
  };

  const as = (login?: string) => ({
    login,
    get: (service: string, path: string, options?: Options) => send(login, 'GET', service, path, undefined, options),
    post: (service: string, path: string, body: unknown = {}, options?: Options) =>
      send(login, 'POST', service, path, body, options),
    put: (service: string, path: string, body: unknown, options?: Options) =>
      send(login, 'PUT', service, path, body, options),
  });

  return {
    city,
    urlOf,
    as,
    /** A password of an account opened on the way. */
    remember: (login: string, secret: string) => passwords.set(login, secret),
    /** Waits until the record's history holds the event, and tells it. */
    told: (service: string, stream: string, id: string, type: string) =>
      eventually(
        async () => {
          const { body } = await send(
            'admin.wang',
            'GET',
            service,
            `/admin/records/${stream}/${encodeURIComponent(id)}/events`,
          );
          return (body.items as Told[]).findLast((event) => event.type === type);
        },
        { within: PATIENCE, every: 60 },
      ),
    now: async (): Promise<Date> => new Date((await send(undefined, 'GET', 'registration', '/clock')).body.now),
    /** Moves the city's calendar on; every service follows before this returns. */
    async moveTo(instant: Date) {
      await send('admin.wang', 'PUT', 'registration', '/clock', { now: instant.toISOString() }, { ifMatch: '*' });
      await Promise.all(
        Object.keys(services)
          .filter((service) => service !== 'insurance-double')
          .map((service) =>
            eventually(async () => new Date((await send(undefined, 'GET', service, '/clock')).body.now) >= instant, {
              within: PATIENCE,
            }),
          ),
      );
    },
  };
};
export type City = ReturnType<typeof openCity>;
export type Told = { type: string; version: number; at: string; by: string; id: string; data: any };

/** Goes on after a lost answer, a restart, a full queue; gives up after minutes. */
const patiently = async <T>(attempt: () => Promise<T>): Promise<T> => {
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await attempt();
    } catch (problem) {
      if (problem instanceof WrongStep || Date.now() > until) throw problem;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
};

const fail = (why: string): never => {
  throw new Error(why);
};
