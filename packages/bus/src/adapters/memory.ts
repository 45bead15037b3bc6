import type { EventBus, OutMessage, TopicSpec } from '../types.ts';
import { logBus } from './log-bus.ts';
import { UnknownTopic } from './messages.ts';
import { nameOf, type Partition, type PartitionedLog, type Stored } from './partitioned-log.ts';

/** In this process alone and without chance: for tests and simulations. */
export const memoryBus = (): EventBus => logBus('memory', new MemoryLog(), { claimMs: 50 });

type Group = { members: string[]; next: Map<string, number>; owner: Map<string, string> };

class MemoryLog implements PartitionedLog {
  readonly #topics = new Map<string, Stored[][]>();
  readonly #groups = new Map<string, Group>();
  readonly #listeners = new Set<{ topics: string[]; ring: (appended: Partition) => void }>();

  async create(topics: TopicSpec[]): Promise<void> {
    for (const { topic, partitions } of topics) {
      const empty = Array.from({ length: partitions }, (): Stored[] => []);
      if (!this.#topics.has(topic)) this.#topics.set(topic, empty);
    }
  }

  async partitionsOf(topic: string): Promise<number | undefined> {
    return this.#topics.get(topic)?.length;
  }

  async append(to: Partition, messages: OutMessage[]): Promise<void> {
    const messagesOf = this.#messages(to);
    for (const message of messages) messagesOf.push({ ...message, offset: messagesOf.length });
    for (const { topics, ring } of this.#listeners) if (topics.includes(to.topic)) ring(to);
  }

  async read(from: Partition, offset: number, limit: number): Promise<Stored[]> {
    return this.#messages(from).slice(offset, offset + limit);
  }

  async end(of: Partition): Promise<number> {
    return this.#messages(of).length;
  }

  async committed(group: string, of: Partition): Promise<number> {
    return this.#group(group).next.get(nameOf(of)) ?? 0;
  }

  async commit(group: string, member: string, of: Partition, next: number): Promise<boolean> {
    const { owner, next: offsets } = this.#group(group);
    if (owner.get(nameOf(of)) !== member) return false;
    offsets.set(nameOf(of), next);
    return true;
  }

  async members(group: string, member: string): Promise<string[]> {
    const { members } = this.#group(group);
    if (!members.includes(member)) members.push(member);
    return members;
  }

  async hold(group: string, member: string, wanted: Partition[]): Promise<Partition[]> {
    const { owner } = this.#group(group);
    const names = new Set(wanted.map(nameOf));
    for (const [name, holder] of owner) if (holder === member && !names.has(name)) owner.delete(name);
    for (const name of names) if (!owner.has(name)) owner.set(name, member);
    return wanted.filter((p) => owner.get(nameOf(p)) === member);
  }

  async leave(group: string, member: string): Promise<void> {
    await this.hold(group, member, []);
    const { members } = this.#group(group);
    members.splice(members.indexOf(member), 1);
  }

  listen(topics: string[], ring: (appended: Partition) => void): () => void {
    const listener = { topics, ring };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }

  #messages({ topic, partition }: Partition): Stored[] {
    const messages = this.#topics.get(topic)?.[partition];
    if (!messages) throw new UnknownTopic(topic);
    return messages;
  }

  #group(name: string): Group {
    const group: Group = this.#groups.get(name) ?? { members: [], next: new Map(), owner: new Map() };
    this.#groups.set(name, group);
    return group;
  }
}
