import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBus, Inbox, Relay } from '@zhiqiao/bus';
import { systemActor } from '@zhiqiao/domain';
import { type AnyKind, Clocks, keepAtHand, type MongoRecords, mongoRecords, recordErrors } from '@zhiqiao/records';
import { chineseCalendar, loadRulePacks } from '@zhiqiao/rules';
import type { z } from 'zod';
import { adminRoutes } from './admin.ts';
import { buildApp, listen } from './app.ts';
import { asyncApiOf } from './asyncapi.ts';
import { auditTrail } from './audit.ts';
import { caller } from './call.ts';
import { clockRoutes, virtualClock } from './clock.ts';
import { type Env, loadConfig } from './config.ts';
import { measure, probes, type Vitals } from './health.ts';
import { type Issuer, openIdIssuer } from './issuer.ts';
import { overloadGuard, rateLimits } from './limits.ts';
import { logger } from './log.ts';
import { openApiOf } from './openapi.ts';
import { connectBus, connectMongo, connectRedis, ensureTopics } from './outside.ts';
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

/** Builds a service around its rules, from its configuration to the open port. */
export const run = async (service: Service<any>, env: Env, instead: Instead = {}): Promise<Running> => {
  const { kit, own, urls } = loadConfig<z.ZodRawShape>(service.config, env);
  const city = kit.ZHIQIAO_CITY;
  const log = logger(service.name, city, kit.ZHIQIAO_LOG_LEVEL);
  const telemetry = startTelemetry(service.name, city, kit);
  const connection = await connectMongo(kit, instead.database ?? `zq_${city}_${service.name}`);
  const redis = connectRedis(kit.REDIS_URL, log);
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
  const audit = auditTrail(connection, now);
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
    audit,
  };
  const wiring = await service.wire(platform);

  const busOf = instead.bus ?? ((bus) => bus);
  const bus = busOf(connectBus(kit, service.name, connection, log));
  const all = [...stores.values()];
  const relay = new Relay({ connection, bus, stores: all, log });
  const { reactions } = wiring;
  const inbox = new Inbox({ connection, bus, city, service: service.name, reactions, stores: all, now, log });
  const overload = overloadGuard({ inFlight: kit.ZHIQIAO_MAX_IN_FLIGHT, loopDelayMs: kit.ZHIQIAO_MAX_LOOP_DELAY_MS });
  const clocks = new Clocks({
    connection,
    kinds: service.kinds
      .filter((kind) => kind.clocks)
      .map((kind) => ({ records: storeOf(kind), handlers: wiring.clocks[kind.events.stream] ?? {} })),
    now,
    log,
    giveWay: () => overload.measure().inFlight > 0,
  });

  for (const store of all) await store.prepare();
  await inbox.prepare();
  await audit.prepare();
  const atHand = keepAtHand({ connection, city, stores: (service.atHand ?? []).map(storeOf), log });
  await wiring.prepare?.();
  const streams = [...service.kinds.map((kind) => kind.events), ...reactions.map(({ events }) => events)];
  const topics = await ensureTopics(bus, kit, streams, log);
  relay.start();
  await inbox.start();
  await clocks.start();

  let draining = false;
  const vitals: Vitals = {
    mongo: connection,
    consumerHealthy: () => inbox.healthy(),
    consumerLag: () => inbox.lag(),
    parkedCount: async () => (await inbox.parking.list({ limit: 200 })).items.length,
    oldestPendingMs: () => relay.oldestPendingAge(),
    draining: () => draining,
    serviceReady: () => wiring.ready?.() ?? true,
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
        const unpublished = all.map(({ records }) => records.countDocuments({ 'pending.0': { $exists: true } }));
        const spilled = all[0]?.log.countDocuments({ unsent: true }) ?? 0;
        const counts = await Promise.all([spilled, ...unpublished]);
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
    recognise: wiring.recognise,
    limit: rateLimits(`${city}:${service.name}`, redis, {
      anonymous: kit.ZHIQIAO_RATE_ANONYMOUS,
      public: kit.ZHIQIAO_RATE_PUBLIC,
      staff: kit.ZHIQIAO_RATE_STAFF,
    }),
    auditRead: audit.add,
    checkAnswers: instead.checkAnswers ?? false,
    routes,
    log,
    meter: telemetry.meter,
    overload,
    trustedProxies: kit.ZHIQIAO_TRUSTED_PROXIES,
    open: {
      ...probes(vitals),
      ...problemPages(problemCatalogue(service.errors)),
      '/metrics': (req, res) => telemetry.metrics(req, res),
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
    // A kept connection turns idle when its last answer is out.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    await Promise.race([closed, sleep(4000, undefined, { ref: false })]);
    clearInterval(idle);
    server.closeAllConnections();
    topics.stop();
    await Promise.all([inbox.stop(), wiring.stop?.(), clocks.stop()]);
    await Promise.all([relay.stop(), atHand.stop()]);
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
