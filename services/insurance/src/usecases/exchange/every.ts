import type { Actor } from '@zhiqiao/domain';
import type { AnyKind, Query, Rec, Records, StateOf } from '@zhiqiao/records';

/** Every record that fits, page after page. */
export async function* every<K extends AnyKind>(
  records: Records<K>,
  actor: Actor,
  where: Query['where'],
): AsyncGenerator<Rec<StateOf<K>>> {
  let after: string | undefined;
  do {
    const page = await records.find(actor, { where, limit: 200, ...(after && { after }) });
    yield* page.items;
    after = page.next;
  } while (after);
}
