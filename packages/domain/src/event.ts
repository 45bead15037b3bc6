import type { z } from 'zod';

/** A fact as a service decides it: past-tense name and data without personal data. */
export type DomainEvent = { type: string; data: object };

/**
 * The published events of one stream (record type) of one service.
 * Topic: `<city>.<service>.<stream>.v<schemaVersion>`; key: record id.
 */
export type EventDefinitions = {
  service: string;
  stream: string;
  schemaVersion: number;
  /** Event name -> zod strict object of its data. */
  types: Record<string, z.ZodObject>;
  /** Event name -> one example, checked against its schema, its producer and every consumer. */
  examples: Record<string, object>;
};

export type EventOf<D extends EventDefinitions> = {
  [T in keyof D['types'] & string]: { type: T; data: z.output<D['types'][T]> };
}[keyof D['types'] & string];

/** An event with its envelope, as it stands in `pending`, in the log and (as CloudEvents headers) on the topic. */
export type Recorded<E extends DomainEvent = DomainEvent> = E & {
  /** Deterministic: `<stream>/<recordId>/<commandKey>/<index>` (streams of a service share one log). */
  id: string;
  city: string;
  service: string;
  stream: string;
  recordId: string;
  /** Counts events of the record: 1, 2, 3 … without a gap. */
  version: number;
  schemaVersion: number;
  /** ISO instant of the domain clock. */
  at: string;
  /** Account id of who acted, or `system:<service>`. */
  by: string;
  /** The command's idempotency key and the hash of its body. */
  command: string;
  commandHash?: string;
  traceparent?: string;
};

export const topicOf = (city: string, d: Pick<EventDefinitions, 'service' | 'stream' | 'schemaVersion'>) =>
  `${city}.${d.service}.${d.stream}.v${d.schemaVersion}`;

/** Where what no consumer could use is laid beside the topic it came on. */
export const deadTopicOf = (topic: string) => `${topic}.dead`;

/** Declares the events of a stream; keeps the literal names for exhaustive reaction tables. */
export const defineEvents = <const T extends Record<string, z.ZodObject>>(d: {
  service: string;
  stream: string;
  schemaVersion: number;
  types: T;
  examples: { [K in keyof T]: z.input<T[K]> };
}) => d;
