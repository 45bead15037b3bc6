import type { Command } from '@zhiqiao/records';
import { type Contract, signContract as sign } from '../domain/tender.ts';
import { lawOn, type World } from './world.ts';

export const signContract = (world: World) => (command: Command, tenderId: string, contract: Contract, now: Date) => {
  const law = lawOn(world, now);
  return world.tenders.change(
    command,
    tenderId,
    sign(contract, {
      schedule: law.instalments(),
      performanceBondCeiling: law.number('training.performanceBondCeiling'),
      through: law.deadline('training.contractLongest'),
    }),
  );
};
