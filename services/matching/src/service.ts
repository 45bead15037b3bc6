import type { Service } from '@zhiqiao/service-kit';
import { engineMarket } from './adapters/engine/engine-market.ts';
import { recordHistory } from './adapters/record-history.ts';
import { config } from './config.ts';
import { agencies } from './domain/agency.ts';
import { overrides } from './domain/override.ts';
import { profiles } from './domain/profile.ts';
import { referrals } from './domain/referral.ts';
import { vacancies } from './domain/vacancy.ts';
import { errors } from './errors.ts';
import { clocks } from './inbound/clock.ts';
import { reactionsOf } from './inbound/events.ts';
import { routesOf } from './inbound/http.ts';
import { matchingOn } from './usecases/matching.ts';

export const service: Service<typeof config> = {
  name: 'matching',
  title: { zh: '职业介绍', en: 'Job matching' },
  config,
  errors,
  kinds: [profiles, vacancies, agencies, referrals, overrides],
  wire(platform) {
    const matching = matchingOn(platform);
    const { market, open, ready, stop } = engineMarket(platform, platform.config.ZHIQIAO_MARKET_SNAPSHOT);
    return {
      routes: routesOf(matching, market, recordHistory(platform)),
      reactions: reactionsOf(matching),
      clocks,
      prepare: open,
      ready,
      stop,
    };
  },
};
