import type { Platform } from '@zhiqiao/service-kit';
import type { SeenClaims } from '../ports/seen-claims.ts';

/** `_id` is `<run>/<benefit>`, so that a page that is done twice leaves the same. */
export const mongoSeenClaims = (connection: Platform['mongo']): SeenClaims => {
  const seen = () => connection.db!.collection<{ _id: string }>('reconciliation_seen');
  return {
    async add(run, ids) {
      if (ids.length === 0) return;
      const operations = ids.map((id) => {
        const _id = `${run}/${id}`;
        return { updateOne: { filter: { _id }, update: { $setOnInsert: { _id } }, upsert: true } };
      });
      await seen().bulkWrite(operations, { ordered: false });
    },
    async without(run, ids) {
      const keys = ids.map((id) => `${run}/${id}`);
      const found = await seen()
        .find({ _id: { $in: keys } })
        .toArray();
      const listed = new Set(found.map(({ _id }) => _id));
      return new Set(ids.filter((_, i) => !listed.has(keys[i]!)));
    },
    async forget(run) {
      await seen().deleteMany({ _id: { $gte: `${run}/`, $lt: `${run}0` } });
    },
  };
};
