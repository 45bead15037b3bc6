import type { RecordBody } from './document.ts';
import { type Question, type Scalar, valuesAt } from './query.ts';

/** Values whose answers are kept of one kind, the last ones read: some tens of megabytes at the most. */
const MOST = 10_000;

const spotOf = (field: string, value: unknown) => `${field}\0${typeof value === 'string' ? value : `\0${value}`}`;

/**
 * Answers about one kind, apart for each value, until a record changes that stands in one or comes to belong in it. What
 * was asked before a change and answered after it may be of either side: it is not kept.
 */
export class Answers<S = unknown> {
  /** By spot, then by what else was said. */
  readonly #kept = new Map<string, Map<string, RecordBody<S>[]>>();
  /** In which answers a record stands. */
  readonly #standsIn = new Map<string, Set<string>>();
  readonly #fields = new Set<string>();
  readonly #changedAt = new Map<string, number>();
  #changes = 0;
  /** Of changes up to this one it is not known any more what they were about. */
  #forgotten = 0;

  ask({ field, values, rest }: Question) {
    this.#fields.add(field);
    const also = alsoSaid(rest);
    const [known, missing]: [RecordBody<S>[], Scalar[]] = [[], []];
    for (const value of values) {
      const answer = this.#kept.get(spotOf(field, value))?.get(also);
      if (answer) known.push(...answer);
      else missing.push(value);
    }
    return { known, missing, since: this.#changes };
  }

  /** What was read for what was missing. */
  take({ field, rest }: Question, missing: readonly Scalar[], bodies: RecordBody<S>[], since: number): void {
    const also = alsoSaid(rest);
    for (const value of missing) {
      const spot = spotOf(field, value);
      const answer = bodies.filter((body) => isAt(body, field, value));
      if ([spot, ...answer.map(ownSpot)].some((it) => this.#changeOf(it) > since)) continue;
      const answers = this.#kept.get(spot) ?? new Map();
      this.#kept.set(spot, answers.set(also, answer));
      for (const own of answer.map(ownSpot)) this.#standsIn.set(own, (this.#standsIn.get(own) ?? new Set()).add(spot));
      if (this.#kept.size > MOST) this.#drop(this.#kept.keys().next().value!);
    }
  }

  changed(id: string, state: unknown): void {
    const own = spotOf('_id', id);
    const touched = [own, ...(this.#standsIn.get(own) ?? [])];
    for (const field of this.#fields) for (const value of valuesAt(state, field)) touched.push(spotOf(field, value));
    this.#changes++;
    for (const spot of touched) {
      this.#drop(spot);
      this.#changedAt.delete(spot);
      this.#changedAt.set(spot, this.#changes);
    }
    for (const [spot, change] of this.#changedAt) {
      if (this.#changedAt.size <= MOST) break;
      this.#changedAt.delete(spot);
      this.#forgotten = change;
    }
  }

  clear(): void {
    this.#kept.clear();
    this.#standsIn.clear();
    this.#changedAt.clear();
    this.#forgotten = ++this.#changes;
  }

  #changeOf(spot: string): number {
    return this.#changedAt.get(spot) ?? this.#forgotten;
  }

  #drop(spot: string): void {
    for (const own of [...(this.#kept.get(spot)?.values() ?? [])].flat().map(ownSpot)) {
      const spots = this.#standsIn.get(own);
      spots?.delete(spot);
      if (spots?.size === 0) this.#standsIn.delete(own);
    }
    this.#kept.delete(spot);
  }
}

const alsoSaid = (rest: Question['rest']) => (rest.length === 0 ? '' : JSON.stringify(rest));
const ownSpot = ({ _id }: RecordBody) => spotOf('_id', _id);
const isAt = ({ _id, state }: RecordBody, field: string, value: Scalar) =>
  field === '_id' ? _id === value : valuesAt(state, field).includes(value);
