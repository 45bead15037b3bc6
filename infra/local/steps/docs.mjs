/** `npm run docs`: OpenAPI of each service and AsyncAPI of all events, from the code, into docs/api. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { asyncApiOf, describeService, openApiOf } from '../../../packages/service-kit/src/index.ts';
import { services } from '../../../tests/services.ts';
import { allEvents } from '../../kafka/topics.ts';
import { step } from '../say.mjs';

mkdirSync('docs/api', { recursive: true });
const write = (name, document) => writeFileSync(`docs/api/${name}.json`, `${JSON.stringify(document, null, 2)}\n`);

for (const service of services)
  await step(`docs/api/${service.name}.openapi.json`, async () => {
    const { routes } = await describeService(service);
    write(`${service.name}.openapi`, openApiOf(service, routes));
  });
await step('docs/api/asyncapi.json', () => write('asyncapi', asyncApiOf(allEvents)));
