import type { Admin, Batch, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { type BusLog, problemOf } from '../log.ts';
import { backOff, sleep, within } from '../time.ts';
import type { InMessage, Subscription } from '../types.ts';
import { MAX_MESSAGE_BYTES } from './messages.ts';
import type { Renewed } from './renewed.ts';

type Options = {
  kafka: Kafka;
  admin: Renewed<Admin>;
  group: string;
  topics: string[];
  handle: (batch: InMessage[], beat: () => Promise<void>) => Promise<void>;
  watchdogMs: number;
  log: BusLog;
};

const CHUNK = 500;
const HEARTBEAT_MS = 3_000;
const REBUILD_PAUSE_MS = 1_000;
const STOP_DEADLINE_MS = 4_000;
const LATE_START_MS = 1_000;

/**
 * Keeps a kafkajs consumer alive: whatever ends it (a crash, silence while messages wait, a topic that appeared
 * later) it is thrown away and built anew, for as long as the subscription lasts.
 */
export class KafkaConsumer implements Subscription {
  readonly #o: Options;
  /** `topic/partition` -> the next offset to handle, as this process knows it. */
  readonly #next = new Map<string, bigint>();
  /** Handlers at work. A new client never starts a partition before the old one's handler let go of it. */
  readonly #busy = new Map<string, Promise<void>>();
  #subscribed: string[] = [];
  #client: Consumer | undefined;
  #rebuild: (reason: string) => void = () => {};
  #life: Promise<void> = Promise.resolve();
  #watchdog: NodeJS.Timeout | undefined;
  #handling = 0;
  #handledChunks = 0;
  #seenChunks = 0;
  #waitingSince = Date.now();
  #healthy = true;
  #paused = false;
  #stopped = false;

  constructor(options: Options) {
    this.#o = options;
  }

  start(): void {
    this.#life = this.#live();
    this.#watchdog = setInterval(() => void this.#watch(), this.#o.watchdogMs / 6);
  }

  pause(): void {
    this.#paused = true;
    this.#client?.pause(this.#subscribed.map((topic) => ({ topic })));
  }

  resume(): void {
    this.#paused = false;
    this.#waitingSince = Date.now();
    this.#client?.resume(this.#subscribed.map((topic) => ({ topic })));
  }

  healthy(): boolean {
    return this.#healthy;
  }

  async lag(): Promise<number> {
    const topics = await this.#existingTopics();
    return this.#o.admin.use('lag', async (admin) => {
      const committed = await admin.fetchOffsets({ groupId: this.#o.group, topics });
      let lag = 0n;
      for (const { topic, partitions } of committed) {
        const done = new Map(partitions.map((p) => [p.partition, BigInt(p.offset)]));
        for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
          const next = largest(BigInt(low), done.get(partition) ?? 0n, this.#next.get(`${topic}/${partition}`) ?? 0n);
          lag += largest(0n, BigInt(high) - next);
        }
      }
      return Number(lag);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#watchdog);
    this.#rebuild('stopped');
    await this.#life;
  }

  async #live(): Promise<void> {
    while (!this.#stopped) {
      try {
        const reason = await this.#consume();
        if (!this.#stopped) this.#o.log.warn({ group: this.#o.group, reason }, 'consumer is built anew');
      } catch (error) {
        this.#o.log.warn({ group: this.#o.group, problem: problemOf(error) }, 'consumer could not start');
      }
      if (!this.#stopped) await sleep(REBUILD_PAUSE_MS);
    }
  }

  /** Consumes until something asks for a new client; answers what. */
  async #consume(): Promise<string> {
    this.#subscribed = await this.#waitForTopics();
    if (this.#stopped) return 'stopped';
    const client = this.#newClient();
    // The group may wait for members that died: a new client gets as much time as the one before it had.
    this.#waitingSince = Date.now();
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    this.#rebuild = resolve;
    client.on(client.events.CRASH, ({ payload }) => resolve(problemOf(payload.error)));
    // Starting waits for the broker as long as it takes, but not longer than the subscription lives.
    const started = this.#started(client);
    try {
      await Promise.race([started, ended]);
      return await ended;
    } finally {
      this.#client = undefined;
      await within(STOP_DEADLINE_MS, 'disconnecting', client.disconnect()).catch(() => {});
      // One that was still on its way up would come up, and consume, after its end.
      const gone = started.then(() => client.disconnect());
      await within(LATE_START_MS, 'starting', gone).catch(() => {});
    }
  }

  async #started(client: Consumer): Promise<void> {
    await client.connect();
    await client.subscribe({ topics: this.#subscribed, fromBeginning: true });
    await client.run({
      autoCommitInterval: 1_000,
      autoCommitThreshold: 100,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 64,
      eachBatch: (payload) => this.#eachBatch(payload),
    });
    this.#client = client;
    if (this.#paused) this.pause();
  }

  #newClient(): Consumer {
    return this.#o.kafka.consumer({
      groupId: this.#o.group,
      sessionTimeout: 30_000,
      rebalanceTimeout: 30_000,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 500,
      maxBytesPerPartition: 2 * MAX_MESSAGE_BYTES,
      allowAutoTopicCreation: false,
      readUncommitted: false,
      // One mechanism brings a consumer back, ours: kafkajs restarts after some crashes and ends for ever after others.
      retry: { restartOnFailure: async () => false },
    });
  }

  /** Nothing that a handler throws reaches kafkajs: it would end the consumer, or block its other partitions. */
  async #eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale } = payload;
    const key = `${batch.topic}/${batch.partition}`;
    const pulse = setInterval(() => void heartbeat().catch(() => {}), HEARTBEAT_MS);
    await this.#busy.get(key);
    const { promise, resolve: done } = Promise.withResolvers<void>();
    this.#busy.set(key, promise);
    try {
      for (let at = 0; at < batch.messages.length; at += CHUNK) {
        const chunk = batch.messages.slice(at, at + CHUNK);
        for (let attempt = 0; ; attempt++) {
          if (!isRunning() || isStale() || this.#stopped) return;
          if (await this.#handled(batch, chunk, heartbeat)) break;
          await sleep(backOff(attempt, 50, 2_000));
          await heartbeat();
        }
        const last = chunk.at(-1)!.offset;
        this.#next.set(key, BigInt(last) + 1n);
        this.#handledChunks++;
        resolveOffset(last);
        await commitOffsetsIfNecessary();
        await heartbeat();
      }
    } finally {
      clearInterval(pulse);
      this.#busy.delete(key);
      done();
    }
  }

  async #handled(batch: Batch, chunk: Batch['messages'], heartbeat: () => Promise<void>): Promise<boolean> {
    const { topic, partition } = batch;
    const messages = chunk.map(({ key, value, headers = {}, offset }) => ({
      topic,
      partition,
      offset,
      key: key?.toString() ?? '',
      value: value?.toString() ?? '',
      headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text ?? '')])),
    }));
    this.#handling++;
    try {
      await this.#o.handle(messages, heartbeat);
      return true;
    } catch (error) {
      this.#o.log.warn({ group: this.#o.group, topic, partition, problem: problemOf(error) }, 'handler failed');
      return false;
    } finally {
      this.#handling--;
    }
  }

  async #watch(): Promise<void> {
    try {
      if ((await this.#existingTopics()).length > this.#subscribed.length) this.#rebuild('a topic appeared');
      const progress = this.#handledChunks > this.#seenChunks;
      this.#seenChunks = this.#handledChunks;
      if (this.#paused || progress || (await this.lag()) === 0) {
        this.#waitingSince = Date.now();
        this.#healthy = true;
      }
      if (Date.now() - this.#waitingSince < this.#o.watchdogMs) return;
      this.#healthy = false;
      if (this.#handling === 0) this.#rebuild('messages wait and none arrives');
    } catch (error) {
      this.#o.log.warn({ group: this.#o.group, problem: problemOf(error) }, 'watchdog could not look');
    }
  }

  async #waitForTopics(): Promise<string[]> {
    for (;;) {
      const there = await this.#existingTopics();
      if (there.length || this.#stopped) return there;
      await sleep(REBUILD_PAUSE_MS);
    }
  }

  async #existingTopics(): Promise<string[]> {
    const there = new Set(await this.#o.admin.use('listTopics', (admin) => admin.listTopics()));
    return this.#o.topics.filter((topic) => there.has(topic));
  }
}

// biome-ignore lint/complexity/useMathMinMax: Math.max takes no bigint
const largest = (...numbers: bigint[]): bigint => numbers.reduce((a, b) => (a > b ? a : b));
