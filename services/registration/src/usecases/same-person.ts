import { type Actor, systemActor } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { isHerself, isJobseeker } from '../domain/access.ts';
import { suspicion } from '../domain/suspicion.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';

/** `ids`: all under which her records may stand; the first is `id`, the one that she is known by. */
export type SamePerson = { id: string; ids: string[] };

/** Merged persons are one: no record moves, so whoever reads asks for all of their ids. */
export const samePerson = async (
  { city, records }: Pick<Platform, 'city' | 'records'>,
  personId: string,
): Promise<SamePerson> => {
  const survivors = new Map<string, string>();
  const ids = new Set([personId]);
  for (let asked = [personId]; asked.length; ) {
    const where = { persons: { in: asked }, joined: true };
    const { items } = await records(suspicion).find(systemActor(city, 'registration'), { where, limit: 200 });
    for (const { state } of items) if (state.joined) survivors.set(state.merged, state.survivor);
    asked = [...survivors].flat().filter((id) => !ids.has(id));
    for (const id of asked) ids.add(id);
  }
  const passed = new Set<string>();
  let id = personId;
  for (let next = survivors.get(id); next && !passed.has(next); next = survivors.get(id)) {
    passed.add(id);
    id = next;
  }
  return { id, ids: [...new Set([id, ...ids])] };
};

/** Whoever signed in under an id that she had before she was merged is the one who goes on for both. */
export const recognise = (platform: Platform) => async (actor: Actor) => {
  if (actor.personId === undefined) return actor;
  const { id, ids } = await samePerson(platform, actor.personId);
  return { ...actor, personId: id, formerPersonIds: ids.filter((it) => it !== id) };
};

/** Whom a request is about; a jobseeker is about herself. */
export const whoIs = async (platform: Platform, actor: Actor, personId: string): Promise<SamePerson> => {
  if (!isJobseeker(actor)) return samePerson(platform, personId);
  if (!actor.personId || !isHerself(actor, personId)) throw errors.notYourself();
  return { id: actor.personId, ids: [actor.personId, ...(actor.formerPersonIds ?? [])] };
};

/** Her open registration, under whichever of her ids it stands. */
export const openRegistrationOf = async ({ city, records }: Pick<Platform, 'city' | 'records'>, personId: string) => {
  const { ids } = await samePerson({ city, records }, personId);
  const where = { personId: { in: ids }, open: true };
  return (await records(unemployment).find(systemActor(city, 'registration'), { where })).items[0];
};
