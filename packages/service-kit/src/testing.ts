import { randomBytes, randomUUID } from 'node:crypto';
import type { EventBus } from '@zhiqiao/bus';
import type { Actor, Role } from '@zhiqiao/domain';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Issuer } from './issuer.ts';
import { type Running, run } from './run.ts';
import { AUDIENCE } from './tokens.ts';
import type { Service } from './types.ts';

export { checkOf } from './input.ts';

type Somebody = Partial<Actor> & { roles: Role[] };
export type TestRun = Running & {
  world: string;
  /** An access token as identity would issue it. */
  token(claims: Somebody): Promise<string>;
  /** Sends JSON (bytes and texts as they are) as that actor (none: no token), with an Idempotency-Key when it is a POST. Header values win. */
  send(
    actor: Somebody | undefined,
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<{ status: number; headers: Headers; body: any }>;
  /** Stops, drops the database. */
  drop(): Promise<void>;
};

const CITY = '449900';
const ISSUER = 'https://issuer.test';
const UNLIMITED = '1000000';

/** A service in this process on a random port, with a database of its own and the topics of its `world`. */
export const startForTest = async (
  service: Service<any>,
  options: { env?: Record<string, string>; clock?: { now(): Date }; world?: string; checkAnswers?: boolean } = {},
): Promise<TestRun> => {
  const world = options.world ?? randomBytes(4).toString('hex');
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
  const issuer: Issuer = { keys, tokenEndpoint: async () => `${ISSUER}/token`, stop: () => {} };
  const { MONGODB_URI, REDIS_URL, KAFKA_BROKERS, ZHIQIAO_BUS } = process.env;
  const env = {
    ZHIQIAO_CITY: CITY,
    ZHIQIAO_PROFILE: 'demo',
    ZHIQIAO_HOST: '127.0.0.1',
    ZHIQIAO_LOG_LEVEL: 'silent',
    PORT: '0',
    OIDC_ISSUER: ISSUER,
    ZHIQIAO_RATE_ANONYMOUS: UNLIMITED,
    ZHIQIAO_RATE_PUBLIC: UNLIMITED,
    MONGODB_URI,
    REDIS_URL,
    KAFKA_BROKERS,
    ZHIQIAO_BUS,
    ...options.env,
  };
  const running = await run(service, env, {
    // With an OIDC_ISSUER of its own a test brings real tokens.
    ...(options.env?.OIDC_ISSUER === undefined && { issuer }),
    database: `zq_${world}_${service.name}`,
    bus: (bus) => inWorld(bus, world),
    checkAnswers: options.checkAnswers ?? true,
    ...(options.clock && { clock: options.clock }),
  });

  const sign = ({ id, ...claims }: Somebody) =>
    new SignJWT({ city: CITY, ...claims })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject(id ?? `account-${claims.roles.join('-')}`)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('1d')
      .sign(privateKey);
  /** Whoever has a token sends it again, as clients do. */
  const tokens = new Map<string, Promise<string>>();
  const token = (somebody: Somebody) => {
    const key = JSON.stringify(somebody);
    const held = tokens.get(key) ?? sign(somebody);
    tokens.set(key, held);
    return held;
  };

  return {
    ...running,
    world,
    token,
    async send(actor, method, path, { body, headers } = {}) {
      const response = await fetch(running.url + path, {
        method: method.toUpperCase(),
        headers: {
          ...(actor && { authorization: `Bearer ${await token(actor)}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(method.toUpperCase() === 'POST' && { 'idempotency-key': randomUUID() }),
          ...headers,
        },
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
        }),
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      const json = /json/.test(response.headers.get('content-type') ?? '');
      const file = response.headers.has('content-disposition');
      const content = json ? JSON.parse(bytes.toString()) : file ? bytes : bytes.toString();
      return { status: response.status, headers: response.headers, body: content };
    },
    async drop() {
      const { name } = running.platform.mongo;
      const client = running.platform.mongo.getClient();
      await running.stop();
      await client.connect();
      await client.db(name).dropDatabase();
      await client.close();
    },
  };
};

/** The bus with every topic and group of a world behind a prefix, so that test files do not hear one another. */
const inWorld = (bus: EventBus, world: string): EventBus => {
  const into = (name: string) => `${world}-${name}`;
  const out = (name: string) => name.slice(world.length + 1);
  return {
    name: bus.name,
    ensureTopics: (topics) =>
      bus.ensureTopics(topics.map((spec) => ({ ...spec, topic: into(spec.topic), partitions: 2 }))),
    publish: (topic, messages) => bus.publish(into(topic), messages),
    subscribe: ({ group, topics, handle }) =>
      bus.subscribe({
        group: into(group),
        topics: topics.map(into),
        handle: (batch, beat) =>
          handle(
            batch.map((message) => ({ ...message, topic: out(message.topic) })),
            beat,
          ),
      }),
    close: () => bus.close(),
  };
};
