import { within } from '../time.ts';

type Client = { connect(): Promise<void>; disconnect(): Promise<void> };

/**
 * A client that is thrown away after any failure. kafkajs keeps state across a failed request (sequence numbers,
 * metadata, half-open sockets); a new client starts from what the broker says.
 */
export class Renewed<C extends Client> {
  readonly #make: () => C;
  readonly #deadlineMs: number;
  #current: Promise<C> | undefined;

  constructor(make: () => C, deadlineMs: number) {
    this.#make = make;
    this.#deadlineMs = deadlineMs;
  }

  async use<T>(what: string, work: (client: C) => Promise<T>): Promise<T> {
    this.#current ??= this.#connect();
    const mine = this.#current;
    try {
      return await within(this.#deadlineMs, what, mine.then(work));
    } catch (error) {
      if (this.#current === mine) this.#current = undefined;
      discard(mine);
      throw error;
    }
  }

  async close(): Promise<void> {
    const last = this.#current;
    this.#current = undefined;
    if (last) await discard(last);
  }

  async #connect(): Promise<C> {
    const client = this.#make();
    await client.connect();
    return client;
  }
}

/** What it could not finish is repeated by another client, so how it ends does not matter. */
const discard = (client: Promise<Client>): Promise<void> => client.then((c) => c.disconnect()).catch(() => {});
