type Words = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The same column with room for `length`. */
export const widened = <T extends Words>(column: T, length: number): T => {
  if (length <= column.length) return column;
  const wider = new (column.constructor as new (length: number) => T)(Math.max(4, length, column.length * 1.5));
  wider.set(column as never);
  return wider;
};

/** Numbers things in the order in which they are first seen. */
export class Numbering<T> {
  readonly items: T[] = [];
  readonly #numbers = new Map<T, number>();

  constructor(items: Iterable<T> = []) {
    for (const item of items) this.of(item);
  }

  has(item: T): boolean {
    return this.#numbers.has(item);
  }

  of(item: T): number {
    const known = this.#numbers.get(item);
    if (known !== undefined) return known;
    this.#numbers.set(item, this.items.length);
    return this.items.push(item) - 1;
  }
}
