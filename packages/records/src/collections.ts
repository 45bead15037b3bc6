import { type Connection, type Model, type mongo, Schema } from 'mongoose';
import type { LogRow, StoredRecord } from './document.ts';
import type { AnyKind } from './types.ts';

const LOG = 'log';
const NAMESPACE_EXISTS = 48;

/** What is read may not roll back, what is acknowledged may not be lost. */
const DURABLE: mongo.CollectionOptions = {
  readConcern: { level: 'majority' },
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
  ignoreUndefined: true,
};
const SCHEMA_OPTIONS = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  minimize: false,
  autoIndex: false,
  autoCreate: false,
  readConcern: { level: 'majority' },
} as const;

/** The collection of a record kind and the service's log: mongoose for schema, indexes and reads, the driver for writes. */
export class Collections {
  readonly #connection: Connection;
  readonly #kind: AnyKind;
  #records: mongo.Collection<StoredRecord> | undefined;
  #log: mongo.Collection<LogRow> | undefined;
  readonly model: Model<StoredRecord>;
  readonly logModel: Model<LogRow>;

  constructor(connection: Connection, kind: AnyKind) {
    this.#connection = connection;
    this.#kind = kind;
    const { stream } = kind.events;
    this.model = modelOf(connection, stream, () => recordSchema(kind));
    this.logModel = modelOf(connection, LOG, logSchema);
  }

  /** Kept once made: the driver reads all its settings again for each. */
  get records(): mongo.Collection<StoredRecord> {
    this.#records ??= this.#db.collection<StoredRecord>(this.#kind.events.stream, DURABLE);
    return this.#records;
  }
  get log(): mongo.Collection<LogRow> {
    this.#log ??= this.#db.collection<LogRow>(LOG, DURABLE);
    return this.#log;
  }

  /** Idempotent. The validator refuses what `upsert` would insert when the compare-and-set finds no record at all. */
  async prepare(): Promise<void> {
    const validator = { $jsonSchema: { required: ['city', 'rev', 'version', 'state', 'pending', 'relayAt'] } };
    const name = this.#kind.events.stream;
    try {
      await this.#db.createCollection(name, { validator });
    } catch (error) {
      if ((error as mongo.MongoServerError).code !== NAMESPACE_EXISTS) throw error;
      await this.#db.command({ collMod: name, validator });
    }
    for (const { collection, schema } of [this.model, this.logModel]) {
      const indexes = schema.indexes().map(([key, options]) => ({ key, ...options }) as mongo.IndexDescription);
      await this.#db.collection(collection.name).createIndexes(indexes);
    }
  }

  get #db(): mongo.Db {
    return this.#connection.getClient().db(this.#connection.name);
  }
}

const modelOf = <T>(connection: Connection, name: string, schema: () => Schema): Model<T> =>
  (connection.models[name] as Model<T> | undefined) ?? (connection.model(name, schema(), name) as unknown as Model<T>);

const recordSchema = (kind: AnyKind): Schema => {
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      city: { type: String, required: true },
      rev: { type: Number, required: true },
      version: { type: Number, required: true },
      state: Schema.Types.Mixed,
      clocks: [Schema.Types.Mixed],
      wakeAt: Date,
      pending: [Schema.Types.Mixed],
      relayAt: Date,
      clockRest: Schema.Types.Mixed,
      cmds: [Schema.Types.Mixed],
      keyFloor: Number,
      nCmds: Number,
    },
    SCHEMA_OPTIONS,
  );
  schema.index({ relayAt: 1 }, { name: 'pending', partialFilterExpression: { 'pending.0': { $exists: true } } });
  schema.index(
    { wakeAt: 1, 'clockRest.until': 1 },
    { name: 'clocks', partialFilterExpression: { wakeAt: { $exists: true } } },
  );
  for (const { fields, unique, where } of kind.indexes ?? []) {
    const keys = Object.fromEntries([['city', 1], ...fields.map((field) => [`state.${field}`, 1])]);
    // A unique index leaves out records without the fields, and those that `where` does not mean: `find` needs another.
    if (unique)
      schema.index(keys, {
        name: `unique:${fields.join('+')}`,
        unique: true,
        partialFilterExpression: covered(fields, where),
      });
    if (!unique || where) schema.index({ ...keys, _id: 1 });
  }
  return schema;
};

const covered = (fields: string[], where: Record<string, unknown> = {}) => ({
  ...Object.fromEntries(fields.map((field) => [`state.${field}`, { $exists: true }])),
  ...Object.fromEntries(Object.entries(where).map(([field, value]) => [`state.${field}`, value])),
});

const logSchema = (): Schema => {
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      city: String,
      service: String,
      stream: String,
      recordId: String,
      version: Number,
      schemaVersion: Number,
      type: { type: String },
      data: Schema.Types.Mixed,
      at: String,
      by: String,
      command: String,
      commandHash: String,
      traceparent: String,
      unsent: Boolean,
      spilled: Boolean,
    },
    SCHEMA_OPTIONS,
  );
  schema.index({ city: 1, stream: 1, recordId: 1, version: 1 }, { unique: true });
  schema.index({ stream: 1, recordId: 1, version: 1 }, { name: 'unsent', partialFilterExpression: { unsent: true } });
  return schema;
};
