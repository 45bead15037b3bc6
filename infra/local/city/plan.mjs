/** The fictional city that `npm start` brings up: where everything listens, what each service is told. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Secrets of this one demo city, made once; production knows them by their beginning and refuses them. */
export const secrets = () => {
  try {
    return JSON.parse(readFileSync(files.secrets, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const names = ['ZHIQIAO_VAULT_KEYS', 'ZHIQIAO_VAULT_INDEX_KEY', 'ZHIQIAO_BID_BOX_SECRET', 'INSURANCE_SECRET'];
  const made = Object.fromEntries(names.map((name) => [name, `demo-${randomBytes(32).toString('base64url')}`]));
  mkdirSync(home, { recursive: true });
  writeFileSync(files.secrets, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  chmodSync(files.secrets, 0o600);
  return made;
};

/** @param {Record<string, string>} servers URLs of Kafka, MongoDB and Redis */
export const environmentOf = (name, servers) => ({
  ...servers,
  ...secrets(),
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
  INSURANCE_STATE_FILE: join(files.data, 'insurance-double.json'),
  PORT: String(services[name].port),
});

export const programOf = (name) => [
  process.execPath,
  '--disable-warning=TimeoutNegativeWarning',
  `services/${name}/src/main.ts`,
];
