import type { Connection, mongo } from 'mongoose';
import type { InboxCollections, Position } from './documents.ts';
import type { Plan } from './plan.ts';
import { Lost } from './transient.ts';

/**
 * Positions, effects and parked messages in one transaction. Every write checks what the plan was made on, so a lost
 * race aborts the whole. Writes only, one after the other: a transaction that is left behind locks its records.
 */
export async function commitPlan(connection: Connection, plan: Plan, { positions, parked }: InboxCollections) {
  const session = await connection.startSession();
  try {
    session.startTransaction({ writeConcern: { w: 'majority' } });
    for (const [store, effects] of Map.groupBy(plan.effects, (effect) => effect.store)) {
      await writeAll(
        store.records,
        effects.map(({ op }) => op),
        session,
      );
    }
    await writeAll(parked, parkedWrites(plan), session);
    await writeAll(positions, positionWrites(plan), session, plan.positions.length);
    await session.commitTransaction();
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction().catch(() => {});
    throw error;
  } finally {
    await session.endSession();
  }
}

async function writeAll<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  writes: mongo.AnyBulkWriteOperation<T>[],
  session: mongo.ClientSession,
  touched = writes.length,
): Promise<void> {
  if (!writes.length) return;
  const done = await collection.bulkWrite(writes, { session, ordered: true });
  if (done.insertedCount + done.matchedCount + done.deletedCount !== touched) {
    throw new Lost(`a write to ${collection.collectionName} met another state than the plan`);
  }
}

const parkedWrites = ({ park, unpark, condemn }: Plan) => [
  ...park.map((document) => ({ insertOne: { document } })),
  ...unpark.map(({ _id, reason }) => ({ deleteOne: { filter: { _id, reason } } })),
  ...condemn.map(({ doc: { _id, reason }, poison }) => ({
    updateOne: {
      filter: { _id, reason },
      update: { $set: { ...poison, ...(reason === 'gap' && { toDead: true as const }) } },
    },
  })),
];

/** Those that make the same step are one write: most come on by one. */
const positionWrites = ({ positions }: Plan): mongo.AnyBulkWriteOperation<Position>[] =>
  [...Map.groupBy(positions, stepOf).values()].flatMap((alike): mongo.AnyBulkWriteOperation<Position>[] => {
    const { before, after } = alike[0]!;
    if (!before) return alike.map((position) => ({ insertOne: { document: position.after } }));
    const _id = { $in: alike.map((position) => position.after._id) };
    const { last, parked } = before;
    return [
      { updateMany: { filter: { _id, last, parked }, update: { $set: { last: after.last, parked: after.parked } } } },
    ];
  });

const stepOf = ({ before, after }: Plan['positions'][number]) =>
  before ? `${before.last},${before.parked}>${after.last},${after.parked}` : '';
