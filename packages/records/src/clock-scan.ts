import { setTimeout as sleep } from 'node:timers/promises';
import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { systemActor } from '@zhiqiao/domain';
import { armed, isSameDue, type StoredRecord } from './document.ts';
import type { Lease } from './lease.ts';
import type { MongoRecords } from './mongo-records.ts';
import type { AnyKind, OnClock, OpenClock, Rec, StateOf } from './types.ts';

const PACE_MS = 20;
/** Well within the lease. */
const LONGEST_WAIT_MS = 1000;
const LONGEST_BATCH_MS = 200;
const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 300_000;

/** Clock kind -> what it does. */
export type Handlers<K extends AnyKind> = Record<string, OnClock<K>>;
type Options<K extends AnyKind> = {
  records: MongoRecords<K>;
  handlers: Handlers<K>;
  /** Domain time; may jump forward. */
  now: () => Date;
  log: { error(fields: object, message: string): void };
  lease: Lease;
  /** How many records at once; that many are written together. */
  parallel: number;
  /** Somebody waits for an answer: the scan then rests half as long as it has worked. */
  giveWay: () => boolean;
};

/** Fires what is due of one kind. */
export class ClockScan<K extends AnyKind> {
  readonly #options: Options<K>;
  readonly #running = new Map<string, Promise<void>>();
  readonly #rung = new Set<string>();
  #freed = () => {};
  #anyDue = false;
  #stopped = false;
  #loop = Promise.resolve();
  #wake = () => {};

  constructor(options: Options<K>) {
    this.#options = options;
  }

  /** Throws when an open clock has no handler. */
  async start(): Promise<void> {
    const { records, handlers, now, lease } = this.#options;
    const kinds: string[] = await records.records.distinct('clocks.kind', { wakeAt: { $exists: true } });
    const orphans = kinds.filter((kind) => !Object.hasOwn(handlers, kind));
    if (orphans.length || (records.kind.clocks && !Object.keys(handlers).length))
      throw new Error(`${records.kind.events.stream} has clocks without a handler: ${orphans.join(', ')}`);
    records.onCommitted((id, { wakeAt }) => {
      if (!lease.believed() || !wakeAt || wakeAt > now()) return;
      this.#rung.add(id);
      this.#wake();
    });
    this.#loop = this.#run();
  }

  /** Something is due, of whichever record. */
  sweep(): void {
    this.#anyDue = true;
    this.#wake();
  }

  /** Resolves when no handler runs any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#loop;
    await Promise.all(this.#running.values());
  }

  async #run(): Promise<void> {
    const { records, log } = this.#options;
    while (!this.#stopped) {
      try {
        await this.#called();
        if (!this.#stopped) await this.#round();
      } catch (err) {
        log.error({ err, stream: records.kind.events.stream }, 'clock scan interrupted');
        await sleep(FIRST_REST_MS);
      }
    }
  }

  /** Until something is due, and a moment longer, so that more goes along. */
  async #called(): Promise<void> {
    if (!this.#stopped && !this.#anyDue && this.#rung.size === 0)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    await sleep(PACE_MS);
  }

  /** Fires the records that were rung for, or all that are due. */
  async #round(): Promise<void> {
    const { records, now, parallel, lease } = this.#options;
    const among = this.#anyDue ? undefined : [...this.#rung];
    this.#anyDue = false;
    this.#rung.clear();
    let began = performance.now();
    for await (const record of records.due(now(), parallel, among)) {
      if (this.#running.has(record.id)) continue;
      if (this.#stopped || !(await lease.held())) return;
      const firing = this.#fire(record).finally(() => {
        this.#running.delete(record.id);
        this.#freed();
      });
      this.#running.set(record.id, firing);
      if (this.#running.size < parallel) continue;
      await this.#written();
      await this.#giveWay(performance.now() - began);
      began = performance.now();
    }
  }

  /** Until all at hand are done, so that the next are written together again; one that takes long holds up nobody. */
  async #written(): Promise<void> {
    await Promise.race([Promise.all(this.#running.values()), sleep(LONGEST_BATCH_MS)]);
    while (this.#running.size >= this.#options.parallel) await this.#slot();
  }

  async #giveWay(workedMs: number): Promise<void> {
    if (this.#options.giveWay()) await sleep(Math.min(workedMs / 2, LONGEST_WAIT_MS));
  }

  #slot(): Promise<void> {
    return new Promise((resolve) => {
      this.#freed = resolve;
    });
  }

  /** Never rejects: a record whose clock fails rests, longer each time, and holds up no other. */
  async #fire(read: Rec<StateOf<K>>): Promise<void> {
    const { now } = this.#options;
    try {
      if (!this.#isAsArmed(read)) return await this.#rearm(read);
      let record = read;
      const due = record.clocks.filter((clock) => clock.at <= now()).sort((a, b) => a.at.getTime() - b.at.getTime());
      for (const clock of due) if (isOpen(record, clock)) record = await this.#fireOne(record, clock);
    } catch (error) {
      await this.#letRest(read.id, error);
    }
  }

  #isAsArmed({ state, clocks }: Rec<StateOf<K>>) {
    const now = this.#options.now();
    const open = this.#options.records.kind.clocks?.(state) ?? [];
    return clocks.every((clock) => clock.at > now || open.some((due) => isSameDue(due, clock)));
  }

  /** An earlier release had them otherwise: they stand as the kind has them by now. Any other write would do the same. */
  async #rearm(record: Rec<StateOf<K>>): Promise<void> {
    const { records } = this.#options;
    const { clocks, wakeAt } = armed(records.kind, record);
    const unset = { clockRest: '' as const, ...(!wakeAt && { wakeAt: '' as const }) };
    const update = { $set: { clocks, ...(wakeAt && { wakeAt }) }, $unset: unset, $inc: { rev: 1 } };
    await records.records.updateOne({ _id: record.id, rev: record.rev }, update);
  }

  async #fireOne(record: Rec<StateOf<K>>, clock: OpenClock): Promise<Rec<StateOf<K>>> {
    const handler = this.#options.handlers[clock.kind];
    if (!handler) throw new Error(`no handler for clock ${clock.kind}`);
    const decide = await handler(record, clock);
    const key = `clock:${clock.kind}:${clock.armed}:${clock.at.toISOString()}`;
    const written = await inClockSpan(clock.kind, (traceparent) =>
      this.#options.records.change(
        { actor: this.#actor, key, ...(traceparent && { traceparent }) },
        record.id,
        (current, at) => (isOpen(current, clock) && clock.at <= at ? decide(current, at) : []),
      ),
    );
    if (isOpen(written.record, clock)) throw new Error(`clock ${clock.kind} is still open after it fired`);
    return written.record;
  }

  async #letRest(id: string, err: unknown): Promise<void> {
    const { records, log } = this.#options;
    const { stream } = records.kind.events;
    try {
      const found = await records.records.findOne({ _id: id }, { projection: { clockRest: 1 } });
      const failures = (found?.clockRest?.failures ?? 0) + 1;
      const ms = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (failures - 1));
      log.error({ err, stream, recordId: id, failures, retryInMs: ms }, 'a clock failed');
      const clockRest: StoredRecord['clockRest'] = { until: new Date(Date.now() + ms), failures };
      await records.records.updateOne({ _id: id }, { $set: { clockRest } });
    } catch (lost) {
      log.error({ err: lost, stream, recordId: id }, 'a failed clock could not be put to rest');
    }
  }

  get #actor() {
    const { city, kind } = this.#options.records;
    return systemActor(city, kind.events.service);
  }
}

const tracer = trace.getTracer('@zhiqiao/records');

/** A clock begins a trace of its own, which its events carry on. */
const inClockSpan = <T>(kind: string, fire: (traceparent?: string) => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(`clock ${kind}`, {}, ROOT_CONTEXT, async (span) => {
    const carrier: { traceparent?: string } = {};
    propagation.inject(context.active(), carrier);
    try {
      return await fire(carrier.traceparent);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });

const isOpen = (record: Rec<unknown>, { kind, at, armed }: OpenClock) =>
  record.clocks.some((c) => c.kind === kind && c.armed === armed && c.at.getTime() === at.getTime());
