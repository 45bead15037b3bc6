import { cloudEvent, toMessage } from '@zhiqiao/bus';
import type { EventDefinitions, Recorded } from '@zhiqiao/domain';
import { jsonSchemas } from './schema.ts';

type Json = Record<string, unknown>;
type Schemas = ReturnType<typeof jsonSchemas>;

const CITY = '449900';

const messageOf = (schemas: Schemas, stream: EventDefinitions, type: string): Json => ({
  name: type,
  contentType: 'application/cloudevents+json',
  headers: { $ref: '#/components/schemas/Headers' },
  payload: {
    allOf: [
      { $ref: '#/components/schemas/CloudEvent' },
      {
        type: 'object',
        properties: {
          type: { const: `cn.zhiqiao.${stream.service}.${type}` },
          data: schemas.of(stream.types[type]!, 'output'),
        },
      },
    ],
  },
  examples: [{ name: type, payload: exampleOf(stream, type) }],
});

const exampleOf = ({ service, stream, schemaVersion, examples }: EventDefinitions, type: string) => {
  const { value } = toMessage({
    id: `${stream}/Rk3qJ8vX2mN5pT7wZ9yB1c/4hL6dF8gS0aQ2eW5rU7iOp/0`,
    city: CITY,
    service,
    stream,
    recordId: 'Rk3qJ8vX2mN5pT7wZ9yB1c',
    version: 1,
    schemaVersion,
    type,
    data: examples[type] as Recorded['data'],
    at: '2026-03-02T01:00:00.000Z',
    by: 'clerk.li',
    command: '019caf3a-7c00-7000-8000-000000000001',
  });
  return JSON.parse(value);
};

/** The AsyncAPI 3 document of the published streams. */
export const asyncApiOf = (definitions: EventDefinitions[]): Json => {
  const schemas = jsonSchemas();
  const channels: Record<string, Json> = {};
  const operations: Record<string, Json> = {};
  for (const stream of definitions) {
    const name = `${stream.service}.${stream.stream}.v${stream.schemaVersion}`;
    channels[name] = {
      address: `{city}.${name}`,
      title: `${stream.service}: ${stream.stream}`,
      parameters: { city: { description: 'Six-digit code of the city', examples: [CITY] } },
      messages: Object.fromEntries(Object.keys(stream.types).map((type) => [type, messageOf(schemas, stream, type)])),
      bindings: { kafka: { bindingVersion: '0.5.0' } },
    };
    operations[`${stream.service}.publish.${stream.stream}`] = {
      action: 'send',
      channel: { $ref: `#/channels/${name}` },
      summary: `${stream.service} publishes what became of ${stream.stream}`,
    };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: '职桥事件 / ZhiQiao events',
      version: '1',
      description:
        'CloudEvents in the structured mode of the Kafka binding; the key of a message is the id of its record.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    channels,
    operations,
    components: { schemas: { ...schemas.components, Headers: HEADERS, CloudEvent: schemas.of(cloudEvent, 'output') } },
  };
};

const HEADERS: Json = {
  type: 'object',
  required: ['content-type'],
  properties: {
    'content-type': { type: 'string', const: 'application/cloudevents+json; charset=utf-8' },
    traceparent: { type: 'string', description: 'W3C trace context of the command' },
  },
};
