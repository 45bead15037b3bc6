import type { Connection } from 'mongoose';
import { Coalescer } from './coalescer.ts';
import type { RecordBody } from './document.ts';

/** What is sought in one collection, as stages of an aggregation. */
export type Part = { coll: string; stages: object[] };

const MAJORITY = { readConcern: { level: 'majority' } } as const;
const CALLS_AT_ONCE = 8;
// biome-ignore lint/suspicious/noExplicitAny: documents of whatever collections
const trips = new WeakMap<Connection, Coalescer<Part[], any[][]>>();

/** Answers each part. What is asked for while a trip is under way goes together in the next one. */
export const together = <T = RecordBody>(connection: Connection, parts: Part[]): Promise<T[][]> => {
  let trip = trips.get(connection);
  if (!trip) {
    trip = new Coalescer((calls) => inOneTrip(connection, calls), { maxBatch: CALLS_AT_ONCE });
    trips.set(connection, trip);
  }
  return trip.add(parts);
};

/** Whether there is any of each. */
export const anyOf = async (connection: Connection, parts: Part[]): Promise<boolean[]> => {
  if (parts.length === 0) return [];
  const first = parts.map(({ coll, stages }) => ({
    coll,
    stages: [...stages, { $limit: 1 }, { $project: { _id: 1 } }],
  }));
  return (await together(connection, first)).map((found) => found.length > 0);
};

const inOneTrip = async (connection: Connection, calls: Part[][]): Promise<object[][][]> => {
  const [first, ...others] = calls.flat().map(({ coll, stages }, sought) => ({
    coll,
    pipeline: [...stages, { $set: { sought } }],
  }));
  const found = await connection
    .getClient()
    .db(connection.name)
    .collection(first!.coll, MAJORITY)
    .aggregate<{ sought: number }>([...first!.pipeline, ...others.map(($unionWith) => ({ $unionWith }))])
    .toArray();
  const answers = calls.map((parts) => parts.map((): object[] => []));
  const inOrder = answers.flat();
  for (const { sought, ...body } of found) inOrder[sought]!.push(body);
  return answers;
};
