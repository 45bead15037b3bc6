import type { DomainEvent, EventDefinitions, EventOf, Recorded } from '@zhiqiao/domain';
import type { AnyKind, EventsOf, StateOf } from '@zhiqiao/records';

export type OutMessage = { key: string; value: string; headers: Record<string, string> };
export type InMessage = OutMessage & { topic: string; partition: number; offset: string };
export type TopicSpec = { topic: string; partitions: number; replication: number; config?: Record<string, string> };

/** No client library's type escapes this interface; every adapter passes the one conformance suite. */
export interface EventBus {
  readonly name: 'kafka' | 'embedded' | 'memory';
  ensureTopics(topics: TopicSpec[]): Promise<void>;
  /** Resolves when all are stored; order per key is kept. Throws MessageRefused for one that can never be stored. */
  publish(topic: string, messages: OutMessage[]): Promise<void>;
  /** At least once, in order per partition; the next batch of a partition comes after `handle` resolved. A rejection redelivers. */
  subscribe(s: {
    group: string;
    topics: string[];
    handle: (batch: InMessage[], beat: () => Promise<void>) => Promise<void>;
  }): Promise<Subscription>;
  close(): Promise<void>;
}
export interface Subscription {
  pause(): void;
  resume(): void;
  /** Messages not yet handled. */
  lag(): Promise<number>;
  /** False when messages wait and none was handled for `watchdogMs`. */
  healthy(): boolean;
  stop(): Promise<void>;
}
export class MessageRefused extends Error {}

/** A record, with what was found on the way to it: `decide` gets that too. */
export type Found<F> = { id: string; found: F };
export type Targets<F = unknown> = string | undefined | (string | Found<F>)[];

/**
 * One effect of one event on one of the service's own records. `to` names the record(s) (created if absent);
 * `decide` is pure and gets the state (the kind's `initial` if absent).
 */
export type Reaction<E extends DomainEvent = DomainEvent> = {
  kind: AnyKind;
  to(event: Recorded<E>): Targets | Promise<Targets>;
  // biome-ignore lint/suspicious/noExplicitAny: the state of whatever kind it is, and what its `to` found; `on` types both
  decide(state: any, event: Recorded<E>, now: Date, found: any): DomainEvent[];
};
/** Every event of the stream has an entry; an empty list is a decision. A new event is a compile error here. */
export type ReactionTable<D extends EventDefinitions> = {
  [T in keyof D['types'] & string]: Reaction<Extract<EventOf<D>, { type: T }>>[];
};
// biome-ignore lint/suspicious/noExplicitAny: whatever event it reacts to
export type AnyReaction = Reaction<any>;
export type Reactions = { events: EventDefinitions; table: Record<string, AnyReaction[]> };

export const reactTo = <D extends EventDefinitions>(events: D, table: ReactionTable<D>): Reactions => ({
  events,
  table: table as Reactions['table'],
});

/** `on(kind, { to, decide })` types the state and the emitted events by the kind, and what `to` finds for `decide`. */
export const on = <K extends AnyKind, E extends DomainEvent, F = undefined>(
  kind: K,
  r: {
    to: (event: Recorded<E>) => Targets<F> | Promise<Targets<F>>;
    decide: (state: StateOf<K>, event: Recorded<E>, now: Date, found: F) => EventsOf<K>[];
  },
): Reaction<E> => ({ kind, ...r });
