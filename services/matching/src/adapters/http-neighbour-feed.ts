import { isoInstant } from '@zhiqiao/domain';
import { askOutside } from '@zhiqiao/service-kit';
import { z } from 'zod';
import type { Failed, NeighbourFeed } from '../ports/neighbour-feed.ts';

const AT_ONCE = 100;
/** A hundred postings of the longest that a city publishes, twice. */
const LIMITS = { deadlineMs: 5000, maxBytes: 4_000_000 };

const snapshotBody = z.object({ cursor: z.int().min(0), items: z.array(z.unknown()).max(AT_ONCE) });
const changesBody = z.object({
  cursor: z.int().min(0),
  more: z.boolean(),
  items: z
    .array(
      z.object({
        cursor: z.int().min(1),
        id: z.string().max(1000),
        at: isoInstant,
        removed: z.boolean(),
        posting: z.unknown().optional(),
      }),
    )
    .max(AT_ONCE),
});

const failed = (problem: string, retryAfter?: string | null): Failed => {
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
  return { outcome: 'FAILED', problem, ...(seconds !== undefined && { retryAfterMs: seconds * 1000 }) };
};
/** What a feed answers that does not have this cursor (any more). */
const PLACE_UNKNOWN = [400, 404, 410, 422];

/** Feeds over HTTP, of the cities that are configured and nobody else: what an answer links to is never followed. */
export const httpNeighbourFeed = (urls: ReadonlyMap<string, string>): NeighbourFeed => {
  const ask = async (city: string, path: string, query: Record<string, string>, etag?: string) => {
    const base = urls.get(city);
    if (base === undefined) return failed('NOT_CONFIGURED');
    const headers = { accept: 'application/json', ...(etag !== undefined && { 'if-none-match': etag }) };
    const url = `${base}/feed/${path}?${new URLSearchParams({ limit: String(AT_ONCE), ...query })}`;
    const answer = await askOutside(url, { method: 'GET', headers }, LIMITS);
    return 'problem' in answer ? failed(answer.problem) : answer;
  };

  return {
    async snapshot(city, after) {
      const answer = await ask(city, 'vacancies', after === undefined ? {} : { after });
      if ('outcome' in answer) return answer;
      const { status, headers, text } = answer;
      if (status !== 200) return failed(`HTTP_${status}`, headers.get('retry-after'));
      const { data } = snapshotBody.safeParse(parsed(text));
      if (!data) return failed('MALFORMED_ANSWER');
      const next = nextOf(headers.get('link'));
      return { outcome: 'PAGE', ...data, ...(next !== undefined && { next }) };
    },
    async changes(city, { after, etag }) {
      const answer = await ask(city, 'changes', { after: String(after) }, etag);
      if ('outcome' in answer) return answer;
      const { status, headers, text } = answer;
      if (status === 304) return { outcome: 'UNCHANGED' };
      if (PLACE_UNKNOWN.includes(status)) return { outcome: 'PLACE_UNKNOWN' };
      if (status !== 200) return failed(`HTTP_${status}`, headers.get('retry-after'));
      const { data } = changesBody.safeParse(parsed(text));
      const tag = headers.get('etag');
      if (!data) return failed('MALFORMED_ANSWER');
      return { outcome: 'PAGE', ...data, ...(tag !== null && tag.length <= 100 && { etag: tag }) };
    },
  };
};

/** Only the place in it counts. */
const nextOf = (link: string | null) => {
  const [, address] = /<([^>]+)>; *rel="?next"?/.exec(link ?? '') ?? [];
  return address === undefined ? undefined : (new URLSearchParams(address.split('?')[1]).get('after') ?? undefined);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
