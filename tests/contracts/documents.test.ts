/** The generated documents in docs/api are those of the code; `npm run docs` writes them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { allEvents } from '@zhiqiao/infra/kafka';
import { asyncApiOf, describeService, openApiOf } from '@zhiqiao/service-kit';
import { services } from '../services.ts';

const written = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../docs/api/${name}.json`, import.meta.url), 'utf8'));

/** Whatever a document refers to stands in it. */
const dangling = (document: object) => {
  const text = JSON.stringify(document);
  const named = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!));
  return [...named].filter((path) => {
    const steps = path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    return (
      steps.reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], document) ===
      undefined
    );
  });
};

describe('docs/api', () => {
  for (const service of services)
    it(`${service.name}.openapi.json is what its routes say`, async () => {
      const { routes } = await describeService(service);
      expect(JSON.parse(JSON.stringify(openApiOf(service, routes)))).toEqual(written(`${service.name}.openapi`));
      expect(dangling(written(`${service.name}.openapi`))).toEqual([]);
    });

  it('asyncapi.json is what the published events say', () => {
    expect(JSON.parse(JSON.stringify(asyncApiOf(allEvents)))).toEqual(written('asyncapi'));
    expect(dangling(written('asyncapi'))).toEqual([]);
  });
});
