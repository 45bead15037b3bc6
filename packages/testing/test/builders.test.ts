import { describe, expect, it } from '@jest/globals';
import { creditCodeFor, eventually, fixedClock, idNumber, organisations, people, uuid7 } from '../src/index.ts';

describe('numbers of people and organisations', () => {
  it('has the check digit of the example in GB 11643', () => {
    expect(idNumber('1949-12-31', 2, '110105')).toBe('11010519491231002X');
  });
  it('has the check digits of a published credit code', () => {
    expect(creditCodeFor(10_000_001)).toMatch(/^91440106[0-9A-Z]{10}$/);
    expect(new Set([1, 2, 3].map(creditCodeFor)).size).toBe(3);
  });
  it('gives every person and organisation a number of its own', () => {
    const everyone = Object.values(people);
    expect(new Set(everyone.map((p) => p.idNumber)).size).toBe(everyone.length);
    expect(new Set(everyone.map((p) => p.phone)).size).toBe(everyone.length);
    expect(everyone.every((p) => /^1\d{10}$/.test(p.phone))).toBe(true);
    expect(new Set(Object.values(organisations).map((o) => o.creditCode)).size).toBe(5);
  });
  it('knows people whose names break naive code', () => {
    expect([...people.zhangCheng.name]).toHaveLength(2);
    expect(people.zhangCheng.name).toHaveLength(3);
    expect(people.rexiti.name).toContain('\u00b7');
    expect([...people.longName.name].length).toBeGreaterThan(40);
  });
  it('orders uuids by time', () => {
    const ids = [1, 2, 3].map((ms) => uuid7(1_770_000_000_000 + ms));
    expect(ids).toEqual([...ids].sort());
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('fixed clock', () => {
  it('stands still until it is moved', () => {
    const clock = fixedClock('2026-03-02T09:00:00+08:00');
    expect(clock.now()).toEqual(new Date('2026-03-02T01:00:00Z'));
    clock.advance({ days: 20, hours: 1 });
    expect(clock.now()).toEqual(new Date('2026-03-22T02:00:00Z'));
    clock.set('2026-05-01');
    expect(clock.now()).toEqual(new Date('2026-05-01T00:00:00Z'));
  });
});

describe('eventually', () => {
  it('answers as soon as there is an answer', async () => {
    let tries = 0;
    expect(await eventually(() => (++tries === 3 ? 'there' : undefined), { every: 1 })).toBe('there');
  });
  it('tells the last problem when time is up', async () => {
    await expect(
      eventually(
        () => {
          throw new Error('no broker');
        },
        { within: 20, every: 5 },
      ),
    ).rejects.toThrow('not within 20 ms: no broker');
  });
});
