import { describe, expect, it } from '@jest/globals';
import type { PostingCounts } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { z } from 'zod';
import { config, neighboursOf } from '../src/config.ts';
import {
  addNeighbour,
  askFrom,
  type Change,
  cleared,
  type Followed,
  isCopyDue,
  isSameFeed,
  type Neighbour,
  type NeighbourEvent,
  neighbours,
  newChanges,
  note,
  type Reading,
  removeNeighbour,
} from '../src/domain/neighbour.ts';

const CITY = '449800';
const EVERY_MS = 300_000;
const t = (clock: string) => new Date(`2026-03-02T${clock}+08:00`);
const counts = (shown: number, refused = 0, removed = 0): PostingCounts => ({ shown, refused, removed });
const rec = <S>(state: S, version = 1): Rec<S> => ({ id: CITY, city: '449900', version, rev: 1, state, clocks: [] });

/** What becomes of a neighbour: each step decides on the state that the ones before it left. */
const story = (...steps: [string, (record: Rec<Neighbour>, now: Date) => NeighbourEvent[]][]) => {
  let state: Neighbour = neighbours.initial;
  const told: NeighbourEvent[] = [];
  for (const [at, decide] of steps)
    for (const event of decide(rec(state), t(at))) {
      told.push(event);
      state = neighbours.evolve(state, event);
    }
  return { state, told, clocks: neighbours.clocks!(state) };
};
const read = (reading: Reading) => note(reading, EVERY_MS);
const added = ['09:00:00', addNeighbour(CITY)] as const;
const copied = ['09:00:01', read({ outcome: 'COPIED', cursor: 7, counts: counts(2) })] as const;
const failing = (at: string, retryAfterMs?: number) =>
  [at, read({ outcome: 'FAILED', problem: 'TIMEOUT', ...(retryAfterMs && { retryAfterMs }) })] as const;

describe('a neighbour', () => {
  it('is copied page by page, from the cursor of the first page, and then followed', () => {
    const { state, clocks } = story(
      [...added],
      ['09:00:01', read({ outcome: 'COPIED', cursor: 7, after: 'b', counts: counts(2, 1) })],
      ['09:00:02', read({ outcome: 'COPIED', cursor: 7, counts: counts(1) })],
    );
    expect(state).toMatchObject({
      status: 'FOLLOWING',
      cursor: 7,
      counts: counts(3, 1),
      copiedAt: t('09:00:02').toISOString(),
    });
    expect(clocks).toEqual([{ kind: 'read', at: t('09:05:02') }]);
  });

  it('is asked at once for the next page, and its clock always moves', () => {
    const { clocks } = story(
      [...added],
      ['09:00:00', read({ outcome: 'COPIED', cursor: 7, after: 'b', counts: counts(1) })],
    );
    expect(clocks).toEqual([{ kind: 'read', at: t('09:00:00.001') }]);
  });

  it('that has trouble is asked after pauses that double up to an hour; the trouble ends when it is heard again', () => {
    const once = story([...added], [...copied], [...failing('09:06:00')]);
    expect(once.clocks).toEqual([{ kind: 'read', at: t('09:06:30') }]);
    const twice = story([...added], [...copied], [...failing('09:06:00')], [...failing('09:06:30')]);
    expect(twice.clocks).toEqual([{ kind: 'read', at: t('09:07:30') }]);
    expect(twice.state).toMatchObject({
      status: 'FOLLOWING',
      heardAt: t('09:00:01').toISOString(),
      trouble: { problem: 'TIMEOUT', since: t('09:06:00').toISOString(), failures: 2 },
    });
    const often = Array.from({ length: 12 }, () => [...failing('10:00:00')] as [string, ReturnType<typeof read>]);
    expect(story([...added], ...often).clocks).toEqual([{ kind: 'read', at: t('11:00:00') }]);
    const again = story(
      [...added],
      [...copied],
      [...failing('09:06:00')],
      ['09:06:30', read({ outcome: 'UNCHANGED' })],
    );
    expect(again.state).not.toMatchObject({ trouble: expect.anything() });
    expect(again.state).toMatchObject({ cursor: 7, heardAt: t('09:06:30').toISOString() });
  });

  it('that asks for a pause gets it, within an hour', () => {
    expect(story([...added], [...failing('09:00:10', 120_000)]).clocks).toEqual([{ kind: 'read', at: t('09:02:10') }]);
    expect(story([...added], [...failing('09:00:10', 86_400_000)]).clocks).toEqual([
      { kind: 'read', at: t('10:00:10') },
    ]);
  });

  it('is copied anew where its feed was begun anew, and once a day', () => {
    const { state } = story([...added], [...copied], ['09:06:00', read({ outcome: 'COPY', because: 'BEGUN_ANEW' })]);
    expect(state).toMatchObject({ status: 'COPYING', counts: counts(0), heardAt: t('09:00:01').toISOString() });
    expect((state as Followed).cursor).toBeUndefined();
    const followed = story([...added], [...copied]).state as Followed;
    expect(isCopyDue(followed, new Date('2026-03-03T09:00:00+08:00'))).toBe(false);
    expect(isCopyDue(followed, new Date('2026-03-03T09:00:01+08:00'))).toBe(true);
  });

  it('that is configured no longer is cleared page by page, and followed from the beginning when it comes back', () => {
    const left = story([...added], [...copied], ['10:00:00', removeNeighbour]);
    expect(left.clocks).toEqual([{ kind: 'clear', at: t('10:00:00') }]);
    const done = story(
      [...added],
      [...copied],
      ['10:00:00', removeNeighbour],
      ['10:00:01', cleared(200, 'AT_ONCE')],
      ['10:00:02', cleared(3, 'AT_ONCE')],
      ['10:00:03', cleared(0, 'TOMORROW')],
    );
    expect(done.clocks).toEqual([{ kind: 'clear', at: new Date('2026-03-03T10:00:03+08:00') }]);
    const purged = story([...added], [...copied], ['10:00:00', removeNeighbour], ['10:00:01', cleared(0)]);
    expect(purged).toMatchObject({ state: { status: 'LEFT', city: CITY }, clocks: [] });
    const back = story([...added], [...copied], ['10:00:00', removeNeighbour], ['11:00:00', addNeighbour(CITY)]);
    expect(back.state).toEqual({
      status: 'COPYING',
      city: CITY,
      readAt: t('11:00:00').toISOString(),
      counts: counts(0),
    });
  });
});

const change = (cursor: number, id = `v${cursor}`, at = '2026-03-02T01:00:00.000Z'): Change => ({
  cursor,
  id,
  at,
  removed: true,
});

describe('the place in a feed', () => {
  const known = (last?: Followed['last']) => ({ ...(story([...added], [...copied]).state as Followed), last });

  it('is recognised by the change that was read last', () => {
    const { id, at } = change(7);
    const state = known({ cursor: 7, id, at });
    expect(askFrom(state)).toBe(6);
    expect(isSameFeed(state, [change(7), change(8)])).toBe(true);
    expect(isSameFeed(state, [])).toBe(false);
    expect(isSameFeed(state, [change(7, 'other')])).toBe(false);
    expect(isSameFeed(state, [change(7, id, '2026-03-02T02:00:00.000Z')])).toBe(false);
    expect(isSameFeed(known(), [change(7)])).toBe(true);
    expect(isSameFeed(known(), [])).toBe(false);
  });

  it('of an empty feed is the beginning', () => {
    const state = { ...known(), cursor: 0 };
    expect([askFrom(state), isSameFeed(state, [])]).toEqual([0, true]);
    expect(newChanges(state, { cursor: 0, more: false, items: [] })).toEqual([]);
  });

  it('moves only forward, by what is a stretch of a feed', () => {
    const page = (cursor: number, more: boolean, ...items: Change[]) => newChanges(known(), { cursor, more, items });
    expect(page(9, true, change(7), change(8), change(9))).toEqual([change(8), change(9)]);
    expect(page(7, false, change(7))).toEqual([]);
    expect(page(7, true, change(7))).toBeUndefined();
    expect(page(9, false, change(7), change(9), change(8))).toBeUndefined();
    expect(page(12, false, change(7), change(8))).toBeUndefined();
  });
});

describe('the neighbours in the configuration', () => {
  const parse = (text?: string) => z.object(config).shape.ZHIQIAO_NEIGHBOURS.safeParse(text);

  it('are none by default', () => {
    expect(parse().data).toEqual(new Map());
  });

  it('are cities with the addresses of their matching services', () => {
    expect(parse('449800=https://dukou.example/matching/, 440100=http://127.0.0.1:4403').data).toEqual(
      new Map([
        ['449800', 'https://dukou.example/matching'],
        ['440100', 'http://127.0.0.1:4403'],
      ]),
    );
  });

  it.each([
    ['no code', 'https://dukou.example', /六位城市代码/],
    ['no address', '449800=dukou', /449800 has no valid address/],
    ['no encryption', '449800=http://dukou.example', /449800 .*https:/],
    ['another scheme', '449800=file:///etc/passwd', /449800 .*https:/],
    ['a name that only looks like this machine', '449800=http://localhost.dukou.example', /449800 .*https:/],
    ['credentials', '449800=https://user:secret@dukou.example', /449800 .*password/],
    ['a query', '449800=https://dukou.example/?x=1', /449800 .*\?/],
    ['a city twice', '449800=https://a.example 449800=https://b.example', /449800 is named twice/],
    ['two cities at one address', '449800=https://a.example 440100=https://a.example/', /440100 has the address/],
  ])('are refused with a word: %s', (_, text, message) => {
    const messages = parse(text)
      .error?.issues.map((issue) => issue.message)
      .join('\n');
    expect(messages).toMatch(message);
    expect(messages).not.toMatch(/secret/);
  });

  it('are never the city itself', () => {
    const ZHIQIAO_NEIGHBOURS = new Map([['449900', 'https://qiaozhou.example']]);
    expect(() => neighboursOf({ ZHIQIAO_NEIGHBOURS }, '449900')).toThrow(/449900 is this city itself/);
    expect(neighboursOf({ ZHIQIAO_NEIGHBOURS }, '449800')).toBe(ZHIQIAO_NEIGHBOURS);
  });
});
