import { type Actor, systemActor } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { isJobseeker } from '../domain/access.ts';
import { suspicion } from '../domain/suspicion.ts';
import { errors } from '../errors.ts';

/** `ids`: all under which her records may stand, `id` being the one that she is known by. */
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
  return { id, ids: [...ids] };
};

/** Whom a request is about; a jobseeker is about herself, also under an id that she had before she was merged. */
export const whoIs = async (platform: Platform, actor: Actor, personId: string) => {
  const who = await samePerson(platform, personId);
  if (!isJobseeker(actor)) return { ...who, actor };
  if (!actor.personId || !who.ids.includes(actor.personId)) throw errors.notYourself();
  return { ...who, actor: { ...actor, personId: who.id } };
};
