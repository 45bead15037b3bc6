import type { CorrectionSource, correctPersonRequest } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { correctResidence, noteCorrection, person } from '../domain/person.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { raiseSuspicions } from './raise-suspicion.ts';
import { samePerson } from './same-person.ts';

/** Name and ID number are what the police say they are. */
const OFFICIAL: readonly CorrectionSource[] = ['POLICE', 'HOUSEHOLD_REGISTER', 'ID_CARD'];

/** Something about her is other than it stands here, since a time that its source tells. */
export const correctPerson = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  id: string,
  request: z.output<typeof correctPersonRequest>,
): Promise<{ personId: string; current: boolean }> => {
  const { now, records } = platform;
  const { field, value, source } = request;
  const asOf = new Date(request.asOf).toISOString();
  if (asOf > now().toISOString()) throw errors.dateInFuture({ asOf });
  if ((field === 'name' || field === 'idNumber') && !OFFICIAL.includes(source))
    throw errors.sourceTooWeak({ field, possible: OFFICIAL });
  const { id: personId } = await samePerson(platform, id);
  const people = records(person);
  await people.get(command.actor, personId);
  if (!(await vault.get(personId))) throw errors.personUnknown();

  if (field === 'residence') {
    const { record } = await people.change(command, personId, correctResidence({ residence: value, source, asOf }));
    return { personId, current: record.state.residence?.division === value };
  }
  const learnt = await vault.learn(personId, { field, value, source, asOf });
  if (!learnt) throw errors.idNumberTaken({ personId: (await vault.findByIdNumber(value))?.personId });
  await raiseSuspicions(platform, vault, command, personId);
  await people.change(command, personId, noteCorrection({ field, source, asOf, current: learnt.current }));
  return { personId, current: learnt.current };
};
