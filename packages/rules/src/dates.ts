const utc = (date: string) => new Date(`${date}T00:00:00Z`);
const iso = (date: Date) => date.toISOString().slice(0, 10);

export const addDays = (date: string, days: number) => {
  const result = utc(date);
  result.setUTCDate(result.getUTCDate() + days);
  return iso(result);
};

/** The same day so many months on; where that month has no such day, its last one. */
export const addMonths = (date: string, months: number) => {
  const start = utc(date);
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0)).getUTCDate();
  const day = Math.min(start.getUTCDate(), lastDay);
  return iso(new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, day)));
};

/** Full years of age. Who was born on 29 February comes of age on 1 March of a common year. */
export const ageOn = (birth: string, date: string) =>
  Number(date.slice(0, 4)) - Number(birth.slice(0, 4)) - (date.slice(5) < birth.slice(5) ? 1 : 0);

/** Monday to Friday. */
export const isWeekday = (date: string) => {
  const day = utc(date).getUTCDay();
  return day !== 0 && day !== 6;
};

const SHANGHAI_OFFSET = 8 * 3_600_000;

/** ISO date of an instant in Asia/Shanghai. */
export const dateInShanghai = (instant: Date) => iso(new Date(instant.getTime() + SHANGHAI_OFFSET));

/** The last instant of a day in Asia/Shanghai. */
export const endOfDay = (date: string) => new Date(`${date}T23:59:59.999+08:00`);
