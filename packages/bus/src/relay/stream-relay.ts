import { type Recorded, topicOf } from '@zhiqiao/domain';
import { fromLogRow, type Lease, type Part, type RelayedRecords, type StoredRecord } from '@zhiqiao/records';
import { toMessage } from '../envelope.ts';
import { type BusLog, problemOf } from '../log.ts';
import { sleep, within } from '../time.ts';
import { inPublishSpan } from '../tracing.ts';
import type { EventBus } from '../types.ts';
import { type Batch, publishApart } from './apart.ts';
import { appendToLog } from './append.ts';
import { Bell, type Rung } from './bell.ts';
import { Spill } from './spill.ts';

type Options = { store: RelayedRecords; bus: EventBus; lease: Lease; log: BusLog };

/** Under load rounds are at least so far apart, so that each takes more along. */
const PACE_MS = 20;
const RECORDS_PER_ROUND = 2_000;
const SEEN_AT_MOST = 10_000;
const EVENTS_PER_RECORD = 25;
const EVENTS_PER_PART = 1_000;
const BYTES_PER_PART = 4_000_000;
const REST_MS = 60_000;
const RETRY_MS = 200;
const STOP_DEADLINE_MS = 5_000;

const nothingYet = { published: 0, spilled: 0, drained: 0, refused: 0, forked: 0, failures: 0 };
export type RelayCounters = typeof nothingYet;

/** The relay of one record kind: pending -> log and bus -> no longer pending. */
export class StreamRelay {
  readonly counters: RelayCounters = { ...nothingYet };
  readonly #o: Options;
  readonly #topic: string;
  readonly #bell = new Bell();
  readonly #spill: Spill;
  /** Records that hold an event which could not leave: what is written after it goes behind it. */
  readonly #held = new Set<string>();
  /** Up to which version a record was read lately: a write may be read before its own process hears that it is done. */
  readonly #seen = new Map<string, number>();
  #troubleSince: number | undefined;
  #roundSince: number | undefined;
  #stopping = false;
  #life: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#o = options;
    this.#topic = topicOf(options.store.city, options.store.kind.events);
    this.#spill = new Spill(options.store, (events) => this.#publish(events));
    options.store.onCommitted((recordId, { pending }) => this.#bell.ring(recordId, pending));
  }

  start(): void {
    this.#life = this.#live();
  }

  /** Something waits, in whichever record or in the log. */
  sweep(): void {
    this.#bell.ringForAll();
  }

  /** What is pending, as a part of a round trip. */
  waitingPart(): Part {
    return { coll: this.#o.store.kind.events.stream, stages: [{ $match: waiting() }] };
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#bell.wake();
    await within(STOP_DEADLINE_MS, 'flushing', this.#life).catch((error) =>
      this.#warn(error, 'relay left events pending'),
    );
  }

  oldestPendingAge(): number {
    const since = Math.min(this.#bell.oldest() ?? Infinity, this.#troubleSince ?? Infinity);
    return Number.isFinite(since) ? Date.now() - since : 0;
  }

  /** Milliseconds since the round under way began. */
  roundLasts(): number {
    return this.#roundSince === undefined ? 0 : performance.now() - this.#roundSince;
  }

  async republish(recordId: string, fromVersion: number): Promise<number> {
    const { kind, city, log } = this.#o.store;
    const rows = log.find({ city, stream: kind.events.stream, recordId, version: { $gte: fromVersion } });
    const events = (await rows.sort({ version: 1 }).toArray()).map(fromLogRow);
    await this.#publish(events);
    return events.length;
  }

  async #live(): Promise<void> {
    while (!this.#stopping || this.#bell.size) {
      const began = performance.now();
      this.#roundSince = began;
      try {
        await this.#round();
        this.#troubleSince = undefined;
      } catch (error) {
        this.counters.failures++;
        this.#troubleSince ??= Date.now();
        this.#warn(error, 'relay round failed');
        if (this.#stopping) return;
        await sleep(RETRY_MS);
      } finally {
        this.#roundSince = undefined;
      }
      if (this.#stopping) continue;
      await sleep(PACE_MS - (performance.now() - began));
      if (!this.#stopping) await this.#bell.heard();
    }
  }

  /** What was rung for goes first, then what no bell announced. */
  async #round(): Promise<void> {
    const mayPublish = () => this.#o.lease.held();
    if (this.#spill.open) await this.#drain(mayPublish);
    const rung = this.#bell.take(RECORDS_PER_ROUND);
    try {
      await this.#relay(await this.#batches(rung));
    } catch (error) {
      this.#bell.putBack(rung);
      throw error;
    }
    if (this.#stopping || !this.#bell.takeForAll() || !(await mayPublish())) return;
    await this.#drain(mayPublish);
    const swept = await this.#pending({});
    if (swept.length === RECORDS_PER_ROUND) this.sweep();
    try {
      await this.#relay(swept);
    } catch (error) {
      // What is written to them meanwhile goes behind what is still there.
      for (const { recordId } of swept) this.#bell.ring(recordId);
      throw error;
    }
  }

  async #drain(mayPublish: () => Promise<boolean>): Promise<void> {
    try {
      this.counters.drained += await this.#spill.drain(mayPublish);
    } catch (error) {
      this.#warn(error, 'the bus is still down');
    }
  }

  /** What writes of this process have left pending is known; the rest is read. */
  async #batches(rung: Rung[]): Promise<Batch[]> {
    const known: Batch[] = [];
    const unknown: string[] = [];
    for (const { id, pending } of rung) {
      const seen = this.#seen.get(id) ?? 0;
      if (pending && !this.#held.has(id))
        known.push({ recordId: id, events: pending.filter(({ version }) => version > seen) });
      else unknown.push(id);
    }
    const fresh = known.filter(({ events }) => events.length);
    return unknown.length ? [...fresh, ...(await this.#pending({ _id: { $in: unknown } }))] : fresh;
  }

  /** Majority: an event that could still roll back must not leave, it would take the version of a later, real one. */
  async #pending(which: { _id?: { $in: string[] } }): Promise<Batch[]> {
    const found = this.#o.store.records.find<Pick<StoredRecord, '_id' | 'pending'>>(
      { ...which, ...waiting() },
      { projection: { pending: { $slice: EVENTS_PER_RECORD } }, readConcern: { level: 'majority' } },
    );
    const records = await found.sort({ relayAt: 1 }).limit(RECORDS_PER_ROUND).toArray();
    if (this.#seen.size > SEEN_AT_MOST) this.#seen.clear();
    for (const { _id, pending } of records) {
      this.#seen.set(_id, pending.at(-1)!.version);
      if (pending.length === EVENTS_PER_RECORD) this.#bell.ring(_id);
    }
    return records.map(({ _id, pending }) => ({ recordId: _id, events: pending }));
  }

  /** While one part leaves its records the next is on its way. */
  async #relay(batches: Batch[]): Promise<void> {
    let leaving: Promise<void> = Promise.resolve();
    try {
      for (const part of inParts(batches)) {
        // Side by side: until both have answered the events stay pending, so neither order can lose one.
        const [logged, stored] = await Promise.all([this.#append(part), this.#publishOrSpill(part)]);
        if (stored === 'spilled') await this.#spill.add(logged);
        const gone = stored === 'spilled' ? logged : logged.filter((batch) => stored.has(batch));
        await leaving;
        leaving = this.#remove(gone, stored === 'spilled' ? 'spilled' : 'published');
      }
    } finally {
      await leaving;
    }
  }

  async #append(part: Batch[]): Promise<Batch[]> {
    const logged = await appendToLog(this.#o.store.log, part);
    const forked = part.filter((batch) => !logged.includes(batch)).map(({ recordId }) => recordId);
    if (forked.length) {
      this.counters.forked += forked.length;
      this.#o.log.error({ topic: this.#topic, records: forked }, 'the log holds another event at this version');
      await this.#rest(forked);
    }
    return logged;
  }

  /** The adapter has tried for seconds before it gives up: what it could not publish waits in the log. */
  async #publishOrSpill(part: Batch[]): Promise<Set<Batch> | 'spilled'> {
    if (this.#spill.open) return 'spilled';
    const refused: string[] = [];
    try {
      const stored = await publishApart(
        part,
        (events) => this.#publish(events),
        ({ recordId }) => refused.push(recordId),
      );
      return new Set(stored);
    } catch (error) {
      this.#warn(error, 'the bus is down: events wait in the log');
      return 'spilled';
    } finally {
      if (refused.length) {
        this.counters.refused += refused.length;
        this.#o.log.error({ topic: this.#topic, records: refused }, 'the bus refuses an event of this record');
        await this.#rest(refused);
      }
    }
  }

  async #publish(events: Recorded[]): Promise<void> {
    await inPublishSpan(this.#topic, events, () => this.#o.bus.publish(this.#topic, events.map(toMessage)));
  }

  /** One write for all, by the events' ids: what a command adds meanwhile stays. */
  async #remove(batches: Batch[], why: 'published' | 'spilled'): Promise<void> {
    if (!batches.length) return;
    for (const { recordId } of batches) this.#held.delete(recordId);
    const gone = batches.flatMap(({ events }) => events.map(({ id }) => id));
    await this.#o.store.records.updateMany(
      { _id: { $in: batches.map(({ recordId }) => recordId) } },
      { $pull: { pending: { id: { $in: gone } } }, $set: { relayAt: new Date() } },
    );
    this.counters[why] += gone.length;
  }

  async #rest(recordIds: string[]): Promise<void> {
    for (const id of recordIds) this.#held.add(id);
    const relayAt = new Date(Date.now() + REST_MS);
    await this.#o.store.records.updateMany({ _id: { $in: recordIds } }, { $set: { relayAt } });
  }

  #warn(error: unknown, message: string): void {
    this.#o.log.warn({ topic: this.#topic, problem: problemOf(error) }, message);
  }
}

const waiting = () => ({ 'pending.0': { $exists: true }, relayAt: { $lte: new Date() } });

function* inParts(batches: Batch[]): Generator<Batch[]> {
  let part: Batch[] = [];
  let [count, bytes] = [0, 0];
  for (const batch of batches) {
    const size = batch.events.reduce((sum, { data }) => sum + 500 + JSON.stringify(data).length, 0);
    if (part.length && (bytes + size > BYTES_PER_PART || count + batch.events.length > EVENTS_PER_PART)) {
      yield part;
      part = [];
      [count, bytes] = [0, 0];
    }
    part.push(batch);
    count += batch.events.length;
    bytes += size;
  }
  if (part.length) yield part;
}
