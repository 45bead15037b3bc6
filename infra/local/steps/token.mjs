/** `npm run --silent token -- <login>`: a bearer token of the running city. */
import { signIn } from '../../../packages/testing/src/sign-in.ts';
import { services } from '../city/plan.mjs';
import { logins } from '../city/table.mjs';

const [login] = process.argv.slice(2);
if (!login) {
  console.error(`usage: npm run --silent token -- <${Object.keys(logins).join(' | ')}>`);
  process.exit(2);
}
console.log(await signIn(services.identity.url, login, process.env.ZHIQIAO_DEMO_PASSWORD ?? 'demo'));
