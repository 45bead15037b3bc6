import type { Command } from '@zhiqiao/records';
import { endOfDay } from '@zhiqiao/rules';
import { announce } from '../domain/tender.ts';
import { lawOn, type World } from './world.ts';

/** Bids come in until the end of the day that the officer names, or of the first lawful one. */
export const announceTender =
  (world: World) => (command: Command, tenderId: string, bidsThrough: string | undefined, now: Date) => {
    const law = lawOn(world, now);
    const shortest = law.deadline('training.bidPeriod');
    const deadline = bidsThrough
      ? { ...shortest, due: bidsThrough, at: endOfDay(bidsThrough).toISOString() }
      : shortest;
    const documentThrough = law.deadline('training.documentsOnOffer').due;
    return world.tenders.change(
      command,
      tenderId,
      announce({ deadline, documentFrom: law.on, documentThrough }, shortest.due),
    );
  };
