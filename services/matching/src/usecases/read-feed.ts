import { FEED } from '../domain/feed.ts';
import { jobPostingOf } from '../domain/job-posting.ts';
import type { Matching } from './matching.ts';
import { type OpenVacancy, onTheMarket } from './on-the-market.ts';

/** How far the feed has come. */
export const feedHead = async ({ feeds, platform }: Matching) => (await feeds.seek(platform, FEED))?.version ?? 0;

/**
 * What is on the market, page by page. The cursor is taken before anything is read: what changes meanwhile is told
 * again by the changes after it, and told twice is told once.
 */
export const readSnapshot = async (
  matching: Matching,
  { after, limit }: { after?: string | undefined; limit: number },
) => {
  const cursor = await feedHead(matching);
  const where = { status: 'OPEN' };
  const { items, next } = await matching.vacancies.find(matching.platform, { where, limit, ...(after && { after }) });
  return { cursor, items: (await onTheMarket(matching, items)).map(posting(matching)), next };
};

/** Changes in the order of the feed, each with the vacancy as it now is; what is gone is masked wherever it occurs. */
export const readChanges = async (matching: Matching, { after, limit }: { after: number; limit: number }) => {
  const head = await feedHead(matching);
  const events = head === 0 ? [] : await matching.feeds.history(matching.platform, FEED, { after, limit });
  const ids = [...new Set(events.map(({ data }) => data.vacancyId))];
  const found = await Promise.all(ids.map((id) => matching.vacancies.seek(matching.platform, id)));
  const shown = await onTheMarket(
    matching,
    found.filter((record) => record !== undefined),
  );
  const postings = new Map(shown.map((vacancy) => [vacancy.id, posting(matching)(vacancy)]));
  const items = events.map(({ version, at, data: { vacancyId } }) => {
    const known = postings.get(vacancyId);
    return { cursor: version, id: vacancyId, at, removed: !known, ...(known && { posting: known }) };
  });
  const cursor = items.at(-1)?.cursor ?? after;
  return { head, page: { cursor, more: cursor < head, items } };
};

export const readPosting = async (matching: Matching, id: string) => {
  const record = await matching.vacancies.seek(matching.platform, id);
  const [shown] = record ? await onTheMarket(matching, [record]) : [];
  return shown && { version: shown.version, posting: posting(matching)(shown) };
};

const posting =
  ({ dateOf }: Matching) =>
  ({ id, state }: OpenVacancy) =>
    jobPostingOf(id, state, dateOf);
