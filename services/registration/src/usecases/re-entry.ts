import { systemActor } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import type { Intake } from '../domain/unemployment.ts';
import { unemployment } from '../domain/unemployment.ts';
import { samePerson } from './same-person.ts';

const DAY = 86_400_000;

/** The registration that ended last, and whether a false declaration still asks for proofs. */
export const earlierRegistrations = async (
  { city, records }: Platform,
  personId: string,
  today: string,
): Promise<{ previous?: NonNullable<Intake['previous']>; mustProve: boolean; unsettled: boolean }> => {
  const where = { personId: { in: (await samePerson({ city, records }, personId)).ids }, open: false };
  const { items } = await records(unemployment).find(systemActor(city, 'registration'), { where, limit: 200 });
  const closed = items.flatMap(({ id, state }) =>
    state.status === 'CLOSED' ? [{ id, unsettled: state.unsettled, ...state.closed }] : [],
  );
  const mustProve = closed.some(({ excludedUntil }) => excludedUntil !== undefined && today <= excludedUntil);
  const last = closed.toSorted((a, b) => a.on.localeCompare(b.on)).at(-1);
  if (!last) return { mustProve, unsettled: false };
  const { id: registrationId, reason, on: closedOn, unsettled } = last;
  const daysBetween = Math.max(0, (Date.parse(today) - Date.parse(closedOn)) / DAY);
  return { previous: { registrationId, reason, closedOn, daysBetween }, mustProve, unsettled };
};
