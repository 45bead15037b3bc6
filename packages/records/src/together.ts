import type { Actor } from '@zhiqiao/domain';
import { MongoRecords } from './mongo-records.ts';
import { PAGE_LIMIT } from './query.ts';
import { together } from './round-trip.ts';
import type { AnyKind, Query, Rec, Records, StateOf } from './types.ts';

/** Records of one kind: all of whose state this is said, or by id. */
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

const alone = async (one: AnySought): Promise<Rec<unknown>[]> => {
  if ('ids' in one) return one.records.seekMany(one.actor, one.ids);
  const found: Rec<unknown>[] = [];
  let after: string | undefined;
  do {
    const page = await one.records.find(one.actor, { where: one.where, limit: PAGE_LIMIT, ...(after && { after }) });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
};

type Stored = AnySought & { records: MongoRecords<AnyKind> };

const inOneTrip = async (asked: [string, Stored][]) => {
  const seeking = asked.map(([, { records, actor, ...what }]) => records.seeking(actor, what));
  const parts = seeking.flatMap(({ part }) => part ?? []);
  const found = parts.length > 0 ? await together(asked[0]![1].records.connection, parts) : [];
  return asked.map(([name], i) => [name, seeking[i]!.read(seeking[i]!.part ? found.shift()! : [])] as const);
};
