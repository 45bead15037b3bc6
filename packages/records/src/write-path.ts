import { setTimeout as sleep } from 'node:timers/promises';
import type { Recorded } from '@zhiqiao/domain';
import type { mongo } from 'mongoose';
import { BulkWriter } from './bulk-writer.ts';
import { Coalescer } from './coalescer.ts';
import { changed, created, replayed, type Step } from './command.ts';
import {
  commitOf,
  emptyBody,
  eventId,
  inserted,
  type KnownCommand,
  type LogRow,
  mayHaveForgotten,
  type RecordBody,
  replaced,
  START,
  type Start,
  type StoredRecord,
  startOf,
  toRec,
} from './document.ts';
import { recordErrors } from './errors.ts';
import { RecordQueues } from './queue.ts';
import type { CommittedListener } from './relayed.ts';
import type { AnyKind, Command, Decide, EventsOf, StateOf, Written } from './types.ts';

const MAX_LOSSES = 50;
const MAX_REMEMBERED = 1000;

type Work<K extends AnyKind> = {
  command: Command;
  decide: Decide<StateOf<K>, EventsOf<K>>;
  resolve: (written: Written<StateOf<K>>) => void;
  reject: (error: unknown) => void;
};
/** Commands that change the record, with what it is after each, and all their events. */
type Round<K extends AnyKind> = { taken: { work: Work<K>; after: RecordBody }[]; events: Recorded[] };

type Options<K extends AnyKind> = {
  kind: K;
  city: string;
  now: () => Date;
  records: () => mongo.Collection<StoredRecord>;
  log: () => mongo.Collection<LogRow>;
  committed: CommittedListener;
};

/** The one way in which commands become documents. */
export class WritePath<K extends AnyKind> {
  readonly #options: Options<K>;
  readonly #writer: BulkWriter;
  readonly #loads = new Coalescer<string, RecordBody | undefined>(async (ids) => {
    const found = await this.loadMany(ids);
    return ids.map((id) => found.get(id));
  });
  readonly #queues = new RecordQueues<Work<K>>((id, batch) => this.#settle(id, batch));
  /** Bodies last written or read, to start from. A stale one only loses the compare-and-set. */
  readonly #recent = new Map<string, RecordBody>();

  constructor(options: Options<K>) {
    this.#options = options;
    this.#writer = new BulkWriter(options.records);
  }

  async create(command: Command, decide: Work<K>['decide'], id: string): Promise<Written<StateOf<K>>> {
    const { kind, city, now, committed } = this.#options;
    let step: Step;
    try {
      step = created(kind, emptyBody(kind, city, id), { command, decide, now: now() });
    } catch (refusal) {
      const { again } = await this.#look(id, command);
      if (again) return again;
      throw refusal;
    }
    const document = inserted(step.after, step.events);
    const outcome = await this.#writer.insert(document);
    if (outcome === 'written') {
      this.#remember({ ...step.after, rev: document.rev });
      committed(id, commitOf(step.after, step.events));
      return { record: toRec(document), replayed: false };
    }
    const { body, again } = await this.#look(id, command);
    if (again) return again;
    if (outcome !== 'taken') throw recordErrors.duplicate({ fields: outcome.duplicate });
    // Taken by a write that could still roll back: nothing may be said yet.
    throw body ? recordErrors.duplicate({ id }) : recordErrors.busy();
  }

  change(command: Command, id: string, decide: Work<K>['decide']): Promise<Written<StateOf<K>>> {
    return new Promise((resolve, reject) => this.#queues.add(id, { command, decide, resolve, reject }));
  }

  /** Reads that are asked for at the same moment go together. */
  load(id: string): Promise<RecordBody | undefined> {
    return this.#loads.add(id);
  }

  /** Majority reads: nothing that is answered from them can roll back. */
  async loadMany(ids: string[]): Promise<Map<string, RecordBody>> {
    const { records, city } = this.#options;
    const bodies = await records()
      .find<Start>({ _id: { $in: ids }, city }, { projection: START })
      .toArray();
    return new Map(bodies.map((body) => [body._id, startOf(body)]));
  }

  /** Was just read: a change may start from it. */
  known(body: RecordBody): void {
    if (body.rev > (this.#recent.get(body._id)?.rev ?? 0)) this.#remember(body);
  }

  /** Somebody else wrote it. */
  forget(id: string): void {
    this.#recent.delete(id);
  }

  /** The record that stands where a create wanted to be, and the answer if that create was here before. */
  async #look(id: string, command: Command): Promise<{ body?: RecordBody; again?: Written<StateOf<K>> }> {
    const body = await this.#loads.add(id);
    if (!body) return {};
    const known = (await this.#knownTo(body, [command])).get(command.key);
    return { body, ...(known && { again: replayed(this.#options.kind, body, known, command) }) };
  }

  async #settle(id: string, batch: Work<K>[]): Promise<void> {
    const open = new Set(batch);
    try {
      await this.#fold(id, open);
    } catch (error) {
      this.forget(id);
      for (const work of open) work.reject(error);
    }
  }

  /** Folds the open commands into as few writes as it takes; each leaves `open` when it is answered. */
  async #fold(id: string, open: Set<Work<K>>): Promise<void> {
    let base = this.#recent.get(id);
    let fresh = false;
    let alone = false;
    for (let losses = 0; open.size; ) {
      if (losses > MAX_LOSSES) throw recordErrors.busy();
      if (!base) {
        if (losses > 1) await sleep(Math.random() * Math.min(50, 2 ** losses));
        base = await this.#loads.add(id);
        fresh = true;
      }
      if (!base) throw recordErrors.notFound();
      const { taken, events } = await this.#play(base, open, { fresh, alone });
      const last = taken.at(-1);
      if (!last) {
        if (fresh) losses++;
        base = undefined;
        continue;
      }
      const outcome = await this.#writer.replace(replaced(base, last.after, events));
      if (outcome === 'taken') {
        losses++;
        base = undefined;
        continue;
      }
      // No other write came first, so what was read still holds.
      fresh = true;
      losses = 0;
      if (outcome === 'written') {
        const rev: number = base.rev + 1;
        base = { ...last.after, rev };
        this.#remember(base);
        this.#options.committed(id, commitOf(base, events));
        for (const { work, after } of taken) {
          open.delete(work);
          work.resolve({ record: toRec({ ...after, rev }), replayed: false });
        }
      } else if (taken.length > 1) {
        alone = true;
      } else {
        open.delete(last.work);
        last.work.reject(recordErrors.duplicate({ fields: outcome.duplicate }));
      }
    }
  }

  /**
   * Plays the commands on a body, one after the other. A refusal, a replay, a decision to do nothing is answered only
   * on a body that was just read or written; otherwise the command stays open for the next round.
   */
  async #play(base: RecordBody, open: Set<Work<K>>, { fresh, alone }: { fresh: boolean; alone: boolean }) {
    const { kind, now } = this.#options;
    const works = [...open];
    const known = await this.#knownTo(
      base,
      works.map((work) => work.command),
    );
    const at = now();
    const round: Round<K> = { taken: [], events: [] };
    let body = base;
    for (const work of works) {
      if (alone && round.taken.length) break;
      const { command, decide, resolve, reject } = work;
      const answer = (settle: () => void) => {
        if (!fresh || round.taken.length) return;
        open.delete(work);
        settle();
      };
      try {
        const before = known.get(command.key);
        if (before) {
          const written = replayed<StateOf<K>>(kind, body, before, command);
          if (before.v <= base.version) answer(() => resolve(written));
          continue;
        }
        const step = changed<StateOf<K>>(kind, body, { command, decide, now: at });
        if (step) {
          body = step.after;
          round.events.push(...step.events);
          round.taken.push({ work, after: body });
          known.set(command.key, { k: command.key, v: body.version });
        } else {
          const written = { record: toRec<StateOf<K>>(body), replayed: false };
          answer(() => resolve(written));
        }
      } catch (refusal) {
        answer(() => reject(refusal));
      }
    }
    return round;
  }

  /**
   * The commands that the record knows, with those of `asked` that it has forgotten: they are in `pending` or, since
   * an event is in the log before it leaves `pending`, in the log read after it.
   */
  async #knownTo(body: RecordBody, asked: Command[]): Promise<Map<string, KnownCommand>> {
    const { kind, records, log } = this.#options;
    const known = new Map(body.cmds.map((command) => [command.k, command]));
    const ids = asked
      .filter(({ key }) => !known.has(key) && mayHaveForgotten(body, key))
      .map(({ key }) => eventId(kind, body._id, key, 0));
    if (!ids.length) return known;
    const record = await records().findOne(
      { _id: body._id },
      { projection: { 'pending.id': 1, 'pending.version': 1, 'pending.command': 1, 'pending.commandHash': 1 } },
    );
    const pending = record?.pending.filter((event) => ids.includes(event.id)) ?? [];
    const logged = await log()
      .find({ _id: { $in: ids } }, { projection: { version: 1, command: 1, commandHash: 1 } })
      .toArray();
    for (const { command: k, version: v, commandHash: h } of [...logged, ...pending])
      known.set(k, { k, v, ...(h && { h }) });
    return known;
  }

  #remember(body: RecordBody): void {
    this.#recent.delete(body._id);
    this.#recent.set(body._id, body);
    if (this.#recent.size > MAX_REMEMBERED) this.#recent.delete(this.#recent.keys().next().value!);
  }
}
