import { setTimeout as sleep } from 'node:timers/promises';
import { anyOf, Lease, type RelayedRecords } from '@zhiqiao/records';
import type { Connection } from 'mongoose';
import { type BusLog, problemOf, silent } from '../log.ts';
import type { EventBus } from '../types.ts';
import { type RelayCounters, StreamRelay } from './stream-relay.ts';

const SWEEP_MS = 1_000;
const LONGEST_ROUND_MS = 5_000;

export type RelayOptions = { connection: Connection; bus: EventBus; stores: RelayedRecords[]; log?: BusLog };

/**
 * Moves what the records of a service hold pending into the log and onto the bus. Any number of processes may do so
 * at once: consumers count versions, so a repeated or late message has no effect. The lease only saves double sweeps.
 */
export class Relay {
  readonly #o: Required<RelayOptions>;
  readonly #streams: Map<string, StreamRelay>;
  readonly #lease: Lease;
  readonly #stopping = new AbortController();
  #watch: Promise<void> = Promise.resolve();

  constructor({ log = silent, ...options }: RelayOptions) {
    this.#o = { ...options, log };
    const { connection, bus, stores } = options;
    this.#lease = new Lease(connection, 'relay');
    this.#streams = new Map(
      stores.map((store) => [store.kind.events.stream, new StreamRelay({ store, bus, log, lease: this.#lease })]),
    );
  }

  start(): void {
    for (const stream of this.#streams.values()) stream.start();
    this.#watch = this.#look();
  }

  /** Publishes what was rung for, then stops; a bus that is down holds it up for seconds at most. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#watch, ...[...this.#streams.values()].map((stream) => stream.stop())]);
    await this.#lease.release().catch(() => {});
  }

  /**
   * Who holds the lease looks each second, for all streams in one question, for what no bell announced. A process of which a
   * stream does not come on leaves the lease to others.
   */
  async #look(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const comesOn = ![...this.#streams.values()].some((stream) => stream.roundLasts() > LONGEST_ROUND_MS);
        if (comesOn && (await this.#lease.held())) for (const stream of await this.#waiting()) stream.sweep();
      } catch (error) {
        this.#o.log.warn({ problem: problemOf(error) }, 'nobody knows what waits to be published');
      }
      await sleep(SWEEP_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** The streams with something pending; all, while anything waits in the log. */
  async #waiting(): Promise<StreamRelay[]> {
    const { connection, stores } = this.#o;
    const streams = [...this.#streams.values()];
    const [first] = stores;
    if (!first) return [];
    const unsent = { unsent: true, stream: { $in: [...this.#streams.keys()] } };
    const parts = [
      { coll: first.log.collectionName, stages: [{ $match: unsent }] },
      ...streams.map((stream) => stream.waitingPart()),
    ];
    const [anyUnsent, ...anyPending] = await anyOf(connection, parts);
    return streams.filter((_, i) => anyUnsent || anyPending[i]);
  }

  /** Milliseconds for which the oldest write of this process has waited to leave its record. */
  oldestPendingAge(): number {
    return Math.max(0, ...[...this.#streams.values()].map((stream) => stream.oldestPendingAge()));
  }

  /** Per stream, since the process started. */
  counters(): Record<string, RelayCounters> {
    return Object.fromEntries([...this.#streams].map(([name, { counters }]) => [name, { ...counters }]));
  }

  /** Publishes a record's events again from the log, for a consumer that misses some. Answers how many. */
  async republish(stream: string, recordId: string, fromVersion: number): Promise<number> {
    const relay = this.#streams.get(stream);
    if (!relay) throw new RangeError(`this service has no stream ${stream}`);
    return relay.republish(recordId, fromVersion);
  }
}
