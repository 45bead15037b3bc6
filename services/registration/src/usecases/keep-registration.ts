import type { closeRegistrationRequest, reviewRegistrationRequest } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { isJobseeker } from '../domain/access.ts';
import { close, confirm, review, unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import { isOwnGround } from '../rules/closure.ts';
import { acceptanceFor, contactFrom, employmentsOf } from './acceptance.ts';

const today = ({ calendar, now }: Platform) => calendar.dateOf(now());

/** A second officer settles what the rules left in doubt. */
export const reviewRegistration = async (
  platform: Platform,
  command: Command,
  id: string,
  request: z.output<typeof reviewRegistrationRequest>,
) => {
  const registrations = platform.records(unemployment);
  const { state } = await registrations.get(command.actor, id);
  if (state.status === 'NONE' || state.status === 'REFUSED')
    throw errors.notPossible({ state: state.status, possible: [] });
  const employments = await employmentsOf(platform, state.personId);
  const acceptance = acceptanceFor(platform, today(platform), state.category, employments);
  const evidence = request.outcome === 'accept' ? request.evidence : undefined;
  return registrations.change(command, id, review(command.actor.id, evidence, acceptance));
};

/** She is still looking for work: the contact clock starts anew. */
export const confirmRegistration = (platform: Platform, command: Command, id: string) => {
  const on = today(platform);
  return platform.records(unemployment).change(command, id, confirm(on, contactFrom(platform, on)));
};

export const closeRegistration = (
  platform: Platform,
  command: Command,
  id: string,
  { reason, on = today(platform) }: z.output<typeof closeRegistrationRequest>,
) => {
  if (on > today(platform)) throw errors.dateInFuture({ on });
  if (isJobseeker(command.actor) && !isOwnGround(reason)) throw errors.reasonNotYours({ reason });
  return platform.records(unemployment).change(command, id, close(reason, on));
};
