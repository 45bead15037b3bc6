import { type EventDefinitions, type Recorded, topicOf } from '@zhiqiao/domain';
import type { z } from 'zod';
import type { InMessage, OutMessage } from './types.ts';

const TYPE_PREFIX = 'cn.zhiqiao.';
export const CONTENT_TYPE = 'application/json; charset=utf-8';

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

/** CloudEvents 1.0, binary mode of the Kafka protocol binding. */
export function toMessage(event: Recorded): OutMessage {
  return {
    key: event.recordId,
    value: JSON.stringify(event.data),
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_type: `${TYPE_PREFIX}${event.service}.${event.type}`,
      ce_source: sourceOf(event),
      ce_subject: event.recordId,
      ce_time: event.at,
      ce_partitionkey: event.recordId,
      ce_city: event.city,
      ce_recordversion: String(event.version),
      ce_schemaversion: String(event.schemaVersion),
      ce_actor: event.by,
      ce_command: event.command,
      'content-type': CONTENT_TYPE,
      ...(event.traceparent && { ce_traceparent: event.traceparent, traceparent: event.traceparent }),
    },
  };
}

/** The tenant is the city of this deployment and of the topic; what a payload claims can only contradict it. */
export function fromMessage(message: InMessage, city: string, known: EventDefinitions[]): Read {
  const h = message.headers;
  const definition = known.find((d) => topicOf(city, d) === message.topic);
  const version = Number(h.ce_recordversion);
  const complete = h.ce_id && h.ce_type && h.ce_source && h.ce_subject && h.ce_time && h.ce_schemaversion && h.ce_actor;
  if (h.ce_specversion !== '1.0' || !complete || !(Number.isSafeInteger(version) && version > 0)) {
    return { unreadable: 'not-a-cloudevent', problem: 'CloudEvents attributes are missing or malformed' };
  }
  if (!definition || h.ce_city !== city || h.ce_source !== sourceOf({ ...definition, city })) {
    return { unreadable: 'foreign-city', problem: `${h.ce_source} has no business on this topic` };
  }
  const { service, stream } = definition;
  const place = { stream: `${service}.${stream}`, recordId: h.ce_subject!, version };
  const schemaVersion = Number(h.ce_schemaversion);
  if (!(schemaVersion <= definition.schemaVersion)) {
    return { unreadable: 'future-schema-version', problem: `schema version ${h.ce_schemaversion}`, place };
  }
  const prefix = `${TYPE_PREFIX}${service}.`;
  const type = h.ce_type!.startsWith(prefix) ? h.ce_type!.slice(prefix.length) : '';
  const schema = Object.hasOwn(definition.types, type) ? definition.types[type] : undefined;
  if (!schema) return { unreadable: 'unknown-type', problem: `type ${h.ce_type}`, place };
  let json: unknown;
  try {
    json = JSON.parse(message.value);
  } catch {
    return { unreadable: 'bad-json', problem: 'the value is not JSON', place };
  }
  const data = parseTolerantly(schema, json);
  if (!data.success) return { unreadable: 'invalid-data', problem: describe(data.error), place };
  return {
    place,
    event: {
      type,
      data: data.data,
      id: h.ce_id!,
      city,
      service,
      stream,
      recordId: place.recordId,
      version,
      schemaVersion,
      at: h.ce_time!,
      by: h.ce_actor!,
      command: h.ce_command ?? '',
      ...(h.traceparent && { traceparent: h.traceparent }),
    },
  };
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
