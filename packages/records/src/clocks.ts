import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { ClockScan, type Handlers } from './clock-scan.ts';
import { Lease } from './lease.ts';
import type { MongoRecords } from './mongo-records.ts';
import { anyOf } from './round-trip.ts';
import type { AnyKind } from './types.ts';

const AFTER_TROUBLE_MS = 1000;

export type ClocksOptions = {
  connection: Connection;
  kinds: { records: MongoRecords<AnyKind>; handlers: Handlers<AnyKind> }[];
  /** Domain time; may jump forward. */
  now: () => Date;
  log: { error(fields: object, message: string): void };
  sweepMs?: number;
  /** How many records of a kind at once: they are read together and written together. */
  parallel?: number;
  /** Somebody waits for an answer: clocks then rest half as long as they have worked. */
  giveWay?: () => boolean;
};

/**
 * Fires what is due through the ordinary write path: never early, once, also after an outage. One process does, by
 * lease, and looks for all kinds of a service in one question; were there two, the command key lets each clock fire once.
 */
export class Clocks {
  readonly #options: ClocksOptions;
  readonly #lease: Lease;
  readonly #scans: ClockScan<AnyKind>[];
  readonly #stopping = new AbortController();
  #watch = Promise.resolve();

  constructor(options: ClocksOptions) {
    const { connection, kinds, now, log, parallel = 64, giveWay = () => false } = options;
    this.#options = options;
    this.#lease = new Lease(connection, 'clocks');
    this.#scans = kinds.map((kind) => new ClockScan({ ...kind, now, log, lease: this.#lease, parallel, giveWay }));
  }

  /** Throws when an open clock has no handler. */
  async start(): Promise<void> {
    for (const scan of this.#scans) await scan.start();
    if (this.#scans.length) this.#watch = this.#look();
  }

  /** Resolves when no handler runs any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#watch, ...this.#scans.map((scan) => scan.stop())]);
    await this.#lease.release();
  }

  async #look(): Promise<void> {
    const { connection, kinds, now, log, sweepMs = 500 } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      let restMs = sweepMs;
      try {
        const due = (await this.#lease.held())
          ? await anyOf(
              connection,
              kinds.map(({ records }) => records.duePart(now())),
            )
          : [];
        for (const [i, scan] of this.#scans.entries()) if (due[i]) scan.sweep();
      } catch (err) {
        log.error({ err }, 'nobody knows which clocks are due');
        restMs = AFTER_TROUBLE_MS;
      }
      await sleep(restMs, undefined, { signal }).catch(() => {});
    }
  }
}
