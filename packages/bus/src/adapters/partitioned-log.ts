import type { OutMessage, TopicSpec } from '../types.ts';

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
