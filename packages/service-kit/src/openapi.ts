import { z } from 'zod';
import { jsonSchemas } from './schema.ts';
import type { FileAnswer, Route, Service } from './types.ts';

type Json = Record<string, unknown>;
type Schemas = ReturnType<typeof jsonSchemas>;

const problem = z.object({
  type: z.string().meta({ description: 'Relative URI of the explanation' }),
  title: z.string(),
  titles: z.object({ zh: z.string(), en: z.string() }),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  context: z.record(z.string(), z.unknown()).optional(),
  errors: z
    .array(
      z.object({
        in: z.enum(['path', 'query', 'body']),
        pointer: z.string().meta({ description: 'JSON Pointer (RFC 6901)' }),
        code: z.string(),
        zh: z.string(),
        en: z.string(),
      }),
    )
    .optional(),
  instance: z.string(),
  traceId: z.string().optional(),
});

const PROBLEMS: Record<number, string> = {
  400: 'A header is missing or the body is not JSON',
  401: 'No valid access token',
  403: 'Another city, another role, no certificate that is valid today, or not your record',
  404: 'No such record',
  405: 'The address does not support the method',
  409: 'The state of the record does not allow it',
  412: 'The record has changed since it was read',
  413: 'The body is larger than 1 MB, a file than its route takes',
  415: 'The body is not application/json, the file not of a type that is taken',
  422: 'The content is not valid: see errors',
  428: 'If-Match is required',
  429: 'Too many requests: see Retry-After',
  500: 'A fault of the service',
  503: 'Busy or unavailable: see Retry-After',
};

const problemsOf = (route: Route): number[] => {
  const writes = route.method !== 'get';
  return [
    400,
    ...('public' in route.access ? [] : [401, 403]),
    ...(route.params ? [404] : []),
    ...(writes ? [409, 412, 413, 415] : []),
    422,
    ...(route.method === 'put' ? [428] : []),
    429,
    500,
    503,
  ];
};

const fieldsOf = (schemas: Schemas, where: 'path' | 'query', schema: z.ZodObject | undefined): Json[] =>
  Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: schemas.of(field as z.ZodType, 'input'),
  }));

const header = (name: string, required: boolean, description: string, schema: Json): Json => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string', ...schema },
});

const headersOf = (route: Route): Json[] => [
  ...(route.method === 'post'
    ? [
        header('Idempotency-Key', true, 'The same key with the same body is done once', {
          minLength: 8,
          maxLength: 200,
          pattern: '^[\\x21-\\x7e]+$',
        }),
      ]
    : []),
  ...(route.method === 'post' || route.method === 'put'
    ? [
        header('If-Match', route.method === 'put', 'ETag of the version that was read', {
          pattern: '^("\\d{1,15}"|\\*)$',
        }),
      ]
    : []),
  ...(route.method === 'get' ? [header('If-None-Match', false, 'ETag at hand: 304 when it still holds', {})] : []),
  ...('purpose' in route.access && route.access.purpose
    ? [header('X-Purpose', true, 'Why personal data is read; percent-encoded UTF-8; kept in the audit trail', {})]
    : []),
];

const binary = (types: readonly string[]): Json =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

const contentOf = (schemas: Schemas, answer: z.ZodType | FileAnswer): Json => {
  if ('file' in answer) return { content: binary(answer.file) };
  if (answer instanceof z.ZodVoid || answer instanceof z.ZodUndefined) return {};
  return { content: { 'application/json': { schema: schemas.of(answer, 'output') } } };
};

const operationOf = (schemas: Schemas, route: Route): Json => ({
  operationId: route.operation,
  summary: route.title.zh,
  description: route.title.en,
  ...('public' in route.access ? { security: [] } : {}),
  'x-access': route.access,
  parameters: [
    ...fieldsOf(schemas, 'path', route.params),
    ...fieldsOf(schemas, 'query', route.query),
    ...headersOf(route),
  ],
  ...(route.file && {
    requestBody: { required: true, content: binary(route.file.types) },
    'x-max-bytes': route.file.maxBytes,
  }),
  ...(route.body && {
    requestBody: {
      required: !route.body.safeParse(undefined).success,
      content: {
        'application/json': {
          schema: schemas.of(route.body, 'input'),
          ...(route.example !== undefined && { example: route.example }),
        },
      },
    },
  }),
  responses: {
    ...Object.fromEntries(
      Object.entries(route.answers).map(([status, schema]) => [
        status,
        {
          description: route.title.en,
          headers: { ETag: { description: 'Version of the record', schema: { type: 'string' } } },
          ...contentOf(schemas, schema),
        },
      ]),
    ),
    ...Object.fromEntries(problemsOf(route).map((status) => [status, { $ref: `#/components/responses/${status}` }])),
  },
});

const sorted = (named: Record<string, Json>) =>
  Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The OpenAPI 3.1 document of a service. */
export const openApiOf = (service: Pick<Service<any>, 'name' | 'title'>, routes: Route[]): Json => {
  const schemas = jsonSchemas();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(schemas, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `职桥 ${service.title.zh} / ZhiQiao ${service.title.en}`,
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: "Access token of the city's issuer, audience zhiqiao",
        },
      },
      schemas: { ...sorted(schemas.components), Problem: schemas.of(problem, 'output') },
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [
          status,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
};
