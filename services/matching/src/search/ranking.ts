export type Sort = 'relevance' | 'newest' | 'wage' | 'nearest';
/** Where a page ended: by the key of the order, then the newest, then the id. */
export type Cursor = { key: number; published: number; id: string };
type Ranked = Cursor & { score: number; steps?: number };

const before = (a: Cursor, b: Cursor): boolean => {
  if (a.key !== b.key) return a.key > b.key;
  if (a.published !== b.published) return a.published > b.published;
  return a.id < b.id;
};

/** The first of all that is offered, after a cursor. */
export class Ranking {
  readonly #limit: number;
  readonly #after: Cursor | undefined;
  /** A heap: the last of the best is on top. One more than is asked for, to know whether there is a next page. */
  readonly #heap: Ranked[] = [];

  constructor(limit: number, after?: Cursor) {
    this.#limit = limit;
    this.#after = after;
  }

  /** Whether an item with this key could be among the first: asked before it is made. */
  mayTake(key: number): boolean {
    return this.#heap.length <= this.#limit || key >= this.#heap[0]!.key;
  }

  offer(item: Ranked): void {
    if (this.#after && !before(this.#after, item)) return;
    const heap = this.#heap;
    if (heap.length <= this.#limit) {
      heap.push(item);
      this.#up(heap.length - 1);
    } else if (before(item, heap[0]!)) {
      heap[0] = item;
      this.#down();
    }
  }

  result(): { hits: { id: string; score: number; steps?: number }[]; next?: Cursor } {
    const ranked = [...this.#heap].sort((a, b) => (before(a, b) ? -1 : 1));
    const hits = ranked.slice(0, this.#limit);
    const last = ranked.length > this.#limit ? hits.at(-1) : undefined;
    return {
      hits: hits.map(({ id, score, steps }) => ({ id, score, ...(steps !== undefined && { steps }) })),
      ...(last && { next: { key: last.key, published: last.published, id: last.id } }),
    };
  }

  #up(at: number): void {
    const heap = this.#heap;
    for (let child = at; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!before(heap[parent]!, heap[child]!)) return;
      [heap[parent], heap[child]] = [heap[child]!, heap[parent]!];
      child = parent;
    }
  }

  #down(): void {
    const heap = this.#heap;
    for (let parent = 0; ; ) {
      let last = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2])
        if (child < heap.length && before(heap[last]!, heap[child]!)) last = child;
      if (last === parent) return;
      [heap[parent], heap[last]] = [heap[last]!, heap[parent]!];
      parent = last;
    }
  }
}
