import type { ReportedOutcome } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { report, sideOf } from '../domain/referral.ts';
import { isKnown } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';

/** One side tells how the referral ended. */
export const reportOutcome = (matching: Matching) => async (command: Command, id: string, outcome: ReportedOutcome) => {
  const { state } = await matching.referrals.get(command.actor, id);
  const side = state.status === 'NONE' ? undefined : sideOf(state, command.actor);
  if (state.status === 'NONE' || !side) throw errors.notYours();
  await requireRoom(matching, state.vacancyId, id, outcome);
  return matching.referrals.change(command, id, report(side, outcome, matching.silenceEnds));
};

/** The last word on the headcount is the vacancy's, when it counts the hire; this tells whoever can still be told. */
const requireRoom = async (matching: Matching, vacancyId: string, referralId: string, { outcome }: ReportedOutcome) => {
  if (outcome !== 'HIRED') return;
  const { state } = await matching.vacancies.get(matching.platform, vacancyId);
  if (!isKnown(state) || state.hires.includes(referralId)) return;
  if (state.hires.length >= state.headcount) throw errors.vacancyFull({ headcount: state.headcount });
};
