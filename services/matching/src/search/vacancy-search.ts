import { divisionPath, type Education, type Shift } from '@zhiqiao/domain';
import { fold } from '../text/fold.ts';
import { coverage } from './coverage.ts';
import { FacetColumns, type KeptFacets } from './facet-columns.ts';
import { districtOf, type Facet, type Filters, groupOf, wageBandOf } from './facets.ts';
import { Lexicon } from './lexicon.ts';
import { OccupationWords } from './occupation-words.ts';
import { Places, stepsBetween } from './places.ts';
import { type KeptPostings, MOST_ROWS, Postings } from './postings.ts';
import { type Cursor, Ranking, type Sort } from './ranking.ts';
import { type KeptColumns, RowColumns } from './row-columns.ts';
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
/** What a search that answers the same is made from, beside the knowledge; row by row where it has rows. */
export type KeptSearch = {
  ids: string[];
  titles: string[];
  occupations: string[];
  divisions: string[];
  text: KeptPostings;
  columns: KeptColumns;
  facets: KeptFacets;
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
  #ids: (string | undefined)[];
  #titles: string[];
  readonly #text: Postings;
  readonly #lexicon = new Lexicon();
  readonly #occupations = new OccupationWords();
  readonly #places: Places;
  readonly #columns: RowColumns;
  readonly #facets: FacetColumns;

  constructor(knowledge: Knowledge, kept?: KeptSearch) {
    this.#knowledge = knowledge;
    this.#ids = kept?.ids ?? [];
    this.#titles = kept?.titles ?? [];
    this.#text = new Postings((row) => this.#ids[row] !== undefined, kept?.text);
    this.#columns = new RowColumns(kept?.columns);
    this.#facets = new FacetColumns(kept?.facets);
    this.#places = new Places(knowledge.divisionName);
    for (const code of kept?.occupations ?? []) this.#occupationOf(code);
    for (const division of kept?.divisions ?? []) this.#places.numberOf(division);
    for (const [row, id] of (kept?.ids ?? []).entries()) {
      this.#rows.set(id, row);
      this.#count(row, 1);
    }
  }

  get size(): number {
    return this.#rows.size;
  }

  get #gone(): number {
    return this.#ids.length - this.#rows.size;
  }

  put(vacancy: SearchedVacancy): void {
    this.remove(vacancy.id);
    const row = this.#ids.length;
    if (row >= MOST_ROWS) throw new RangeError(`at most ${MOST_ROWS} vacancies`);
    this.#ids.push(vacancy.id);
    this.#titles.push(vacancy.title);
    this.#rows.set(vacancy.id, row);
    this.#columns.put(row, {
      occupation: this.#occupationOf(vacancy.occupation),
      division: this.#places.numberOf(vacancy.division),
      wageTo: vacancy.wageToFen,
      published: Date.parse(vacancy.publishedAt),
      expires: Date.parse(vacancy.expiresAt),
    });
    this.#facets.put(row, {
      group: groupOf(vacancy.occupation),
      district: districtOf(vacancy.division),
      wage: wageBandOf(vacancy.wageFromFen),
      education: vacancy.education ?? 'NONE',
      shift: vacancy.shift ?? 'NONE',
    });
    this.#count(row, 1);
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
    this.#count(row, -1);
    this.#ids[row] = undefined;
    this.#titles[row] = '';
    this.#rows.delete(id);
    this.#text.noteRemoval();
    if (this.#gone > this.#rows.size + 1000) this.#compact();
  }

  /** All that it knows of the vacancies, for another to go on from. */
  keep(): KeptSearch {
    if (this.#gone > 0) this.#compact();
    return {
      ids: this.#ids as string[],
      titles: this.#titles,
      occupations: [...this.#occupations.codes],
      divisions: [...this.#places.divisions],
      text: this.#text.keep(),
      columns: this.#columns.keep(this.#ids.length),
      facets: this.#facets.keep(this.#ids.length),
    };
  }

  search({ text, at, filters = {}, sort = 'relevance', near, after, limit }: Question): Answer {
    const { division, wageTo, published, expires } = this.#columns;
    const scoreOf = this.#scoring(text);
    const facets = this.#facets.counting(filters);
    const steps =
      near === undefined ? undefined : this.#places.divisions.map((division) => stepsBetween(near, division));
    const ranking = new Ranking(limit, after);
    const keys: Record<Sort, (row: number, score: number) => number> = {
      relevance: (_, score) => score,
      wage: (row) => wageTo[row]!,
      nearest: (row) => -(steps?.[division[row]!] ?? 0),
      newest: (row) => published[row]!,
    };
    const keyOf = keys[sort];
    const now = at.getTime();
    let total = 0;
    for (let row = 0; row < this.#ids.length; row++) {
      const id = this.#ids[row];
      if (id === undefined || expires[row]! <= now) continue;
      const score = scoreOf(row);
      if (score < 0 || !facets.passes(row)) continue;
      total += 1;
      const key = keyOf(row, score);
      if (!ranking.mayTake(key)) continue;
      ranking.offer({ key, published: published[row]!, id, score, ...(steps && { steps: steps[division[row]!]! }) });
    }
    const { hits, next } = ranking.result();
    return { total, hits, facets: facets.counted(), ...(next && { next }) };
  }

  /** The score of a row, or less than 0 where too little of the question is covered. */
  #scoring(question: string): (row: number) => number {
    const { rows, occupations, meant, bonus, worth } = this.#score(question);
    const { occupation, division } = this.#columns;
    const markOf = (row: number) => rows.marks[row]! | occupations.marks[occupation[row]!]!;
    const scoreOf = (row: number) => rows.scores[row]! + occupations.scores[occupation[row]!]!;
    const bonusOf = (row: number) => bonus[division[row]!]!;
    if (question.trim() === '') return () => 0;
    if (worth.length === 0 && !meant.some((share) => share > 0)) return (row) => bonusOf(row) || -1;
    const covered = coverage(worth);
    let best = Number.MIN_VALUE;
    for (let row = 0; row < this.#ids.length; row++)
      if (this.#ids[row] !== undefined) best = Math.max(best, covered(markOf(row)));
    return (row) => {
      const share = Math.max(covered(markOf(row)) / best, meant[occupation[row]!]!);
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
    return this.#occupations.numberOf(code, () => this.#knowledge.occupationWords(code));
  }

  /** What a row brings along, or takes away, of what is kept once for many rows. */
  #count(row: number, change: 1 | -1): void {
    const [occupation, division] = [this.#columns.occupation[row]!, this.#columns.division[row]!];
    const vacancies = this.#occupations.count(occupation, change);
    if (vacancies === (change === 1 ? 1 : 0))
      for (const word of this.#knowledge.occupationWords(this.#occupations.codes[occupation]!))
        this.#lexicon.count(word, change);
    this.#places.count(division, change);
    this.#lexicon.count(this.#titles[row]!, change);
  }

  /** Gives the rows new numbers without gaps, once more than half are gone. */
  #compact(): void {
    const numbers = new Int32Array(this.#ids.length).fill(-1);
    let kept = 0;
    for (let row = 0; row < this.#ids.length; row++) if (this.#ids[row] !== undefined) numbers[row] = kept++;
    for (const [row, number] of numbers.entries()) {
      if (number < 0) continue;
      this.#columns.move(row, number);
      this.#facets.move(row, number);
    }
    this.#titles = this.#titles.filter((_, row) => numbers[row]! >= 0);
    this.#ids = this.#ids.filter((id) => id !== undefined);
    this.#ids.forEach((id, row) => {
      this.#rows.set(id!, row);
    });
    this.#text.renumber(numbers);
  }
}
