import type { Command } from '@zhiqiao/records';
import { signContract as sign } from '../domain/tender.ts';
import { lawOn, type World } from './world.ts';

export const signContract = (world: World) => (command: Command, tenderId: string, contractNo: string, now: Date) => {
  const law = lawOn(world, now);
  return world.tenders.change(
    command,
    tenderId,
    sign(contractNo, { schedule: law.instalments(), through: law.deadline('training.contractLongest') }),
  );
};
