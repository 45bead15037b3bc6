import { type CopyReason, type EventOf, neighbourEvents, type PostingCounts } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { holds } from './access.ts';

export type NeighbourEvent = EventOf<typeof neighbourEvents>;
type Place = { cursor: number; id: string; at: string };
export type Trouble = { problem: string; since: string; failures: number };
/** `cursor`, `after`: how far its feed, and the copy at hand, have been read. */
export type Followed = {
  status: 'COPYING' | 'FOLLOWING';
  city: string;
  cursor?: number | undefined;
  after?: string | undefined;
  last?: Place | undefined;
  etag?: string | undefined;
  copiedAt?: string | undefined;
  heardAt?: string | undefined;
  readAt: string;
  counts: PostingCounts;
  trouble?: Trouble | undefined;
};
export type Neighbour = { status: 'NONE' } | Followed | { status: 'LEFT'; city: string; clearAt?: string | undefined };

const NOTHING: PostingCounts = { shown: 0, refused: 0, removed: 0 };
const added = (one: PostingCounts, other: PostingCounts): PostingCounts => ({
  shown: one.shown + other.shown,
  refused: one.refused + other.refused,
  removed: one.removed + other.removed,
});

/** Another city whose open feed is read here; its id is its code. */
export const neighbours: RecordKind<Neighbour, typeof neighbourEvents> = {
  events: neighbourEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    if (event.type === 'NeighbourAdded') return { status: 'COPYING', ...event.data, counts: NOTHING };
    if (state.status === 'LEFT')
      return event.type === 'NeighbourCleared' ? { ...state, clearAt: event.data.clearAt } : state;
    return isFollowed(state) ? afterReading(state, event) : state;
  },
  clocks(state) {
    if (isFollowed(state)) return [{ kind: 'read', at: new Date(state.readAt) }];
    return state.status === 'LEFT' && state.clearAt ? [{ kind: 'clear', at: new Date(state.clearAt) }] : [];
  },
  access: (_, actor) => (holds(actor, 'manager') ? 'read' : 'none'),
  indexes: [{ fields: ['status'] }],
  purged: true,
};

export const isFollowed = (state: Neighbour): state is Followed =>
  state.status === 'COPYING' || state.status === 'FOLLOWING';

const afterReading = (state: Followed, event: NeighbourEvent): Neighbour => {
  switch (event.type) {
    case 'CopyBegun': {
      const { city, copiedAt, heardAt, trouble } = state;
      return { status: 'COPYING', city, copiedAt, heardAt, trouble, readAt: event.data.readAt, counts: NOTHING };
    }
    case 'CopyAdvanced': {
      const { cursor, after, counts, heardAt, readAt } = event.data;
      const heard = {
        ...state,
        cursor,
        after,
        heardAt,
        readAt,
        counts: added(state.counts, counts),
        trouble: undefined,
      };
      return after === undefined ? { ...heard, status: 'FOLLOWING', copiedAt: heardAt } : heard;
    }
    case 'ChangesRead': {
      const { counts, ...place } = event.data;
      return { ...state, ...place, etag: place.etag, counts: added(state.counts, counts), trouble: undefined };
    }
    case 'ReadingFailed': {
      const { problem, failedAt, readAt } = event.data;
      const { since = failedAt, failures = 0 } = state.trouble ?? {};
      return { ...state, readAt, trouble: { problem, since, failures: failures + 1 } };
    }
    case 'NeighbourRemoved':
      return { status: 'LEFT', city: state.city, clearAt: event.data.clearAt };
    default:
      return state;
  }
};

export const addNeighbour =
  (city: string): Decide<Neighbour, NeighbourEvent> =>
  ({ state }, now) =>
    isFollowed(state) ? [] : [{ type: 'NeighbourAdded', data: { city, readAt: now.toISOString() } }];

export const removeNeighbour: Decide<Neighbour, NeighbourEvent> = ({ state }, now) =>
  isFollowed(state) ? [{ type: 'NeighbourRemoved', data: { clearAt: now.toISOString() } }] : [];

/** A page of what a removed neighbour had told is taken away; again tomorrow, while some of it is kept still. */
export const cleared =
  (removed: number, again?: 'AT_ONCE' | 'TOMORROW'): Decide<Neighbour, NeighbourEvent> =>
  ({ state }, now) => {
    if (state.status !== 'LEFT' || !state.clearAt) return [];
    const clearAt = again === 'AT_ONCE' ? soon(state.clearAt, now) : later(now, DAY_MS);
    return [{ type: 'NeighbourCleared', data: { removed, ...(again && { clearAt }) } }];
  };

/** At once, and yet not at the instant of the clock that has just fired. */
const soon = (before: string, now: Date) => new Date(Math.max(now.getTime(), Date.parse(before) + 1)).toISOString();
const later = (now: Date, ms: number) => new Date(now.getTime() + ms).toISOString();

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;
const pauseOf = (failures: number, askedMs: number) =>
  Math.min(Math.max(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), askedMs), LONGEST_PAUSE_MS);

export type Change = { cursor: number; id: string; at: string; removed: boolean; posting?: unknown };
/** What came of one reading. `retryAfterMs`: the pause that the other side asked for. */
export type Reading =
  | { outcome: 'COPIED'; cursor: number; after?: string | undefined; counts: PostingCounts }
  | { outcome: 'READ'; cursor: number; more: boolean; last?: Place; etag?: string | undefined; counts: PostingCounts }
  | { outcome: 'UNCHANGED' }
  | { outcome: 'COPY'; because: CopyReason }
  | { outcome: 'FAILED'; problem: string; retryAfterMs?: number };

/** Page after page while there are more, then again after the city's interval; longer and longer pauses after failures. */
export const note =
  (reading: Reading, everyMs: number): Decide<Neighbour, NeighbourEvent> =>
  ({ state }, now) => {
    if (!isFollowed(state)) return [];
    const [heardAt, next] = [
      now.toISOString(),
      (more: boolean) => (more ? soon(state.readAt, now) : later(now, everyMs)),
    ];
    switch (reading.outcome) {
      case 'COPIED': {
        const { cursor, after, counts } = reading;
        const readAt = next(after !== undefined);
        return [
          { type: 'CopyAdvanced', data: { cursor, ...(after !== undefined && { after }), counts, heardAt, readAt } },
        ];
      }
      case 'READ': {
        const { outcome: _, more, last = state.last, etag, ...read } = reading;
        const place = { ...(last && { last }), ...(etag !== undefined && { etag }) };
        return [{ type: 'ChangesRead', data: { ...read, ...place, heardAt, readAt: next(more) } }];
      }
      case 'UNCHANGED': {
        const { cursor = 0, last, etag } = state;
        const place = { cursor, ...(last && { last }), ...(etag !== undefined && { etag }) };
        return [{ type: 'ChangesRead', data: { ...place, counts: NOTHING, heardAt, readAt: next(false) } }];
      }
      case 'COPY':
        return [{ type: 'CopyBegun', data: { because: reading.because, readAt: next(true) } }];
      case 'FAILED': {
        const pause = pauseOf(state.trouble?.failures ?? 0, reading.retryAfterMs ?? 0);
        return [
          { type: 'ReadingFailed', data: { problem: reading.problem, failedAt: heardAt, readAt: later(now, pause) } },
        ];
      }
    }
  };

const DAY_MS = 86_400_000;
/** Once a day everything is copied anew: whatever went wrong unseen is mended by it. */
export const isCopyDue = ({ status, copiedAt }: Followed, now: Date) =>
  status === 'FOLLOWING' && copiedAt !== undefined && Date.parse(copiedAt) + DAY_MS <= now.getTime();

/** From where the changes are asked for: one that was read before comes first, and tells whether it is still the same feed. */
export const askFrom = ({ cursor = 0 }: Followed) => Math.max(cursor - 1, 0);

export const isSameFeed = ({ cursor = 0, last }: Followed, changes: readonly Change[]) => {
  if (cursor === 0) return true;
  const [first] = changes;
  return first?.cursor === cursor && (last === undefined || (first.id === last.id && first.at === last.at));
};

/** The changes that are new, or undefined where the page is no stretch of a feed. */
export const newChanges = (
  { cursor: known = 0 }: Followed,
  { cursor, more, items }: { cursor: number; more: boolean; items: readonly Change[] },
): Change[] | undefined => {
  const rises = items.every((change, i) => i === 0 || change.cursor > items[i - 1]!.cursor);
  const fresh = items.filter((change) => change.cursor > known);
  const ends = cursor === (items.at(-1)?.cursor ?? known);
  return rises && ends && (fresh.length > 0 || !more) ? fresh : undefined;
};
