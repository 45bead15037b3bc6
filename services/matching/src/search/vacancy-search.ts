import { divisionPath, type Education, type Shift } from '@zhiqiao/domain';
import { fold } from '../text/fold.ts';
import { widened } from './columns.ts';
import { FacetColumns } from './facet-columns.ts';
import { districtOf, type Facet, type Filters, groupOf, wageBandOf } from './facets.ts';
import { Lexicon } from './lexicon.ts';
import { OccupationWords } from './occupation-words.ts';
import { Places, stepsBetween } from './places.ts';
import { MOST_ROWS, Postings } from './postings.ts';
import { type Cursor, Ranking, type Sort } from './ranking.ts';
import { type Field, impactsOf, termsOf } from './terms.ts';
import { understand } from './understanding.ts';

export type SearchedVacancy = {
  id: string;
  employerId: string;
  occupation: string;
  title: string;
  duties: string;
  division: string;
  wageFromFen: number;
  wageToFen: number;
  education?: Education | undefined;
  shift?: Shift | undefined;
  publishedAt: string;
  expiresAt: string;
};
/** What the search knows of the world beside the vacancies. */
export type Knowledge = {
  /** Name and aliases of an occupation. */
  occupationWords(code: string): readonly string[];
  divisionName(code: string): string | undefined;
  /** Occupations that free words may mean, and how sure that is. */
  occupationsMeant(text: string): readonly { code: string; confidence: number }[];
};
export type Question = {
  text: string;
  at: Date;
  filters?: Filters;
  sort?: Sort;
  /** A division: hits tell how many steps up the hierarchy it takes until one division holds both. No kilometres. */
  near?: string | undefined;
  after?: Cursor | undefined;
  limit: number;
};
export type Hit = { id: string; score: number; steps?: number };
export type Answer = {
  total: number;
  hits: Hit[];
  facets: Record<Facet, Map<string, number>>;
  next?: Cursor;
};

const PLACE_WEIGHS = 4;
const OCCUPATION_WEIGHS = 0.6;
const MEANT_WEIGHS = 0.25;
const [LEAST_MEANT, MOST_MEANT] = [1, 10];
const SURE_ENOUGH = 0.12;
const GUESS_WEIGHS = 0.6;
/** A vacancy is found that covers this share of what the best of them covers of the question. */
const COVERED = 0.4;
const TITLE = { weight: 3, usual: 6 };
const EMPLOYER = { weight: 1, usual: 1 };
const DUTIES = { weight: 1, usual: 40 };

type Marks = { scores: Float32Array; marks: Int32Array };
type Scored = { rows: Marks; occupations: Marks; meant: Float32Array; bonus: Float32Array; worth: number[] };
const marksFor = (count: number): Marks => ({ scores: new Float32Array(count), marks: new Int32Array(count) });

/**
 * Full-text search over the open vacancies of a city, in memory: no I/O, no clock. Text is scored by BM25F; what an
 * occupation or a division is called is kept once for all its vacancies.
 */
export class VacancySearch {
  readonly #knowledge: Knowledge;
  readonly #rows = new Map<string, number>();
  #ids: (string | undefined)[] = [];
  readonly #text = new Postings((row) => this.#ids[row] !== undefined);
  readonly #lexicon = new Lexicon();
  readonly #occupations = new OccupationWords();
  readonly #places: Places;
  #occupation = new Uint16Array(0);
  #division = new Uint32Array(0);
  #wageTo = new Uint32Array(0);
  readonly #facets = new FacetColumns();
  #published = new Float64Array(0);
  #expires = new Float64Array(0);

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
    this.#places = new Places(knowledge.divisionName);
  }

  get size(): number {
    return this.#rows.size;
  }

  put(vacancy: SearchedVacancy): void {
    this.remove(vacancy.id);
    const row = this.#ids.length;
    if (row >= MOST_ROWS) throw new RangeError(`at most ${MOST_ROWS} vacancies`);
    this.#widen(row + 1);
    this.#ids.push(vacancy.id);
    this.#rows.set(vacancy.id, row);
    this.#occupation[row] = this.#occupationOf(vacancy.occupation);
    this.#division[row] = this.#places.numberOf(vacancy.division);
    this.#facets.put(row, {
      group: groupOf(vacancy.occupation),
      district: districtOf(vacancy.division),
      wage: wageBandOf(vacancy.wageFromFen),
      education: vacancy.education ?? 'NONE',
      shift: vacancy.shift ?? 'NONE',
    });
    this.#wageTo[row] = vacancy.wageToFen;
    this.#published[row] = Date.parse(vacancy.publishedAt);
    this.#expires[row] = Date.parse(vacancy.expiresAt);
    this.#occupations.count(this.#occupation[row]!, 1);
    this.#lexicon.learn(vacancy.title);
    const fields: Field[] = [
      { terms: termsOf(vacancy.title), ...TITLE },
      { terms: [fold(vacancy.employerId)], ...EMPLOYER },
      { terms: termsOf(vacancy.duties), ...DUTIES },
    ];
    for (const [term, impact] of impactsOf(fields)) this.#text.add(term, row, impact);
  }

  remove(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#ids[row] = undefined;
    this.#rows.delete(id);
    this.#text.noteRemoval();
    this.#occupations.count(this.#occupation[row]!, -1);
    const gone = this.#ids.length - this.#rows.size;
    if (gone > this.#rows.size + 1000) this.#compact();
  }

  search({ text, at, filters = {}, sort = 'relevance', near, after, limit }: Question): Answer {
    const scoreOf = this.#scoring(text);
    const facets = this.#facets.counting(filters);
    const steps =
      near === undefined ? undefined : this.#places.divisions.map((division) => stepsBetween(near, division));
    const ranking = new Ranking(limit, after);
    const now = at.getTime();
    let total = 0;
    for (let row = 0; row < this.#ids.length; row++) {
      const id = this.#ids[row];
      if (id === undefined || this.#expires[row]! <= now) continue;
      const score = scoreOf(row);
      if (score < 0 || !facets.passes(row)) continue;
      total += 1;
      const key = this.#keyOf(sort, row, score, steps);
      if (!ranking.mayTake(key)) continue;
      const published = this.#published[row]!;
      ranking.offer({ key, published, id, score, ...(steps && { steps: steps[this.#division[row]!]! }) });
    }
    const { hits, next } = ranking.result();
    return { total, hits, facets: facets.counted(), ...(next && { next }) };
  }

  #keyOf(sort: Sort, row: number, score: number, steps: number[] | undefined): number {
    if (sort === 'relevance') return score;
    if (sort === 'wage') return this.#wageTo[row]!;
    if (sort === 'nearest') return -(steps?.[this.#division[row]!] ?? 0);
    return this.#published[row]!;
  }

  /** The score of a row, or less than 0 where too little of the question is covered. */
  #scoring(question: string): (row: number) => number {
    const { rows, occupations, meant, bonus, worth } = this.#score(question);
    const markOf = (row: number) => rows.marks[row]! | occupations.marks[this.#occupation[row]!]!;
    const scoreOf = (row: number) => rows.scores[row]! + occupations.scores[this.#occupation[row]!]!;
    const bonusOf = (row: number) => bonus[this.#division[row]!]!;
    if (question.trim() === '') return () => 0;
    if (worth.length === 0 && !meant.some((share) => share > 0)) return (row) => bonusOf(row) || -1;
    const covered = coverage(worth);
    let best = Number.MIN_VALUE;
    for (let row = 0; row < this.#ids.length; row++)
      if (this.#ids[row] !== undefined) best = Math.max(best, covered(markOf(row)));
    return (row) => {
      const share = Math.max(covered(markOf(row)) / best, meant[this.#occupation[row]!]!);
      return share >= COVERED ? share * scoreOf(row) + bonusOf(row) : -1;
    };
  }

  #score(question: string): Scored {
    const count = this.#rows.size;
    const [text, occupations, places, lexicon] = [this.#text, this.#occupations, this.#places, this.#lexicon];
    const understood = understand(question, { text, occupations, places, lexicon, count });
    const scored: Scored = {
      rows: marksFor(this.#ids.length),
      occupations: marksFor(occupations.codes.length),
      meant: new Float32Array(occupations.codes.length),
      bonus: new Float32Array(places.divisions.length),
      worth: understood.words.map(({ weight }) => weight),
    };
    for (const [i, { terms, weight, guessed }] of understood.words.entries())
      for (const term of terms) this.#mark(term, guessed ? GUESS_WEIGHS * weight : weight, 1 << i, scored);
    this.#markMeant(understood.rest, scored);
    for (const place of understood.places)
      for (const [number, division] of places.divisions.entries())
        if (divisionPath(division).includes(place)) scored.bonus[number]! += PLACE_WEIGHS;
    return scored;
  }

  #mark(term: string, weight: number, bit: number, { rows, occupations }: Scored): void {
    this.#text.mark(term, weight, bit, rows.scores, rows.marks);
    for (const [number, impact] of this.#occupations.having(term)) {
      occupations.marks[number]! |= bit;
      occupations.scores[number]! += OCCUPATION_WEIGHS * weight * impact;
    }
  }

  /** Occupations that the question means without naming them are found too. */
  #markMeant(question: string, { occupations, meant, worth }: Scored): void {
    const most = Math.min(
      MOST_MEANT,
      worth.reduce((sum, weight) => sum + weight, LEAST_MEANT),
    );
    for (const { code, confidence } of this.#knowledge.occupationsMeant(question)) {
      if (confidence < SURE_ENOUGH || !this.#occupations.has(code)) continue;
      const number = this.#occupations.numberOf(code, () => []);
      meant[number] = COVERED + (1 - COVERED) * confidence;
      occupations.scores[number]! += MEANT_WEIGHS * confidence * most;
    }
  }

  #occupationOf(code: string): number {
    return this.#occupations.numberOf(code, () => {
      const words = this.#knowledge.occupationWords(code);
      for (const word of words) this.#lexicon.learn(word);
      return words;
    });
  }

  #widen(length: number): void {
    this.#occupation = widened(this.#occupation, length);
    this.#division = widened(this.#division, length);
    this.#wageTo = widened(this.#wageTo, length);
    this.#published = widened(this.#published, length);
    this.#expires = widened(this.#expires, length);
  }

  /** Gives the rows new numbers without gaps, once more than half are gone. */
  #compact(): void {
    const numbers = new Int32Array(this.#ids.length).fill(-1);
    let kept = 0;
    for (let row = 0; row < this.#ids.length; row++) if (this.#ids[row] !== undefined) numbers[row] = kept++;
    const columns = [this.#occupation, this.#division, this.#wageTo, this.#published, this.#expires];
    for (const [row, number] of numbers.entries()) {
      if (number < 0) continue;
      for (const column of columns) column[number] = column[row]!;
      this.#facets.move(row, number);
    }
    this.#ids = this.#ids.filter((id) => id !== undefined);
    this.#ids.forEach((id, row) => {
      this.#rows.set(id!, row);
    });
    this.#text.renumber(numbers);
  }
}

/** The worth of what a mark covers, a byte of it at a time. */
const coverage = (worth: readonly number[]): ((mark: number) => number) => {
  const tables = [0, 8, 16, 24].map((shift) =>
    Float64Array.from({ length: 256 }, (_, byte) => {
      let sum = 0;
      for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) sum += worth[shift + bit] ?? 0;
      return sum;
    }),
  );
  const [a, b, c, d] = tables as [Float64Array, Float64Array, Float64Array, Float64Array];
  return (mark) => a[mark & 255]! + b[(mark >>> 8) & 255]! + c[(mark >>> 16) & 255]! + d[mark >>> 24]!;
};
