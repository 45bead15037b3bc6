import { systemActor, type UnemploymentCategory } from '@zhiqiao/domain';
import { deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { employment } from '../domain/employment.ts';
import type { Acceptance, Contact } from '../domain/unemployment.ts';
import { entitlementsOf } from '../rules/entitlements.ts';

const DAY = 86_400_000;

/** The clock of staying in contact, counted anew from a day on which she was in contact. */
export const contactFrom = ({ calendar, city, rules }: Platform, on: string): Contact => {
  const pack = rules.on(city, on);
  const closeBy = deadlineBy(calendar, pack, 'registration.contactInterval', on);
  const warnAt = new Date(closeBy.at.getTime() - pack.number('registration.contactWarningBefore') * DAY);
  return { warnAt: warnAt.toISOString(), closeBy: deadlineFact(closeBy) };
};

/** What an acceptance on this day would bring her. */
export const acceptanceFor = async (
  platform: Platform,
  on: string,
  { personId, category }: { personId: string; category: UnemploymentCategory },
): Promise<Acceptance> => {
  const { items } = await platform
    .records(employment)
    .find(systemActor(platform.city, 'registration'), { where: { personId, status: 'ENDED' } });
  const ends = items.flatMap(({ state }) => (state.status === 'ENDED' ? [state.end] : []));
  const last = ends.toSorted((a, b) => a.endedOn.localeCompare(b.endedOn)).at(-1);
  const entitlements = entitlementsOf({ category, involuntary: last?.involuntary ?? false });
  return { on, contact: contactFrom(platform, on), entitlements };
};
