import type { endOwnWorkRequest, registerOwnWorkRequest } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { employment, endOwnWork as end, registerOwnWork as register } from '../domain/employment.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { CATEGORY_AFTER } from '../rules/termination.ts';
import { isLeftJobless } from './end-employment.ts';
import { onceOpen } from './register-employment.ts';
import { whoIs } from './same-person.ts';

/** Flexible work or a business of her own: registered by herself, or for her at the street office (第62条). */
export const registerOwnWork = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  { personId: asked, ...work }: z.output<typeof registerOwnWorkRequest>,
) => {
  const { calendar, now, records } = platform;
  const { id: personId, ids } = await whoIs(platform, command.actor, asked);
  if (!(await vault.get(personId))) throw errors.personUnknown();
  const { kind } = work;
  return onceOpen(
    platform,
    ids,
    { kind },
    () => records(employment).create(command, register({ ...work, personId, filedOn: calendar.dateOf(now()) })),
    errors.alreadyOwnWork,
  );
};

export const endOwnWork = async (
  platform: Platform,
  command: Command,
  id: string,
  { endedOn }: z.output<typeof endOwnWorkRequest>,
) => {
  const { calendar, now, records } = platform;
  const record = await records(employment).get(command.actor, id);
  const filedOn = calendar.dateOf(now());
  const { state } = record;
  const category =
    state.status !== 'NONE' && (await isLeftJobless(platform, record)) ? CATEGORY_AFTER[state.kind] : undefined;
  return records(employment).change(command, id, end({ endedOn, filedOn }, category));
};
