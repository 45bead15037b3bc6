import { Numbering } from './columns.ts';
import { impactsOf, termsOf } from './terms.ts';

const NAME = { weight: 2, usual: 10 };

/** What occupations are called, once for all vacancies of an occupation. */
export class OccupationWords {
  readonly #codes = new Numbering<string>();
  readonly #vacancies: number[] = [];
  readonly #having = new Map<string, Map<number, number>>();

  get codes(): readonly string[] {
    return this.#codes.items;
  }

  /** Whether there are vacancies of it. */
  has(code: string): boolean {
    return this.#codes.has(code) && this.#vacancies[this.#codes.of(code)]! > 0;
  }

  numberOf(code: string, learn: () => readonly string[]): number {
    const known = this.#codes.has(code);
    const number = this.#codes.of(code);
    if (known) return number;
    this.#vacancies.push(0);
    for (const name of learn()) this.#learn(number, name);
    return number;
  }

  /** One vacancy more, or one less, of an occupation: how many there are now. */
  count(number: number, change: 1 | -1): number {
    this.#vacancies[number]! += change;
    return this.#vacancies[number]!;
  }

  /** How many occupations that have vacancies are called so. */
  known(term: string): number {
    let known = 0;
    for (const number of this.having(term).keys()) if (this.#vacancies[number]! > 0) known += 1;
    return known;
  }

  terms(): Iterable<string> {
    return this.#having.keys();
  }

  /** Occupation number → impact. */
  having(term: string): ReadonlyMap<number, number> {
    return this.#having.get(term) ?? NONE;
  }

  #learn(number: number, name: string) {
    for (const [term, impact] of impactsOf([{ terms: termsOf(name), ...NAME }])) {
      const having = this.#having.get(term) ?? new Map<number, number>();
      having.set(number, Math.max(having.get(number) ?? 0, impact));
      this.#having.set(term, having);
    }
  }
}

const NONE: ReadonlyMap<number, number> = new Map();
