import { createHash } from 'node:crypto';
import { inCity } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { type Intake, receive } from '../domain/handling.ts';
import { errors } from '../errors.ts';
import type { Said } from '../ports/vault.ts';
import type { Supervision } from './supervision.ts';

/** The words go into the vault first: a complaint without its text must not exist; a text without one harms nobody. */
export const takeComplaint =
  (supervision: Supervision) => async (command: Command, id: string, intake: Intake, said: Said) => {
    if (!inCity(intake.division, supervision.city)) throw errors.divisionForeign({ division: intake.division });
    const { trackingCode } = await supervision.vault.keep(id, said);
    const { record } = await supervision.complaints.create(command, receive(intake, supervision.times), id);
    return { record, trackingCode };
  };

/** Sent again by the same agent, it is the same complaint. */
export const idByKey = ({ actor, key }: Command) => digest(`${actor.city}|${actor.id}|${key}`);

/** All who have not signed in look the same: two of them may choose the same key for different things. */
export const idByContent = (command: Command) => digest(`${idByKey(command)}|${command.bodyHash}`);

/** 12345 names its work order: sent again, with whatever key, it is the same complaint. */
export const idByOrder = (orderNumber: string) => `12345-${orderNumber}`;
export const commandByOrder = ({ bodyHash: _, ...command }: Command, orderNumber: string): Command => ({
  ...command,
  key: idByOrder(orderNumber),
});

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);
