import type { Service } from '@zhiqiao/service-kit';
import { httpInsuranceSystem } from './adapters/http-insurance-system.ts';
import { registrationIdentities } from './adapters/registration-identities.ts';
import { config } from './config.ts';
import { benefit } from './domain/benefit.ts';
import { batch } from './domain/exchange/batch.ts';
import { exchange } from './domain/exchange/exchange.ts';
import { match } from './domain/match.ts';
import { errors } from './errors.ts';
import { reactions } from './inbound/events.ts';
import { exchangeRoutes } from './inbound/exchange.ts';
import { exchangeClocks, startExchange } from './inbound/exchange-clock.ts';
import { routes } from './inbound/http.ts';
import { deliverBenefit } from './usecases/deliver-benefit.ts';
import { deliverMatch } from './usecases/deliver-match.ts';
import { expectedMonths } from './usecases/expected-months.ts';

export const service: Service<typeof config> = {
  name: 'insurance',
  title: { zh: '失业保险衔接', en: 'Unemployment insurance' },
  config,
  kinds: [benefit, match, batch, exchange],
  errors,
  wire(platform) {
    const { INSURANCE_SYSTEM_URL: url, INSURANCE_SECRET: secret, INSURANCE_DEADLINE_MS: deadlineMs } = platform.config;
    const outside = {
      system: httpInsuranceSystem({ url, secret, deadlineMs }),
      identities: registrationIdentities(platform.call),
      expectedMonths: expectedMonths(platform.rules, platform.city),
    };
    const [batches, exchanges] = [platform.records(batch), platform.records(exchange)];
    return {
      routes: [
        ...routes({ benefits: platform.records(benefit), matches: platform.records(match), ...outside }),
        ...exchangeRoutes({ batches, exchanges }),
      ],
      reactions: reactions(platform),
      clocks: {
        benefit: { deliver: deliverBenefit(outside) },
        match: { deliver: deliverMatch(outside) },
        ...exchangeClocks(platform, outside),
      },
      prepare: () => startExchange(platform),
    };
  },
};
