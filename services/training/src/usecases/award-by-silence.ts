import type { OnClock } from '@zhiqiao/records';
import { award, type tenders } from '../domain/tender.ts';
import { lawOn, type World } from './world.ts';

/** The buyer let the time pass: the first of the ranking has won (政府采购法实施条例 第43条). */
export const awardBySilence =
  (world: World): OnClock<typeof tenders> =>
  (_, { at }) =>
    award(lawOn(world, at).deadline('training.contractWithin'), { bySilence: true });
