import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { addDays, addMonths, dateInShanghai, endOfDay, isWeekday } from './dates.ts';
import type { Calendar } from './types.ts';

/** Days off and make-up working days as the State Council publishes them, year by year: date -> occasion. */
export type HolidayData = { holidays: Record<string, string>; workdays: Record<string, string> };

const require = createRequire(import.meta.url);
const published = (): HolidayData => require('chinese-days/dist/chinese-days.json');

const yearOf = (date: string) => date.slice(0, 4);

/**
 * The working days of China. A year that is not published yet counts Monday to Friday and says so (`provisional`):
 * whoever keeps a deadline from such a year computes it again when the year is out.
 */
export const chineseCalendar = ({ holidays, workdays }: HolidayData = published()): Calendar => {
  const years = new Set(Object.keys(holidays).map(yearOf));
  const hash = createHash('sha256')
    .update(JSON.stringify([holidays, workdays]))
    .digest('hex')
    .slice(0, 8);

  const isWorkingDay = (date: string) => ({
    working: date in workdays || (isWeekday(date) && !(date in holidays)),
    provisional: !years.has(yearOf(date)),
  });

  /** The next working day, counting `date` itself. */
  const workingDayFrom = (date: string): { date: string; provisional: boolean } => {
    const { working, provisional } = isWorkingDay(date);
    if (working) return { date, provisional };
    const next = workingDayFrom(addDays(date, 1));
    return { date: next.date, provisional: provisional || next.provisional };
  };

  const afterWorkingDays = (from: string, count: number) => {
    let last = { date: from, provisional: false };
    for (let counted = 0; counted < count; counted += 1) {
      const next = workingDayFrom(addDays(last.date, 1));
      last = { date: next.date, provisional: last.provisional || next.provisional };
    }
    return last;
  };

  return {
    version: `chinese-days#${hash}`,
    isWorkingDay,
    dateOf: dateInShanghai,
    deadline(from, count, unit) {
      if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`a deadline of ${count} ${unit}s`);
      const last =
        unit === 'working-day'
          ? afterWorkingDays(from, count)
          : workingDayFrom(unit === 'day' ? addDays(from, count) : addMonths(from, count));
      return {
        due: last.date,
        at: endOfDay(last.date),
        calendar: this.version,
        provisional: last.provisional,
      };
    },
  };
};
