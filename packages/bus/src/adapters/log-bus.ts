import type { BusLog } from '../log.ts';
import { silent } from '../log.ts';
import type { EventBus, OutMessage, TopicSpec } from '../types.ts';
import { LogSubscription } from './log-subscription.ts';
import { partitionOf, refuseOversized, UnknownTopic } from './messages.ts';

export type Partition = { topic: string; partition: number };
export type Stored = OutMessage & { offset: number };
export const nameOf = ({ topic, partition }: Partition): string => `${topic}/${partition}`;

/** What an append-only log must do for a bus to stand on it. Offsets of a partition count 0, 1, 2 … without a gap. */
export interface PartitionedLog {
  create(topics: TopicSpec[]): Promise<void>;
  /** Undefined for a topic that does not exist. */
  partitionsOf(topic: string): Promise<number | undefined>;
  append(to: Partition, messages: OutMessage[]): Promise<void>;
  read(from: Partition, offset: number, limit: number): Promise<Stored[]>;
  end(of: Partition): Promise<number>;
  committed(group: string, of: Partition): Promise<number>;
  /** False when the partition is no longer this member's. */
  commit(group: string, member: string, of: Partition, next: number): Promise<boolean>;
  /** The living members of the group, in one order for all of them; to ask is to live on. */
  members(group: string, member: string): Promise<string[]>;
  /** Takes what is free of these, keeps what is ours, lets go of everything else; answers what is ours now. */
  hold(group: string, member: string, wanted: Partition[]): Promise<Partition[]>;
  leave(group: string, member: string): Promise<void>;
  /** Calls back when something may have been appended; answers how to stop that. */
  listen(topics: string[], ring: (appended: Partition) => void): () => void;
  close(): Promise<void>;
}

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
