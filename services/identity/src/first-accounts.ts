import type { Config } from './config.ts';
import { DEMO_CERTIFICATES_VALID_THROUGH, DEMO_CITIES, demoAccounts, demoMachines } from './demo-accounts.ts';
import type { FirstAccount } from './usecases/open-first-accounts.ts';

/** Who can sign in to a city that was just set up: in production one administrator, in the demo everybody it needs. */
export const firstAccounts = (city: string, config: Config): FirstAccount[] =>
  config.ZHIQIAO_PROFILE === 'demo' ? demo(city, config.IDENTITY_DEMO_PASSWORD) : production(city, config);

const production = (city: string, config: Config): FirstAccount[] => {
  const { IDENTITY_FIRST_ADMIN: login, IDENTITY_FIRST_ADMIN_PASSWORD: password } = config;
  if (!login || !password) return [];
  return [{ login, password, details: { kind: 'staff', roles: ['admin'], city, division: city } }];
};

const demo = (city: string, password: string): FirstAccount[] => {
  if (!DEMO_CITIES.includes(city))
    throw new Error(`演示账号只用于虚构城市 / the demo is for fictional cities only: ${DEMO_CITIES}`);
  const people = demoAccounts.map(({ login, about: _, certificate, ...details }): FirstAccount => {
    const kind = details.personId ? 'jobseeker' : details.orgId ? 'organisation' : 'staff';
    return {
      login,
      password,
      details: { kind, ...details },
      ...(certificate && { certificate: { code: certificate, validThrough: DEMO_CERTIFICATES_VALID_THROUGH } }),
    };
  });
  const machines = demoMachines.map(
    ({ id, role, secret }): FirstAccount => ({
      login: id,
      password: secret,
      details: { kind: 'machine', roles: [role], city },
    }),
  );
  return [...people, ...machines];
};
