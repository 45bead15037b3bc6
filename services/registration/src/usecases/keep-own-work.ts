import { type endOwnWorkRequest, type registerOwnWorkRequest, systemActor } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { isJobseeker } from '../domain/access.ts';
import { employment, endOwnWork as end, registerOwnWork as register } from '../domain/employment.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { CATEGORY_AFTER } from '../rules/termination.ts';
import { isDuplicate } from './duplicate.ts';
import { isLeftJobless } from './end-employment.ts';

/** Flexible work or a business of her own: registered by herself, or for her at the street office (第62条). */
export const registerOwnWork = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  work: z.output<typeof registerOwnWorkRequest>,
) => {
  const { calendar, city, now, records } = platform;
  const { actor } = command;
  if (isJobseeker(actor) && actor.personId !== work.personId) throw errors.notYourself();
  if (!(await vault.get(work.personId))) throw errors.personUnknown();
  const employments = records(employment);
  try {
    return await employments.create(command, register({ ...work, filedOn: calendar.dateOf(now()) }));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const { personId, kind } = work;
    const { items } = await employments.find(systemActor(city, 'registration'), {
      where: { personId, kind, status: 'OPEN' },
    });
    throw errors.alreadyOwnWork({ employmentId: items[0]?.id });
  }
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
