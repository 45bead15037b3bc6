import { systemActor } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { correctPerson, person, registerPerson } from '../domain/person.ts';
import { errors } from '../errors.ts';
import type { Identity, KnownPerson, Vault } from '../ports/vault.ts';
import { isDuplicate } from './duplicate.ts';

/**
 * Somebody as an employer or a desk names her: known under this ID number, or new. The vault comes first, so that a
 * crash in between leaves nothing but a person whose record the next attempt makes.
 */
export const identify = async (
  { city, records }: Pick<Platform, 'city' | 'records'>,
  vault: Vault,
  command: Command,
  identity: Identity,
  details: { residence?: string; reportedBy?: string },
): Promise<KnownPerson> => {
  const known = await vault.findOrAdd(identity);
  if (known.name !== identity.name) throw errors.nameMismatch();
  const people = records(person);
  if (!(await people.seek(systemActor(city, 'registration'), known.personId))) {
    await people.create(command, registerPerson(details), known.personId).catch((error) => {
      if (!isDuplicate(error)) throw error;
    });
  }
  return known;
};

/** At a desk: also what has changed since, her phone and where she lives. */
export const enrolPerson = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  { residence, ...identity }: Identity & { residence: string },
): Promise<{ personId: string }> => {
  const known = await identify(platform, vault, command, identity, { residence });
  const { personId } = known;
  const phoneChanged = identity.phone !== undefined && identity.phone !== known.phone;
  if (phoneChanged) await vault.changePhone(personId, identity.phone!);
  await platform.records(person).change(command, personId, correctPerson({ residence, phoneChanged }));
  return { personId };
};
