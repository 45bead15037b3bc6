import { describe, expect, it } from '@jest/globals';
import { type EventOf, elsewhereEvents, type JobPosting, type PostingCounts } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { z } from 'zod';
import { config, neighboursOf } from '../src/config.ts';
import { type Elsewhere, elsewhere, end, expireElsewhere, refuse, show } from '../src/domain/elsewhere.ts';
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
import { judgePosting, searchedPosting } from '../src/domain/posting-elsewhere.ts';
import { wordingToday } from '../src/usecases/judge-vacancy.ts';
import type { Matching } from '../src/usecases/matching.ts';
import { packOn } from './dues.ts';

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
      ['10:00:01', cleared(200, true)],
      ['10:00:02', cleared(3, false)],
    );
    expect(done).toMatchObject({ state: { status: 'LEFT', city: CITY }, clocks: [] });
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

const posting = elsewhereEvents.examples.VacancyShownElsewhere.posting as JobPosting;
const foreignId = posting.identifier.value;
const now = t('09:00:00');
const wording = wordingToday({ now: () => now, dateOf: () => '2026-03-02', packOn } as unknown as Matching);
const judge = (raw: unknown) => judgePosting(raw, { city: CITY, foreignId, now, wording });

describe('a posting of another city', () => {
  it('is taken as it is published, without what the published form does not know', () => {
    expect(judge({ ...posting, tracking: 'https://example.org' })).toEqual({ posting });
  });

  it('is searched by its work, its wage and its city', () => {
    const more = { ...posting, educationRequirements: '大学本科', workHours: '每周40小时，夜班' };
    expect(searchedPosting('x', CITY, more)).toMatchObject({
      occupation: '6-05-01-03',
      division: CITY,
      wageFromFen: 320_000,
      wageToFen: 450_000,
      education: '20',
      shift: 'NIGHT',
    });
  });

  const { value } = posting.baseSalary;
  it.each([
    ['none at all', null, ''],
    ['a list', [posting], ''],
    ['a title of signs', { ...posting, title: '★★★' }, 'title'],
    ['a telephone number', { ...posting, description: '联系13800138000' }, 'description'],
    ['a description without end', { ...posting, description: '缝'.repeat(4000) }, 'description'],
    [
      'wages reversed',
      { ...posting, baseSalary: { ...posting.baseSalary, value: { ...value, minValue: 9000 } } },
      'baseSalary.value',
    ],
    ['no such occupation', { ...posting, occupationalCategory: '9-99-99-99 魔术' }, 'occupationalCategory'],
    ['no day', { ...posting, validThrough: 'soon' }, 'validThrough'],
    ['another id', { ...posting, identifier: { ...posting.identifier, value: 'other' } }, 'identifier.value'],
  ])('is not shown where it is malformed: %s', (_, raw, field) => {
    expect(judge(raw)).toMatchObject({ refusal: { because: 'MALFORMED', fields: expect.arrayContaining([field]) } });
  });

  it('that lies in a third city, or here, is an echo and not shown', () => {
    for (const name of ['449902', '330102'])
      expect(judge({ ...posting, identifier: { ...posting.identifier, name } })).toMatchObject({
        refusal: { because: 'FOREIGN' },
      });
  });

  it('whose day is over is not shown', () => {
    expect(judge({ ...posting, validThrough: '2026-03-02T00:59:59.999Z' })).toEqual({
      refusal: { because: 'EXPIRED' },
    });
  });

  it.each([
    ['discriminates', '限男性，能加班', 'VAC-DISCRIMINATION', '限男'],
    ['wants a deposit', '入职须交押金200元', 'VAC-DEPOSIT', '交押金'],
    ['keeps papers', '入职扣押身份证', 'VAC-DOCUMENTS', '扣押身份证'],
    ['works too long', '每天工作14小时', 'VAC-HOURS', undefined],
  ])('that %s is not shown, whatever its city thought', (_, description, rule, phrase) => {
    const verdict = judge({ ...posting, description });
    expect(verdict).toMatchObject({ refusal: { because: 'UNLAWFUL', rules: [rule], pack: expect.any(String) } });
    if (phrase) expect(verdict).toMatchObject({ refusal: { phrases: [phrase] } });
  });

  it('is not measured by the minimum wage of this city', () => {
    const low = { ...posting.baseSalary, value: { ...value, minValue: 1 } };
    expect(judge({ ...posting, baseSalary: low })).toHaveProperty('posting');
  });
});

describe('a copy of it', () => {
  const found = (read: number) => ({ city: CITY, foreignId, read });
  const after = (...decisions: ((record: Rec<Elsewhere>, now: Date) => EventOf<typeof elsewhereEvents>[])[]) => {
    let state: Elsewhere = elsewhere.initial;
    const written = decisions.map((decide) => {
      const events = decide(rec(state), now);
      state = events.reduce((known, event) => elsewhere.evolve(known, event), state);
      return events.length;
    });
    return { state, written, clocks: elsewhere.clocks!(state) };
  };
  const changed = { ...posting, title: '缝纫工（夜班）' };

  it('is written when it differs, and only then', () => {
    const { state, written, clocks } = after(
      show(found(3), posting),
      show(found(4), { ...posting }),
      show(found(5), changed),
    );
    expect(written).toEqual([1, 0, 1]);
    expect(state).toMatchObject({ status: 'OPEN', posting: changed });
    expect(clocks).toEqual([{ kind: 'expire', at: new Date(posting.validThrough) }]);
  });

  it('does not go back to what somebody read earlier and tells late', () => {
    const { state, written } = after(show(found(5), changed), show(found(4), posting), end('REMOVED', 4));
    expect(written).toEqual([1, 0, 0]);
    expect(state).toMatchObject({ status: 'OPEN', posting: changed });
  });

  it('goes when its city takes it away, when its day comes, and when it turns unlawful; and may come back', () => {
    expect(after(show(found(3), posting), end('REMOVED', 4), end('REMOVED', 5)).written).toEqual([1, 1, 0]);
    expect(after(show(found(3), posting), expireElsewhere)).toMatchObject({ state: { status: 'GONE' }, clocks: [] });
    const refusal = { because: 'UNLAWFUL' as const, rules: ['VAC-DEPOSIT'] };
    const turned = after(show(found(3), posting), refuse(found(4), refusal), refuse(found(5), { ...refusal }));
    expect(turned).toMatchObject({ state: { status: 'REFUSED', refusal }, written: [1, 1, 0], clocks: [] });
    expect(after(show(found(3), posting), end('REMOVED', 4), show(found(5), posting)).state).toMatchObject({
      status: 'OPEN',
    });
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
