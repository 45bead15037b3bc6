import type { Service } from '@zhiqiao/service-kit';
import { sheetErrors } from '@zhiqiao/sheets';
import { recordHistory } from './adapters/record-history.ts';
import { agencies } from './domain/agency.ts';
import { duplicates } from './domain/duplicate.ts';
import { feeds } from './domain/feed.ts';
import { profiles } from './domain/profile.ts';
import { referrals } from './domain/referral.ts';
import { vacancies } from './domain/vacancy.ts';
import { errors } from './errors.ts';
import { clocksOf } from './inbound/clock.ts';
import { reactionsOf } from './inbound/events.ts';
import { routesOf } from './inbound/http.ts';
import { matchingOn } from './usecases/matching.ts';

export const service: Service = {
  name: 'matching',
  title: { zh: '职业介绍', en: 'Job matching' },
  config: {},
  errors: { ...errors, ...sheetErrors },
  kinds: [profiles, vacancies, agencies, referrals, feeds, duplicates],
  wire(platform) {
    const matching = matchingOn(platform);
    return {
      routes: routesOf(matching, recordHistory(platform)),
      reactions: reactionsOf(matching),
      clocks: clocksOf(matching),
    };
  },
};
