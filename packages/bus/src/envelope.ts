import { type EventDefinitions, type Recorded, topicOf } from '@zhiqiao/domain';
import { z } from 'zod';
import type { InMessage, OutMessage } from './types.ts';

const TYPE_PREFIX = 'cn.zhiqiao.';
export const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/**
 * CloudEvents 1.0, structured mode of the Kafka protocol binding: the whole event is one JSON value. Only what must be
 * read before it (its format, the trace) is a header; kafkajs pays dearly for each.
 */
export const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).describe('Stays the same when the event is sent again'),
  type: z.string().min(1).describe('cn.zhiqiao.<service>.<Event>'),
  source: z.string().min(1).describe('/<city>/<service>/<stream>'),
  subject: z.string().min(1).describe('Id of the record, and key of the message'),
  time: z.iso.datetime().describe("Instant of the city's clock"),
  recordversion: z.int().positive().describe("Counts the record's events from 1 without a gap"),
  schemaversion: z.int().positive().describe('Version of the schema of `data`'),
  actor: z.string().min(1).describe('Account, machine or service that caused it'),
  command: z.string().describe('Idempotency key of the command, or the event that caused this one'),
  traceparent: z.string().optional().describe('W3C trace context of the command'),
  data: z.unknown(),
});

/** Why a message could not be read as one of our events. */
export type Unreadable =
  | 'not-a-cloudevent'
  | 'foreign-city'
  | 'future-schema-version'
  | 'unknown-type'
  | 'bad-json'
  | 'invalid-data';

/** The place of an event in its record's history: what a consumer counts by. */
export type Place = { stream: string; recordId: string; version: number };

export type Read =
  | { event: Recorded; place: Place }
  /** `place` where the message is ours and says where it belongs: what follows it must wait for it. */
  | { unreadable: Unreadable; problem: string; place?: Place };

const sourceOf = (e: Pick<Recorded, 'city' | 'service' | 'stream'>) => `/${e.city}/${e.service}/${e.stream}`;

export function toMessage(event: Recorded): OutMessage {
  const { traceparent } = event;
  const envelope: z.infer<typeof cloudEvent> = {
    specversion: '1.0',
    id: event.id,
    type: `${TYPE_PREFIX}${event.service}.${event.type}`,
    source: sourceOf(event),
    subject: event.recordId,
    time: event.at,
    recordversion: event.version,
    schemaversion: event.schemaVersion,
    actor: event.by,
    command: event.command,
    ...(traceparent && { traceparent }),
    data: event.data,
  };
  return {
    key: event.recordId,
    value: JSON.stringify(envelope),
    headers: { 'content-type': CONTENT_TYPE, ...(traceparent && { traceparent }) },
  };
}

/** The tenant is the city of this deployment and of the topic; what a payload claims can only contradict it. */
export function fromMessage(message: InMessage, city: string, known: EventDefinitions[]): Read {
  let json: unknown;
  try {
    json = JSON.parse(message.value);
  } catch {
    return { unreadable: 'bad-json', problem: 'the value is not JSON' };
  }
  const { data: envelope, error } = cloudEvent.safeParse(json);
  if (!envelope) return { unreadable: 'not-a-cloudevent', problem: describe(error) };
  const definition = known.find((d) => topicOf(city, d) === message.topic);
  if (!definition || envelope.source !== sourceOf({ ...definition, city })) {
    return { unreadable: 'foreign-city', problem: `${envelope.source} has no business on this topic` };
  }
  const { service, stream } = definition;
  const place = { stream: `${service}.${stream}`, recordId: envelope.subject, version: envelope.recordversion };
  if (envelope.schemaversion > definition.schemaVersion) {
    return { unreadable: 'future-schema-version', problem: `schema version ${envelope.schemaversion}`, place };
  }
  const prefix = `${TYPE_PREFIX}${service}.`;
  const type = envelope.type.startsWith(prefix) ? envelope.type.slice(prefix.length) : '';
  const schema = Object.hasOwn(definition.types, type) ? definition.types[type] : undefined;
  if (!schema) return { unreadable: 'unknown-type', problem: `type ${envelope.type}`, place };
  const data = parseTolerantly(schema, envelope.data);
  if (!data.success) return { unreadable: 'invalid-data', problem: describe(data.error), place };
  return {
    place,
    event: {
      type,
      data: data.data,
      id: envelope.id,
      city,
      service,
      stream,
      recordId: place.recordId,
      version: place.version,
      schemaVersion: envelope.schemaversion,
      at: envelope.time,
      by: envelope.actor,
      command: envelope.command,
      ...(envelope.traceparent && { traceparent: envelope.traceparent }),
    },
  };
}

/** What a message that may not be readable calls itself. */
export function typeOf({ value }: OutMessage): string {
  try {
    return String((JSON.parse(value) as { type?: unknown } | null)?.type ?? '');
  } catch {
    return '';
  }
}

type Json = Record<PropertyKey, unknown>;

/** Producers write closed schemas; a consumer overlooks fields that a newer producer added, at any depth. */
function parseTolerantly(schema: z.ZodObject, json: unknown) {
  const first = schema.safeParse(json);
  const unknown = first.error?.issues.filter((issue) => issue.code === 'unrecognized_keys') ?? [];
  for (const { path, keys } of unknown) {
    const holder = path.reduce((value, step) => (value as Json)[step], json) as Json;
    for (const key of keys) delete holder[key];
  }
  return unknown.length ? schema.safeParse(json) : first;
}

/** Paths and codes only: a value could be somebody's data. */
const describe = (error: z.ZodError): string =>
  error.issues.map(({ path, code }) => `${path.map(String).join('.') || '(whole)'}: ${code}`).join('; ');
