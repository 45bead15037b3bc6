import { type SuspicionSignal, systemActor } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { person } from '../domain/person.ts';
import { raise, suspicion, suspicionId } from '../domain/suspicion.ts';
import type { Vault } from '../ports/vault.ts';

type Store = Pick<Platform, 'city' | 'records'>;

const raiseOne = async (
  { city, records }: Store,
  command: Command,
  persons: [string, string],
  signals: SuspicionSignal[],
) => {
  const id = suspicionId(...persons);
  const suspicions = records(suspicion);
  const decide = raise(persons, signals);
  const already = await suspicions.seek(systemActor(city, 'registration'), id);
  if (already) return suspicions.change(command, id, decide);
  return suspicions
    .create(command, () => decide({ state: suspicion.initial }), id)
    .catch((error) => {
      if (!isDuplicate(error)) throw error;
      return suspicions.change(command, id, decide);
    });
};

/** Somebody else may be her: noted for an officer, whoever it was that named her. */
export const raiseSuspicions = async (platform: Store, vault: Vault, { key }: Command, personId: string) => {
  const actor = systemActor(platform.city, 'registration');
  for (const { personId: other, signals } of await vault.alike(personId)) {
    await raiseOne(platform, { actor, key: `alike:${key}` }, [personId, other], signals);
  }
};

/** An officer has a reason of her own to think so. */
export const raiseSuspicion = async (platform: Platform, command: Command, [one = '', other = '']: string[]) => {
  for (const id of [one, other]) await platform.records(person).get(command.actor, id);
  return raiseOne(platform, command, [one, other], ['OFFICER']);
};
