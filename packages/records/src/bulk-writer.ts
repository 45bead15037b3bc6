import { mongo } from 'mongoose';
import { Coalescer } from './coalescer.ts';
import type { StoredRecord } from './document.ts';
import { recordErrors } from './errors.ts';

type Op = mongo.AnyBulkWriteOperation<StoredRecord>;
type Failure = mongo.WriteError | Error | undefined;
/** `duplicate`: the fields of the unique index that refused it. */
export type Outcome = 'written' | 'taken' | { duplicate: string[] };

const DUPLICATE_KEY = 11000;
const INVALID_DOCUMENT = 121;
const DOCUMENT_TOO_LARGE = [10334, 17419];

/** Writes of many records in one round trip, each with its own outcome. */
export class BulkWriter {
  readonly #inserts: Coalescer<Op, Failure>;
  readonly #updates: Coalescer<Op, Failure>;

  constructor(records: () => mongo.Collection<StoredRecord>) {
    const write = (ops: Op[]) => bulk(records(), ops);
    this.#inserts = new Coalescer(write);
    this.#updates = new Coalescer(write);
  }

  /** `taken`: the id is in use. */
  async insert(document: StoredRecord): Promise<Outcome> {
    return outcome(await this.#inserts.add({ insertOne: { document } }));
  }

  /**
   * `taken`: another write came first. A bulk answers totals only, so a lost compare-and-set must fail by itself:
   * `upsert` turns it into an insert of a taken `_id`, or of a document that the collection's validator refuses.
   */
  async replace(updateOne: mongo.UpdateOneModel<StoredRecord>): Promise<Outcome> {
    return outcome(await this.#updates.add({ updateOne: { ...updateOne, upsert: true } }));
  }
}

const outcome = (failure: Failure): Outcome => {
  if (!failure) return 'written';
  if (failure instanceof Error) throw failure;
  if (failure.code === INVALID_DOCUMENT) return 'taken';
  if (failure.code === DUPLICATE_KEY) {
    const fields = / index: unique:(\S+)/.exec(failure.errmsg ?? '')?.[1];
    return fields ? { duplicate: fields.split('+') } : 'taken';
  }
  if (DOCUMENT_TOO_LARGE.includes(Number(failure.code))) throw unavailable(failure);
  throw new Error(`MongoDB refused a record: ${failure.errmsg}`, { cause: failure });
};

const bulk = async (records: mongo.Collection<StoredRecord>, ops: Op[]): Promise<Failure[]> => {
  try {
    await records.bulkWrite(ops, { ordered: false });
    return [];
  } catch (error) {
    if (error instanceof mongo.MongoBulkWriteError) {
      const errors = [error.writeErrors].flat();
      if (!errors.length || error.result.getWriteConcernError()) throw unavailable(error);
      const failures: Failure[] = [];
      for (const failure of errors) failures[failure.index] = failure;
      return failures;
    }
    if (error instanceof mongo.MongoError) throw unavailable(error);
    // One that cannot be written down at all (such as a key with a zero byte) must not fail its neighbours.
    if (ops.length === 1) throw error;
    return Promise.all(
      ops.map((op) =>
        bulk(records, [op]).then(
          ([failure]) => failure,
          (alone: Error) => alone,
        ),
      ),
    );
  }
};

/** Nobody knows whether the write was done: the caller sends the same command again. */
const unavailable = (cause: unknown) => Object.assign(recordErrors.busy(), { cause });
