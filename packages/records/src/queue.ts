import { recordErrors } from './errors.ts';

const MAX_WAITING = 1000;
const MAX_BATCH = 64;

/** Commands on one record wait for each other here and are handed on together. */
export class RecordQueues<T> {
  readonly #waiting = new Map<string, T[]>();
  readonly #handle: (recordId: string, batch: T[]) => Promise<void>;

  /** `handle` settles every item itself and never rejects. */
  constructor(handle: (recordId: string, batch: T[]) => Promise<void>) {
    this.#handle = handle;
  }

  add(recordId: string, item: T): void {
    const waiting = this.#waiting.get(recordId);
    if (waiting && waiting.length >= MAX_WAITING) throw recordErrors.busy();
    if (waiting) waiting.push(item);
    else {
      this.#waiting.set(recordId, [item]);
      void this.#run(recordId);
    }
  }

  async #run(recordId: string): Promise<void> {
    const waiting = this.#waiting.get(recordId)!;
    while (waiting.length) await this.#handle(recordId, waiting.splice(0, MAX_BATCH));
    this.#waiting.delete(recordId);
  }
}
