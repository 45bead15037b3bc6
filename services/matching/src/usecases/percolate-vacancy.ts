import { collectMatch } from '../domain/alert.ts';
import { alertPlanOf } from '../domain/alert-plan.ts';
import { takeTurns } from '../domain/exposure.ts';
import { dayOf, tellPost } from '../domain/market.ts';
import { percolated } from '../domain/percolation.ts';
import { placesLeft } from '../domain/vacancy.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from './matching.ts';
import { toBeHad } from './on-the-market.ts';

const AT_ONCE = 50;

/**
 * Brings a vacancy to those whom it suits best, so many for each of its places; near equals at the end of the line take
 * turns. Each person's own record takes it in by itself, once: where this ends half way, it begins again.
 */
export const percolateVacancy = (matching: Matching, market: Market) => async (vacancyId: string) => {
  const { platform, now } = matching;
  const [vacancy] = await toBeHad(matching, await matching.vacancies.seekMany(platform, [vacancyId]));
  if (!vacancy) return percolated(0);
  const pack = matching.packOn(matching.dateOf(now()));
  const plan = alertPlanOf(pack);
  const perPlace = pack.number('matching.alertSeekersPerPlace');
  const most = Math.min(perPlace * placesLeft(vacancy.state), pack.number('matching.alertSeekersMost'));
  const suited = await market.percolate(tellPost(vacancy.state), { from: plan.leastPoints.from, most });
  const first = takeTurns(suited, market.rule.nearEqual, `${dayOf(now())}|${vacancyId}`).slice(0, most);
  const command = { actor: platform, key: `percolation:${vacancyId}:${vacancy.version}` };
  for (let from = 0; from < first.length; from += AT_ONCE)
    await Promise.all(
      first
        .slice(from, from + AT_ONCE)
        .map(({ id }) => matching.alerts.change(command, id, collectMatch(plan, vacancyId))),
    );
  return percolated(first.length);
};
