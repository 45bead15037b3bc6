import type { Recorded } from '@zhiqiao/domain';
import type { Connection, mongo } from 'mongoose';
import type { Place, Unreadable } from '../envelope.ts';
import type { InMessage } from '../types.ts';

/** How far a consumer has come with one record of one stream; kept for ever, so a repeat is known after years. */
export type Position = { _id: string; consumer: string; last: number; parked: number };

/**
 * `gap`: an earlier version is missing or parked, so it waits its turn. `failed`: applying it failed.
 * The others could not be read.
 */
export type Reason = 'gap' | 'failed' | Unreadable;

export type ParkedDoc = {
  _id: string;
  consumer: string;
  /** All of one key wait for one another. A message that belongs to no record is a key of its own. */
  key: string;
  version?: number;
  reason: Reason;
  problem?: string;
  message: InMessage;
  at: Date;
  /** Still to be laid on the dead topic. */
  toDead?: true;
  discarded?: { by: string; reason: string; at: Date };
};

export const keyOf = ({ stream, recordId }: Place): string => `${stream}/${recordId}`;
export const strayKeyOf = ({ topic, partition, offset }: InMessage): string => `${topic}/${partition}/${offset}`;
export const positionId = (consumer: string, key: string): string => `${consumer}|${key}`;
export const parkedId = (consumer: string, key: string, version?: number): string =>
  version === undefined ? `${consumer}|${key}` : `${consumer}|${key}|${version}`;

const POSITIONS = 'inbox_positions';

/** The positions of a consumer that has applied all these events: for a past that is loaded beside its records. */
export const positionsAfter = (
  consumer: string,
  events: Pick<Recorded, 'service' | 'stream' | 'recordId' | 'version'>[],
) => {
  const after = new Map<string, Position>();
  for (const { service, stream, recordId, version } of events) {
    const _id = positionId(consumer, keyOf({ stream: `${service}.${stream}`, recordId, version }));
    after.set(_id, { _id, consumer, last: Math.max(version, after.get(_id)?.last ?? 0), parked: 0 });
  }
  return { collection: POSITIONS, positions: [...after.values()] };
};

export type InboxCollections = { positions: mongo.Collection<Position>; parked: mongo.Collection<ParkedDoc> };

export function inboxCollections(connection: Connection): InboxCollections {
  const db = connection.getClient().db(connection.name);
  const majority = { readConcern: { level: 'majority' }, writeConcern: { w: 'majority' } } as const;
  return {
    positions: db.collection<Position>(POSITIONS, majority),
    parked: db.collection<ParkedDoc>('inbox_parked', majority),
  };
}

/** Collections must exist before a transaction writes to them. Idempotent. */
export async function prepareInbox({ positions, parked }: InboxCollections): Promise<void> {
  await positions.createIndex({ consumer: 1 }, { name: 'waiting', partialFilterExpression: { parked: { $gt: 0 } } });
  await parked.createIndex({ consumer: 1, key: 1, version: 1 });
  await parked.createIndex({ consumer: 1, reason: 1, at: 1 });
  await parked.createIndex({ consumer: 1 }, { name: 'to-dead', partialFilterExpression: { toDead: true } });
}
