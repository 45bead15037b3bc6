import { type Actor, type Recorded, systemActor } from '@zhiqiao/domain';
import type { Connection, mongo } from 'mongoose';
import { mayRead, requireCity, requirePurge, requireRead, requireSystem } from './access.ts';
import type { Answers } from './answers.ts';
import { Collections } from './collections.ts';
import {
  BODY,
  type Commit,
  commitOf,
  deepFreeze,
  derivedId,
  effectOn,
  emptyBody,
  fromLogRow,
  type LogRow,
  type RecordBody,
  START,
  type Start,
  type StoredRecord,
  startOf,
  toRec,
} from './document.ts';
import { recordErrors } from './errors.ts';
import { type Condition, conditionsOf, limitOf, questionOf, type Scalar, type Wanted } from './query.ts';
import type { CommittedListener, RelayedRecords } from './relayed.ts';
import { type Part, together } from './round-trip.ts';
import type {
  AnyKind,
  Command,
  Decide,
  EventsOf,
  HistoryPart,
  Page,
  Query,
  Rec,
  Records,
  StateOf,
  Written,
} from './types.ts';
import { WritePath } from './write-path.ts';

/** How many records one page of `find` looks at, however few of them the actor may read. */
const MAX_EXAMINED = 1000;

type Options<K> = {
  connection: Connection;
  city: string;
  kind: K;
  /** Domain time. */
  now: () => Date;
};
type EffectOptions = Parameters<RelayedRecords['effect']>[0];
/** `part`: what must be read for it; undefined where all is at hand. */
type Seeking<S> = { part: Part | undefined; read(found: RecordBody<S>[]): Rec<S>[] };

const frozen = <S>(body: RecordBody<S>): RecordBody<S> => ({ ...body, state: deepFreeze(body.state) });

export const mongoRecords = <K extends AnyKind>(options: Options<K>): MongoRecords<K> => new MongoRecords(options);

export class MongoRecords<K extends AnyKind> implements Records<K>, RelayedRecords {
  readonly kind: K;
  readonly city: string;
  readonly connection: Connection;
  readonly #collections: Collections;
  readonly #writes: WritePath<K>;
  readonly #listeners: CommittedListener[] = [];
  #atHand: { answers: Answers<StateOf<K>>; live(): boolean } | undefined;

  constructor({ connection, city, kind, now }: Options<K>) {
    this.kind = kind;
    this.city = city;
    this.connection = connection;
    this.#collections = new Collections(connection, kind);
    this.#writes = new WritePath({
      kind,
      city,
      now,
      records: () => this.records,
      log: () => this.log,
      committed: (id, commit) => this.#ring(id, commit),
    });
  }

  async create(
    command: Command,
    decide: Decide<StateOf<K>, EventsOf<K>>,
    id = derivedId(this.city, command.actor, command.key),
  ): Promise<Written<StateOf<K>>> {
    requireCity(this.city, command.actor);
    return this.#writes.create(command, decide, id);
  }

  async change(command: Command, id: string, decide: Decide<StateOf<K>, EventsOf<K>>): Promise<Written<StateOf<K>>> {
    requireCity(this.city, command.actor);
    return this.#writes.change(command, id, decide);
  }

  async get(actor: Actor, id: string): Promise<Rec<StateOf<K>>> {
    const record = await this.seek(actor, id);
    if (!record) throw recordErrors.notFound();
    return record;
  }

  async seek(actor: Actor, id: string): Promise<Rec<StateOf<K>> | undefined> {
    requireCity(this.city, actor);
    const body: RecordBody<StateOf<K>> | undefined = await this.#writes.load(id);
    if (!body) return undefined;
    requireRead(this.kind, body.state, actor);
    return toRec(body);
  }

  async find(actor: Actor, query: Query): Promise<Page<Rec<StateOf<K>>>> {
    requireCity(this.city, actor);
    const limit = limitOf(query);
    const found = this.records
      .find<RecordBody<StateOf<K>>>(
        { ...this.#filter(query.where), ...(query.after !== undefined && { _id: { $gt: query.after } }) },
        { projection: BODY, batchSize: limit + 1 },
      )
      .sort({ _id: 1 })
      .limit(MAX_EXAMINED);
    const items: Rec<StateOf<K>>[] = [];
    let examined = 0;
    let last = '';
    for await (const body of found) {
      examined++;
      if (mayRead(this.kind, body.state, actor)) {
        if (items.length === limit) return { items, next: last };
        items.push(toRec(frozen(body)));
      }
      last = body._id;
    }
    return examined === MAX_EXAMINED ? { items, next: last } : { items };
  }

  async count(actor: Actor, where: Query['where']): Promise<number> {
    requireCity(this.city, actor);
    requireSystem(actor);
    return this.records.countDocuments(this.#filter(where));
  }

  #filter(where: Query['where']) {
    return this.#matching(conditionsOf(this.kind, { where }));
  }

  #matching(conditions: readonly Condition[]) {
    const inState = (field: string) => (field === '_id' ? field : `state.${field}`);
    return {
      ...Object.fromEntries(conditions.map(({ field, values }) => [inState(field), { $in: values }])),
      city: this.city,
    };
  }

  async seekMany(actor: Actor, ids: readonly string[]): Promise<Rec<StateOf<K>>[]> {
    const { part, read } = this.seeking(actor, { ids });
    return read(part ? (await together<RecordBody<StateOf<K>>>(this.connection, [part]))[0]! : []);
  }

  /** What `seekMany` and `seekTogether` answer from, while it is `live`. */
  answerFrom(answers: Answers<StateOf<K>>, live: () => boolean): void {
    this.#atHand = { answers, live };
  }

  /** What is sought as a part of an aggregation, and how its answer is read: in the order of the ids. */
  seeking(actor: Actor, what: Wanted): Seeking<StateOf<K>> {
    requireCity(this.city, actor);
    const question = questionOf(this.kind, what);
    const { field, values, rest } = question;
    const answers = this.#atHand?.live() ? this.#atHand.answers : undefined;
    const { known, missing, since } = answers?.ask(question) ?? { known: [], missing: values, since: 0 };
    const partFor = (values: Scalar[]) => ({
      coll: this.kind.events.stream,
      stages: [{ $match: this.#matching([{ field, values }, ...rest]) }, { $project: BODY }],
    });
    return {
      part: missing.length > 0 ? partFor(missing) : undefined,
      read: (found) => {
        const read = found.map(frozen);
        answers?.take(question, missing, read, since);
        const all = new Map([...known, ...read].map((body) => [body._id, body]));
        const ids = 'ids' in what ? what.ids : [...all.keys()].sort();
        return [...new Set(ids)]
          .flatMap((id) => all.get(id) ?? [])
          .filter(({ state }) => mayRead(this.kind, state, actor))
          .map(toRec);
      },
    };
  }

  /** The history first: should the process die between, the record goes the next time. */
  async purge(actor: Actor, records: readonly Rec<StateOf<K>>[]): Promise<void> {
    requirePurge(this.kind, this.city, actor);
    if (records.length === 0) return;
    await this.#forget({ recordId: { $in: records.map(({ id }) => id) } });
    const settled = { city: this.city, 'pending.0': { $exists: false } };
    const as = records.map(({ id: _id, rev }) => ({ deleteOne: { filter: { ...settled, _id, rev } } }));
    await this.records.bulkWrite(as, { ordered: false });
    for (const { id } of records) this.#writes.forget(id);
  }

  async forget(actor: Actor, id: string, before: Date): Promise<void> {
    requirePurge(this.kind, this.city, actor);
    await this.#forget({ recordId: id, at: { $lt: before.toISOString() } });
  }

  /** Never what has not been sent. */
  #forget(what: mongo.Filter<LogRow>) {
    const sent = { city: this.city, stream: this.kind.events.stream, unsent: { $exists: false } };
    return this.log.deleteMany({ ...sent, ...what });
  }

  /** `pending` before the log: an event is in the log before it leaves `pending`. */
  async history(actor: Actor, id: string, part?: HistoryPart): Promise<Recorded<EventsOf<K>>[]> {
    requireCity(this.city, actor);
    const { model, logModel } = this.#collections;
    const after = part?.after ?? 0;
    const record = await model
      .findOne({ _id: { $eq: id }, city: this.city }, { state: 1, pending: 1 })
      .lean<Pick<StoredRecord<StateOf<K>>, 'state' | 'pending'>>();
    if (!record) throw recordErrors.notFound();
    requireRead(this.kind, record.state, actor);
    const logged = await logModel
      .find({ city: this.city, stream: this.kind.events.stream, recordId: id, version: { $gt: after } })
      .sort({ version: 1 })
      .limit(part?.limit ?? 0)
      .lean<LogRow[]>();
    const versions = new Set(logged.map((row) => row.version));
    const waiting = record.pending.filter(({ version }) => version > after && !versions.has(version));
    // Another process may have logged a later event already: its place is behind what still waits here.
    const events = [...logged.map(fromLogRow), ...waiting].sort((a, b) => a.version - b.version);
    return events.slice(0, part?.limit) as Recorded<EventsOf<K>>[];
  }

  get records(): mongo.Collection<StoredRecord> {
    return this.#collections.records;
  }

  get log(): mongo.Collection<LogRow> {
    return this.#collections.log;
  }

  prepare(): Promise<void> {
    return this.#collections.prepare();
  }

  onCommitted(listener: CommittedListener): void {
    this.#listeners.push(listener);
  }

  committed(recordId: string, commit: Commit): void {
    this.#writes.forget(recordId);
    this.#ring(recordId, commit);
  }

  loadMany(ids: string[]): Promise<Map<string, RecordBody>> {
    return this.#writes.loadMany(ids);
  }

  /**
   * Records with a clock that is due and not at rest, the earliest first, read so many `atOnce`; all, or those of `among`.
   * A change starts from what was read here.
   */
  async *due(by: Date, atOnce: number, among?: string[]): AsyncGenerator<Rec<StateOf<K>>> {
    const due = this.records
      .find<Start<StateOf<K>>>(
        { ...(among && { _id: { $in: among } }), ...this.#due(by) },
        { projection: START, batchSize: atOnce },
      )
      .sort({ wakeAt: 1 });
    for await (const found of due) {
      const body = startOf(found);
      this.#writes.known(body);
      yield toRec(body);
    }
  }

  /** Those with such a clock, as a part of a round trip. */
  duePart(by: Date): Part {
    return { coll: this.kind.events.stream, stages: [{ $match: this.#due(by) }] };
  }

  #due(by: Date) {
    return { city: this.city, wakeAt: { $lte: by }, 'clockRest.until': { $not: { $gt: new Date() } } };
  }

  effect({ before, id, now, steps }: EffectOptions) {
    const by = systemActor(this.city, this.kind.events.service).id;
    const body = before ?? emptyBody(this.kind, this.city, id);
    const { op, after, events } = effectOn(
      this.kind,
      body,
      steps.map(({ events, ...cause }) => ({ decided: events, stamp: { ...cause, by, now } })),
    );
    return { op, commit: commitOf(after, events) };
  }

  #ring(recordId: string, commit: Commit): void {
    for (const listener of this.#listeners) listener(recordId, commit);
  }
}
