import type { DeadlineFact } from '@zhiqiao/domain';
import { chineseCalendar, deadlineBy, deadlineFact, loadRulePacks } from '@zhiqiao/rules';

const packs = await loadRulePacks();
const calendar = chineseCalendar();
export const packOn = (date: string) => packs.on('449900', date);

/** The real calendar and packs of the demo city. */
export const silenceEnds = (now: Date): DeadlineFact => {
  const day = calendar.dateOf(now);
  return deadlineFact(deadlineBy(calendar, packOn(day), 'matching.referralSilence', day));
};
