/** The fictional city that `npm start` brings up: where everything listens, what each service is told. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoMachines } from '../../../services/identity/src/demo-accounts.ts';

export const CITY = '449900';
/** Everything of the city lies within a hundred ports from here. */
const BASE = Number(process.env.ZHIQIAO_BASE_PORT || 4400);
export const home = resolve(process.env.ZHIQIAO_HOME || '.zhiqiao');
export const files = {
  state: join(home, 'state.json'),
  city: join(home, 'city.json'),
  secrets: join(home, 'secrets.json'),
  data: join(home, 'data'),
  log: (name) => join(home, 'logs', `${name}.log`),
};

export const serverPorts = { kafka: BASE + 92, mongo: BASE + 17, redis: BASE + 79 };
export const services = Object.fromEntries(
  Object.entries({
    identity: 0,
    registration: 1,
    matching: 2,
    training: 3,
    licensing: 4,
    supervision: 5,
    insurance: 6,
    'insurance-double': 10,
  }).map(([name, offset]) => [name, { port: BASE + offset, url: `http://127.0.0.1:${BASE + offset}` }]),
);

/** What each service keeps to itself; the double of the insurance system knows the one that insurance signs with. */
const secretsOf = {
  registration: ['ZHIQIAO_VAULT_KEYS', 'ZHIQIAO_VAULT_INDEX_KEY'],
  matching: ['ZHIQIAO_VAULT_KEYS'],
  supervision: ['ZHIQIAO_VAULT_KEYS'],
  training: ['ZHIQIAO_BID_BOX_SECRET'],
  insurance: ['INSURANCE_SECRET'],
};

/** Secrets of this one demo city, made when first needed; production knows them by their beginning and refuses them. */
export const secrets = () => {
  const known = existsSync(files.secrets) ? JSON.parse(readFileSync(files.secrets, 'utf8')) : {};
  const make = () => `demo-${randomBytes(32).toString('base64url')}`;
  const all = Object.fromEntries(
    Object.entries(secretsOf).map(([service, names]) => [
      service,
      Object.fromEntries(names.map((name) => [name, known[service]?.[name] ?? make()])),
    ]),
  );
  mkdirSync(home, { recursive: true });
  writeFileSync(files.secrets, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  return { ...all, 'insurance-double': all.insurance };
};

/** @param {Record<string, string>} servers URLs of Kafka, MongoDB and Redis */
export const environmentOf = (name, servers) => ({
  ...servers,
  ...secrets()[name],
  ...Object.fromEntries(
    Object.entries(services).map(([other, { url }]) => [
      `ZHIQIAO_URL_${other.toUpperCase().replaceAll('-', '_')}`,
      url,
    ]),
  ),
  ZHIQIAO_CITY: CITY,
  ZHIQIAO_PROFILE: 'demo',
  ZHIQIAO_CLOCK: 'virtual',
  ZHIQIAO_HOST: '127.0.0.1',
  ZHIQIAO_CLIENT_ID: name,
  ZHIQIAO_CLIENT_SECRET: demoMachines.find(({ id }) => id === name)?.secret ?? '',
  OIDC_ISSUER: services.identity.url,
  INSURANCE_SYSTEM_URL: services['insurance-double'].url,
  ZHIQIAO_MARKET_SNAPSHOT: join(files.data, 'market'),
  INSURANCE_STATE_FILE: join(files.data, 'insurance-double.json'),
  INSURANCE_CALLBACK_URL: services.insurance.url,
  INSURANCE_CALLBACK_CLIENT_SECRET: demoMachines.find(({ id }) => id === 'insurance-system')?.secret ?? '',
  PORT: String(services[name].port),
});

export const programOf = (name) => [
  process.execPath,
  '--disable-warning=TimeoutNegativeWarning',
  `services/${name}/src/main.ts`,
];
