import type { Service } from '@zhiqiao/service-kit';
import { sheetErrors } from '@zhiqiao/sheets';
import { engineMarket } from './adapters/engine/engine-market.ts';
import { followingFinder } from './adapters/following-finder.ts';
import { httpNeighbourFeed } from './adapters/http-neighbour-feed.ts';
import { profileVault } from './adapters/profile-vault.ts';
import { recordHistory } from './adapters/record-history.ts';
import { registrationContacts } from './adapters/registration-contacts.ts';
import { occupationCoder } from './coder/index.ts';
import { config, neighboursOf } from './config.ts';
import { agencies } from './domain/agency.ts';
import { alerts } from './domain/alert.ts';
import { booths } from './domain/booth.ts';
import { campaigns } from './domain/campaign.ts';
import { disclosures } from './domain/disclosure.ts';
import { duplicates } from './domain/duplicate.ts';
import { elsewhere } from './domain/elsewhere.ts';
import { fairs } from './domain/fair.ts';
import { feeds } from './domain/feed.ts';
import { neighbours } from './domain/neighbour.ts';
import { overrides } from './domain/override.ts';
import { percolations } from './domain/percolation.ts';
import { profiles } from './domain/profile.ts';
import { referrals } from './domain/referral.ts';
import { vacancies } from './domain/vacancy.ts';
import { visits } from './domain/visit.ts';
import { errors } from './errors.ts';
import { clocksOf } from './inbound/clock.ts';
import { reactionsOf } from './inbound/events.ts';
import { routesOf } from './inbound/http.ts';
import { knowledgeOf } from './search/index.ts';
import { followNeighbours } from './usecases/follow-neighbours.ts';
import { matchingOn } from './usecases/matching.ts';
import { same } from './usecases/same-person.ts';

export const service: Service<typeof config> = {
  name: 'matching',
  title: { zh: '职业介绍', en: 'Job matching' },
  config,
  errors: { ...errors, ...sheetErrors },
  kinds: [
    profiles,
    vacancies,
    agencies,
    referrals,
    overrides,
    feeds,
    duplicates,
    disclosures,
    campaigns,
    fairs,
    booths,
    visits,
    alerts,
    percolations,
    same.kind,
    elsewhere,
    neighbours,
  ],
  atHand: [profiles, vacancies, agencies, referrals, overrides, duplicates, same.kind],
  wire(platform) {
    const sealing = profileVault(platform);
    const urls = neighboursOf(platform.config, platform.city);
    const matching = matchingOn(platform, sealing.vault, urls);
    const file = platform.config.ZHIQIAO_MARKET_SNAPSHOT;
    const market = engineMarket(platform, file, matching.seekerOf);
    const coder = occupationCoder();
    const finding = followingFinder(platform, knowledgeOf(coder), file && `${file}.search`);
    const inMemory = [market, finding];
    return {
      routes: routesOf(matching, {
        market: market.market,
        finder: finding.finder,
        elsewhere: finding.elsewhere,
        coder,
        history: recordHistory(platform),
        contacts: registrationContacts(platform.call),
      }),
      reactions: [...reactionsOf(matching), same.reactions],
      clocks: clocksOf(matching, market.market, {
        feed: httpNeighbourFeed(urls),
        everyMs: platform.config.ZHIQIAO_NEIGHBOURS_EVERY * 1000,
      }),
      recognise: same.recognise(platform),
      async prepare() {
        await sealing.open();
        await followNeighbours(matching);
        await Promise.all(inMemory.map(({ open }) => open()));
      },
      ready: () => inMemory.every(({ ready }) => ready()),
      async stop() {
        await Promise.all(inMemory.map(({ stop }) => stop()));
      },
    };
  },
};
