import { widened } from './columns.ts';

/** The lists one after the other. */
export type KeptPostings = { terms: string[]; lengths: Uint32Array; entries: Uint32Array };
/** `swept`: how many rows had been removed when the list was last rid of them. */
type List = { entries: Uint32Array; length: number; swept: number };
const IMPACT_BITS = 8;
const FULL = 2 ** IMPACT_BITS - 1;
export const MOST_ROWS = 2 ** (32 - IMPACT_BITS);

/** Which rows have a term, and with what impact (0 to 1, in steps of 1/255). Rows are numbered upwards. */
export class Postings {
  readonly #lists = new Map<string, List>();
  readonly #isThere: (row: number) => boolean;
  #removed = 0;

  constructor(isThere: (row: number) => boolean, kept?: KeptPostings) {
    this.#isThere = isThere;
    let from = 0;
    for (let i = 0; kept && i < kept.terms.length; i++) {
      const length = kept.lengths[i]!;
      this.#lists.set(kept.terms[i]!, { entries: kept.entries.slice(from, from + length), length, swept: 0 });
      from += length;
    }
  }

  /** Rows that are not there any more must have been left out by `renumber`. */
  keep(): KeptPostings {
    const lists = [...this.#lists.values()];
    const lengths = Uint32Array.from(lists, ({ length }) => length);
    const entries = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0));
    let from = 0;
    for (const list of lists) {
      entries.set(list.entries.subarray(0, list.length), from);
      from += list.length;
    }
    return { terms: [...this.#lists.keys()], lengths, entries };
  }

  add(term: string, row: number, impact: number): void {
    const list = this.#lists.get(term) ?? this.#begin(term);
    list.entries = widened(list.entries, list.length + 1);
    list.entries[list.length++] = row * 2 ** IMPACT_BITS + Math.max(1, Math.round(impact * FULL));
  }

  /** A list is rid of a row that is not there any more when it is next read. */
  noteRemoval(): void {
    this.#removed += 1;
  }

  count(term: string): number {
    return this.#read(term)?.length ?? 0;
  }

  /** Adds `weight` × impact to the score of each row that has the term, and marks it. */
  mark(term: string, weight: number, bit: number, scores: Float32Array, marks: Int32Array): void {
    const list = this.#read(term);
    if (!list) return;
    const { entries, length } = list;
    const unit = weight / FULL;
    for (let i = 0; i < length; i++) {
      const entry = entries[i]!;
      const row = entry >>> IMPACT_BITS;
      scores[row]! += unit * (entry & FULL);
      marks[row]! |= bit;
    }
  }

  terms(): Iterable<string> {
    return this.#lists.keys();
  }

  /** Keeps the rows that have a new number. */
  renumber(numbers: Int32Array): void {
    for (const [term, list] of this.#lists) {
      keep(list, (row) => numbers[row]!);
      list.swept = this.#removed;
      list.entries = list.entries.slice(0, list.length);
      if (list.length === 0) this.#lists.delete(term);
    }
  }

  #begin(term: string): List {
    const list: List = { entries: new Uint32Array(2), length: 0, swept: this.#removed };
    this.#lists.set(term, list);
    return list;
  }

  #read(term: string): List | undefined {
    const list = this.#lists.get(term);
    if (list && list.swept !== this.#removed) {
      keep(list, (row) => (this.#isThere(row) ? row : -1));
      list.swept = this.#removed;
    }
    return list;
  }
}

const keep = (list: List, numberOf: (row: number) => number): void => {
  let kept = 0;
  for (let i = 0; i < list.length; i++) {
    const entry = list.entries[i]!;
    const number = numberOf(entry >>> IMPACT_BITS);
    if (number >= 0) list.entries[kept++] = number * 2 ** IMPACT_BITS + (entry & FULL);
  }
  list.length = kept;
};
