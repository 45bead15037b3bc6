import { type Actor, systemActor } from '@zhiqiao/domain';
import type { Records } from '@zhiqiao/records';
import { deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { complaints } from '../domain/complaint.ts';
import type { Times } from '../domain/handling.ts';
import type { Vault } from '../ports/vault.ts';

/** What the use cases work with. */
export type Supervision = {
  complaints: Records<typeof complaints>;
  vault: Vault;
  city: string;
  /** The platform itself, where nobody has signed in. */
  platform: Actor;
  times: Times;
};

export const supervisionOn = ({ city, service, calendar, rules, records }: Platform, vault: Vault): Supervision => ({
  complaints: records(complaints),
  vault,
  city,
  platform: systemActor(city, service),
  times: {
    dateOf: (instant) => calendar.dateOf(instant),
    by: (parameter, from) => deadlineFact(deadlineBy(calendar, rules.on(city, from), parameter, from)),
    count: (parameter, on) => rules.on(city, on).number(parameter),
  },
});
