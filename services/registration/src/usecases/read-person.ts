import { type Actor, birthDateOf, type PersonIdentity } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { person } from '../domain/person.ts';
import { errors } from '../errors.ts';
import type { KnownPerson, Vault } from '../ports/vault.ts';

export const maskName = (name: string) => {
  const [first = '', ...rest] = name;
  return first + '*'.repeat(Math.min(rest.length, 2));
};
const maskId = (idNumber: string) => `${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`;
const maskPhone = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

const masked = ({ personId, name, idNumber, phone }: KnownPerson, residence: string | undefined) => ({
  personId,
  name: maskName(name),
  idNumber: maskId(idNumber),
  ...(phone && { phone: maskPhone(phone) }),
  ...(residence && { residence }),
});

/** As an officer sees her: masked. */
export const readPerson = async (platform: Platform, vault: Vault, actor: Actor, personId: string) => {
  const { state, version } = await platform.records(person).get(actor, personId);
  const known = await vault.get(personId);
  if (!known) throw errors.personUnknown();
  return { version, view: masked(known, state.residence) };
};

export const searchPerson = async (platform: Platform, vault: Vault, actor: Actor, idNumber: string) => {
  const known = await vault.findByIdNumber(idNumber);
  if (!known) throw errors.personUnknown();
  return readPerson(platform, vault, actor, known.personId);
};

/** Unmasked, for a service that must name her to an outside system. */
export const readIdentity = async (
  platform: Platform,
  vault: Vault,
  actor: Actor,
  personId: string,
): Promise<PersonIdentity> => {
  await platform.records(person).get(actor, personId);
  const known = await vault.get(personId);
  if (!known) throw errors.personUnknown();
  return { ...known, birthDate: birthDateOf(known.idNumber) };
};
