import { randomUUID } from 'node:crypto';
import type { Actor, PostingCounts } from '@zhiqiao/domain';
import type { Command, Decide, OnClock, Rec } from '@zhiqiao/records';
import {
  type Elsewhere,
  type ElsewhereEvent,
  elsewhereId,
  end,
  isGoneSince,
  refuse,
  show,
} from '../domain/elsewhere.ts';
import {
  askFrom,
  type Change,
  cleared,
  type Followed,
  isCopyDue,
  isFollowed,
  isSameFeed,
  type neighbours,
  newChanges,
  note,
  type Reading,
} from '../domain/neighbour.ts';
import { judgePosting } from '../domain/posting-elsewhere.ts';
import { every } from '../ports/every.ts';
import type { NeighbourFeed } from '../ports/neighbour-feed.ts';
import { wordingToday } from './judge-vacancy.ts';
import type { Matching } from './matching.ts';

/** Which neighbour, and the version of its record at which it is read. */
type Source = { city: string; read: number };
type Told = { foreignId: string; raw: unknown } | { foreignId: string; removed: true };

const MALFORMED: Reading = { outcome: 'FAILED', problem: 'MALFORMED_ANSWER' };
const AT_ONCE = 200;
const DAY_MS = 86_400_000;

/**
 * One page of the feed of another city: of its copy, or of its changes. What is written twice comes to the same; the
 * place is moved last, so whoever goes on after an interruption leaves nothing out.
 */
export const readNeighbour =
  (matching: Matching, feed: NeighbourFeed, everyMs: number): OnClock<typeof neighbours> =>
  async ({ id: city, version: read, state }) => {
    if (!isFollowed(state)) return () => [];
    const readPage = state.status === 'COPYING' ? readCopy : readChanges;
    const reading: Reading = isCopyDue(state, matching.now())
      ? { outcome: 'COPY', because: 'DAILY' }
      : await readPage(matching, feed, { city, read }, state);
    return note(reading, everyMs);
  };

const readCopy = async (
  matching: Matching,
  feed: NeighbourFeed,
  source: Source,
  { after, cursor: begun }: Followed,
): Promise<Reading> => {
  const page = await feed.snapshot(source.city, after);
  if (page.outcome === 'FAILED') return page;
  if (begun !== undefined && page.cursor < begun) return { outcome: 'COPY', because: 'BEGUN_ANEW' };
  const told = page.items.flatMap((raw) => {
    const foreignId = idIn(raw);
    return foreignId === undefined ? [] : [{ foreignId, raw }];
  });
  const ids = told.map(({ foreignId }) => foreignId);
  if (!isStretch(ids, { after, until: page.next })) return MALFORMED;
  const counts = await takeIn(matching, source, told);
  const removed = await removeUntold(matching, source, { after, until: page.next, told: new Set(ids) });
  if (page.next === undefined) await purgeGone(matching, source.city);
  const unnamed = page.items.length - told.length;
  const all = { ...counts, refused: counts.refused + unnamed, removed: counts.removed + removed };
  return { outcome: 'COPIED', cursor: begun ?? page.cursor, after: page.next, counts: all };
};

const readChanges = async (
  matching: Matching,
  feed: NeighbourFeed,
  source: Source,
  state: Followed,
): Promise<Reading> => {
  const page = await feed.changes(source.city, { after: askFrom(state), etag: state.etag });
  if (page.outcome === 'FAILED' || page.outcome === 'UNCHANGED') return page;
  if (page.outcome === 'PLACE_UNKNOWN') return { outcome: 'COPY', because: 'PLACE_UNKNOWN' };
  if (!isSameFeed(state, page.items)) return { outcome: 'COPY', because: 'BEGUN_ANEW' };
  const changes = newChanges(state, page);
  if (!changes) return MALFORMED;
  const latest = new Map(changes.map((change) => [change.id, change]));
  const told = [...latest.values()].filter(({ id }) => isForeignId(id)).map(toldBy);
  const counts = await takeIn(matching, source, told);
  const last = page.items.at(-1);
  return {
    outcome: 'READ',
    cursor: page.cursor,
    more: page.more,
    ...(last && { last: { cursor: last.cursor, id: last.id, at: last.at } }),
    // Who has not come to the end does not know what the tag stands for.
    ...(!page.more && { etag: page.etag }),
    counts: { ...counts, refused: counts.refused + latest.size - told.length },
  };
};

const toldBy = ({ id: foreignId, removed, posting: raw }: Change): Told =>
  removed ? { foreignId, removed } : { foreignId, raw };

const isForeignId = (id: unknown): id is string => typeof id === 'string' && /^[\w.~:-]{1,180}$/.test(id);
const idIn = (raw: unknown): string | undefined => {
  const id = (raw as { identifier?: { value?: unknown } } | null)?.identifier?.value;
  return isForeignId(id) ? id : undefined;
};

/** The ids of a page rise from where it was asked for to where the next one begins. */
const isStretch = (
  ids: readonly string[],
  { after = '', until }: { after?: string | undefined; until?: string | undefined },
) =>
  ids.every((id, i) => id > (ids[i - 1] ?? after)) &&
  (until === undefined || (isForeignId(until) && until > after && until >= (ids.at(-1) ?? '')));

/** Writes what differs from what is known. */
const takeIn = async (matching: Matching, { city, read }: Source, told: readonly Told[]): Promise<PostingCounts> => {
  const { elsewhere, platform } = matching;
  const wording = wordingToday(matching);
  const now = matching.now();
  const records = await elsewhere.seekMany(
    platform,
    told.map(({ foreignId }) => elsewhereId(city, foreignId)),
  );
  const known = new Map(records.map((record) => [record.id, record]));
  const counts = { shown: 0, refused: 0, removed: 0 };
  const decided = told.flatMap((item) => {
    const found = { city, foreignId: item.foreignId, read };
    const id = elsewhereId(city, item.foreignId);
    const record = known.get(id);
    if ('removed' in item) {
      counts.removed += Number(record !== undefined && record.state.status !== 'GONE');
      return record ? [{ id, record, decide: end('REMOVED', read) }] : [];
    }
    const verdict = judgePosting(item.raw, { ...found, now, wording });
    counts['posting' in verdict ? 'shown' : 'refused'] += 1;
    const decide = 'posting' in verdict ? show(found, verdict.posting) : refuse(found, verdict.refusal);
    return [{ id, record, decide }];
  });
  await Promise.all(decided.map(({ id, record, decide }) => write(matching, { id, record, decide })));
  return counts;
};

/** What decides is the content, so a second writing is none: the key need not tell them apart. */
const commandOf = (actor: Actor): Command => ({ actor, key: randomUUID() });

type Writing = { id: string; record?: Rec<Elsewhere> | undefined; decide: Decide<Elsewhere, ElsewhereEvent> };
const write = async ({ elsewhere, platform, now }: Matching, { id, record, decide }: Writing) => {
  const command = commandOf(platform);
  if (!record) await elsewhere.create(command, decide, id);
  else if (decide(record, now()).length > 0) await elsewhere.change(command, id, decide);
};

type Stretch = { after: string | undefined; until: string | undefined; told: ReadonlySet<string> };
/** A snapshot comes in the order of its ids: what is known of a stretch and was not told in it is gone. */
const removeUntold = async (matching: Matching, { city, read }: Source, { after = '', until, told }: Stretch) => {
  const { elsewhere, platform } = matching;
  const gone: string[] = [];
  for await (const { id, state } of every(elsewhere, platform, standing(city), elsewhereId(city, after))) {
    if (state.status === 'NONE') continue;
    if (until !== undefined && state.foreignId > until) break;
    if (!told.has(state.foreignId)) gone.push(id);
  }
  await endAll(matching, gone, end('REMOVED', read));
  return gone.length;
};

const standing = (city: string) => ({ city, status: { in: ['OPEN', 'REFUSED'] } });

const endAll = async (
  { elsewhere, platform }: Matching,
  ids: readonly string[],
  decide: Decide<Elsewhere, ElsewhereEvent>,
) => {
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => elsewhere.change(commandOf(platform), id, decide)));
};

/** Takes away what has been gone for long, and what was noted of the readings before then; answers whether some of it is kept still. */
const purgeGone = async ({ dateOf, elsewhere, neighbours, now, packOn, platform }: Matching, city: string) => {
  const kept = packOn(dateOf(now())).number('matching.elsewhereKept') * DAY_MS;
  const before = new Date(now().getTime() - kept);
  let old: Rec<Elsewhere>[] = [];
  let isSomeKept = false;
  for await (const record of every(elsewhere, platform, { city, status: 'GONE' })) {
    if (isGoneSince(record.state, before)) old.push(record);
    else isSomeKept = true;
    if (old.length < AT_ONCE) continue;
    await elsewhere.purge(platform, old);
    old = [];
  }
  await elsewhere.purge(platform, old);
  await neighbours.forget(platform, city, before);
  return isSomeKept;
};

/** A page of what a neighbour had told that is read no longer; when all of it is gone, what has been so for long. */
export const clearNeighbour =
  (matching: Matching): OnClock<typeof neighbours> =>
  async ({ id: city, version: read }) => {
    const { items } = await matching.elsewhere.find(matching.platform, { where: standing(city), limit: AT_ONCE });
    const ids = items.map(({ id }) => id);
    await endAll(matching, ids, end('NOT_FOLLOWED', read));
    if (ids.length > 0) return cleared(ids.length, 'AT_ONCE');
    return cleared(0, (await purgeGone(matching, city)) ? 'TOMORROW' : undefined);
  };
