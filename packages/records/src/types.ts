import type { Actor, DomainEvent, EventDefinitions, EventOf, Recorded } from '@zhiqiao/domain';

/** A clock that the state holds open. `at`: not before this instant of the domain clock. */
export type Due = { kind: string; at: Date; calendar?: string; provisional?: boolean };
/** `armed`: the record version that set it; the name under which it fires once. */
export type OpenClock = Due & { armed: number };

/**
 * A kind of record: one stream of events, one document per record, one state machine.
 * `evolve` and `clocks` are pure; the state is always the fold of the events, an object whose fields are written one by one.
 */
export type RecordKind<S extends object = object, D extends EventDefinitions = EventDefinitions> = {
  events: D;
  initial: S;
  evolve(state: S, event: EventOf<D>): S;
  /** The clocks open in this state; they start, move and stop with it. */
  clocks?(state: S): Due[];
  /** Who may see and change one record. The platform itself may always. City is checked before. */
  access(state: S, actor: Actor): 'write' | 'read' | 'none';
  /** Fields (paths inside the state) that `find` may ask for; the only filters there are. */
  indexes?: { fields: string[]; unique?: true; where?: Record<string, string | number | boolean> }[];
  /** Copies of what others have and keep: `purge` and `forget` may take them away. Every other record is kept for ever. */
  purged?: true;
};
// biome-ignore lint/suspicious/noExplicitAny: whatever its state and events are
export type AnyKind = RecordKind<any, any>;
export type EventsOf<K> = K extends RecordKind<infer _S, infer D> ? EventOf<D> : never;
export type StateOf<K> = K extends RecordKind<infer S, infer _D> ? S : never;

export type Rec<S> = {
  id: string;
  city: string;
  /** Counts events; the ETag. 0 = not there yet. */
  version: number;
  /** Counts writes; the compare-and-set. */
  rev: number;
  state: S;
  clocks: OpenClock[];
};

export type Command = {
  actor: Actor;
  /** Idempotency key. */
  key: string;
  /** Hash of the request body: the same key with another body is refused. */
  bodyHash?: string;
  /** Version that the caller saw (If-Match). */
  ifMatch?: number;
  traceparent?: string;
};

export type Written<S> = { record: Rec<S>; replayed: boolean };
export type Decide<S, E extends DomainEvent> = (record: Rec<S>, now: Date) => E[];

/** Equality on declared indexed fields, cursor over record ids, newest last. */
export type Query = {
  where: Record<string, string | number | boolean | { in: (string | number)[] }>;
  after?: string;
  limit?: number;
};
export type HistoryPart = { after: number; limit: number };
export type Page<T> = { items: T[]; next?: string };

/** The one way to a kind of record. Every call names the actor; nobody reads or writes past `access`. */
export interface Records<K extends AnyKind> {
  readonly kind: K;
  /** Creates; `id` defaults to one derived from city, actor and key, so that a re-sent create meets itself. */
  create(command: Command, decide: Decide<StateOf<K>, EventsOf<K>>, id?: string): Promise<Written<StateOf<K>>>;
  /** Changes an existing record. An empty list of events is a deliberate no-op. */
  change(command: Command, id: string, decide: Decide<StateOf<K>, EventsOf<K>>): Promise<Written<StateOf<K>>>;
  /** Throws NotFound or Forbidden. */
  get(actor: Actor, id: string): Promise<Rec<StateOf<K>>>;
  /** Undefined when there is none; throws Forbidden. */
  seek(actor: Actor, id: string): Promise<Rec<StateOf<K>> | undefined>;
  find(actor: Actor, query: Query): Promise<Page<Rec<StateOf<K>>>>;
  /** How many there are: for the platform itself, which may read them all. */
  count(actor: Actor, where: Query['where']): Promise<number>;
  /** Of these, in no order, the ones that exist and that the actor may read. */
  seekMany(actor: Actor, ids: readonly string[]): Promise<Rec<StateOf<K>>[]>;
  /** Removes records, and all that happened to them; one that has changed since it was read stays. For the platform itself. */
  purge(actor: Actor, records: readonly Rec<StateOf<K>>[]): Promise<void>;
  /** Removes what happened to a record before that instant; the record stays as it is. For the platform itself. */
  forget(actor: Actor, id: string, before: Date): Promise<void>;
  /** The record's events, oldest first: log ∪ pending. All of them, or the first `limit` after a version. */
  history(actor: Actor, id: string, part?: HistoryPart): Promise<Recorded<EventsOf<K>>[]>;
}

/** What a clock does when it falls due: gather (may call outside), then decide on the record as it then is. */
export type OnClock<K extends AnyKind> = (
  record: Rec<StateOf<K>>,
  clock: OpenClock,
) => Decide<StateOf<K>, EventsOf<K>> | Promise<Decide<StateOf<K>, EventsOf<K>>>;
