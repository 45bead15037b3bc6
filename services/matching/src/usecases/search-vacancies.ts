import type { Finder } from '../ports/finder.ts';
import type { Question } from '../search/index.ts';
import type { Matching } from './matching.ts';
import { onTheMarket } from './on-the-market.ts';

/** A page of open vacancies by words. The records have the last word on what is shown. */
export const searchVacancies = (matching: Matching, finder: Finder) => async (question: Omit<Question, 'at'>) => {
  const { hits, ...rest } = finder.find({ ...question, at: matching.now() });
  const ids = hits.map(({ id }) => id);
  const open = await onTheMarket(matching, await matching.vacancies.seekMany(matching.platform, ids));
  const known = new Map(open.map((vacancy) => [vacancy.id, vacancy]));
  const items = hits.flatMap(({ id, steps }) => {
    const vacancy = known.get(id);
    return vacancy ? [{ vacancy, steps }] : [];
  });
  return { ...rest, items };
};
