import { birthDateOf, sexOf, systemActor, type UnemploymentCategory } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { type Employment, employment } from '../domain/employment.ts';
import type { Acceptance } from '../domain/unemployment/intake.ts';
import type { Contact } from '../domain/unemployment.ts';
import { entitlementsOf, ripeningOf } from '../rules/entitlements.ts';
import { type Rulebook, validityFrom, windowsFrom } from './periods.ts';
import { samePerson } from './same-person.ts';

const DAY = 86_400_000;

/** The clock of staying in contact, counted anew from a day on which she was in contact. */
export const contactFrom = ({ calendar, city, rules }: Rulebook, on: string): Contact => {
  const pack = rules.on(city, on);
  const closeBy = deadlineBy(calendar, pack, 'registration.contactInterval', on);
  const warnAt = new Date(closeBy.at.getTime() - pack.number('registration.contactWarningBefore') * DAY);
  return { warnAt: warnAt.toISOString(), closeBy: deadlineFact(closeBy) };
};

export const employmentsOf = async ({ city, records }: Platform, personId: string): Promise<Rec<Employment>[]> => {
  const where = { personId: { in: (await samePerson({ city, records }, personId)).ids } };
  return (await records(employment).find(systemActor(city, 'registration'), { where, limit: 200 })).items;
};

/** What an acceptance on this day would bring her. */
export const acceptanceFor = (
  platform: Platform,
  on: string,
  category: UnemploymentCategory,
  idNumber: string,
  employments: Rec<Employment>[],
): Acceptance => {
  const ends = employments.flatMap(({ state }) => (state.status === 'ENDED' ? [state.end] : []));
  const last = ends.toSorted((a, b) => a.endedOn.localeCompare(b.endedOn)).at(-1);
  const pack = platform.rules.on(platform.city, on);
  const herself = { sex: sexOf(idNumber), birthDate: birthDateOf(idNumber) };
  const facts = { category, involuntary: last?.involuntary ?? false, ...herself };
  const entitlements = entitlementsOf(facts, pack);
  return {
    on,
    contact: contactFrom(platform, on),
    confirmation: windowsFrom(platform, on)(),
    validity: validityFrom(platform, on)(on),
    entitlements,
    ripens: ripeningOf(facts, entitlements, pack),
  };
};
