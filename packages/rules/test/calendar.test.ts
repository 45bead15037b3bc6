import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, ageOn, chineseCalendar } from '../src/index.ts';

const calendar = chineseCalendar();
const days = fc
  .date({ min: new Date('2004-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

describe('working days', () => {
  it.each([
    ['2026-02-14', true, 'a Saturday made up for Spring Festival'],
    ['2004-05-08', true, 'a Saturday made up for Labour Day 2004'],
    ['2026-02-17', false, "New Year's Day of the lunar calendar"],
    ['2026-03-02', true, 'a plain Monday'],
    ['2026-03-07', false, 'a plain Saturday'],
    ['2024-02-29', true, 'a leap day'],
  ])('%s: %p, %s', (date, working) => {
    expect(calendar.isWorkingDay(date)).toEqual({ working, provisional: false });
  });

  it('counts Monday to Friday in a year not published yet, and says so', () => {
    expect(calendar.isWorkingDay('2027-02-05')).toEqual({ working: true, provisional: true });
    expect(calendar.isWorkingDay('2027-02-06')).toEqual({ working: false, provisional: true });
    expect(calendar.isWorkingDay('2003-10-01').provisional).toBe(true);
  });
});

describe('deadlines', () => {
  const due = (from: string, count: number, unit: 'working-day' | 'day' | 'month') =>
    calendar.deadline(from, count, unit).due;

  it('does not count the day of the event', () => {
    expect(due('2026-03-02', 1, 'working-day')).toBe('2026-03-03');
    expect(due('2026-03-02', 1, 'day')).toBe('2026-03-03');
  });

  it('counts make-up Saturdays as working days', () => {
    expect(due('2026-02-13', 1, 'working-day')).toBe('2026-02-14');
    expect(due('2004-05-07', 1, 'working-day')).toBe('2004-05-08');
  });

  it('rolls a last day on a rest day to the next working day', () => {
    expect(due('2026-09-26', 5, 'day')).toBe('2026-10-08');
    expect(due('2026-02-01', 13, 'day')).toBe('2026-02-14');
  });

  it('clamps months to their end', () => {
    expect(due('2024-01-31', 1, 'month')).toBe('2024-02-29');
    expect(due('2025-10-31', 1, 'month')).toBe('2025-12-01');
    expect(addMonths('2023-01-31', 1)).toBe('2023-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
  });

  it('ends with the day in Shanghai', () => {
    expect(calendar.deadline('2026-03-02', 1, 'day').at.toISOString()).toBe('2026-03-03T15:59:59.999Z');
    expect(calendar.dateOf(new Date('2026-03-02T15:59:59.999Z'))).toBe('2026-03-02');
    expect(calendar.dateOf(new Date('2026-03-02T16:00:00Z'))).toBe('2026-03-03');
  });

  it('is provisional as soon as it reaches into an unpublished year', () => {
    expect(calendar.deadline('2026-12-29', 2, 'working-day').provisional).toBe(false);
    expect(calendar.deadline('2026-12-29', 3, 'working-day').provisional).toBe(true);
    expect(calendar.deadline('2026-12-25', 2, 'month').provisional).toBe(true);
  });

  it('names the edition of the calendar, which changes with the data', () => {
    const other = chineseCalendar({ holidays: { '2026-01-01': 'x' }, workdays: {} });
    expect(calendar.deadline('2026-03-02', 1, 'day').calendar).toBe(calendar.version);
    expect(other.version).not.toBe(calendar.version);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a length of %p', (count) => {
    expect(() => calendar.deadline('2026-03-02', count, 'day')).toThrow(RangeError);
  });

  it('always ends on a working day, after the event, with exactly so many working days between', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 90 }), (from, count) => {
        const last = due(from, count, 'working-day');
        let counted = 0;
        for (let date = addDays(from, 1); date <= last; date = addDays(date, 1)) {
          if (calendar.isWorkingDay(date).working) counted += 1;
        }
        expect(counted).toBe(count);
        expect(calendar.isWorkingDay(last).working).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('never ends earlier for a longer time or a later start', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('working-day' as const, 'day' as const, 'month' as const),
        (from, count, unit) => {
          expect(due(from, count, unit) <= due(from, count + 1, unit)).toBe(true);
          expect(due(from, count, unit) <= due(addDays(from, 1), count, unit)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('age', () => {
  it('is reached on the birthday', () => {
    expect(ageOn('2010-03-02', '2026-03-01')).toBe(15);
    expect(ageOn('2010-03-02', '2026-03-02')).toBe(16);
  });
  it('of one born on a leap day is reached on 1 March of a common year', () => {
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
  });
});
