import type { Rec } from '@zhiqiao/records';
import { type Alerts, type KnownAlerts, sendAlert } from '../domain/alert.ts';
import { alertPlanOf } from '../domain/alert-plan.ts';
import { tellOfVacancy } from '../domain/explanation.ts';
import { takeTurns } from '../domain/exposure.ts';
import { dayOf, tellPost } from '../domain/market.ts';
import type { KnownProfile } from '../domain/profile.ts';
import type { Market } from '../ports/market.ts';
import { samePostAmong } from './group-duplicates.ts';
import type { Matching } from './matching.ts';
import { toBeHad } from './on-the-market.ts';
import { setAside } from './recommend.ts';

/** Looks all that was collected up again: what is gone, or suits no more, is not told. */
export const sendAlertOf =
  (matching: Matching, market: Market) =>
  async ({ id, state }: Rec<Alerts>) => {
    const plan = alertPlanOf(matching.packOn(matching.dateOf(matching.now())));
    if (state.status !== 'ON') return sendAlert(plan, [], []);
    const profile = await matching.profiles.seek(matching.platform, id);
    const suiting = profile?.state.status === 'OPEN' ? await stillSuiting(matching, market, state, profile.state) : [];
    return sendAlert(plan, state.waiting, suiting);
  };

/** In the order of a list of recommendations, one for each post; as fresh as they are to her, who hears of them first. */
const stillSuiting = async (matching: Matching, market: Market, known: KnownAlerts, profile: KnownProfile) => {
  const { personId, waiting, leastPoints } = known;
  const seeker = matching.seekerOf(profile);
  const her = await matching.samePerson(personId);
  const [read, aside, former] = await Promise.all([
    matching.vacancies.seekMany(matching.platform, waiting),
    setAside(matching, her),
    matching.alerts.seekMany(matching.platform, her.ids),
  ]);
  const toldBefore = former.flatMap(({ state }) => (state.status === 'NONE' ? [] : state.told));
  const samePost = await samePostAmong(matching, [...waiting, ...aside]);
  const shown = new Set([...toldBefore, ...aside].flatMap(samePost));
  const ranked = (await toBeHad(matching, read))
    .map(({ id, state }) => ({ id, ...tellOfVacancy(market.rule, seeker, state, tellPost(state).day) }))
    .filter(({ matches, score }) => matches && score >= leastPoints)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const seed = `${dayOf(matching.now())}|${personId}`;
  return takeTurns(ranked, market.rule.nearEqual, seed).flatMap(({ id }) => {
    if (shown.has(id)) return [];
    for (const one of samePost(id)) shown.add(one);
    return [id];
  });
};
