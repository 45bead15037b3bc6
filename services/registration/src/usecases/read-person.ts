import { type Actor, birthDateOf, type PersonContact, type PersonIdentity } from '@zhiqiao/domain';
import { seekTogether } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { person } from '../domain/person.ts';
import { errors } from '../errors.ts';
import type { KnownPerson, Vault } from '../ports/vault.ts';
import type { ClearField } from '../rules/unmasking.ts';
import { mergesOf, samePerson } from './same-person.ts';

export const maskName = (name: string) => {
  const [first = '', ...rest] = name;
  return first + '*'.repeat(Math.min(rest.length, 2));
};
const maskId = (idNumber: string) => `${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`;
const maskPhone = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** Masked, but for what is asked for in clear. */
export const viewOfPerson = (
  { personId, name, idNumber, phone }: KnownPerson,
  residence: string | undefined,
  clear: readonly ClearField[] = [],
) => ({
  personId,
  name: clear.includes('name') ? name : maskName(name),
  idNumber: clear.includes('idNumber') ? idNumber : maskId(idNumber),
  ...(phone && { phone: clear.includes('phone') ? phone : maskPhone(phone) }),
  ...(residence && { residence }),
  file: `/people/${personId}/file`,
});

/** Of a merged person the one who goes on for both. `opened`: what the vault has told already. */
const known = async (platform: Platform, vault: Vault, actor: Actor, asked: string, opened?: KnownPerson) => {
  const sought = {
    merges: mergesOf(platform, asked),
    people: { records: platform.records(person), actor, ids: [asked] },
  };
  const [{ merges, people }, alone] = await Promise.all([seekTogether(sought), opened ?? vault.get(asked)]);
  const { id } = merges.length ? await samePerson(platform, asked) : { id: asked };
  const identity = id === asked ? alone : await vault.get(id);
  const record = people.find((it) => it.id === id) ?? (await platform.records(person).get(actor, id));
  if (!identity) throw errors.personUnknown();
  return { record, identity };
};

const read = async (...asked: Parameters<typeof known>) => {
  const { record, identity } = await known(...asked);
  return { version: record.version, view: viewOfPerson(identity, record.state.residence?.division) };
};

/** As an officer sees her: masked. */
export const readPerson = (platform: Platform, vault: Vault, actor: Actor, personId: string) =>
  read(platform, vault, actor, personId);

export const searchPerson = async (platform: Platform, vault: Vault, actor: Actor, idNumber: string) => {
  const found = await vault.findByIdNumber(idNumber);
  if (!found) throw errors.personUnknown();
  return read(platform, vault, actor, found.personId, found);
};

/** Unmasked, for a service that must name her to an outside system. */
export const readIdentity = async (
  platform: Platform,
  vault: Vault,
  actor: Actor,
  personId: string,
): Promise<PersonIdentity> => {
  const { identity } = await known(platform, vault, actor, personId);
  return { ...identity, birthDate: birthDateOf(identity.idNumber) };
};

/** For a service that must tell somebody how to reach her: no more than that. */
export const readContact = async (
  platform: Platform,
  vault: Vault,
  actor: Actor,
  personId: string,
): Promise<PersonContact> => {
  const { identity } = await known(platform, vault, actor, personId);
  return { personId: identity.personId, name: identity.name, phone: identity.phone };
};
