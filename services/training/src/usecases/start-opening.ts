import type { Command } from '@zhiqiao/records';
import { startOpening as start } from '../domain/tender.ts';
import type { World } from './world.ts';

/** The first of two officers. */
export const startOpening =
  ({ tenders }: World) =>
  (command: Command, tenderId: string) =>
    tenders.change(command, tenderId, start(command.actor.id));
