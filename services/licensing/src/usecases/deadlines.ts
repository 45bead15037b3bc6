import type { LicenceKind } from '@zhiqiao/domain';
import { addDays, addMonths, type Calendar, deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import type { Term } from '../domain/licence.ts';

type Dated = Pick<Platform, 'calendar' | 'city' | 'now' | 'rules'>;

export const today = ({ calendar, now }: Dated) => calendar.dateOf(now());

/** The deadline that a number of the pack sets, from a day on. */
export const deadlineFrom = ({ calendar, city, rules }: Dated, key: string, from: string) =>
  deadlineFact(deadlineBy(calendar, rules.on(city, from), key, from));

const workingDaysBefore = ({ isWorkingDay }: Calendar, day: string, count: number): string => {
  let before = day;
  for (let left = count; left > 0; ) {
    before = addDays(before, -1);
    if (isWorkingDay(before).working) left -= 1;
  }
  return before;
};

const PREFIX: Record<LicenceKind, string> = {
  EMPLOYMENT_AGENCY: 'licensing.agency',
  LABOUR_DISPATCH: 'licensing.dispatch',
};

/** From when to when a licence holds, and when its holder is reminded to renew. */
export const termFrom = ({ calendar, city, rules }: Dated, kind: LicenceKind, validFrom: string, on: string): Term => {
  const pack = rules.on(city, on);
  const key = `${PREFIX[kind]}RenewalBefore`;
  const validThrough = addDays(addMonths(validFrom, pack.number(`${PREFIX[kind]}Validity`)), -1);
  const ahead = pack.number(key);
  const remindOn =
    pack.parameter(key).unit === 'working-day'
      ? workingDaysBefore(calendar, validThrough, ahead)
      : addDays(validThrough, -ahead);
  return {
    validFrom,
    validThrough,
    remindAt: new Date(`${remindOn}T09:00:00+08:00`).toISOString(),
    expiresAt: new Date(`${validThrough}T23:59:59.999+08:00`).toISOString(),
  };
};
