import type { Actor } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { type Introduction, offer } from '../domain/referral.ts';
import { suitabilityOf } from '../domain/suitability.ts';
import { placesLeft } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import { vacancyHere } from './look-elsewhere.ts';
import type { Matching } from './matching.ts';
import { isOpen, mayMediate } from './on-the-market.ts';

type Who = { personId: string; vacancyId: string };

/** A counsellor introduces a jobseeker to a vacancy. */
export const offerReferral = (matching: Matching) => async (command: Command, who: Who) => {
  const introduction = await introductionOf(matching, command.actor, who);
  return matching.referrals.create(command, offer(introduction, matching.silenceEnds));
};

/** Nobody is introduced whose registration has ended, or to a vacancy that has left the market. */
export const introductionOf = async (
  matching: Matching,
  actor: Actor,
  { personId, vacancyId }: Who,
): Promise<Introduction> => {
  const [{ state: profile }, vacancy] = await Promise.all([
    matching.profiles.get(actor, personId),
    vacancyHere(matching, actor, vacancyId),
  ]);
  if (profile.status !== 'OPEN') throw errors.profileClosed();
  if (!isOpen(vacancy, matching.now())) throw errors.vacancyNotOpen({ status: vacancy.state.status });
  const { employerId, agencyId } = vacancy.state;
  if (agencyId !== undefined && !(await mayMediate(matching, agencyId))) throw errors.agencyBarred({ agencyId });
  if (placesLeft(vacancy.state) <= 0) throw errors.vacancyFull({ headcount: vacancy.state.headcount });
  const suitability = suitabilityOf(profile, vacancy.state, {
    minimumWageFen: matching.packOn(matching.dateOf(matching.now())).number('matching.minimumWage'),
    vacancyVersion: vacancy.version,
  });
  const { division } = profile;
  return { personId, vacancyId, employerId, ...(agencyId && { agencyId }), division, suitability };
};
