import { recordErrors } from './errors.ts';

type Waiting<T, R> = { item: T; resolve: (result: R) => void; reject: (error: unknown) => void };

/** Group commit: what arrives while a write is under way leaves together in the next one. */
export class Coalescer<T, R> {
  readonly #write: (items: T[]) => Promise<R[]>;
  readonly #maxInFlight: number;
  readonly #maxBatch: number;
  readonly #maxWaiting: number;
  #waiting: Waiting<T, R>[] = [];
  #inFlight = 0;

  constructor(
    write: (items: T[]) => Promise<R[]>,
    {
      maxInFlight = 2,
      maxBatch = 500,
      maxWaiting = 5000,
    }: { maxInFlight?: number; maxBatch?: number; maxWaiting?: number } = {},
  ) {
    this.#write = write;
    this.#maxInFlight = maxInFlight;
    this.#maxBatch = maxBatch;
    this.#maxWaiting = maxWaiting;
  }

  add(item: T): Promise<R> {
    if (this.#waiting.length >= this.#maxWaiting) return Promise.reject(recordErrors.busy());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      setImmediate(() => this.#flush());
    });
  }

  async #flush(): Promise<void> {
    if (!this.#waiting.length || this.#inFlight >= this.#maxInFlight) return;
    const batch = this.#waiting.splice(0, this.#maxBatch);
    this.#inFlight++;
    try {
      const results = await this.#write(batch.map((w) => w.item));
      batch.forEach((w, i) => {
        w.resolve(results[i]!);
      });
    } catch (error) {
      for (const w of batch) w.reject(error);
    } finally {
      this.#inFlight--;
      void this.#flush();
    }
  }
}
