import { systemActor } from '@zhiqiao/domain';
import { isDuplicate, type OnClock } from '@zhiqiao/records';
import { addDays, type Calendar } from '@zhiqiao/rules';
import type { Platform, Service } from '@zhiqiao/service-kit';
import { httpInsuranceSystem } from './adapters/insurance-system/http.ts';
import { loadMapping } from './adapters/insurance-system/mapping.ts';
import { mongoSeenClaims } from './adapters/mongo-seen-claims.ts';
import { registrationIdentities } from './adapters/registration-identities.ts';
import { config } from './config.ts';
import { benefit } from './domain/benefit.ts';
import { contribution } from './domain/contribution.ts';
import { drift } from './domain/drift.ts';
import { batch } from './domain/exchange/batch.ts';
import { exchange } from './domain/exchange/exchange.ts';
import { match } from './domain/match.ts';
import { partner } from './domain/partner.ts';
import { planReconciliation, reconciliation, startOf } from './domain/reconciliation.ts';
import { sanction } from './domain/sanction.ts';
import { endHearing, noteOverdueStep, takeEffect } from './domain/sanctioning.ts';
import { noteSubsidyOverdue, skillSubsidy, warnOfSubsidy } from './domain/skill-subsidy.ts';
import { errors } from './errors.ts';
import { benefitRoutes } from './inbound/benefits.ts';
import { entitlementRoutes } from './inbound/entitlement.ts';
import { reactions } from './inbound/events.ts';
import { exchangeRoutes } from './inbound/exchange.ts';
import { exchangeClocks, startExchange } from './inbound/exchange-clock.ts';
import { matchRoutes } from './inbound/matches.ts';
import { reconciliationRoutes } from './inbound/reconciliation.ts';
import { sanctionRoutes } from './inbound/sanctions.ts';
import { skillSubsidyRoutes } from './inbound/skill-subsidies.ts';
import { deliverBenefit, deliverNotice } from './usecases/deliver-benefit.ts';
import { deliverContribution } from './usecases/deliver-contribution.ts';
import { deliverMatch } from './usecases/deliver-match.ts';
import { deliverSkillSubsidy } from './usecases/deliver-skill-subsidy.ts';
import { expectedMonths } from './usecases/expected-months.ts';
import { reconcile } from './usecases/reconcile.ts';
import { same } from './usecases/same-person.ts';

export const service: Service<typeof config> = {
  name: 'insurance',
  title: { zh: '失业保险衔接', en: 'Unemployment insurance' },
  config,
  kinds: [
    benefit,
    match,
    contribution,
    sanction,
    drift,
    reconciliation,
    partner,
    batch,
    exchange,
    skillSubsidy,
    same.kind,
  ],
  errors,
  wire(platform) {
    const { INSURANCE_SYSTEM_URL: url, INSURANCE_SECRET: secret, INSURANCE_DEADLINE_MS: deadlineMs } = platform.config;
    const { city, calendar, now, records } = platform;
    const outside = {
      system: httpInsuranceSystem({
        url,
        secret,
        deadlineMs,
        mapping: loadMapping(platform.config.INSURANCE_MAPPING),
        circuitAfter: platform.config.INSURANCE_CIRCUIT_AFTER,
      }),
      identities: registrationIdentities(platform.call),
      expectedMonths: expectedMonths(platform.rules, city),
    };
    const deliver = deliverBenefit(outside);
    const { benefit: filed, ...exchanging } = exchangeClocks(platform, outside);
    return {
      routes: [
        ...benefitRoutes({ platform, secret, ...outside }),
        ...entitlementRoutes(platform),
        ...matchRoutes(platform),
        ...sanctionRoutes(platform),
        ...skillSubsidyRoutes(platform),
        ...reconciliationRoutes(platform),
        ...exchangeRoutes({ batches: records(batch), exchanges: records(exchange) }),
      ],
      reactions: [...reactions(platform), same.reactions],
      recognise: same.recognise(platform),
      clocks: {
        // Where files are exchanged, claims and stops wait for the file of the day.
        benefit: { deliver, stop: deliver, resume: deliver, tell: deliverNotice(outside), ...filed },
        match: { deliver: deliverMatch(outside) },
        contribution: { deliver: deliverContribution(outside) },
        sanction: sanctionClocks(calendar),
        'skill-subsidy': { ...subsidyClocks, deliver: deliverSkillSubsidy(outside) },
        ...exchanging,
        reconciliation: {
          page: reconcile({
            ...outside,
            city,
            now,
            dateOf: (instant) => calendar.dateOf(instant),
            benefits: records(benefit),
            drifts: records(drift),
            seen: mongoSeenClaims(platform.mongo),
          }),
        },
      },
      async prepare() {
        await planFirstReconciliation(platform);
        await startExchange(platform);
      },
    };
  },
};

const sanctionClocks = (calendar: Calendar): Record<string, OnClock<typeof sanction>> => ({
  'hearing-end': () => endHearing,
  'step-overdue': () => noteOverdueStep,
  effect: () => takeEffect((instant) => calendar.dateOf(instant)),
});

const subsidyClocks: Record<string, OnClock<typeof skillSubsidy>> = {
  'decision-warning': () => warnOfSubsidy,
  'decision-overdue': () => noteSubsidyOverdue,
};

/** The first comparison is planned here; each one plans the next. */
const planFirstReconciliation = async ({ city, records, calendar, now }: Platform<unknown>) => {
  const runs = records(reconciliation);
  const actor = systemActor(city, 'insurance');
  const { items } = await runs.find(actor, { where: { status: { in: ['PLANNED', 'RUNNING'] } }, limit: 1 });
  if (items.length > 0) return;
  const on = addDays(calendar.dateOf(now()), 1);
  await runs.create({ actor, key: `plan:${on}` }, planReconciliation(on, startOf(on)), on).catch((error) => {
    if (!isDuplicate(error)) throw error;
  });
};
