import type { Command } from '@zhiqiao/records';
import { accept } from '../domain/referral.ts';
import { placesLeft } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';
import { isOpen, mayMediate } from './on-the-market.ts';

/** The jobseeker says yes; nobody is sent to a vacancy that has left the market since, or has no place any more. */
export const acceptReferral = (matching: Matching) => async (command: Command, id: string) => {
  const { state } = await matching.referrals.get(command.actor, id);
  if (state.status === 'OFFERED') {
    const vacancy = await matching.vacancies.get(matching.platform, state.vacancyId);
    if (!isOpen(vacancy, matching.now())) throw errors.vacancyNotOpen({ status: vacancy.state.status });
    if (state.agencyId !== undefined && !(await mayMediate(matching, state.agencyId))) {
      throw errors.agencyBarred({ agencyId: state.agencyId });
    }
    if (placesLeft(vacancy.state) <= 0) throw errors.vacancyFull({ headcount: vacancy.state.headcount });
  }
  return matching.referrals.change(command, id, accept(matching.silenceEnds));
};
