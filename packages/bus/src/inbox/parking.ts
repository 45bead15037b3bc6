import { typeOf } from '../envelope.ts';
import type { BusLog } from '../log.ts';
import { type InboxCollections, type ParkedDoc, positionId, type Reason } from './documents.ts';

/** A parked message as an officer may see it: where, since when and why; never its data. */
export type Parked = {
  id: string;
  key: string;
  version?: number;
  type: string;
  reason: Reason;
  problem?: string;
  at: Date;
  topic: string;
  partition: number;
  offset: string;
};
export type ParkedQuery = { key?: string; reason?: Reason; after?: string; limit?: number };

type Setup = {
  consumer: string;
  collections: InboxCollections;
  log: BusLog;
  apply: (docs: ParkedDoc[]) => Promise<void>;
};

const MOST = 200;

/** What a consumer could not apply: listed, tried again, or, where it belongs to no record, put away. */
export class Parking {
  readonly #s: Setup;

  constructor(setup: Setup) {
    this.#s = setup;
  }

  async list({ key, reason, after, limit = 50 }: ParkedQuery = {}): Promise<{ items: Parked[]; next?: string }> {
    const { consumer, collections } = this.#s;
    const found = await collections.parked
      .find({
        consumer,
        discarded: { $exists: false },
        ...(key !== undefined && { key }),
        ...(reason !== undefined && { reason }),
        ...(after !== undefined && { _id: { $gt: after } }),
      })
      .sort({ _id: 1 })
      .limit(Math.min(limit, MOST) + 1)
      .toArray();
    const items = found.slice(0, Math.min(limit, MOST)).map(toParked);
    return found.length > items.length ? { items, next: items.at(-1)!.id } : { items };
  }

  /** Tries the key again, oldest version first; what waits behind it follows. Answers how many stay parked. */
  async replay(key: string): Promise<number> {
    const { consumer, collections, apply } = this.#s;
    const position = await collections.positions.findOne({ _id: positionId(consumer, key) });
    const next = (position?.last ?? 0) + 1;
    const of = { consumer, key, discarded: { $exists: false } };
    const head = await collections.parked.findOne({ ...of, $or: [{ version: next }, { version: { $exists: false } }] });
    if (head) await apply([head]);
    return collections.parked.countDocuments(of);
  }

  /** Only what belongs to no record: a record's event put away would leave a gap for ever. */
  async discard(id: string, reason: string, by: string): Promise<boolean> {
    const { matchedCount } = await this.#s.collections.parked.updateOne(
      { _id: id, consumer: this.#s.consumer, version: { $exists: false }, discarded: { $exists: false } },
      { $set: { discarded: { by, reason, at: new Date() } }, $unset: { toDead: true } },
    );
    if (matchedCount) this.#s.log.info({ id, by, reason }, 'parked message discarded');
    return matchedCount === 1;
  }
}

const toParked = ({ _id, key, version, reason, problem, at, message }: ParkedDoc): Parked => ({
  id: _id,
  key,
  ...(version !== undefined && { version }),
  type: typeOf(message),
  reason,
  ...(problem !== undefined && { problem }),
  at,
  topic: message.topic,
  partition: message.partition,
  offset: message.offset,
});
