import { z } from 'zod';
import { isoInstant } from '../../values/iso-instant.ts';
import { message } from '../../values/text.ts';
import { alertRhythm } from '../codes.ts';
import { openVacancy } from './vacancies.ts';

const rhythm = z.enum(['OFF', ...alertRhythm.options], message('没有这个提醒频率', 'There is no such rhythm'));

export const alertSettings = z.strictObject({
  rhythm,
  /** From which score of a recommendation on; the city's own figure where nobody says. */
  leastPoints: z.int().optional(),
});

export const alertsView = z.object({
  personId: z.string(),
  rhythm,
  leastPoints: z.int(),
  /** What the city sets: the lowest and the highest that can be chosen, alerts a day, and the hours without any. */
  bounds: z.object({
    leastPoints: z.object({ from: z.int(), to: z.int() }),
    mostPerDay: z.int(),
    quiet: z.object({ from: z.string(), until: z.string() }),
  }),
  /** Vacancies that are collected for the next alert, and when it is due. */
  waiting: z.int(),
  nextAt: isoInstant.optional(),
  unread: z.int(),
  /** The latest first. */
  items: z.array(
    z.object({
      number: z.int(),
      sentAt: isoInstant,
      read: z.boolean(),
      /** As they are now; `vacancy` is absent where it is not to be had any more. */
      vacancies: z.array(z.object({ id: z.string(), vacancy: openVacancy.optional() })),
    }),
  ),
});

export const readAlerts = z.strictObject({
  /** Number of the latest that was read. */
  upTo: z.int().min(1),
});
