import type { BusLog } from '../log.ts';
import { silent } from '../log.ts';
import type { EventBus } from '../types.ts';
import { LogSubscription } from './log-subscription.ts';
import { partitionOf, refuseOversized, UnknownTopic } from './messages.ts';
import type { PartitionedLog } from './partitioned-log.ts';

export type LogBusOptions = { claimMs: number; watchdogMs?: number; log?: BusLog };

/** The bus over a log of our own: embedded in MongoDB, or in memory. */
export function logBus(
  name: 'embedded' | 'memory',
  store: PartitionedLog,
  { claimMs, watchdogMs = 60_000, log = silent }: LogBusOptions,
): EventBus {
  const subscriptions = new Set<LogSubscription>();
  return {
    name,
    ensureTopics: (topics) => store.create(topics),
    async publish(topic, messages) {
      refuseOversized(topic, messages);
      const partitions = await store.partitionsOf(topic);
      if (partitions === undefined) throw new UnknownTopic(topic);
      const parts = Map.groupBy(messages, (message) => partitionOf(message.key, partitions));
      await Promise.all([...parts].map(([partition, part]) => store.append({ topic, partition }, part)));
    },
    async subscribe({ group, topics, handle }) {
      const subscription = new LogSubscription({ store, group, topics, handle, claimMs, watchdogMs, log });
      subscriptions.add(subscription);
      return subscription;
    },
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      await store.close();
    },
  };
}
