import { errors } from '../errors.ts';
import type { Known } from './benefit.ts';

type Dated = {
  claimNumber?: string;
  on?: string | undefined;
  from?: string | undefined;
  month?: string | undefined;
  grant?: { from: string } | undefined;
};

/** What is told has happened since the registration; any other day or month comes from a clock or a form that is wrong. */
export const wrongDate = (told: Dated, { from }: Pick<Known, 'from'>, today: string) => {
  for (const date of [told.on, told.from, told.month, told.grant?.from]) {
    if (date === undefined) continue;
    const [earliest, latest] = [from, today].map((day) => day.slice(0, date.length));
    if (date < earliest! || date > latest!) return { date, earliest, latest };
  }
  return undefined;
};

export const requireDates = (told: Dated, state: Pick<Known, 'from'>, today: string) => {
  const wrong = wrongDate(told, state, today);
  if (wrong) throw errors.partnerDate(wrong);
};
