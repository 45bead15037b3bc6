import type { TenderPlan } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { plan } from '../domain/tender.ts';
import { lawOn, type World } from './world.ts';

export const planTender = (world: World) => (command: Command, wanted: TenderPlan, now: Date) => {
  const law = lawOn(world, now);
  return world.tenders.create(
    command,
    plan(wanted, {
      priceWeightFloor: law.number('training.priceWeightFloor'),
      bidBondCeiling: law.number('training.bidBondCeiling'),
    }),
  );
};
