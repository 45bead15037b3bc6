import { randomUUID } from 'node:crypto';
import { type Connection, mongo } from 'mongoose';

const LEASE_MS = 3000;

type LeaseRow = { _id: string; owner: string; until: Date };

/** A right on the database's own time. It saves double work; nothing is unsafe when two hold it. */
export class Lease {
  readonly #connection: Connection;
  readonly #name: string;
  readonly #ms: number;
  readonly #owner = randomUUID();
  #until = 0;
  #asking: Promise<boolean> | undefined;

  constructor(connection: Connection, name: string, ms = LEASE_MS) {
    this.#connection = connection;
    this.#name = name;
    this.#ms = ms;
  }

  /** Takes or renews it. True while this process may believe that it holds it. */
  async held(): Promise<boolean> {
    if (performance.now() < this.#until - (this.#ms * 2) / 3) return true;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Held when last asked, and not over since. */
  believed(): boolean {
    return performance.now() < this.#until;
  }

  async #ask(): Promise<boolean> {
    const asked = performance.now();
    const mine = { $or: [{ $eq: ['$owner', this.#owner] }, { $lt: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] }] };
    const row = await this.#rows
      .findOneAndUpdate(
        { _id: this.#name },
        [
          {
            $set: {
              owner: { $cond: [mine, this.#owner, '$owner'] },
              until: { $cond: [mine, { $add: ['$$NOW', this.#ms] }, '$until'] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after' },
      )
      .catch(taken);
    // Counted from before the call, so never longer than the database thinks.
    this.#until = row?.owner === this.#owner ? asked + this.#ms : 0;
    return this.believed();
  }

  /** Lets a successor start at once. */
  async release(): Promise<void> {
    this.#until = 0;
    await this.#rows.deleteOne({ _id: this.#name, owner: this.#owner });
  }

  get #rows(): mongo.Collection<LeaseRow> {
    return this.#connection.getClient().db(this.#connection.name).collection<LeaseRow>('leases');
  }
}

/** Two processes met on the first insert. */
const taken = (error: unknown) => {
  if (error instanceof mongo.MongoServerError && error.code === 11000) return null;
  throw error;
};
