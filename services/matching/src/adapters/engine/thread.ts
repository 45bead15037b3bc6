import { Worker } from 'node:worker_threads';
import type { Order, Reply, Start } from './worker.ts';

type Waiting = { resolve(answer: unknown): void; reject(error: Error): void };

/** The thread that owns the engine: what is asked after a change has been told is answered with it. */
export class EngineThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #numbers = 0;
  #over: Error | undefined;
  /** Where the snapshot ended that it began from; undefined where it began from nothing. */
  readonly begun: Promise<unknown>;
  /** Resolves when the thread is gone, however that came. */
  readonly gone: Promise<void>;

  constructor(start: Start) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: start });
    const { promise: begun, resolve: begin, reject: fail } = Promise.withResolvers<unknown>();
    const { promise: gone, resolve: go } = Promise.withResolvers<void>();
    this.begun = begun;
    this.gone = gone;
    begun.catch(() => {});
    this.#worker.on('message', (reply: Reply) => {
      if ('begun' in reply) return begin(reply.after);
      const waiting = this.#waiting.get(reply.number);
      this.#waiting.delete(reply.number);
      if (reply.problem === undefined) waiting?.resolve(reply.answer);
      else waiting?.reject(new Error(reply.problem));
    });
    const end = (error: Error) => {
      this.#over ??= error;
      fail(error);
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
      go();
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', (code) => end(new Error(`the engine's thread ended with ${code}`)));
  }

  ask<T>(order: Order): Promise<T> {
    if (this.#over) return Promise.reject(this.#over);
    const number = this.#numbers++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.postMessage({ number, order });
    });
  }

  async stop() {
    await this.#worker.terminate();
  }
}
