import type { AlertRhythm } from '@zhiqiao/domain';
import { addDays, type Pack } from '@zhiqiao/rules';

/** What the city sets for all alerts. Times of day as `HH:MM`, in the city. */
export type AlertPlan = {
  leastPoints: { usual: number; from: number; to: number };
  mostPerDay: number;
  length: number;
  quiet: { from: string; until: string };
  digest: { at: string; weekday: number };
};
export type SentToday = { on: string; sent: number };

export const alertPlanOf = (pack: Pack): AlertPlan => ({
  leastPoints: {
    usual: pack.number('matching.alertLeastPoints'),
    from: pack.number('matching.alertPointsFrom'),
    to: pack.number('matching.alertPointsTo'),
  },
  mostPerDay: pack.number('matching.alertsPerDay'),
  length: pack.number('matching.alertLength'),
  quiet: { from: pack.text('matching.alertQuietFrom'), until: pack.text('matching.alertQuietUntil') },
  digest: { at: pack.text('matching.alertDigestAt'), weekday: pack.number('matching.alertDigestWeekday') },
});

const TO_SHANGHAI_MS = 8 * 3_600_000;
/** Date and time of day in the city. */
const inCity = (instant: Date) => {
  const local = new Date(instant.getTime() + TO_SHANGHAI_MS).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
};
const instantOf = (date: string, time: string) => new Date(`${date}T${time}:00+08:00`);
export const dayInCity = (instant: Date) => inCity(instant).date;

const quietUntil = ({ quiet: { from, until } }: AlertPlan, at: Date): Date | undefined => {
  const { date, time } = inCity(at);
  const overnight = from > until;
  const [evening, morning] = [time >= from, time < until];
  if (overnight ? !evening && !morning : !evening || !morning) return undefined;
  return instantOf(overnight && evening ? addDays(date, 1) : date, until);
};

/** The first moment from `at` on that is neither quiet nor of a day that has had its alerts. */
export const allowedFrom = (plan: AlertPlan, at: Date, today: SentToday): Date => {
  const { date } = inCity(at);
  if (today.on === date && today.sent >= plan.mostPerDay)
    return allowedFrom(plan, instantOf(addDays(date, 1), '00:00'), today);
  const quiet = quietUntil(plan, at);
  return quiet ? allowedFrom(plan, quiet, today) : at;
};

const weekdayOf = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

const digestFrom = ({ digest }: AlertPlan, rhythm: AlertRhythm, at: Date): Date => {
  const { date, time } = inCity(at);
  let day = time < digest.at ? date : addDays(date, 1);
  while (rhythm === 'WEEKLY' && weekdayOf(day) !== digest.weekday) day = addDays(day, 1);
  return instantOf(day, digest.at);
};

/** When a match that is found now is told. */
export const sendTime = (plan: AlertPlan, rhythm: AlertRhythm, now: Date, today: SentToday) =>
  allowedFrom(plan, rhythm === 'AT_ONCE' ? now : digestFrom(plan, rhythm, now), today);
