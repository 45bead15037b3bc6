import assert from 'node:assert/strict';
import type { DomainEvent } from '@zhiqiao/domain';
import {
  type Decide,
  type EventsOf,
  type OpenClock,
  type Rec,
  type RecordKind,
  Refusal,
  type StateOf,
} from '@zhiqiao/records';

/** Nine in the morning in the city, where only a day is told. */
const instant = (day: string) => new Date(day.length === 10 ? `${day}T09:00:00+08:00` : day);
const dayInCity = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/**
 * A record's life told on a calendar, without a store:
 *
 *     story(licence)
 *       .given({ type: 'LicenceGranted', data })
 *       .on('2026-03-02', suspend({ reason }))
 *       .expect('LicenceSuspended', { reason })
 *       .clocks({ lift: '2026-06-02' })
 *       .refuses('2026-03-03', suspend({ reason }), 'licensing.not-in-force')
 *
 * Every event is checked against its published schema, as the store does.
 */
export const story = <K extends RecordKind<any, any>>(kind: K, { id = 'record-1', city = '449900' } = {}) =>
  new Story(kind, { id, city, version: 0, rev: 0, state: kind.initial, clocks: [] });

class Story<K extends RecordKind<any, any>> {
  readonly #kind: K;
  #record: Rec<StateOf<K>>;
  #last: DomainEvent[] = [];

  constructor(kind: K, record: Rec<StateOf<K>>) {
    this.#kind = kind;
    this.#record = record;
  }

  get record() {
    return this.#record;
  }
  get state(): StateOf<K> {
    return this.#record.state;
  }

  /** What happened before. */
  given(...events: EventsOf<K>[]) {
    this.#apply(events);
    return this;
  }

  /** A day (or an instant) and what is decided on it. */
  on(when: string, decide: Decide<StateOf<K>, EventsOf<K>>) {
    this.#last = decide(this.#record, instant(when));
    this.#apply(this.#last);
    return this;
  }

  /** Exactly the events of the last `on`, in order: each name, if wanted followed by some of its data. None: nothing happened. */
  expect(...expected: (EventsOf<K>['type'] | object)[]) {
    const names = expected.filter((e) => typeof e === 'string');
    assert.deepEqual(
      this.#last.map((e) => e.type),
      names,
    );
    let index = -1;
    for (const part of expected) {
      if (typeof part === 'string') index += 1;
      else assert.partialDeepStrictEqual(this.#last[index]?.data, part);
    }
    return this;
  }

  /** Is refused with this code, and leaves the record as it was. */
  refuses(when: string, decide: Decide<StateOf<K>, EventsOf<K>>, code: string) {
    assert.throws(
      () => decide(this.#record, instant(when)),
      (problem) => {
        if (!(problem instanceof Refusal)) throw problem;
        assert.equal(problem.code, code);
        return true;
      },
    );
    return this;
  }

  /** Exactly the open clocks: kind -> day in the city (or instant) on which it falls due. */
  clocks(expected: Record<string, string>) {
    const open = this.#record.clocks.map(({ kind, at }) => [
      kind,
      expected[kind]?.length === 10 ? dayInCity(at) : at.toISOString(),
    ]);
    assert.deepEqual(Object.fromEntries(open), expected);
    return this;
  }

  #apply(events: DomainEvent[]) {
    for (const event of events) {
      const schema = this.#kind.events.types[event.type];
      assert.ok(schema, `${event.type} is not an event of ${this.#kind.events.service}/${this.#kind.events.stream}`);
      schema.parse(event.data);
      const state = this.#kind.evolve(this.#record.state, event);
      const version = this.#record.version + 1;
      this.#record = { ...this.#record, version, rev: version, state, clocks: this.#open(state, version) };
    }
  }

  #open(state: StateOf<K>, version: number): OpenClock[] {
    const before = this.#record.clocks;
    return (this.#kind.clocks?.(state) ?? []).map((due) => ({
      ...due,
      armed: before.find((c) => c.kind === due.kind && c.at.getTime() === due.at.getTime())?.armed ?? version,
    }));
  }
}
