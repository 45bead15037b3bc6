import { type Connection, mongo } from 'mongoose';
import type { StoredRecord } from './document.ts';
import type { AnyKind } from './types.ts';

/** A record as it was seen; the higher `rev` is the later. */
export type Seen = { stream: string; id: string; rev: number; state: unknown };
export type Following = {
  /** The records in which `state.status` has this value, as they stand now. */
  standing(kind: AnyKind, status: string): AsyncIterable<Seen>;
  /** Every record that changed since the beginning, as it is by now, until `stop`. A change may come twice. */
  changes(): AsyncIterable<Seen>;
  /** Resolves when who takes them in has all changes that came before the first of them was asked for. */
  caughtUp: Promise<void>;
  /** Whether all is told that happened a second ago: the database has answered since, and nothing older is left. */
  fresh(): boolean;
  /** Where somebody goes on who has taken in all changes but the one at hand. */
  token(): unknown;
  stop(): Promise<void>;
};
type Options = { connection: Connection; city: string; kinds: readonly AnyKind[]; after?: unknown };
type Change = mongo.ChangeStreamDocument<StoredRecord> & { ns: { coll: string }; fullDocument?: StoredRecord };

/** Writes of a record; what the relay and the clocks note beside it is none. */
const WRITTEN = [
  { operationType: { $in: ['insert', 'replace'] } },
  { operationType: 'update', 'updateDescription.updatedFields.rev': { $exists: true } },
];
const READ = ['_id', 'city', 'rev', 'state'].map((field) => [`fullDocument.${field}`, 1]);
const AT_ONCE = 2_000;
/** How long the server waits for a change before it says that there is none: hardly, until what had happened is read. */
const [CATCHING_UP_MS, AWAIT_MS] = [10, 250];
const FRESH_MS = 1_000;

/**
 * Follows the records of some kinds in every process that asks, each by itself: for what is kept in memory. It begins
 * `after` a token or now, so what stands is read after the beginning and nothing falls between. Throws where the
 * database has forgotten the token: then what stands is to be read again.
 */
export const follow = async ({ connection, city, kinds, after }: Options): Promise<Following> => {
  const database = connection.getClient().db(connection.name);
  const streams = kinds.map(({ events }) => events.stream);
  const open = (place: unknown, maxAwaitTimeMS: number) =>
    database.watch<StoredRecord, Change>(
      [
        { $match: { 'ns.coll': { $in: streams }, $or: WRITTEN } },
        { $project: { ns: 1, operationType: 1, ...Object.fromEntries(READ) } },
      ],
      {
        fullDocument: 'updateLookup',
        readConcern: { level: 'majority' },
        maxAwaitTimeMS,
        ...(place !== undefined && { resumeAfter: place }),
      },
    );
  let stream = open(after, CATCHING_UP_MS);
  const opened = await stream.tryNext().catch(async (error) => {
    await stream.close();
    throw error;
  });
  let stopped = false;
  let token = opened ? after : stream.resumeToken;
  const { promise: caughtUp, resolve: catchUp } = Promise.withResolvers<void>();
  let waits = CATCHING_UP_MS;
  let asked = Number.NEGATIVE_INFINITY;
  /** What happened until then is to be read yet. */
  let behind: mongo.Timestamp | undefined;
  const isLate = () => performance.now() - asked > FRESH_MS;
  const timeNow = async (): Promise<mongo.Timestamp> => (await database.command({ ping: 1 })).operationTime;

  async function* raw() {
    behind = await timeNow();
    if (opened) yield opened;
    for (let none = false; !stopped; ) {
      token = stream.resumeToken;
      try {
        if (behind && (timeOf(token)?.greaterThanOrEqual(behind) ?? none)) {
          behind = undefined;
          catchUp();
        }
        if (!behind && waits !== AWAIT_MS) {
          waits = AWAIT_MS;
          await stream.close();
          stream = open(token, waits);
        } else if (isLate()) behind ??= await timeNow();
        asked = performance.now();
        const change = await stream.tryNext();
        none = !change;
        if (change) yield change;
        else if (stream.closed) throw new Error('the database tells of no more changes');
      } catch (error) {
        if (!stopped) throw error;
      }
    }
    await stream.close();
  }

  return {
    caughtUp,
    fresh: () => !behind && !isLate(),
    token: () => token,
    async *standing({ events }, status) {
      const cursor = database
        .collection<StoredRecord>(events.stream, { readConcern: { level: 'majority' } })
        .find({ city, 'state.status': status }, { projection: { rev: 1, state: 1 }, batchSize: AT_ONCE });
      for await (const { _id: id, rev, state } of cursor) yield { stream: events.stream, id, rev, state };
    },
    async *changes() {
      for await (const { ns, fullDocument: record } of raw())
        if (record?.city === city) yield { stream: ns.coll, id: record._id, rev: record.rev, state: record.state };
    },
    async stop() {
      stopped = true;
      await stream.close();
    },
  };
};

/** Until when it has read who is at a place: a token begins with it, behind what says that it is a time. */
const timeOf = (token: unknown): mongo.Timestamp | undefined => {
  const { _data: data } = (token ?? {}) as { _data?: unknown };
  const [, seconds, count] = /^82([0-9A-F]{8})([0-9A-F]{8})/.exec(String(data)) ?? [];
  if (seconds === undefined || count === undefined) return undefined;
  return new mongo.Timestamp({ t: Number.parseInt(seconds, 16), i: Number.parseInt(count, 16) });
};
