import { describe, expect, it } from '@jest/globals';
import { type EventOf, elsewhereEvents, type JobPosting } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Elsewhere, elsewhere, end, expireElsewhere, refuse, show } from '../src/domain/elsewhere.ts';
import { judgePosting, searchedPosting } from '../src/domain/posting-elsewhere.ts';
import { wordingToday } from '../src/usecases/judge-vacancy.ts';
import type { Matching } from '../src/usecases/matching.ts';
import { packOn } from './dues.ts';

const CITY = '449800';
const rec = (state: Elsewhere): Rec<Elsewhere> => ({ id: 'x', city: '449900', version: 1, rev: 1, state, clocks: [] });
const posting = elsewhereEvents.examples.VacancyShownElsewhere.posting as JobPosting;
const foreignId = posting.identifier.value;
const now = new Date('2026-03-02T09:00:00+08:00');
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
