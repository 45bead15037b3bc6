import type { ConnectionOptions } from 'node:tls';
import { type Admin, Kafka, logLevel, type SASLOptions } from 'kafkajs';
import { type BusLog, silent } from '../log.ts';
import type { EventBus, TopicSpec } from '../types.ts';
import { KafkaConsumer } from './kafka-consumer.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import { Renewed } from './renewed.ts';

export type KafkaOptions = {
  brokers: string[];
  clientId: string;
  ssl?: boolean | ConnectionOptions;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  /** Messages wait and none was handled for so long: the subscription is unhealthy and builds its client anew. */
  watchdogMs?: number;
  log?: BusLog;
};

export function kafkaBus({ brokers, clientId, ssl, sasl, watchdogMs = 60_000, log = silent }: KafkaOptions): EventBus {
  const kafka = new Kafka({
    brokers,
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl: sasl as SASLOptions }),
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 5_000 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => {
      const { message, error } = entry.log;
      log[entry.level === logLevel.ERROR ? 'error' : 'warn']({ kafka: entry.namespace, error }, message);
    },
  });
  const admin = new Renewed(() => kafka.admin(), 30_000);
  const publisher = new KafkaPublisher(kafka);
  const consumers = new Set<KafkaConsumer>();

  return {
    name: 'kafka',
    ensureTopics: (topics) => admin.use('ensureTopics', (client) => createMissing(client, topics)),
    publish: (topic, messages) => publisher.publish(topic, messages),
    async subscribe({ group, topics, handle }) {
      const consumer = new KafkaConsumer({ kafka, admin, group, topics, handle, watchdogMs, log });
      consumers.add(consumer);
      consumer.start();
      return consumer;
    },
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      await Promise.all([publisher.close(), admin.close()]);
    },
  };
}

/** Existing topics are left as they are: their partition count fixes which keys are in order. */
async function createMissing(client: Admin, topics: TopicSpec[]): Promise<void> {
  const there = new Set(await client.listTopics());
  const missing = topics.filter(({ topic }) => !there.has(topic));
  if (!missing.length) return;
  await client.createTopics({
    waitForLeaders: true,
    topics: missing.map(({ topic, partitions, replication, config = {} }) => ({
      topic,
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
    })),
  });
}
