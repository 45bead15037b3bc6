import type { Service } from '@zhiqiao/service-kit';
import type Provider from 'oidc-provider';
import { attempts } from './adapters/attempts.ts';
import { mongoCredentials } from './adapters/mongo-credentials.ts';
import { oidcStore, prepareOidcStore } from './adapters/mongo-oidc.ts';
import { configuredSecrets, demoSecrets } from './adapters/provider-secrets.ts';
import { hashedOnce, scryptHashing } from './adapters/scrypt.ts';
import { config } from './config.ts';
import { account } from './domain/account.ts';
import { errors } from './errors.ts';
import { firstAccounts } from './first-accounts.ts';
import { routes } from './inbound/http.ts';
import { createProvider } from './inbound/provider.ts';
import { mountSignIn } from './inbound/sign-in.ts';
import { openAccount } from './usecases/open-account.ts';
import { openFirstAccounts } from './usecases/open-first-accounts.ts';
import { same } from './usecases/same-person.ts';
import { signIn } from './usecases/sign-in.ts';

export const service: Service<typeof config> = {
  name: 'identity',
  title: { zh: '统一登录', en: 'Identity' },
  config,
  kinds: [account, same.kind],
  errors,
  wire(platform) {
    const { city, mongo, redis, calendar } = platform;
    const settings = platform.config;
    const parts = {
      city,
      accounts: platform.records(account),
      credentials: mongoCredentials(mongo),
      hashing: scryptHashing,
      attempts: attempts(redis, mongo.name),
    };
    let provider: Provider | undefined;

    return {
      routes: routes({ ...parts, openAccount: openAccount(parts), dateOf: (instant) => calendar.dateOf(instant) }),
      reactions: [same.reactions],
      clocks: {},
      async prepare() {
        await prepareOidcStore(mongo);
        const secrets =
          settings.ZHIQIAO_PROFILE === 'demo'
            ? await demoSecrets(mongo)
            : await configuredSecrets(settings.IDENTITY_SIGNING_JWK, settings.IDENTITY_COOKIE_SECRET);
        provider = createProvider({
          ...parts,
          knownBy: async (personId) => (await same.samePerson(platform, personId)).id,
          issuer: settings.OIDC_ISSUER.replace(/\/$/, ''),
          redirects: settings.IDENTITY_WEB_REDIRECTS,
          secrets,
          store: oidcStore(mongo),
        });
        const today = calendar.dateOf(platform.now());
        const open = openAccount({ ...parts, hashing: hashedOnce(scryptHashing) });
        await openFirstAccounts({ ...parts, openAccount: open })(firstAccounts(city, settings), today);
      },
      mount: (app) => mountSignIn(app, { provider: () => provider!, signIn: signIn(parts) }),
    };
  },
};
