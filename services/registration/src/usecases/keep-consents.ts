import type { ConsentPurpose, consentsView } from '@zhiqiao/domain';
import type { Command, Rec } from '@zhiqiao/records';
import { endOfDay } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { isJobseeker } from '../domain/access.ts';
import { acknowledgeNotice, giveConsent, type Person, person, withdrawConsent } from '../domain/person.ts';
import { errors } from '../errors.ts';
import { whoIs } from './same-person.ts';

const today = ({ calendar, now }: Platform) => calendar.dateOf(now());
const noticeInForce = (platform: Platform) =>
  platform.rules.on(platform.city, today(platform)).number('registration.privacyNotice');

export const viewOfConsents = (
  platform: Platform,
  { id, state }: Pick<Rec<Person>, 'id' | 'state'>,
): z.output<typeof consentsView> => ({
  personId: id,
  notice: { inForce: noticeInForce(platform), ...(state.notice && { acknowledged: state.notice }) },
  consents: state.consents.map((consent) => ({ ...consent })),
});

/** By the citizen herself, or on paper at a desk. */
const change = async (
  platform: Platform,
  command: Command,
  personId: string,
  decide: (base: { on: string; given: 'SELF' | 'DESK' }) => ReturnType<typeof giveConsent>,
) => {
  const { id } = await whoIs(platform, command.actor, personId);
  const given = isJobseeker(command.actor) ? 'SELF' : 'DESK';
  const { record } = await platform.records(person).change(command, id, decide({ on: today(platform), given }));
  return { view: viewOfConsents(platform, record), version: record.version };
};

export const noteNotice = (platform: Platform, command: Command, personId: string, version: number) =>
  change(platform, command, personId, (base) => acknowledgeNotice(noticeInForce(platform), { ...base, version }));

export const noteConsent = (
  platform: Platform,
  command: Command,
  personId: string,
  { purpose, through }: { purpose: ConsentPurpose; through?: string | undefined },
) => {
  if (through && through < today(platform)) throw errors.consentOver({ through });
  const until = through && endOfDay(through).toISOString();
  return change(platform, command, personId, (base) => giveConsent({ ...base, purpose, ...(until && { until }) }));
};

export const noteWithdrawal = (platform: Platform, command: Command, personId: string, purpose: ConsentPurpose) =>
  change(platform, command, personId, (base) => withdrawConsent({ ...base, purpose }));
