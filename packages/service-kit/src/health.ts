import type { Meter } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import type { Connection } from 'mongoose';
import type { overloadGuard } from './limits.ts';

const PING_MS = 1000;
const OUTBOX_LIMIT_MS = 60_000;

export type Vitals = {
  mongo: Connection;
  /** False when messages wait and none was handled for too long. */
  consumerHealthy(): boolean;
  consumerLag(): Promise<number>;
  parkedCount(): Promise<number>;
  oldestPendingMs(): number;
  draining(): boolean;
  /** What the service says of itself. */
  serviceReady(): boolean;
};

const ping = async (mongo: Connection): Promise<boolean> => {
  const answered = mongo.db?.command({ ping: 1 }, { timeoutMS: PING_MS }).then(
    () => true,
    () => false,
  );
  return (await answered) ?? false;
};

/**
 * Alive: the event loop turns and the consumer moves; a new process would help otherwise. Ready: commands can be
 * committed and what was committed leaves the outbox. Kafka is no part of it: without it commands still commit.
 */
export const probes = (vitals: Vitals): Record<'/livez' | '/readyz', RequestHandler> => {
  const answer =
    (checks: () => Promise<Record<string, boolean>>): RequestHandler =>
    async (_req, res) => {
      const results = await checks();
      res.status(Object.values(results).every(Boolean) ? 200 : 503).json(results);
    };
  return {
    '/livez': answer(async () => ({ consumer: vitals.consumerHealthy() })),
    '/readyz': answer(async () => ({
      serving: !vitals.draining(),
      mongo: await ping(vitals.mongo),
      outbox: vitals.oldestPendingMs() < OUTBOX_LIMIT_MS,
      service: vitals.serviceReady(),
    })),
  };
};

/** What an operator watches beside the requests. */
export const measure = (meter: Meter, vitals: Vitals, overload: ReturnType<typeof overloadGuard>): void => {
  const gauge = (name: string, unit: string, read: () => number | Promise<number>) =>
    meter.createObservableGauge(name, { unit }).addCallback(async (result) => {
      const value = await Promise.resolve()
        .then(read)
        .catch(() => undefined); // A source that is away has no value, rather than a wrong one.
      if (value !== undefined) result.observe(value);
    });
  gauge('zhiqiao.requests.in_flight', '{request}', () => overload.measure().inFlight);
  gauge('zhiqiao.event_loop.delay', 'ms', () => overload.measure().loopDelayMs);
  gauge('zhiqiao.outbox.oldest', 'ms', vitals.oldestPendingMs);
  gauge('zhiqiao.consumer.lag', '{message}', vitals.consumerLag);
  gauge('zhiqiao.consumer.parked', '{event}', vitals.parkedCount);
};
