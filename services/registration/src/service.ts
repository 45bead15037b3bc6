import type { Service } from '@zhiqiao/service-kit';
import { suiteOf } from './adapters/vault/keys.ts';
import { mongoVault } from './adapters/vault/mongo-vault.ts';
import { config } from './config.ts';
import { certificate } from './domain/certificate.ts';
import { employment } from './domain/employment.ts';
import { person } from './domain/person.ts';
import { unemployment } from './domain/unemployment.ts';
import { errors } from './errors.ts';
import { certificateRoutes } from './inbound/certificates.ts';
import { clocks } from './inbound/clock.ts';
import { employmentRoutes } from './inbound/employments.ts';
import { reactions } from './inbound/events.ts';
import { peopleRoutes } from './inbound/people.ts';
import { unemploymentRoutes } from './inbound/unemployment.ts';
import { appealRoutes } from './inbound/unemployment-appeals.ts';
import { keepingRoutes } from './inbound/unemployment-keeping.ts';
import { contactReactions } from './inbound/unemployment-reactions.ts';
import type { CipherSuite } from './ports/cipher-suite.ts';

export const service: Service<typeof config> = {
  name: 'registration',
  title: { zh: '就业与失业登记', en: 'Registration of employment and unemployment' },
  config,
  errors,
  kinds: [person, employment, unemployment, certificate],
  wire(platform) {
    const { city, config, mongo } = platform;
    let suite: Promise<CipherSuite> | undefined;
    const suiteOnce = () => {
      suite ??= suiteOf(config, mongo, city);
      return suite;
    };
    const vault = mongoVault(mongo, city, suiteOnce);
    return {
      routes: [
        ...peopleRoutes(platform, vault),
        ...employmentRoutes(platform, vault),
        ...unemploymentRoutes(platform, vault),
        ...keepingRoutes(platform, vault),
        ...appealRoutes(platform),
        ...certificateRoutes(platform, vault, suiteOnce),
      ],
      reactions: [...reactions(platform), ...contactReactions(platform)],
      clocks: clocks(platform),
      prepare: () => vault.prepare(),
    };
  },
};
