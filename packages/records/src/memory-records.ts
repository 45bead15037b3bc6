import type { Actor, Recorded } from '@zhiqiao/domain';
import { mayRead, requireCity, requirePurge, requireRead, requireSystem } from './access.ts';
import { changed, created, replayed, type Step } from './command.ts';
import { derivedId, emptyBody, type RecordBody, toRec } from './document.ts';
import { recordErrors } from './errors.ts';
import { conditionsOf, limitOf, valuesAt } from './query.ts';
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

type Options<K> = { city: string; kind: K; now: () => Date };
type Row = { body: RecordBody; events: Recorded[] };

export const memoryRecords = <K extends AnyKind>(options: Options<K>): Records<K> => new MemoryRecords(options);

/** Records in memory, for tests of use cases: the same promises as in MongoDB, without a server. */
class MemoryRecords<K extends AnyKind> implements Records<K> {
  readonly kind: K;
  readonly #city: string;
  readonly #now: () => Date;
  readonly #rows = new Map<string, Row>();

  constructor({ city, kind, now }: Options<K>) {
    this.kind = kind;
    this.#city = city;
    this.#now = now;
  }

  async create(
    command: Command,
    decide: Decide<StateOf<K>, EventsOf<K>>,
    id = derivedId(this.#city, command.actor, command.key),
  ): Promise<Written<StateOf<K>>> {
    requireCity(this.#city, command.actor);
    const again = this.#replay(this.#rows.get(id), command);
    if (again) return again;
    const empty = emptyBody(this.kind, this.#city, id);
    const step = created<StateOf<K>>(this.kind, empty, { command, decide, now: this.#now() });
    if (this.#rows.has(id)) throw recordErrors.duplicate({ id });
    return this.#write(step, []);
  }

  async change(command: Command, id: string, decide: Decide<StateOf<K>, EventsOf<K>>): Promise<Written<StateOf<K>>> {
    requireCity(this.#city, command.actor);
    const row = this.#row(id);
    const again = this.#replay(row, command);
    if (again) return again;
    const step = changed<StateOf<K>>(this.kind, row.body, { command, decide, now: this.#now() });
    return step ? this.#write(step, row.events) : { record: toRec(row.body), replayed: false };
  }

  async get(actor: Actor, id: string): Promise<Rec<StateOf<K>>> {
    requireCity(this.#city, actor);
    const { body } = this.#row(id);
    requireRead(this.kind, body.state, actor);
    return toRec(body);
  }

  async seek(actor: Actor, id: string): Promise<Rec<StateOf<K>> | undefined> {
    requireCity(this.#city, actor);
    return this.#rows.has(id) ? this.get(actor, id) : undefined;
  }

  async find(actor: Actor, query: Query): Promise<Page<Rec<StateOf<K>>>> {
    requireCity(this.#city, actor);
    const limit = limitOf(query);
    const found = this.#like(query.where)
      .filter(({ _id }) => query.after === undefined || _id > query.after)
      .filter(({ state }) => mayRead(this.kind, state, actor))
      .sort((a, b) => (a._id < b._id ? -1 : 1));
    const items = found.slice(0, limit).map((body) => toRec<StateOf<K>>(body));
    return found.length > limit ? { items, next: items.at(-1)!.id } : { items };
  }

  async count(actor: Actor, where: Query['where']): Promise<number> {
    requireCity(this.#city, actor);
    requireSystem(actor);
    return this.#like(where).length;
  }

  async seekMany(actor: Actor, ids: readonly string[]): Promise<Rec<StateOf<K>>[]> {
    requireCity(this.#city, actor);
    return [...new Set(ids)]
      .flatMap((id) => this.#rows.get(id) ?? [])
      .filter(({ body }) => mayRead(this.kind, body.state, actor))
      .map(({ body }) => toRec<StateOf<K>>(body));
  }

  async history(actor: Actor, id: string, part?: HistoryPart): Promise<Recorded<EventsOf<K>>[]> {
    requireCity(this.#city, actor);
    const { body, events } = this.#row(id);
    requireRead(this.kind, body.state, actor);
    const { after = 0, limit } = part ?? {};
    const later = events.filter(({ version }) => version > after);
    return later.slice(0, limit) as Recorded<EventsOf<K>>[];
  }

  async purge(actor: Actor, records: readonly Rec<StateOf<K>>[]): Promise<void> {
    requirePurge(this.kind, this.#city, actor);
    for (const { id, rev } of records) if (this.#rows.get(id)?.body.rev === rev) this.#rows.delete(id);
  }

  async forget(actor: Actor, id: string, before: Date): Promise<void> {
    requirePurge(this.kind, this.#city, actor);
    const { body, events } = this.#row(id);
    this.#rows.set(id, { body, events: events.filter(({ at }) => at >= before.toISOString()) });
  }

  #like(where: Query['where']): RecordBody[] {
    const conditions = conditionsOf(this.kind, { where });
    return [...this.#rows.values()]
      .map(({ body }) => body)
      .filter(({ state }) =>
        conditions.every(({ field, values }) =>
          valuesAt(state, field).some((value) => values.includes(value as string)),
        ),
      );
  }

  #row(id: string): Row {
    const row = this.#rows.get(id);
    if (!row) throw recordErrors.notFound();
    return row;
  }

  #replay(row: Row | undefined, command: Command): Written<StateOf<K>> | undefined {
    const event = row?.events.find((e) => e.command === command.key);
    if (!row || !event) return undefined;
    const { command: k, version: v, commandHash: h } = event;
    return replayed(this.kind, row.body, { k, v, ...(h && { h }) }, command);
  }

  #write(step: Step, before: Recorded[]): Written<StateOf<K>> {
    const body = { ...step.after, rev: step.after.rev + 1 };
    for (const { fields, unique, where = {} } of this.kind.indexes ?? []) {
      const conditions = Object.entries(where);
      const keyOf = ({ state }: RecordBody) => {
        const key = fields.map((field) => valuesAt(state, field));
        const meant =
          key.every((values) => values.length) && conditions.every(([f, v]) => valuesAt(state, f).includes(v));
        return meant ? JSON.stringify(key) : undefined;
      };
      const key = unique && keyOf(body);
      if (key && this.#others(body._id).some((other) => keyOf(other) === key)) throw recordErrors.duplicate({ fields });
    }
    this.#rows.set(body._id, { body, events: [...before, ...step.events] });
    return { record: toRec(body), replayed: false };
  }

  #others(id: string): RecordBody[] {
    return [...this.#rows.values()].map(({ body }) => body).filter(({ _id }) => _id !== id);
  }
}
