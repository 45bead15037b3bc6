import type { Service } from '@zhiqiao/service-kit';
import { sheetErrors } from '@zhiqiao/sheets';
import { suiteOf } from './adapters/vault/keys.ts';
import { mongoFilingVault } from './adapters/vault/mongo-filing-vault.ts';
import { mongoVault } from './adapters/vault/mongo-vault.ts';
import { config } from './config.ts';
import { breachNotice } from './domain/breach-notice.ts';
import { certificate } from './domain/certificate.ts';
import { dataBreach } from './domain/data-breach.ts';
import { employment } from './domain/employment.ts';
import { entitlements } from './domain/entitlement.ts';
import { filing } from './domain/filing.ts';
import { household } from './domain/household.ts';
import { impactAssessment } from './domain/impact-assessment.ts';
import { person } from './domain/person.ts';
import { suspicion } from './domain/suspicion.ts';
import { unemployment } from './domain/unemployment.ts';
import { errors } from './errors.ts';
import { breachNoticeRoutes } from './inbound/breach-notices.ts';
import { breachRoutes } from './inbound/breaches.ts';
import { certificateRoutes } from './inbound/certificates.ts';
import { clocks } from './inbound/clock.ts';
import { consentRoutes } from './inbound/consents.ts';
import { employmentRoutes } from './inbound/employments.ts';
import { entitlementRoutes } from './inbound/entitlements.ts';
import { reactions } from './inbound/events.ts';
import { filingRoutes } from './inbound/filings.ts';
import { householdRoutes } from './inbound/households.ts';
import { impactRoutes } from './inbound/impact-assessments.ts';
import { peopleRoutes } from './inbound/people.ts';
import { suspicionRoutes } from './inbound/suspicions.ts';
import { unemploymentRoutes } from './inbound/unemployment.ts';
import { appealRoutes } from './inbound/unemployment-appeals.ts';
import { keepingRoutes } from './inbound/unemployment-keeping.ts';
import { contactReactions } from './inbound/unemployment-reactions.ts';
import type { CipherSuite } from './ports/cipher-suite.ts';
import { recognise } from './usecases/same-person.ts';

export const service: Service<typeof config> = {
  name: 'registration',
  title: { zh: '就业与失业登记', en: 'Registration of employment and unemployment' },
  config,
  errors: { ...errors, ...sheetErrors },
  kinds: [
    person,
    suspicion,
    household,
    employment,
    filing,
    unemployment,
    entitlements,
    certificate,
    dataBreach,
    breachNotice,
    impactAssessment,
  ],
  wire(platform) {
    const { city, config, mongo } = platform;
    let suite: Promise<CipherSuite> | undefined;
    const suiteOnce = () => {
      suite ??= suiteOf(config, mongo, city);
      return suite;
    };
    const vault = mongoVault(mongo, city, suiteOnce);
    const files = mongoFilingVault(mongo, city, suiteOnce);
    const filings = { platform, vault, files, suite: suiteOnce };
    return {
      routes: [
        ...peopleRoutes(platform, vault),
        ...consentRoutes(platform),
        ...suspicionRoutes(platform),
        ...householdRoutes(platform, vault),
        ...entitlementRoutes(platform),
        ...employmentRoutes(platform, vault),
        ...filingRoutes(filings),
        ...unemploymentRoutes(platform, vault),
        ...keepingRoutes(platform, vault),
        ...appealRoutes(platform),
        ...certificateRoutes(platform, vault, suiteOnce),
        ...breachRoutes(platform),
        ...breachNoticeRoutes(platform),
        ...impactRoutes(platform),
      ],
      reactions: [...reactions(platform), ...contactReactions(platform)],
      clocks: clocks(platform, filings),
      recognise: recognise(platform),
      async prepare() {
        await vault.prepare();
        await files.prepare();
      },
    };
  },
};
