import { Parser } from '@asyncapi/parser';
import { describe, expect, it } from '@jest/globals';
import { asyncApiOf, describeService, openApiOf, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { service } from './sample.ts';

const { routes } = await describeService(service);

describe('OpenAPI', () => {
  const document: any = JSON.parse(JSON.stringify(openApiOf(service, routes)));
  const operation = (path: string, method: string) => document.paths[path][method];
  const names = (list: { name: string; required: boolean }[]) =>
    list.map(({ name, required }) => (required ? name : `${name}?`));

  it('has every route, those of the kit too, each under a name of its own', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path as object));
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/notes/{id}', '/admin/packs']));
  });

  it('tells who may, what must be sent and what comes back', () => {
    expect(operation('/notes/{id}/pin', 'post')['x-access']).toEqual({
      roles: ['clerk'],
      scope: 'city',
      certificate: 'REGISTRATION_POST',
    });
    expect(operation('/broken', 'get').security).toEqual([]);
    expect(names(operation('/notes', 'post').parameters)).toEqual(['Idempotency-Key', 'If-Match?']);
    expect(names(operation('/notes/{id}', 'put').parameters)).toEqual(['id', 'If-Match']);
    expect(names(operation('/notes', 'get').parameters)).toEqual(['shelf', 'after?', 'limit?', 'If-None-Match?']);
    expect(names(operation('/notes/{id}/author', 'get').parameters)).toContain('X-Purpose');
    const { required, content } = operation('/notes', 'post').requestBody;
    expect([required, content['application/json'].example]).toEqual([true, { shelf: 'shelf-1', text: 'hello' }]);
    expect(content['application/json'].schema).toMatchObject({
      additionalProperties: false,
      required: ['shelf', 'text'],
      properties: { takesMs: { type: 'integer', default: 0 } },
    });
    expect(operation('/notes', 'post').responses['201'].content['application/json'].schema.required).toContain('id');
    expect(Object.keys(operation('/notes/{id}', 'put').responses)).toEqual(
      expect.arrayContaining(['412', '428', '422']),
    );
  });

  it('shows of a body of several shapes the first example, unless the route has one of its own', () => {
    const shape = (is: string) => z.strictObject({ is: z.literal(is) }).meta({ examples: [{ is }] });
    const asked = {
      method: 'post',
      path: '/shapes',
      operation: 'shape',
      title: { zh: '', en: '' },
      answers: {},
    } as const;
    const body = z.discriminatedUnion('is', [shape('round'), shape('square')]);
    const handle = async () => ({ status: 200 });
    const shaped = { ...asked, access: { public: true } as const, body, handle };
    expect(route(shaped).example).toEqual({ is: 'round' });
    expect(route({ ...shaped, example: { is: 'square' } }).example).toEqual({ is: 'square' });
  });

  it('points at nothing that is not there', () => {
    const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, pointer]) => pointer!);
    expect(pointers.length).toBeGreaterThan(0);
    for (const pointer of new Set(pointers)) {
      const target = pointer
        .slice(1)
        .split('/')
        .reduce((part, step) => part?.[step], document);
      expect([pointer, target]).toEqual([pointer, expect.anything()]);
    }
  });
});

it('AsyncAPI holds by its own parser, examples and all', async () => {
  const streams = service.kinds.map((kind) => kind.events);
  const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApiOf(streams)));
  expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
  expect(
    document
      ?.allMessages()
      .all()
      .map((message) => message.name())
      .sort(),
  ).toEqual(streams.flatMap(({ types }) => Object.keys(types)).sort());
  expect(
    document
      ?.allChannels()
      .all()
      .map((channel) => channel.address()),
  ).toContain('{city}.sample.note.v1');
});
