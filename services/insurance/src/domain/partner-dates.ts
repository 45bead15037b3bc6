import { errors } from '../errors.ts';
import type { Known } from './benefit.ts';

type Dated = { status?: string; on?: string; from?: string; month?: string };

/** What is told has happened since the registration; any other day or month comes from a clock or a form that is wrong. */
export const requireDates = (told: Dated, { from }: Pick<Known, 'from'>, today: string) => {
  for (const date of [told.on, told.from, told.month]) {
    if (date === undefined) continue;
    const [earliest, latest] = [from, today].map((day) => day.slice(0, date.length));
    if (date < earliest! || date > latest!) throw errors.partnerDate({ date, earliest, latest });
  }
};
