import type { DeadlineFact } from '@zhiqiao/domain';
import { chineseCalendar, deadlineBy, deadlineFact, loadRulePacks } from '@zhiqiao/rules';
import type { DisclosureTimes } from '../src/domain/disclosing.ts';

const packs = await loadRulePacks();
const calendar = chineseCalendar();
export const packOn = (date: string) => packs.on('449900', date);

/** The real calendar and packs of the demo city. */
const due =
  (key: string) =>
  (now: Date): DeadlineFact => {
    const day = calendar.dateOf(now);
    return deadlineFact(deadlineBy(calendar, packOn(day), key, day));
  };
export const silenceEnds = due('matching.referralSilence');
export const confirmationDue = due('matching.vacancyConfirmed');
export const confirmationLapses = due('matching.vacancyReminded');
export const disclosing: DisclosureTimes = {
  dateOf: (instant) => calendar.dateOf(instant),
  tellBy: due('matching.disclosureTold'),
  answerBy: due('matching.disclosureAnswered'),
  expiresAt: due('matching.disclosureLasts'),
  quietUntil: due('matching.disclosureQuiet'),
};
export const permitDecided = due('matching.fairPermitDecided');
export const outcomesTold = due('matching.fairOutcomesTold');
