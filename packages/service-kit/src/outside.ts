import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBus, embeddedBus, kafkaBus } from '@zhiqiao/bus';
import type { EventDefinitions } from '@zhiqiao/domain';
import { topicsOf } from '@zhiqiao/infra/kafka';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import type { Logger } from 'pino';
import type { KitConfig } from './config.ts';

export const connectMongo = (kit: KitConfig, dbName: string): Promise<mongoose.Connection> =>
  mongoose
    .createConnection(kit.MONGODB_URI, {
      dbName,
      maxPoolSize: 100,
      writeConcern: { w: 'majority', journal: true },
      serverSelectionTimeoutMS: 5000,
      waitQueueTimeoutMS: 5000,
      connectTimeoutMS: 3000,
      socketTimeoutMS: 20_000,
      autoIndex: false,
    })
    .asPromise();

/** Holds nothing that can't be rebuilt: while Redis is away or hangs, commands fail soon and their callers do without. */
export const connectRedis = (url: string, log: Logger): Redis => {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    enableAutoPipelining: true,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2000),
  });
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

export const connectBus = (kit: KitConfig, name: string, connection: mongoose.Connection, log: Logger): EventBus => {
  if (kit.ZHIQIAO_BUS === 'embedded') {
    return embeddedBus({ connection: connection.useDb(`zq_${kit.ZHIQIAO_CITY}_bus`), log });
  }
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = kit;
  return kafkaBus({
    brokers: kit.KAFKA_BROKERS,
    clientId: `${kit.ZHIQIAO_CITY}.${name}`,
    log,
    ssl: kit.KAFKA_TLS,
    ...(username && password && { sasl: { mechanism, username, password } }),
  });
};

const LONGEST_WAIT_MS = 10_000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5000;

/**
 * Makes the topics that a service writes and reads. A production cluster has them beforehand, with its own replication;
 * there nothing is made. Without a broker commands still commit, so its absence delays the topics and not the service.
 */
export const ensureTopics = async (
  bus: EventBus,
  kit: KitConfig,
  streams: EventDefinitions[],
  log: Logger,
): Promise<{ stop(): void }> => {
  let stopped = bus.name === 'kafka' && kit.ZHIQIAO_PROFILE === 'production';
  const topics = topicsOf(kit.ZHIQIAO_CITY, kit.ZHIQIAO_PROFILE, [...new Set(streams)]);
  const made = async () => {
    for (let retryMs = FIRST_RETRY_MS; !stopped; retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)) {
      try {
        return await bus.ensureTopics(topics);
      } catch (err) {
        log.warn({ err }, 'topics could not be ensured: trying again');
        await sleep(retryMs, undefined, { ref: false });
      }
    }
  };
  await Promise.race([made(), sleep(LONGEST_WAIT_MS, undefined, { ref: false })]);
  return {
    stop: () => {
      stopped = true;
    },
  };
};
