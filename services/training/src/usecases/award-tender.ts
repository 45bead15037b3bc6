import type { Command } from '@zhiqiao/records';
import { award } from '../domain/tender.ts';
import { lawOn, type World } from './world.ts';

export const awardTender = (world: World) => (command: Command, tenderId: string, now: Date) =>
  world.tenders.change(
    command,
    tenderId,
    award(lawOn(world, now).deadline('training.contractWithin'), { bySilence: false }),
  );
