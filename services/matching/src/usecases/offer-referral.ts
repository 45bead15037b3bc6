import type { Command } from '@zhiqiao/records';
import { offer } from '../domain/referral.ts';
import { suitabilityOf } from '../domain/suitability.ts';
import { placesLeft } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';
import { isOpen, mayMediate } from './on-the-market.ts';

/** A counsellor introduces a jobseeker to a vacancy. */
export const offerReferral =
  (matching: Matching) =>
  async (command: Command, { personId, vacancyId }: { personId: string; vacancyId: string }) => {
    const [{ state: profile }, vacancy] = await Promise.all([
      matching.profiles.get(command.actor, personId),
      matching.vacancies.get(command.actor, vacancyId),
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
    const introduction = { personId, vacancyId, employerId, ...(agencyId && { agencyId }), division, suitability };
    return matching.referrals.create(command, offer(introduction, matching.silenceEnds));
  };
