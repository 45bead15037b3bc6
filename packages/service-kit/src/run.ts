import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBus, embeddedBus, Inbox, kafkaBus, Relay } from '@zhiqiao/bus';
import { type Actor, deadTopicOf, type EventDefinitions, systemActor, topicOf } from '@zhiqiao/domain';
import { type AnyKind, ClockScan, type MongoRecords, mongoRecords, recordErrors } from '@zhiqiao/records';
import { chineseCalendar, loadRulePacks } from '@zhiqiao/rules';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { adminRoutes } from './admin.ts';
import { buildApp, listen } from './app.ts';
import { asyncApiOf } from './asyncapi.ts';
import { caller } from './call.ts';
import { clockRoutes, virtualClock } from './clock.ts';
import { type Env, type KitConfig, loadConfig } from './config.ts';
import { measure, probes, type Vitals } from './health.ts';
import { type Issuer, openIdIssuer } from './issuer.ts';
import { overloadGuard, rateLimits } from './limits.ts';
import { logger } from './log.ts';
import { openApiOf } from './openapi.ts';
import { problemCatalogue, problemPages } from './problems.ts';
import { startTelemetry } from './telemetry.ts';
import { tokenVerifier } from './tokens.ts';
import type { Platform, Route, Service } from './types.ts';

export type Running = { url: string; platform: Platform; stop(): Promise<void> };

/** What tests put in place of the world outside; production has none of it. */
export type Instead = {
  clock?: { now(): Date };
  issuer?: Issuer;
  database?: string;
  bus?: (bus: EventBus) => EventBus;
  checkAnswers?: boolean;
};

/** Partition counts are fixed for good; replication and retention of production topics are set by infra beforehand. */
const PARTITIONS = 6;

/** Builds a service around its rules, from its configuration to the open port. */
export const run = async (service: Service<any>, env: Env, instead: Instead = {}): Promise<Running> => {
  const { kit, own, urls } = loadConfig<z.ZodRawShape>(service.config, env);
  const city = kit.ZHIQIAO_CITY;
  const log = logger(service.name, city, kit.ZHIQIAO_LOG_LEVEL);
  const telemetry = startTelemetry(service.name, city, kit.OTEL_EXPORTER_OTLP_ENDPOINT);
  const connection = await connect(kit, instead.database ?? `zq_${city}_${service.name}`);
  const redis = cache(kit.REDIS_URL, log);
  const virtual = kit.ZHIQIAO_CLOCK === 'virtual' ? await virtualClock(connection, city) : undefined;
  const { now } = instead.clock ?? virtual ?? { now: () => new Date() };
  const [rules, calendar] = [await loadRulePacks(), chineseCalendar()];
  const issuer = instead.issuer ?? openIdIssuer(kit.OIDC_ISSUER);

  const stores = new Map<AnyKind, MongoRecords<AnyKind>>(
    service.kinds.map((kind) => [kind, mongoRecords({ connection, city, kind, now })]),
  );
  const storeOf = (kind: AnyKind) => {
    const store = stores.get(kind);
    if (!store) throw new RangeError(`${service.name} does not list the kind ${kind.events.stream}`);
    return store;
  };
  const reads = connection.collection('audit_reads');
  const auditRead = async (actor: Actor, subject: string, purpose: string) => {
    await reads.insertOne({ actor: actor.id, subject, purpose, at: now() });
  };
  const platform: Platform<Record<string, unknown>> = {
    service: service.name,
    city,
    config: own,
    now,
    records: (kind) => storeOf(kind) as never,
    rules,
    calendar,
    log,
    mongo: connection,
    redis,
    call: caller({ urls, issuer, clientId: kit.ZHIQIAO_CLIENT_ID, clientSecret: kit.ZHIQIAO_CLIENT_SECRET }),
    auditRead,
  };
  const wiring = await service.wire(platform);

  const busOf = instead.bus ?? ((bus) => bus);
  const bus = busOf(eventBus(kit, service.name, connection, log));
  const all = [...stores.values()];
  const relay = new Relay({ connection, bus, stores: all, log });
  const { reactions } = wiring;
  const inbox = new Inbox({ connection, bus, city, service: service.name, reactions, stores: all, now, log });
  const scans = service.kinds
    .filter((kind) => kind.clocks)
    .map(
      (kind) =>
        new ClockScan({
          connection,
          records: storeOf(kind),
          handlers: wiring.clocks[kind.events.stream] ?? {},
          now,
          log,
        }),
    );

  for (const store of all) await store.prepare();
  await inbox.prepare();
  await wiring.prepare?.();
  await ensureTopics(
    bus,
    city,
    [...service.kinds.map((kind) => kind.events), ...reactions.map(({ events }) => events)],
    log,
  );
  relay.start();
  await inbox.start();
  for (const scan of scans) await scan.start();

  let draining = false;
  const overload = overloadGuard({ inFlight: kit.ZHIQIAO_MAX_IN_FLIGHT, loopDelayMs: kit.ZHIQIAO_MAX_LOOP_DELAY_MS });
  const vitals: Vitals = {
    mongo: connection,
    consumerHealthy: () => inbox.healthy(),
    consumerLag: () => inbox.lag(),
    parkedCount: async () => (await inbox.parking.list({ limit: 200 })).items.length,
    oldestPendingMs: () => relay.oldestPendingAge(),
    draining: () => draining,
  };
  measure(telemetry.meter, vitals, overload);

  const routes: Route[] = [
    ...wiring.routes,
    ...adminRoutes({
      city,
      now,
      rules,
      calendar,
      parking: inbox.parking,
      async history(stream, id) {
        const kind = service.kinds.find(({ events }) => events.stream === stream);
        if (!kind) throw recordErrors.notFound();
        return storeOf(kind).history(systemActor(city, service.name), id);
      },
      outbox: async () => {
        const counts = await Promise.all(
          all.map(({ records }) => records.countDocuments({ 'pending.0': { $exists: true } })),
        );
        return {
          pending: counts.reduce((sum, count) => sum + count, 0),
          oldestSeconds: relay.oldestPendingAge() / 1000,
        };
      },
    }),
    ...(virtual ? clockRoutes(virtual) : []),
  ];
  const documents = {
    openapi: openApiOf(service, routes),
    asyncapi: asyncApiOf(service.kinds.map((kind) => kind.events)),
  };
  const app = buildApp({
    city,
    now,
    dateOf: (instant) => calendar.dateOf(instant),
    verify: tokenVerifier(kit.OIDC_ISSUER, issuer.keys),
    limit: rateLimits(`${city}:${service.name}`, redis, {
      anonymous: kit.ZHIQIAO_RATE_ANONYMOUS,
      public: kit.ZHIQIAO_RATE_PUBLIC,
      staff: kit.ZHIQIAO_RATE_STAFF,
    }),
    auditRead,
    checkAnswers: instead.checkAnswers ?? false,
    routes,
    log,
    meter: telemetry.meter,
    overload,
    trustedProxies: kit.ZHIQIAO_TRUSTED_PROXIES,
    open: {
      ...probes(vitals),
      ...problemPages(problemCatalogue(service.errors)),
      '/metrics': telemetry.metrics as never,
      '/openapi.json': (_req, res) => void res.json(documents.openapi),
      '/asyncapi.json': (_req, res) => void res.json(documents.asyncapi),
    },
    mount: wiring.mount,
  });
  const server = await listen(app, kit.PORT, kit.ZHIQIAO_HOST);
  const address = server.address() as { port: number };
  const url = `http://127.0.0.1:${address.port}`;
  log.info({ url, bus: bus.name }, 'up');

  let stopped: Promise<void> | undefined;
  /** Finishes what was taken: first the door, then the consumers, then what is still to be told, at last the database. */
  const stop = async () => {
    draining = true;
    await sleep(kit.ZHIQIAO_DRAIN_MS);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.race([closed, sleep(4000)]);
    server.closeAllConnections();
    await Promise.all([inbox.stop(), ...scans.map((scan) => scan.stop())]);
    await relay.stop();
    await bus.close();
    overload.stop();
    issuer.stop();
    virtual?.stop();
    redis.disconnect();
    await telemetry.stop();
    await connection.close();
  };
  return { url, platform, stop: () => (stopped ??= stop()) };
};

const connect = (kit: KitConfig, dbName: string) =>
  mongoose
    .createConnection(kit.MONGODB_URI, {
      dbName,
      maxPoolSize: 100,
      writeConcern: { w: 'majority', journal: true },
      serverSelectionTimeoutMS: 5000,
      connectTimeoutMS: 3000,
      socketTimeoutMS: 20_000,
      autoIndex: false,
    })
    .asPromise();

/** Holds nothing that can't be rebuilt: while Redis is away commands fail at once and their callers do without. */
const cache = (url: string, log: Logger): Redis => {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, enableAutoPipelining: true });
  let away = false;
  redis.on('error', (err) => {
    if (!away) log.warn({ err }, 'redis is away');
    away = true;
  });
  redis.on('ready', () => {
    away = false;
  });
  return redis;
};

const eventBus = (kit: KitConfig, name: string, connection: mongoose.Connection, log: Logger): EventBus =>
  kit.ZHIQIAO_BUS === 'embedded'
    ? embeddedBus({ connection: connection.useDb(`zq_${kit.ZHIQIAO_CITY}_bus`), log })
    : kafkaBus({ brokers: kit.KAFKA_BROKERS, clientId: `${kit.ZHIQIAO_CITY}.${name}`, log });

/** Without Kafka commands still commit: so a broker that is away delays the topics, not the service. */
const ensureTopics = async (bus: EventBus, city: string, streams: EventDefinitions[], log: Logger) => {
  const names = new Set(streams.flatMap((events) => [topicOf(city, events), deadTopicOf(topicOf(city, events))]));
  await bus
    .ensureTopics([...names].map((topic) => ({ topic, partitions: PARTITIONS, replication: 1 })))
    .catch((err) => log.error({ err }, 'topics could not be ensured'));
};
