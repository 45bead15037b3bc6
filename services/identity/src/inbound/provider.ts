import { systemActor } from '@zhiqiao/domain';
import type { Records } from '@zhiqiao/records';
import Provider, { type Adapter, type ClientMetadata, interactionPolicy, errors as oidcErrors } from 'oidc-provider';
import type { ProviderSecrets } from '../adapters/provider-secrets.ts';
import { type account, claimsOf } from '../domain/account.ts';
import type { Credentials, PasswordHashing } from '../ports/credentials.ts';
import { messagePage, PAGE_POLICY, signOutPage } from './pages.ts';

const AUDIENCE = 'zhiqiao';
/** The resource indicator of the city's services; asked for or not, every token is for them. */
const RESOURCE = 'urn:zhiqiao';
/** The city's own web pages: first party, so nobody is asked to consent. */
const WEB_CLIENT = 'zhiqiao-web';
const PREFIX = '/oidc';
export const INTERACTION = '/interaction';

const MINUTE = 60;
const WORKING_DAY = 8 * 60 * MINUTE;
const ACCESS_TOKEN_SECONDS = 10 * MINUTE;

export type ProviderParts = {
  issuer: string;
  city: string;
  redirects: string[];
  secrets: ProviderSecrets;
  store: (model: string) => Adapter;
  accounts: Records<typeof account>;
  credentials: Credentials;
  hashing: PasswordHashing;
  /** The key that a person is known by: another one once she was merged. */
  knownBy(personId: string): Promise<string>;
};

/** Which addresses are the provider's; all others are the service's. */
export const isProviderPath = (path: string) =>
  path.startsWith(`${PREFIX}/`) || path === '/.well-known/openid-configuration';

export const createProvider = (parts: ProviderParts): Provider => {
  const { issuer, accounts, credentials } = parts;
  const claims = async (accountId: string) => {
    const found = await accounts.seek(systemActor(parts.city, 'identity'), accountId);
    const said = found && claimsOf(found.state);
    return said?.personId ? { ...said, personId: await parts.knownBy(said.personId) } : said;
  };
  const machineClaims = async (clientId: string) => {
    const credential = await credentials.find(clientId);
    return credential && (await claims(credential.accountId));
  };

  /** A machine is a client of its own as long as its account is active. */
  const machineClient = async (id: string): Promise<ClientMetadata | undefined> => {
    const credential = await credentials.find(id);
    const found = credential && (await accounts.seek(systemActor(parts.city, 'identity'), credential.accountId));
    if (found?.state.status !== 'ACTIVE' || found.state.kind !== 'machine') return undefined;
    return {
      client_id: id,
      client_secret: credential!.hash,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    };
  };

  const provider = new Provider(issuer, {
    adapter: (model) => {
      const store = parts.store(model);
      return model === 'Client' ? { ...store, find: machineClient } : store;
    },
    clients: [
      {
        client_id: WEB_CLIENT,
        redirect_uris: [`${issuer}/signed-in`, ...parts.redirects],
        post_logout_redirect_uris: [`${issuer}/signed-out`, ...parts.redirects],
        token_endpoint_auth_method: 'none',
      },
    ],
    // Machines' secrets are known as hashes only, so they cannot sign with them.
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    clientBasedCORS: (_ctx, origin, client) =>
      client.redirectUris?.some((uri) => new URL(uri).origin === origin) ?? false,
    cookies: { keys: [parts.secrets.cookieKey] },
    jwks: { keys: [{ ...parts.secrets.signingKey, kty: 'EC' }] as never },
    responseTypes: ['code'],
    scopes: ['openid'],
    pkce: { required: () => true },
    routes: Object.fromEntries(
      Object.entries({ authorization: 'auth', token: 'token', jwks: 'jwks', end_session: 'sign-out' }).map(
        ([name, path]) => [name, `${PREFIX}/${path}`],
      ),
    ),
    interactions: {
      policy: signInPolicy(),
      url: (_ctx, interaction) => `${INTERACTION}/${interaction.uid}`,
    },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      ClientCredentials: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: MINUTE,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: 10 * MINUTE,
      Session: WORKING_DAY,
      Grant: WORKING_DAY,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== RESOURCE) throw new oidcErrors.InvalidTarget();
          return {
            scope: '',
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: ACCESS_TOKEN_SECONDS,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          html(ctx, signOutPage(form));
        },
        postLogoutSuccessSource: (ctx) => {
          html(ctx, SIGNED_OUT);
        },
      },
    },
    async findAccount(_ctx, sub) {
      return (await claims(sub)) && { accountId: sub, claims: async () => ({ sub }) };
    },
    async extraTokenClaims(_ctx, token) {
      const found =
        token.kind === 'ClientCredentials' ? await machineClaims(token.clientId!) : await claims(token.accountId);
      if (!found) throw new oidcErrors.InvalidGrant('account is disabled');
      return found;
    },
    async loadExistingGrant(ctx) {
      const { session, client } = ctx.oidc;
      const grantId = session!.grantIdFor(client!.clientId);
      const existing = grantId ? await provider.Grant.find(grantId) : undefined;
      if (existing) return existing;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    renderError(ctx, { error, error_description }) {
      const message = `${error}${error_description ? `: ${error_description}` : ''}`;
      html(ctx, messagePage({ zh: '无法登录', en: 'Sign-in failed' }, { zh: '请返回原页面重新登录。', en: message }));
    },
  });

  // Behind a proxy that ends TLS the request itself is plain HTTP.
  provider.proxy = issuer.startsWith('https:');
  // Secrets of machines are stored hashed; `clientSecret` is what machineClient gave.
  provider.Client.prototype.compareClientSecret = function (this: { clientSecret?: string }, secret: string) {
    return parts.hashing.verify(secret, this.clientSecret!);
  };
  return provider;
};

/** A session outlives its account when that is disabled: the next person there signs in afresh. */
const signInPolicy = () => {
  const { Check, base } = interactionPolicy;
  const policy = base();
  const closed = new Check('account_closed', 'the account of the session is closed', ({ oidc }) =>
    oidc.account ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  );
  policy.get('login')!.checks.add(closed);
  return policy;
};

export const SIGNED_OUT = messagePage(
  { zh: '已退出', en: 'Signed out' },
  { zh: '您已安全退出，可以关闭此页面。', en: 'You are signed out and can close this page.' },
);

const html = (ctx: { type: string; body: unknown; set(name: string, value: string): void }, body: string) => {
  ctx.type = 'html';
  ctx.set('Content-Security-Policy', PAGE_POLICY);
  ctx.body = body;
};
