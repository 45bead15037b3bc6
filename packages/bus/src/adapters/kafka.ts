import type { ConnectionOptions } from 'node:tls';
import { type Admin, Kafka, type LogEntry, logLevel, type RetryOptions, type SASLOptions } from 'kafkajs';
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
  const client = (retry: RetryOptions) =>
    new Kafka({
      brokers,
      clientId,
      ...(ssl === undefined ? {} : { ssl }),
      ...(sasl === undefined ? {} : { sasl: sasl as SASLOptions }),
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      retry: { initialRetryTime: 100, ...retry },
      logLevel: logLevel.WARN,
      logCreator: () => sparingly(log),
    });
  const kafka = client({ retries: 5, maxRetryTime: 5_000 });
  // A consumer that gives up comes back as a new member, and the group waits for the old one for a whole session.
  const patient = client({ retries: 10_000, maxRetryTime: 1_000 });
  const admin = new Renewed(() => kafka.admin(), 30_000);
  const publisher = new KafkaPublisher(kafka);
  const consumers = new Set<KafkaConsumer>();

  return {
    name: 'kafka',
    ensureTopics: (topics) => admin.use('ensureTopics', (client) => createMissing(client, topics)),
    publish: (topic, messages) => publisher.publish(topic, messages),
    async subscribe({ group, topics, handle }) {
      const consumer = new KafkaConsumer({ kafka: patient, admin, group, topics, handle, watchdogMs, log });
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

const REPEAT_LOG_MS = 30_000;

/** kafkajs tells each of its many attempts. All are warnings: whatever fails here is tried again by ours. */
function sparingly(log: BusLog): (entry: LogEntry) => void {
  const told = new Map<string, number>();
  return ({ namespace, log: { message, error } }) => {
    if (Date.now() - (told.get(message) ?? 0) < REPEAT_LOG_MS) return;
    told.set(message, Date.now());
    log.warn({ kafka: namespace, error }, message);
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
