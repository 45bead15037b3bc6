import { type Actor, isHerself, keysOf, systemActor } from '@zhiqiao/domain';
import { type Platform, type SamePerson, samePersons } from '@zhiqiao/service-kit';
import { isJobseeker } from '../domain/access.ts';
import { suspicion } from '../domain/suspicion.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';

export const { samePerson, peopleAmong, mergesOf, recognise } = samePersons(suspicion);

/** Whom a request is about; a jobseeker is about herself. */
export const whoIs = async (platform: Platform, actor: Actor, personId: string): Promise<SamePerson> => {
  if (!isJobseeker(actor)) return samePerson(platform, personId);
  if (!actor.personId || !isHerself(actor, personId)) throw errors.notYourself();
  return { id: actor.personId, ids: keysOf(actor) };
};

/** Her open registration, under whichever of her ids it stands. */
export const openRegistrationOf = async ({ city, records }: Pick<Platform, 'city' | 'records'>, personId: string) => {
  const { ids } = await samePerson({ city, records }, personId);
  const where = { personId: { in: ids }, open: true };
  return (await records(unemployment).find(systemActor(city, 'registration'), { where })).items[0];
};
