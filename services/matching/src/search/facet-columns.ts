import { Numbering, widened } from './columns.ts';
import { FACETS, type Facet, type Filters } from './facets.ts';

export type KeptFacets = { values: string[]; numbers: Uint16Array<ArrayBuffer> }[];

class Column {
  readonly values: Numbering<string>;
  numbers: Uint16Array<ArrayBuffer>;

  constructor(values: readonly string[] = [], numbers = new Uint16Array(0)) {
    this.values = new Numbering(values);
    this.numbers = numbers;
  }

  put(row: number, value: string): void {
    this.numbers = widened(this.numbers, row + 1);
    this.numbers[row] = this.values.of(value);
  }

  move(from: number, to: number): void {
    this.numbers[to] = this.numbers[from]!;
  }
}

/** By which a list can be narrowed, as numbers. */
export class FacetColumns {
  readonly #columns: readonly Column[];

  constructor(kept?: KeptFacets) {
    this.#columns = FACETS.map((_, i) => new Column(kept?.[i]?.values, kept?.[i]?.numbers.slice()));
  }

  keep(rows: number): KeptFacets {
    return this.#columns.map(({ values, numbers }) => ({ values: values.items, numbers: numbers.slice(0, rows) }));
  }

  put(row: number, values: Record<Facet, string>): void {
    for (const [i, facet] of FACETS.entries()) this.#columns[i]!.put(row, values[facet]);
  }

  move(from: number, to: number): void {
    for (const column of this.#columns) column.move(from, to);
  }

  /** Takes row by row: whether it passes; counts it for a facet that it passes but for that facet's own filter. */
  counting(filters: Filters) {
    const facets = FACETS.map((facet, i) => {
      const { numbers, values } = this.#columns[i]!;
      const wanted = filters[facet];
      const allowed = wanted?.length
        ? Uint8Array.from(values.items, (value) => ((wanted as readonly string[]).includes(value) ? 1 : 0))
        : undefined;
      return { facet, numbers, allowed, values, counts: new Uint32Array(values.items.length) };
    });
    return {
      passes(row: number): boolean {
        let misses = 0;
        let missed = -1;
        for (let i = 0; i < facets.length; i++) {
          const { allowed, numbers } = facets[i]!;
          if (allowed === undefined || allowed[numbers[row]!] === 1) continue;
          misses += 1;
          missed = i;
        }
        if (misses > 1) return false;
        for (let i = 0; i < facets.length; i++) {
          const { counts, numbers } = facets[i]!;
          if (misses === 0 || missed === i) counts[numbers[row]!]! += 1;
        }
        return misses === 0;
      },
      counted: (): Record<Facet, Map<string, number>> => {
        const counted = facets.map(({ facet, values, counts }) => {
          const entries = values.items.map((value, number): [string, number] => [value, counts[number]!]);
          return [facet, new Map(entries.filter(([, count]) => count > 0))];
        });
        return Object.fromEntries(counted);
      },
    };
  }
}
