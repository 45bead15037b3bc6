import type { Recorded } from '@zhiqiao/domain';
import { fromLogRow, type RelayedRecords } from '@zhiqiao/records';
import { type Batch, publishApart } from './apart.ts';

const ROWS = 2_000;
const TRY_EVERY_MS = 1_000;
const REST_MS = 60_000;

/** While the bus is down events wait in the log, marked unsent, so that records stay small however long it lasts. */
export class Spill {
  readonly #store: RelayedRecords;
  readonly #publish: (events: Recorded[]) => Promise<void>;
  /** Records with an event that the bus refuses, and until when they are left alone. */
  readonly #resting = new Map<string, number>();
  #open = false;
  #tryAt = 0;

  constructor(store: RelayedRecords, publish: (events: Recorded[]) => Promise<void>) {
    this.#store = store;
    this.#publish = publish;
  }

  /** While open, new events go behind those that wait. */
  get open(): boolean {
    return this.#open;
  }

  async add(batches: Batch[]): Promise<void> {
    this.#open = true;
    const ids = batches.flatMap(({ events }) => events.map(({ id }) => id));
    await this.#store.log.updateMany({ _id: { $in: ids } }, { $set: { unsent: true } });
  }

  /** Closes when nothing waits; the one process that may drain publishes what does. Answers how many it published. */
  async drain(mayPublish: () => Promise<boolean>): Promise<number> {
    if (Date.now() < this.#tryAt) return 0;
    this.#tryAt = Date.now() + TRY_EVERY_MS;
    for (let drained = 0; ; ) {
      const waiting = await this.#waiting();
      this.#open = waiting.length > 0;
      if (!this.#open || !(await mayPublish())) return drained;
      const stored = await publishApart(waiting, this.#publish, ({ recordId }) =>
        this.#resting.set(recordId, Date.now() + REST_MS),
      );
      const sent = stored.flatMap(({ events }) => events.map(({ id }) => id));
      await this.#store.log.updateMany({ _id: { $in: sent } }, { $unset: { unsent: '' }, $set: { spilled: true } });
      drained += sent.length;
    }
  }

  async #waiting(): Promise<Batch[]> {
    for (const [recordId, until] of this.#resting) if (until < Date.now()) this.#resting.delete(recordId);
    const { stream } = this.#store.kind.events;
    const rows = this.#store.log.find({ unsent: true, stream, recordId: { $nin: [...this.#resting.keys()] } });
    const events = (await rows.sort({ recordId: 1, version: 1 }).limit(ROWS).toArray()).map(fromLogRow);
    return [...Map.groupBy(events, ({ recordId }) => recordId)].map(([recordId, of]) => ({ recordId, events: of }));
  }
}
