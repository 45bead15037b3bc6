import type { EventDefinitions } from '@zhiqiao/domain';
import { jsonSchema } from './schema.ts';

type Json = Record<string, unknown>;

const text = (description: string, more: Json = {}) => ({ type: 'string', description, ...more });

const messageOf = (stream: EventDefinitions, type: string): Json => ({
  name: type,
  contentType: 'application/json',
  headers: { $ref: '#/components/schemas/Envelope' },
  payload: jsonSchema(stream.types[type]!, 'output'),
  examples: [{ name: type, payload: stream.examples[type] }],
});

/** The AsyncAPI 3 document of the published streams. */
export const asyncApiOf = (definitions: EventDefinitions[]): Json => {
  const channels: Record<string, Json> = {};
  const operations: Record<string, Json> = {};
  for (const stream of definitions) {
    const name = `${stream.service}.${stream.stream}.v${stream.schemaVersion}`;
    channels[name] = {
      address: `{city}.${name}`,
      title: `${stream.service}: ${stream.stream}`,
      parameters: { city: { description: 'Six-digit code of the city', examples: ['449900'] } },
      messages: Object.fromEntries(Object.keys(stream.types).map((type) => [type, messageOf(stream, type)])),
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
      description: 'CloudEvents in the binary mode of the Kafka binding; the key of a message is the id of its record.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { schemas: { Envelope: ENVELOPE } },
  };
};

const ENVELOPE: Json = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_subject'],
  properties: {
    ce_specversion: text('Version of CloudEvents', { const: '1.0' }),
    ce_id: text('Stays the same when the event is sent again'),
    ce_source: text('Service and stream'),
    ce_type: text('Name of the event'),
    ce_subject: text('Id of the record'),
    ce_time: text("Instant of the city's clock", { format: 'date-time' }),
    traceparent: text('W3C trace context of the command'),
  },
};
