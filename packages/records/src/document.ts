/** The one document of a record, and what becomes of it: pure functions that the stores share. */
import { createHash } from 'node:crypto';
import type { Actor, DomainEvent, EventDefinitions, Recorded } from '@zhiqiao/domain';
import { mongo } from 'mongoose';
import { recordErrors } from './errors.ts';
import type { AnyKind, Command, Due, OpenClock, Rec } from './types.ts';

/** A command that the record remembers: its key, the version it made, the fingerprint of its content. */
export type KnownCommand = { k: string; v: number; h?: string };

// biome-ignore lint/suspicious/noExplicitAny: the kind knows its state
type AnyState = any;

export type RecordBody<S = AnyState> = {
  _id: string;
  city: string;
  /** Counts writes: every write compares and raises it. */
  rev: number;
  /** Counts events. */
  version: number;
  state: S;
  clocks: OpenClock[];
  /** The earliest clock; absent when none is open. */
  wakeAt?: Date;
  /** The last commands. */
  cmds: KnownCommand[];
  /** Newest time inside a forgotten UUIDv7 key: a key with a later time cannot have been here. */
  keyFloor: number;
  nCmds: number;
  /** Of a body in memory only: when it was read, events before it still waited in `pending`. */
  waits?: true;
};
export type StoredRecord<S = AnyState> = Omit<RecordBody<S>, 'waits'> & {
  /** Events that are not in the log and on the bus yet, oldest first. */
  pending: Recorded[];
  /** Real time before which the relay leaves this record alone. */
  relayAt: Date;
  /** Real time before which a failing clock is left alone. Any other write gives it a fresh start. */
  clockRest?: { until: Date; failures: number };
};
/** Leaves out of a document what is no part of its body. */
export const BODY = { pending: 0, relayAt: 0, clockRest: 0 } as const;
/** What a change starts from: the body, and whether anything is still pending. */
export const START = { ...BODY, pending: { $slice: 1 } } as const;
export type Start<S = AnyState> = RecordBody<S> & Pick<StoredRecord, 'pending'>;
export const startOf = <S>({ pending, ...body }: Start<S>): RecordBody<S> => ({
  ...body,
  state: deepFreeze(body.state),
  ...(pending.length > 0 && { waits: true }),
});
export type LogRow = Omit<Recorded, 'id'> & { _id: string; unsent?: true; spilled?: true };

/** Who wrote what and when: the same for all events of one command. */
export type Stamp = { key: string; by: string; now: Date; hash?: string; traceparent?: string };

const KEPT_KEYS = 16;
const MAX_EVENTS_BYTES = 256_000;
const MAX_RECORD_BYTES = 1_000_000;

export const emptyBody = (kind: AnyKind, city: string, id: string): RecordBody => {
  // Such an id comes from outside: a record of ours has 1 to 200 characters and no slash.
  if (!/^[^/]{1,200}$/.test(id)) throw recordErrors.notFound();
  return {
    _id: id,
    city,
    rev: 0,
    version: 0,
    state: deepFreeze(kind.initial),
    clocks: [],
    cmds: [],
    keyFloor: 0,
    nCmds: 0,
  };
};

/** A re-sent create meets itself: same city, same actor, same key, same record. */
export const derivedId = (city: string, actor: Actor, key: string) => digest(`${city}|${actor.id}|${key}`);

/** The same key counts as the same command only for the same content by the same actor. */
export const fingerprint = ({ actor, bodyHash }: Command) =>
  bodyHash === undefined ? undefined : digest(`${actor.id}|${bodyHash}`);

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Streams of a service share one log, so the stream is part of the name. Of bounded length however long the chain of causes. */
export const eventId = (kind: AnyKind, recordId: string, key: string, index: number) =>
  `${kind.events.stream}/${recordId}/${digest(key)}/${index}`;

/** The decided events with their envelopes, true to their schemas, and frozen: what is recorded does not change. */
export const recorded = (
  kind: AnyKind,
  body: RecordBody,
  decided: DomainEvent[],
  { key, by, now, hash, traceparent }: Stamp,
): Recorded[] => {
  for (const event of decided) requireSchema(kind, event);
  const events = decided.map(({ type, data }, i) => ({
    id: eventId(kind, body._id, key, i),
    city: body.city,
    service: kind.events.service,
    stream: kind.events.stream,
    recordId: body._id,
    version: body.version + 1 + i,
    schemaVersion: kind.events.schemaVersion,
    type,
    data,
    at: now.toISOString(),
    by,
    command: key,
    ...(hash && { commandHash: hash }),
    ...(traceparent && { traceparent }),
  }));
  if (bytes({ events }) > MAX_EVENTS_BYTES) throw recordErrors.tooLarge();
  return deepFreeze(events);
};

const requireSchema = ({ events }: AnyKind, { type, data }: DomainEvent) => {
  const schema: EventDefinitions['types'][string] | undefined = events.types[type];
  if (!schema) throw new TypeError(`${events.stream} publishes no ${type}`);
  const { error } = schema.safeParse(data);
  if (error) throw new TypeError(`${type} of ${events.stream} breaks its schema: ${error.message}`);
};

/** The record after these events: folded state, its clocks, its next wake-up. */
export const grown = (kind: AnyKind, body: RecordBody, events: Recorded[]): RecordBody => {
  const version = body.version + events.length;
  const state = deepFreeze(events.reduce((s, event) => kind.evolve(s, event), body.state));
  const { wakeAt: _, ...rest } = body;
  const after: RecordBody = { ...rest, version, state, ...armed(kind, { ...body, version, state }) };
  if (bytes(after) > MAX_RECORD_BYTES) throw recordErrors.tooLarge();
  return after;
};

export const isSameDue = (one: Due, other: Due) => one.kind === other.kind && one.at.getTime() === other.at.getTime();

/** The clocks that the state holds open, and the earliest; one that stood before keeps the version that armed it. */
export const armed = (
  kind: AnyKind,
  body: Pick<RecordBody, 'version' | 'state' | 'clocks'>,
): Pick<RecordBody, 'clocks' | 'wakeAt'> => {
  const clocks = (kind.clocks?.(body.state) ?? []).map((due): OpenClock => {
    if (Number.isNaN(due.at.getTime())) throw new TypeError(`clock ${due.kind} of ${kind.events.stream} has no time`);
    const stood = body.clocks.find((clock) => isSameDue(clock, due));
    return { ...due, armed: stood?.armed ?? body.version };
  });
  const wakeAt = Math.min(...clocks.map(({ at }) => at.getTime()));
  return { clocks, ...(clocks.length && { wakeAt: new Date(wakeAt) }) };
};

/** The record that also knows this command; the oldest of too many is forgotten, its time is kept. */
export const remembering = (body: RecordBody, key: string, hash?: string): RecordBody => {
  const cmds = [...body.cmds, { k: key, v: body.version, ...(hash && { h: hash }) }];
  const forgotten = cmds.length > KEPT_KEYS ? cmds.shift() : undefined;
  const keyFloor = Math.max(body.keyFloor, forgotten ? (keyTime(forgotten.k) ?? 0) : 0);
  return { ...body, cmds, keyFloor, nCmds: body.nCmds + 1 };
};

/** True when the record cannot know whether this key was here before: then pending and the log are asked. */
export const mayHaveForgotten = (body: RecordBody, key: string) =>
  body.nCmds > KEPT_KEYS && !((keyTime(key) ?? 0) > body.keyFloor);

/** Milliseconds inside a UUIDv7. Taken as it is: a client's wrong clock costs look-ups, never correctness. */
const keyTime = (key: string) =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7/i.test(key) ? Number.parseInt(key.slice(0, 8) + key.slice(9, 13), 16) : undefined;

export const toRec = <S>(body: RecordBody<S>): Rec<S> => ({
  id: body._id,
  city: body.city,
  version: body.version,
  rev: body.rev,
  state: body.state,
  clocks: body.clocks,
});

/** The first write of a record. */
export const inserted = (body: RecordBody, pending: Recorded[]): StoredRecord => ({
  ...body,
  rev: 1,
  pending,
  relayAt: new Date(),
});

/** Every later write: compare and set on `rev`, of what is another than before. */
export const replaced = (
  before: RecordBody,
  after: RecordBody,
  pending: Recorded[],
): mongo.UpdateOneModel<StoredRecord> => {
  const { _id, version, clocks, wakeAt, keyFloor, nCmds } = after;
  const { set, unset } = changes(before.state, after.state);
  const cmds = nCmds > before.nCmds ? after.cmds.slice(before.nCmds - nCmds) : [];
  return {
    filter: { _id, rev: before.rev },
    update: {
      $set: { ...set, rev: before.rev + 1, version, clocks, keyFloor, nCmds, ...(wakeAt && { wakeAt }) },
      $unset: { ...unset, clockRest: '', ...(!wakeAt && { wakeAt: '' }) },
      $push: { pending: { $each: pending }, ...(cmds.length && { cmds: { $each: cmds, $slice: -KEPT_KEYS } }) },
    },
  };
};

/** What differs, by the fields of the state: a field that no event touched is the same object, since states are frozen. */
const changes = (before: AnyState, after: AnyState) => {
  const set: AnyState = {};
  const unset: AnyState = {};
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[field] === after[field]) continue;
    if (after[field] === undefined) unset[`state.${field}`] = '';
    else set[`state.${field}`] = after[field];
  }
  return { set, unset };
};

/**
 * `state`: what it is now. `wakeAt`: the record's earliest clock, if one is open. `pending`: all that the record holds
 * pending for the listener that has heard of its earlier writes; absent where others may wait there too, so that it must
 * be read.
 */
export type Commit = { state: unknown; wakeAt?: Date; pending?: readonly Recorded[] };

/** What is to be told of a write: its events, unless earlier ones may still wait in the record. */
export const commitOf = ({ state, wakeAt, waits }: RecordBody, pending: Recorded[]): Commit => ({
  state,
  ...(wakeAt && { wakeAt }),
  ...(!waits && { pending }),
});

/** The same write as one operation of a consumer's transaction: what each of its events caused, one after the other. */
export const effectOn = (
  kind: AnyKind,
  before: RecordBody,
  steps: { decided: DomainEvent[]; stamp: Stamp }[],
): { op: mongo.AnyBulkWriteOperation<StoredRecord>; after: RecordBody; events: Recorded[] } => {
  const pending: Recorded[] = [];
  let after = before;
  for (const { decided, stamp } of steps) {
    const events = recorded(kind, after, decided, stamp);
    after = grown(kind, after, events);
    pending.push(...events);
  }
  const op =
    before.rev === 0
      ? { insertOne: { document: inserted(after, pending) } }
      : { updateOne: replaced(before, after, pending) };
  return { op, after, events: pending };
};

export const toLogRow = ({ id, ...event }: Recorded): LogRow => ({ _id: id, ...event });
export const fromLogRow = ({ _id, unsent: _u, spilled: _s, ...event }: LogRow): Recorded => ({ id: _id, ...event });

const bytes = (value: object) => mongo.BSON.calculateObjectSize(value, { ignoreUndefined: true });

export const deepFreeze = <T>(value: T): T => {
  if (!(Array.isArray(value) || isPlain(value)) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value as object)) deepFreeze(part);
  return value;
};
const isPlain = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
