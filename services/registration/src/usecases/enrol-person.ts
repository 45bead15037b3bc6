import { systemActor } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { acknowledgeNotice, correctResidence, noteCorrection, person, registerPerson } from '../domain/person.ts';
import { errors } from '../errors.ts';
import type { Identity, KnownPerson, Vault } from '../ports/vault.ts';
import { raiseSuspicions } from './raise-suspicion.ts';
import { samePerson } from './same-person.ts';

/**
 * Somebody as an employer or a desk names her: known under this ID number, or new. The vault comes first and the record
 * last, so that a crash in between leaves nothing but a person whom the next attempt compares with others and records.
 */
export const identify = async (
  platform: Pick<Platform, 'city' | 'records' | 'now'>,
  vault: Vault,
  command: Command,
  identity: Identity,
  details: { residence?: string; reportedBy?: string },
): Promise<KnownPerson & { ids: string[] }> => {
  const { city, now, records } = platform;
  const asOf = now().toISOString();
  const known = await vault.findOrAdd(identity, asOf);
  if (known.name !== identity.name) throw errors.nameMismatch();
  const { personId } = known;
  const people = records(person);
  if (!(await people.seek(systemActor(city, 'registration'), personId))) {
    await raiseSuspicions(platform, vault, command, personId);
    await people.create(command, registerPerson({ personId, asOf, ...details }), personId).catch((error) => {
      if (!isDuplicate(error)) throw error;
    });
  }
  const { id, ids } = await samePerson(platform, personId);
  return { ...known, personId: id, ids };
};

/** At a desk: also what has changed since, her phone and where she lives, and that she was told what is kept of her. */
export const enrolPerson = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  { residence, noticeVersion, ...identity }: Identity & { residence: string; noticeVersion?: number | undefined },
): Promise<{ personId: string }> => {
  const { calendar, city, now, records, rules } = platform;
  const [asOf, on] = [now().toISOString(), calendar.dateOf(now())];
  const notice = noticeVersion && { version: noticeVersion, on, given: 'DESK' as const };
  const ofNotice = notice
    ? acknowledgeNotice(rules.on(city, on).number('registration.privacyNotice'), notice)
    : undefined;
  ofNotice?.({ state: person.initial });

  const known = await identify(platform, vault, command, identity, { residence });
  const { personId } = known;
  const told = { source: 'OWN_STATEMENT', asOf } as const;
  const newPhone = identity.phone !== undefined && identity.phone !== known.phone ? identity.phone : undefined;
  if (newPhone) {
    await vault.learn(personId, { field: 'phone', value: newPhone, ...told });
    await raiseSuspicions(platform, vault, command, personId);
  }
  await records(person).change({ ...command, key: `${command.key}/desk` }, personId, (record) => [
    ...(newPhone ? noteCorrection({ field: 'phone', ...told, current: true })() : []),
    ...correctResidence({ residence, ...told })(record),
    ...(ofNotice?.(record) ?? []),
  ]);
  return { personId };
};
