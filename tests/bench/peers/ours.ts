/** One of the platform's services as its own process for a bench: `node ours.ts <service> <world>`. Answers with URL and tokens. */
import type { Role } from '@zhiqiao/domain';
import type { Service } from '@zhiqiao/service-kit';
import { startForTest } from '@zhiqiao/service-kit/testing';

const [, , name, world] = process.argv;
const { service }: { service: Service<any> } = await import(`@zhiqiao/${name}`);
const unlimited = {
  ZHIQIAO_RATE_PUBLIC: '100000000',
  ZHIQIAO_RATE_STAFF: '100000000',
  ZHIQIAO_LOG_LEVEL: 'error',
  ZHIQIAO_MAX_IN_FLIGHT: '5000',
};
/** How far the bench has moved this service's clock. */
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };
const run = await startForTest(service, { env: unlimited, world: world!, checkAnswers: false, clock });

const certificates = [{ code: 'REGISTRATION_POST' as const, validThrough: '2099-12-31' }];
const token = (role: Role, more = {}) => run.token({ id: `bench-${role}`, city: '449900', roles: [role], ...more });
process.on('message', async (message: 'end' | { now: string }) => {
  if (message !== 'end') {
    ahead = Date.parse(message.now) - Date.now();
    return;
  }
  await run.drop();
  process.exit(0);
});
// The bench is gone, however it ended.
process.once('disconnect', () => process.exit(0));
process.send?.({
  url: run.url,
  database: run.platform.mongo.name,
  clerk: await token('clerk', { division: '449900', certificates }),
  employer: await token('employer', { orgId: '91330100799655058B' }),
});
