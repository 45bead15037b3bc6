import { randomUUID } from 'node:crypto';
import { type BusLog, problemOf } from '../log.ts';
import { backOff, sleep } from '../time.ts';
import type { InMessage, Subscription } from '../types.ts';
import { nameOf, type Partition, type PartitionedLog } from './partitioned-log.ts';

type Setup = {
  store: PartitionedLog;
  group: string;
  topics: string[];
  handle: (batch: InMessage[], beat: () => Promise<void>) => Promise<void>;
  claimMs: number;
  watchdogMs: number;
  log: BusLog;
};

const BATCH = 500;
/** Each so many claims everything held is looked at, rung or not: a bell may be lost with the process that rang it. */
const SWEEP_EVERY = 5;

/** One member of a group: claims its share of the partitions and pumps each of them through the handler. */
export class LogSubscription implements Subscription {
  readonly #s: Setup;
  readonly #member = randomUUID();
  readonly #claimTimer: NodeJS.Timeout;
  readonly #stopListening: () => void;
  readonly #pumps = new Map<string, Promise<void>>();
  /** Partitions that may hold something unread. */
  readonly #fresh = new Set<string>();
  #mine = new Map<string, Partition>();
  #claims = 0;
  #claiming: Promise<void>;
  #failingSince: number | undefined;
  #paused = false;
  #stopped = false;

  constructor(setup: Setup) {
    this.#s = setup;
    this.#stopListening = setup.store.listen(setup.topics, (appended) => this.#look([appended]));
    this.#claiming = this.#claim();
    this.#claimTimer = setInterval(() => {
      this.#claiming = this.#claiming.then(() => this.#claim());
    }, setup.claimMs);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#look([...this.#mine.values()]);
  }

  async lag(): Promise<number> {
    const { store, group } = this.#s;
    const behind = await Promise.all(
      (await this.#partitions()).map(async (p) => (await store.end(p)) - (await store.committed(group, p))),
    );
    return behind.reduce((sum, n) => sum + n, 0);
  }

  healthy(): boolean {
    return this.#failingSince === undefined || Date.now() - this.#failingSince < this.#s.watchdogMs;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#claimTimer);
    this.#stopListening();
    await this.#claiming;
    await Promise.all(this.#pumps.values());
    await this.#s.store.leave(this.#s.group, this.#member);
  }

  /** A partition changes hands only when its handler is done: who loses it keeps it until then. */
  async #claim(): Promise<void> {
    if (this.#stopped) return;
    try {
      const { store, group } = this.#s;
      const members = await store.members(group, this.#member);
      const all = await this.#partitions();
      const share = all.filter((_, i) => members[i % members.length] === this.#member);
      const names = new Set(share.map(nameOf));
      const leaving = all.filter((p) => !names.has(nameOf(p)) && this.#pumps.has(nameOf(p)));
      const held = await store.hold(group, this.#member, [...share, ...leaving]);
      const before = this.#mine;
      this.#mine = new Map(held.filter((p) => names.has(nameOf(p))).map((p) => [nameOf(p), p]));
      const sweep = this.#claims++ % SWEEP_EVERY === 0;
      this.#look([...this.#mine].filter(([name]) => sweep || !before.has(name)).map(([, p]) => p));
    } catch (error) {
      this.#s.log.warn({ group: this.#s.group, problem: problemOf(error) }, 'claiming partitions failed');
    }
  }

  async #partitions(): Promise<Partition[]> {
    const { store, topics } = this.#s;
    const counts = await Promise.all(topics.map((topic) => store.partitionsOf(topic)));
    return topics.flatMap((topic, t) =>
      Array.from({ length: counts[t] ?? 0 }, (_, partition) => ({ topic, partition })),
    );
  }

  #look(at: Partition[]): void {
    for (const partition of at) {
      const name = nameOf(partition);
      this.#fresh.add(name);
      if (this.#pumps.has(name) || !this.#mayPump(name)) continue;
      const pump = this.#pump(name, partition)
        .catch((error) => this.#s.log.warn({ ...partition, problem: problemOf(error) }, 'reading failed'))
        .finally(() => {
          this.#pumps.delete(name);
          if (this.#fresh.has(name)) this.#look([partition]);
        });
      this.#pumps.set(name, pump);
    }
  }

  #mayPump(name: string): boolean {
    return !this.#stopped && !this.#paused && this.#mine.has(name);
  }

  /** One partition, one batch after the other, until nothing is left or it is not ours any more. */
  async #pump(name: string, from: Partition): Promise<void> {
    const { store, group } = this.#s;
    let next = await store.committed(group, from);
    while (this.#mayPump(name) && this.#fresh.delete(name)) {
      for (;;) {
        const batch = await store.read(from, next, BATCH);
        if (!batch.length) break;
        const messages = batch.map(({ offset, ...message }) => ({ ...message, ...from, offset: String(offset) }));
        if (!(await this.#handled(name, from, messages))) return;
        next = batch.at(-1)!.offset + 1;
        if (!(await store.commit(group, this.#member, from, next)) || !this.#mayPump(name)) return;
      }
    }
  }

  async #handled(name: string, from: Partition, messages: InMessage[]): Promise<boolean> {
    for (let attempt = 0; this.#mayPump(name); attempt++) {
      try {
        await this.#s.handle(messages, alive);
        this.#failingSince = undefined;
        return true;
      } catch (error) {
        this.#failingSince ??= Date.now();
        this.#s.log.warn({ group: this.#s.group, ...from, problem: problemOf(error) }, 'handler failed');
        await sleep(backOff(attempt, 10, 2_000));
      }
    }
    return false;
  }
}

/** Nothing to do: claims go on while a handler works, so a slow one is not taken for a dead one. */
const alive = async () => {};
