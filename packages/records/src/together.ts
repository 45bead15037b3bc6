import type { Actor } from '@zhiqiao/domain';
import type { RecordBody } from './document.ts';
import { MongoRecords } from './mongo-records.ts';
import { PAGE_LIMIT } from './query.ts';
import type { AnyKind, Query, Rec, Records, StateOf } from './types.ts';

/** Records of one kind, by what their state says (the first 200) or by id. */
export type Sought<K extends AnyKind = AnyKind> = { records: Records<K>; actor: Actor } & (
  | { where: Query['where'] }
  | { ids: readonly string[] }
);
type Found<T> = { [N in keyof T]: T[N] extends Sought<infer K> ? Rec<StateOf<K>>[] : never };
// biome-ignore lint/suspicious/noExplicitAny: records of whatever kind
type AnySought = Sought<any>;

/**
 * What `find` and `seekMany` give, of several kinds of one service in one round trip: seven kinds cost service and database
 * about half of what seven questions do.
 */
export const seekTogether = async <T extends Record<string, AnySought>>(sought: T): Promise<Found<T>> => {
  const asked = Object.entries(sought);
  const stores = asked.map(([, { records }]) => records);
  const found = stores.every((store) => store instanceof MongoRecords)
    ? await inOneTrip(asked as [string, Stored][])
    : await Promise.all(asked.map(async ([name, one]) => [name, await alone(one)] as const));
  return Object.fromEntries(found) as Found<T>;
};

const alone = async (one: AnySought) =>
  'ids' in one
    ? one.records.seekMany(one.actor, one.ids)
    : (await one.records.find(one.actor, { where: one.where, limit: PAGE_LIMIT })).items;

type Stored = AnySought & { records: MongoRecords<AnyKind> };

const inOneTrip = async (asked: [string, Stored][]) => {
  const parts = asked.map(([name, { records, actor, ...what }]) => ({
    coll: records.kind.events.stream,
    pipeline: [...records.stages(actor, what), { $set: { sought: name } }],
  }));
  const [[, { records: first }]] = asked as [(typeof asked)[number]];
  const bodies = await first.records
    .aggregate<RecordBody & { sought: string }>([
      ...parts[0]!.pipeline,
      ...parts.slice(1).map(($unionWith) => ({ $unionWith })),
    ])
    .toArray();
  return asked.map(([name, { records, actor }]) => {
    const own = bodies.flatMap(({ sought, ...body }) => (sought === name ? body : []));
    return [name, records.readable(actor, own)] as const;
  });
};
