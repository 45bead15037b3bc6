import {
  type ContactChannel,
  type closeRegistrationRequest,
  type confirmRegistrationRequest,
  isHerself,
  type nameDelegateRequest,
  type recordContactRequest,
  type reviewRegistrationRequest,
  systemActor,
} from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { isJobseeker } from '../domain/access.ts';
import { close } from '../domain/unemployment/closure.ts';
import {
  confirm,
  nameDelegate,
  type Plan,
  recordContact,
  renew,
  revokeDelegate,
} from '../domain/unemployment/contact.ts';
import { review } from '../domain/unemployment/intake.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { EXITS } from '../rules/closure.ts';
import { acceptanceFor, contactFrom, employmentsOf } from './acceptance.ts';
import { appealPeriods, periodFrom, type Rulebook, validityFrom, windowsFrom } from './periods.ts';
import { samePerson } from './same-person.ts';

export const today = ({ calendar, now }: Platform) => calendar.dateOf(now());

/** What a contact on this day does to the clocks. */
export const planOn = (platform: Rulebook, on: string): Plan => ({
  on,
  contact: contactFrom(platform, on),
  confirmation: windowsFrom(platform, on),
});

/** Who acts for herself does so on the web; an officer says how she was reached. */
export const channelOf = ({ actor }: Command, said: 'COUNTER' | 'PHONE' = 'COUNTER'): ContactChannel =>
  isJobseeker(actor) ? 'WEB' : said;

/** A second officer settles what the rules left in doubt. */
export const reviewRegistration = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  id: string,
  request: z.output<typeof reviewRegistrationRequest>,
) => {
  const registrations = platform.records(unemployment);
  const { state } = await registrations.get(command.actor, id);
  if (state.status === 'NONE' || state.status === 'REFUSED')
    throw errors.notPossible({ state: state.status, possible: [] });
  const on = today(platform);
  const [known, employments] = await Promise.all([vault.get(state.personId), employmentsOf(platform, state.personId)]);
  if (!known) throw errors.personUnknown();
  const acceptance = acceptanceFor(platform, on, state.category, known.idNumber, employments);
  const evidence = request.outcome === 'accept' ? request.evidence : undefined;
  const decide = review(command.actor.id, evidence, acceptance, appealPeriods(platform, on));
  return registrations.change(command, id, decide);
};

/** She is still looking for work: the contact clock starts anew, and a window that is open is settled. */
export const confirmRegistration = (
  platform: Platform,
  command: Command,
  id: string,
  { channel, delegateId }: NonNullable<z.output<typeof confirmRegistrationRequest>> = {},
) => {
  const decide = confirm(planOn(platform, today(platform)), { channel: channelOf(command, channel), delegateId });
  return platform.records(unemployment).change(command, id, decide);
};

/**
 * Whom she named confirms on the web. The delegate may neither see nor change her record: the platform writes it on
 * the delegate's word, and the event says whose.
 */
export const confirmAsDelegate = async (platform: Platform, command: Command, id: string) => {
  const actor = systemActor(platform.city, 'registration');
  const registrations = platform.records(unemployment);
  const found = await registrations.seek(actor, id);
  const delegate = found?.state.status === 'REGISTERED' ? found.state.delegate : undefined;
  if (!delegate || !isHerself(command.actor, delegate.delegateId)) throw errors.notTheDelegate();
  const decide = confirm(planOn(platform, today(platform)), { channel: 'WEB', delegateId: delegate.delegateId });
  return registrations.change({ ...command, actor }, id, decide);
};

export const recordContactOf = (
  platform: Platform,
  command: Command,
  id: string,
  { what, channel }: z.output<typeof recordContactRequest>,
) =>
  platform.records(unemployment).change(command, id, recordContact(planOn(platform, today(platform)), what, channel));

export const nameDelegateFor = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  id: string,
  { delegateId: asked, until }: z.output<typeof nameDelegateRequest>,
) => {
  const on = today(platform);
  const { id: delegateId } = await samePerson(platform, asked);
  const longest = periodFrom(platform, 'delegationLongest', on).due;
  if (!(await vault.get(delegateId))) throw errors.personUnknown();
  return platform.records(unemployment).change(command, id, nameDelegate(delegateId, on, until ?? longest, longest));
};

export const revokeDelegateOf = (platform: Platform, command: Command, id: string) =>
  platform.records(unemployment).change(command, id, revokeDelegate(today(platform)));

export const renewRegistration = (
  platform: Platform,
  command: Command,
  id: string,
  channel: 'COUNTER' | 'PHONE' | undefined,
) => {
  const on = today(platform);
  const decide = renew(planOn(platform, on), channelOf(command, channel), validityFrom(platform, on));
  return platform.records(unemployment).change(command, id, decide);
};

export const closeRegistration = (
  platform: Platform,
  command: Command,
  id: string,
  { reason, on = today(platform) }: z.output<typeof closeRegistrationRequest>,
) => {
  const { actor } = command;
  if (on > today(platform)) throw errors.dateInFuture({ on });
  const { by } = EXITS[reason];
  if (isJobseeker(actor)) {
    if (by !== 'HERSELF') throw errors.reasonNotYours({ reason });
    return platform.records(unemployment).change(command, id, close(reason, on, { ground: 'OWN_WISH' }));
  }
  if (by === 'PROCEDURE') throw errors.groundByProcedure({ reason });
  const appealBy = appealPeriods(platform, today(platform));
  const act = { ground: 'OFFICER' as const, decidedBy: [actor.id], appealBy };
  return platform.records(unemployment).change(command, id, close(reason, on, act));
};
