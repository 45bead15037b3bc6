import type { Evaluation } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { evaluateBids as evaluate } from '../domain/tender.ts';
import { lawOn, type World } from './world.ts';

export const evaluateBids =
  (world: World) => (command: Command, tenderId: string, evaluation: Evaluation, now: Date) => {
    const law = lawOn(world, now);
    return world.tenders.change(
      command,
      tenderId,
      evaluate(evaluation, {
        minimumBidders: law.number('training.minimumBidders'),
        committeeMinimum: law.number('training.committeeMinimum'),
        awardBy: law.deadline('training.awardDecisionWithin'),
      }),
    );
  };
