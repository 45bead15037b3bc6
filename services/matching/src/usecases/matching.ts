import { type Actor, systemActor } from '@zhiqiao/domain';
import type { Records } from '@zhiqiao/records';
import { deadlineBy, deadlineFact, type Pack } from '@zhiqiao/rules';
import type { Platform, SamePerson } from '@zhiqiao/service-kit';
import { agencies } from '../domain/agency.ts';
import { alerts } from '../domain/alert.ts';
import { booths } from '../domain/booth.ts';
import { campaigns } from '../domain/campaign.ts';
import type { DisclosureTimes } from '../domain/disclosing.ts';
import { disclosures } from '../domain/disclosure.ts';
import { duplicates } from '../domain/duplicate.ts';
import { elsewhere } from '../domain/elsewhere.ts';
import { fairs } from '../domain/fair.ts';
import { feeds } from '../domain/feed.ts';
import type { Seeker } from '../domain/market.ts';
import { neighbours } from '../domain/neighbour.ts';
import { overrides } from '../domain/override.ts';
import { percolations } from '../domain/percolation.ts';
import { type KnownProfile, profiles } from '../domain/profile.ts';
import { type DueBy, referrals } from '../domain/referral.ts';
import { vacancies } from '../domain/vacancy.ts';
import { visits } from '../domain/visit.ts';
import type { Vault } from '../ports/vault.ts';
import { same } from './same-person.ts';

/** What the use cases work with. */
export type Matching = {
  profiles: Records<typeof profiles>;
  vacancies: Records<typeof vacancies>;
  referrals: Records<typeof referrals>;
  agencies: Records<typeof agencies>;
  overrides: Records<typeof overrides>;
  feeds: Records<typeof feeds>;
  duplicates: Records<typeof duplicates>;
  disclosures: Records<typeof disclosures>;
  campaigns: Records<typeof campaigns>;
  fairs: Records<typeof fairs>;
  booths: Records<typeof booths>;
  visits: Records<typeof visits>;
  vault: Vault;
  /** What counts of a profile, with what is sealed in it. */
  seekerOf(profile: KnownProfile): Seeker;
  alerts: Records<typeof alerts>;
  percolations: Records<typeof percolations>;
  /** Somebody under all keys that she has had; of many at once. */
  samePerson(personId: string): Promise<SamePerson>;
  peopleAmong(personIds: Iterable<string>): Promise<(personId: string) => SamePerson>;
  elsewhere: Records<typeof elsewhere>;
  neighbours: Records<typeof neighbours>;
  /** The cities whose open feeds are read, and where. */
  neighbourUrls: ReadonlyMap<string, string>;
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
  /** Until when who is told, has answered, is known, and is not asked again. */
  disclosing: DisclosureTimes;
  /** Until when the police decide on a permit, and until when outcomes of a fair are told. */
  permitDecided: DueBy;
  outcomesTold: DueBy;
};

export const seekerWith =
  (vault: Vault) =>
  (profile: KnownProfile): Seeker => ({
    ...profile,
    skills: vault.skillsOf(profile),
    needs: vault.needsOf(profile).needs,
  });

export const matchingOn = (
  { city, service, calendar, rules, records, now }: Platform,
  vault: Vault,
  neighbourUrls: ReadonlyMap<string, string> = new Map(),
): Matching => {
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
    disclosures: records(disclosures),
    campaigns: records(campaigns),
    fairs: records(fairs),
    booths: records(booths),
    visits: records(visits),
    vault,
    seekerOf: seekerWith(vault),
    alerts: records(alerts),
    percolations: records(percolations),
    samePerson: (personId) => same.samePerson({ city, records }, personId),
    peopleAmong: (personIds) => same.peopleAmong({ city, records }, personIds),
    elsewhere: records(elsewhere),
    neighbours: records(neighbours),
    neighbourUrls,
    city,
    platform: systemActor(city, service),
    now,
    dateOf,
    packOn,
    silenceEnds: due('matching.referralSilence'),
    confirmationDue: due('matching.vacancyConfirmed'),
    confirmationLapses: due('matching.vacancyReminded'),
    disclosing: {
      dateOf,
      tellBy: due('matching.disclosureTold'),
      answerBy: due('matching.disclosureAnswered'),
      expiresAt: due('matching.disclosureLasts'),
      quietUntil: due('matching.disclosureQuiet'),
    },
    permitDecided: due('matching.fairPermitDecided'),
    outcomesTold: due('matching.fairOutcomesTold'),
  };
};
