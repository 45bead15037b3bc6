import type { DeadlineFact } from '@zhiqiao/domain';
import type { Calendar, Deadline, Pack } from './types.ts';

const COUNTED = ['working-day', 'day', 'month'] as const;

/** The deadline that a parameter sets, counted in the parameter's own unit from an ISO date. */
export const deadlineBy = (calendar: Calendar, pack: Pack, key: string, from: string): Deadline => {
  const { unit } = pack.parameter(key);
  const counted = COUNTED.find((it) => it === unit);
  if (!counted) throw new Error(`${key} is a ${unit}, no length of time`);
  return calendar.deadline(from, pack.number(key), counted);
};

/** A deadline as an event keeps it. */
export const deadlineFact = ({ due, at, calendar, provisional }: Deadline): DeadlineFact => ({
  due,
  at: at.toISOString(),
  calendar,
  provisional,
});
