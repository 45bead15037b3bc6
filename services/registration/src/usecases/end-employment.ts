import { type endEmploymentRequest, systemActor } from '@zhiqiao/domain';
import type { Command, Rec } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { type Employment, employment, endEmployment as end } from '../domain/employment.ts';
import type { TerminationRow } from '../domain/filing-rows.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { CATEGORY_AFTER, isInvoluntary, mayRegisterAfter } from '../rules/termination.ts';
import { lateness } from './lateness.ts';
import { samePerson } from './same-person.ts';

/** The employer reports that an employment has ended, and why. */
export const endEmployment = async (
  platform: Platform,
  command: Command,
  id: string,
  { reason, endedOn }: z.output<typeof endEmploymentRequest>,
) => {
  const { calendar, now, records } = platform;
  const filedOn = calendar.dateOf(now());
  const late = lateness(platform, 'registration.terminationReportWithin', filedOn)(endedOn);
  const termination = { reason, involuntary: isInvoluntary(reason), endedOn, filedOn, late };
  const record = await records(employment).get(command.actor, id);
  const offered = mayRegisterAfter(reason) && (await isLeftJobless(platform, record));
  return records(employment).change(command, id, end(termination, offered ? CATEGORY_AFTER.EMPLOYED : undefined));
};

/** After this she has no other work, and is not registered as unemployed yet. */
export const isLeftJobless = async ({ city, records }: Platform, { id, state }: Rec<Employment>): Promise<boolean> => {
  if (state.status === 'NONE') return false;
  const { ids } = await samePerson({ city, records }, state.personId);
  const personId = { in: ids };
  const system = systemActor(city, 'registration');
  const [open, registered] = await Promise.all([
    records(employment).find(system, { where: { personId, status: 'OPEN' }, limit: 2 }),
    records(unemployment).find(system, { where: { personId, open: true }, limit: 1 }),
  ]);
  return registered.items.length === 0 && open.items.every((other) => other.id === id);
};

/** As a list names it: by the person, the open employment or else the last one. */
export const endEmploymentOf = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  employerId: string,
  { person, ...termination }: TerminationRow,
) => {
  const known = await vault.findByIdNumber(person.idNumber);
  if (!known) throw errors.notEmployed();
  if (known.name !== person.name) throw errors.nameMismatch();
  const system = systemActor(platform.city, 'registration');
  const { ids } = await samePerson(platform, known.personId);
  const where = { personId: { in: ids }, employerId };
  const { items } = await platform.records(employment).find(system, { where, limit: 200 });
  const [last] = items.toSorted((a, b) => rank(b.state).localeCompare(rank(a.state)));
  if (!last) throw errors.notEmployed();
  return endEmployment(platform, command, last.id, termination);
};

const rank = (state: Employment) => (state.status === 'NONE' ? '' : `${state.status === 'OPEN'} ${state.startDate}`);
