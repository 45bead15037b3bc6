import { exposureByGroup, takeTurns } from '../domain/exposure.ts';
import { dayOf, groupsOf, tellPost } from '../domain/market.ts';
import type { KnownProfile } from '../domain/profile.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from './matching.ts';
import { toBeHad } from './on-the-market.ts';

const PLACES = 20;

/** Draws the lists of candidates of open vacancies as they stand today and tells whom they bring to attention. */
export const reportFairness = (matching: Matching, market: Market) => async (sample: number) => {
  const [rule, today] = [market.rule, dayOf(matching.now())];
  const { items } = await matching.vacancies.find(matching.platform, { where: { status: 'OPEN' }, limit: sample });
  const lists = [];
  for (const { id, state } of await toBeHad(matching, items)) {
    const { ranked } = await market.seekersFor(tellPost(state), PLACES);
    const first = takeTurns(ranked, rule.nearEqual, `${today}|${id}`).slice(0, PLACES);
    const found = await matching.profiles.seekMany(
      matching.platform,
      first.map((one) => one.id),
    );
    const profiles = new Map(found.map((profile) => [profile.id, profile.state]));
    lists.push(
      first
        .map((one) => profiles.get(one.id))
        .filter((profile): profile is KnownProfile => profile?.status === 'OPEN')
        .map((profile) => groupsOf(rule, matching.seekerOf(profile))),
    );
  }
  const population = await market.population();
  return { pack: rule.pack, lists: lists.length, places: PLACES, groups: exposureByGroup(lists, population) };
};
