/** What MongoDB alone can do: its text index (which knows no Chinese words) and a regular expression of each word. */
import { randomUUID } from 'node:crypto';
import { occupationName } from '@zhiqiao/domain';
import type { SearchedVacancy } from '@zhiqiao/matching/search';
import mongoose from 'mongoose';

const BATCH = 5_000;
const MOST_WORDS = 20;

export const mongoSearches = async (first: readonly SearchedVacancy[]) => {
  const connection = await mongoose
    .createConnection(process.env.MONGODB_URI!, { dbName: `bench_${randomUUID()}` })
    .asPromise();
  const vacancies = connection.collection<SearchedVacancy & { name: string }>('vacancies');
  const fill = async (all: readonly SearchedVacancy[]): Promise<number> => {
    const began = performance.now();
    await vacancies.deleteMany({});
    for (let from = 0; from < all.length; from += BATCH)
      await vacancies.insertMany(
        all.slice(from, from + BATCH).map((each) => ({ ...each, name: occupationName(each.occupation) ?? '' })),
      );
    return (performance.now() - began) / 1000;
  };
  await vacancies.createIndex(
    { title: 'text', duties: 'text', name: 'text' },
    { weights: { title: 3, name: 2, duties: 1 }, default_language: 'none' },
  );
  await fill(first);
  const words = (text: string) => text.match(/\p{Script=Han}+|[\p{L}\p{N}+#]+/gu)?.slice(0, MOST_WORDS) ?? [];
  const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const ids = (found: { id: string }[]) => found.map(({ id }) => id);
  return {
    fill,
    searches: [
      {
        name: 'MongoDB $text',
        slow: false,
        async ask(text: string) {
          const score = { $meta: 'textScore' };
          const found = await vacancies
            .find({ $text: { $search: words(text).join(' ') } }, { projection: { id: 1, score } })
            .sort({ score: score as never })
            .limit(10)
            .toArray();
          return ids(found);
        },
      },
      {
        name: 'MongoDB $regex',
        slow: true,
        async ask(text: string) {
          const every = words(text).map((word) => {
            const pattern = { $regex: escaped(word), $options: 'i' };
            return { $or: [{ title: pattern }, { name: pattern }, { duties: pattern }] };
          });
          const where = every.length > 0 ? { $and: every } : {};
          return ids(
            await vacancies
              .find(where, { projection: { id: 1 } })
              .sort({ publishedAt: -1 })
              .limit(10)
              .toArray(),
          );
        },
      },
    ],
    async stop() {
      await connection.dropDatabase();
      await connection.close();
    },
  };
};
