import { type Actor, systemActor } from '@zhiqiao/domain';
import type { Records } from '@zhiqiao/records';
import { deadlineBy, deadlineFact, type Pack } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { agencies } from '../domain/agency.ts';
import { alerts } from '../domain/alert.ts';
import { duplicates } from '../domain/duplicate.ts';
import { feeds } from '../domain/feed.ts';
import { overrides } from '../domain/override.ts';
import { percolations } from '../domain/percolation.ts';
import { profiles } from '../domain/profile.ts';
import { type DueBy, referrals } from '../domain/referral.ts';
import { vacancies } from '../domain/vacancy.ts';

/** What the use cases work with. */
export type Matching = {
  profiles: Records<typeof profiles>;
  vacancies: Records<typeof vacancies>;
  referrals: Records<typeof referrals>;
  agencies: Records<typeof agencies>;
  overrides: Records<typeof overrides>;
  feeds: Records<typeof feeds>;
  duplicates: Records<typeof duplicates>;
  alerts: Records<typeof alerts>;
  percolations: Records<typeof percolations>;
  city: string;
  /** The platform itself, where a fact must be known that the caller need not see. */
  platform: Actor;
  now(): Date;
  dateOf(instant: Date): string;
  packOn(date: string): Pack;
  /** When a silence has lasted too long. */
  silenceEnds: DueBy;
  /** When a publisher has to say again that a vacancy is still to be had; and when it leaves the market without. */
  confirmationDue: DueBy;
  confirmationLapses: DueBy;
};

export const matchingOn = ({ city, service, calendar, rules, records, now }: Platform): Matching => {
  const dateOf = (instant: Date) => calendar.dateOf(instant);
  const packOn = (date: string) => rules.on(city, date);
  const due =
    (key: string): DueBy =>
    (from) => {
      const day = dateOf(from);
      return deadlineFact(deadlineBy(calendar, packOn(day), key, day));
    };
  return {
    profiles: records(profiles),
    vacancies: records(vacancies),
    referrals: records(referrals),
    agencies: records(agencies),
    overrides: records(overrides),
    feeds: records(feeds),
    duplicates: records(duplicates),
    alerts: records(alerts),
    percolations: records(percolations),
    city,
    platform: systemActor(city, service),
    now,
    dateOf,
    packOn,
    silenceEnds: due('matching.referralSilence'),
    confirmationDue: due('matching.vacancyConfirmed'),
    confirmationLapses: due('matching.vacancyReminded'),
  };
};
