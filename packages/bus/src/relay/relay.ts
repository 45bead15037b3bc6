import { Lease, type RelayedRecords } from '@zhiqiao/records';
import type { Connection } from 'mongoose';
import { type BusLog, silent } from '../log.ts';
import type { EventBus } from '../types.ts';
import { type RelayCounters, StreamRelay } from './stream-relay.ts';

export type RelayOptions = { connection: Connection; bus: EventBus; stores: RelayedRecords[]; log?: BusLog };

/**
 * Moves what the records of a service hold pending into the log and onto the bus. Any number of processes may do so
 * at once: consumers count versions, so a repeated or late message has no effect. The lease only saves double sweeps.
 */
export class Relay {
  readonly #streams: Map<string, StreamRelay>;
  readonly #lease: Lease;

  constructor({ connection, bus, stores, log = silent }: RelayOptions) {
    this.#lease = new Lease(connection, 'relay');
    this.#streams = new Map(
      stores.map((store) => [store.kind.events.stream, new StreamRelay({ store, bus, log, lease: this.#lease })]),
    );
  }

  start(): void {
    for (const stream of this.#streams.values()) stream.start();
  }

  /** Publishes what was rung for, then stops; a bus that is down holds it up for seconds at most. */
  async stop(): Promise<void> {
    await Promise.all([...this.#streams.values()].map((stream) => stream.stop()));
    await this.#lease.release().catch(() => {});
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
