import { chineseCalendar, deadlineBy, deadlineFact, loadRulePacks } from '@zhiqiao/rules';
import type { Times } from '../src/domain/handling.ts';

const packs = await loadRulePacks();
const calendar = chineseCalendar();

/** The real calendar and packs of the demo city. */
export const times: Times = {
  dateOf: (instant) => calendar.dateOf(instant),
  by: (parameter, from) => deadlineFact(deadlineBy(calendar, packs.on('449900', from), parameter, from)),
  count: (parameter, on) => packs.on('449900', on).number(parameter),
};
