import type { DeadlineFact } from '@zhiqiao/domain';
import { addDays, addMonths, deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import type { Periods, Validity, Window } from '../domain/unemployment/state.ts';

/** What periods are counted by. */
export type Rulebook = Pick<Platform, 'calendar' | 'city' | 'rules'>;

/** The confirmation that is next on a day, after a given one or, without one, counted from that day. None where none is asked. */
export const windowsFrom =
  ({ calendar, city, rules }: Rulebook, on: string) =>
  (after?: Window): Window | undefined => {
    const pack = rules.on(city, on);
    const interval = pack.number('registration.confirmationInterval');
    if (interval === 0) return undefined;
    const from = after?.from ?? on;
    let nth = after?.nth ?? 0;
    let due: ReturnType<typeof calendar.deadline>;
    do {
      nth += 1;
      due = calendar.deadline(from, nth * interval, 'month');
    } while (due.due <= on);
    const grace = pack.number('registration.confirmationGrace');
    return {
      from,
      nth,
      opensOn: addDays(due.due, -pack.number('registration.confirmationOpensBefore')),
      remindOn: addDays(due.due, -pack.number('registration.confirmationReminderBefore')),
      due: deadlineFact(due),
      closes: deadlineFact(grace === 0 ? due : calendar.deadline(due.due, grace, 'day')),
    };
  };

/** How long a registration is valid from a day on, by the pack of `on`. None where it does not expire. */
export const validityFrom =
  ({ calendar, city, rules }: Rulebook, on: string) =>
  (day: string): Validity | undefined => {
    const pack = rules.on(city, on);
    const months = pack.number('registration.validity');
    if (months === 0) return undefined;
    const within = pack.number('registration.renewalWithin');
    const through = addMonths(day, months);
    return {
      through,
      opensOn: addDays(through, -within),
      closeBy: deadlineFact(calendar.deadline(through, within, 'day')),
    };
  };

/** A period of the registration's pack, counted from a day. */
export const periodFrom = ({ calendar, city, rules }: Rulebook, key: string, on: string): DeadlineFact =>
  deadlineFact(deadlineBy(calendar, rules.on(city, on), `registration.${key}`, on));

/** Until when an act of this day can be appealed against. */
export const appealPeriods = (platform: Rulebook, on: string): Periods => ({
  OBJECTION: periodFrom(platform, 'objectionWithin', on),
  RECONSIDERATION: periodFrom(platform, 'reconsiderationWithin', on),
  LITIGATION: periodFrom(platform, 'litigationWithin', on),
});
