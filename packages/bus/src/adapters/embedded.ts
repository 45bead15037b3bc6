import type { Connection, mongo } from 'mongoose';
import { type BusLog, problemOf, silent } from '../log.ts';
import type { EventBus, OutMessage, TopicSpec } from '../types.ts';
import { logBus } from './log-bus.ts';
import { nameOf, type Partition, type PartitionedLog, type Stored } from './partitioned-log.ts';

export type EmbeddedOptions = { connection: Connection; pollMs?: number; watchdogMs?: number; log?: BusLog };

/** A bus inside MongoDB, shared by all processes of the database: a small city runs without Kafka. */
export const embeddedBus = ({ connection, pollMs = 100, watchdogMs, log = silent }: EmbeddedOptions): EventBus =>
  logBus('embedded', new MongoLog(connection, pollMs, log), {
    claimMs: 1_000,
    log,
    ...(watchdogMs === undefined ? {} : { watchdogMs }),
  });

const LEASE_MS = 6_000;
const RETENTION_MS = 7 * 24 * 3600_000;
const TRIM_EVERY_MS = 3600_000;
const DUPLICATE_KEY = 11000;

/** `appended` counts appends per partition: a bell for other processes, cheap to look at. */
type TopicDoc = { _id: string; partitions: number; appended: Record<string, number> };
type MessageDoc = Partition & Stored & { at: Date };
type OffsetDoc = Partition & { _id: string; group: string; next: number; owner?: string; until?: Date };
type MemberDoc = { _id: string; group: string; until: Date };
type Listener = { topics: string[]; ring: (appended: Partition) => void };

class MongoLog implements PartitionedLog {
  readonly #topics: mongo.Collection<TopicDoc>;
  readonly #messages: mongo.Collection<MessageDoc>;
  readonly #offsets: mongo.Collection<OffsetDoc>;
  readonly #members: mongo.Collection<MemberDoc>;
  readonly #log: BusLog;
  readonly #ready: Promise<unknown>;
  readonly #timers: NodeJS.Timeout[];
  readonly #listeners = new Set<Listener>();
  readonly #partitionCounts = new Map<string, Promise<number | undefined>>();
  readonly #heard = new Map<string, number>();
  /** Appends of this process to one partition follow each other. */
  readonly #appending = new Map<string, Promise<void>>();
  #polling = false;

  constructor(connection: Connection, pollMs: number, log: BusLog) {
    const db = connection.getClient().db(connection.name);
    const majority = { readConcern: { level: 'majority' }, writeConcern: { w: 'majority' } } as const;
    this.#topics = db.collection<TopicDoc>('bus_topics', majority);
    this.#messages = db.collection<MessageDoc>('bus_messages', majority);
    this.#offsets = db.collection<OffsetDoc>('bus_offsets', majority);
    this.#members = db.collection<MemberDoc>('bus_members', majority);
    this.#log = log;
    this.#ready = this.#messages.createIndex({ topic: 1, partition: 1, offset: 1 }, { unique: true });
    this.#ready.catch(() => {});
    this.#timers = [
      setInterval(() => void this.#poll(), pollMs),
      setInterval(() => void this.#trim().catch(this.#failed('trimming')), TRIM_EVERY_MS),
    ];
  }

  async create(topics: TopicSpec[]): Promise<void> {
    await this.#ready;
    await this.#topics.bulkWrite(
      topics.map(({ topic, partitions }) => ({
        updateOne: { filter: { _id: topic }, update: { $setOnInsert: { partitions, appended: {} } }, upsert: true },
      })),
    );
  }

  /** Callers of one topic share one look-up, which also keeps their order. */
  partitionsOf(topic: string): Promise<number | undefined> {
    const known = this.#partitionCounts.get(topic);
    if (known) return known;
    const forget = () => this.#partitionCounts.delete(topic);
    const count = this.#topics.findOne({ _id: topic }).then((found) => found?.partitions);
    this.#partitionCounts.set(topic, count);
    count.then((partitions) => partitions ?? forget(), forget);
    return count;
  }

  append(to: Partition, messages: OutMessage[]): Promise<void> {
    const name = nameOf(to);
    const before = this.#appending.get(name) ?? Promise.resolve();
    const mine = before.then(() => this.#append(to, messages));
    this.#appending.set(
      name,
      mine.catch(() => {}),
    );
    return mine;
  }

  /**
   * Each message takes the offset after the last one that is there, so a reader never sees a gap that is filled
   * later. Who loses the race for an offset (another process appends too) looks again and goes on behind the winner.
   */
  async #append(to: Partition, messages: OutMessage[]): Promise<void> {
    await this.#ready;
    let rest = messages;
    while (rest.length) {
      const first = await this.end(to);
      const at = new Date();
      try {
        await this.#messages.insertMany(
          rest.map(({ key, value, headers }, i) => ({ ...to, offset: first + i, key, value, headers, at })),
        );
        rest = [];
      } catch (error) {
        const { code, insertedCount = 0 } = error as { code?: number; insertedCount?: number };
        if (code !== DUPLICATE_KEY) throw error;
        rest = rest.slice(insertedCount);
      }
    }
    await this.#topics.updateOne({ _id: to.topic }, { $inc: { [`appended.${to.partition}`]: 1 } });
    this.#ring(to);
  }

  async read(from: Partition, offset: number, limit: number): Promise<Stored[]> {
    const found = await this.#messages
      .find({ ...from, offset: { $gte: offset } })
      .sort({ offset: 1 })
      .limit(limit)
      .toArray();
    return found.map(({ key, value, headers, offset: at }) => ({ key, value, headers, offset: at }));
  }

  async end(of: Partition): Promise<number> {
    const [last] = await this.#messages
      .find({ ...of }, { projection: { offset: 1 }, readConcern: { level: 'local' } })
      .sort({ offset: -1 })
      .limit(1)
      .toArray();
    return last ? last.offset + 1 : 0;
  }

  async committed(group: string, of: Partition): Promise<number> {
    return (await this.#offsets.findOne({ _id: `${group}/${nameOf(of)}` }))?.next ?? 0;
  }

  async commit(group: string, member: string, of: Partition, next: number): Promise<boolean> {
    const { matchedCount } = await this.#offsets.updateOne(
      { _id: `${group}/${nameOf(of)}`, owner: member },
      { $set: { next } },
    );
    return matchedCount === 1;
  }

  async members(group: string, member: string): Promise<string[]> {
    await this.#members.updateOne({ _id: member }, [{ $set: { group, until: leaseEnd } }], { upsert: true });
    await this.#members.deleteMany({ group, $expr: { $lt: ['$until', '$$NOW'] } });
    const alive = await this.#members.find({ group }).sort({ _id: 1 }).toArray();
    return alive.map(({ _id }) => _id);
  }

  async hold(group: string, member: string, wanted: Partition[]): Promise<Partition[]> {
    const ids = wanted.map((partition) => `${group}/${nameOf(partition)}`);
    await this.#offsets.updateMany(
      { group, owner: member, _id: { $nin: ids } },
      { $unset: { owner: true, until: true } },
    );
    if (!ids.length) return [];
    const known = new Set((await this.#offsets.find({ _id: { $in: ids } }).toArray()).map(({ _id }) => _id));
    const unknown = wanted
      .map((partition) => ({ _id: `${group}/${nameOf(partition)}`, group, ...partition, next: 0 }))
      .filter(({ _id }) => !known.has(_id));
    if (unknown.length) await this.#offsets.insertMany(unknown, { ordered: false }).catch(alreadyThere);
    await this.#offsets.updateMany(
      {
        _id: { $in: ids },
        $or: [{ owner: member }, { owner: { $exists: false } }, { $expr: { $lt: ['$until', '$$NOW'] } }],
      },
      [{ $set: { owner: member, until: leaseEnd } }],
    );
    const held = await this.#offsets.find({ _id: { $in: ids }, owner: member }).toArray();
    const names = new Set(held.map(({ _id }) => _id));
    return wanted.filter((partition) => names.has(`${group}/${nameOf(partition)}`));
  }

  async leave(group: string, member: string): Promise<void> {
    await this.hold(group, member, []);
    await this.#members.deleteOne({ _id: member });
  }

  listen(topics: string[], ring: (appended: Partition) => void): () => void {
    const listener = { topics, ring };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#appending.values());
  }

  #ring(appended: Partition): void {
    for (const { topics, ring } of this.#listeners) if (topics.includes(appended.topic)) ring(appended);
  }

  async #poll(): Promise<void> {
    const topics = [...new Set([...this.#listeners].flatMap((listener) => listener.topics))];
    if (this.#polling || !topics.length) return;
    this.#polling = true;
    try {
      for (const { _id: topic, appended } of await this.#topics.find({ _id: { $in: topics } }).toArray()) {
        for (const [index, count] of Object.entries(appended)) {
          const partition = { topic, partition: Number(index) };
          if (this.#heard.get(nameOf(partition)) === count) continue;
          this.#heard.set(nameOf(partition), count);
          this.#ring(partition);
        }
      }
    } catch (error) {
      this.#failed('polling')(error);
    } finally {
      this.#polling = false;
    }
  }

  /** Old messages go once every group has handled them; the last one stays, since offsets are counted from it. */
  async #trim(): Promise<void> {
    for (const { _id: topic, partitions } of await this.#topics.find().toArray()) {
      for (let partition = 0; partition < partitions; partition++) {
        const readers = await this.#offsets.find({ topic, partition }).toArray();
        const last = (await this.end({ topic, partition })) - 1;
        const keepFrom = Math.min(last, ...readers.map(({ next }) => next));
        const old = new Date(Date.now() - RETENTION_MS);
        await this.#messages.deleteMany({ topic, partition, offset: { $lt: keepFrom }, at: { $lt: old } });
      }
    }
  }

  #failed = (doing: string) => (error: unknown) =>
    this.#log.warn({ problem: problemOf(error) }, `embedded bus: ${doing} failed`);
}

/** On the database's clock, the same for all processes. */
const leaseEnd = { $add: ['$$NOW', LEASE_MS] };

const alreadyThere = (error: { code?: number }) => {
  if (error.code !== DUPLICATE_KEY) throw error;
};
