import type { Actor } from '@zhiqiao/domain';
import type { AnyKind, Query, Rec, Records, StateOf } from '@zhiqiao/records';

/** Every record that fits, or those whose ids come after one, in the order of their ids, page by page. */
export async function* every<K extends AnyKind>(
  records: Records<K>,
  actor: Actor,
  where: Query['where'],
  from?: string,
): AsyncGenerator<Rec<StateOf<K>>> {
  let after = from;
  do {
    const page = await records.find(actor, { where, limit: 200, ...(after !== undefined && { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
};
