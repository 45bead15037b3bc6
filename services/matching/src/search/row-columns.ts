import { widened } from './columns.ts';

type Row = { occupation: number; division: number; wageTo: number; published: number; expires: number };
export type KeptColumns = Pick<RowColumns, keyof Row>;

/** What is asked of each vacancy beside its words and facets. */
export class RowColumns {
  occupation = new Uint16Array(0);
  division = new Uint32Array(0);
  wageTo = new Uint32Array(0);
  published = new Float64Array(0);
  expires = new Float64Array(0);

  constructor(kept?: KeptColumns) {
    if (kept) Object.assign(this, cut(kept, kept.occupation.length));
  }

  put(row: number, { occupation, division, wageTo, published, expires }: Row): void {
    this.occupation = widened(this.occupation, row + 1);
    this.division = widened(this.division, row + 1);
    this.wageTo = widened(this.wageTo, row + 1);
    this.published = widened(this.published, row + 1);
    this.expires = widened(this.expires, row + 1);
    this.occupation[row] = occupation;
    this.division[row] = division;
    this.wageTo[row] = wageTo;
    this.published[row] = published;
    this.expires[row] = expires;
  }

  move(from: number, to: number): void {
    for (const column of [this.occupation, this.division, this.wageTo, this.published, this.expires])
      column[to] = column[from]!;
  }

  keep(rows: number): KeptColumns {
    return cut(this, rows);
  }
}

const cut = ({ occupation, division, wageTo, published, expires }: KeptColumns, rows: number): KeptColumns => ({
  occupation: occupation.slice(0, rows),
  division: division.slice(0, rows),
  wageTo: wageTo.slice(0, rows),
  published: published.slice(0, rows),
  expires: expires.slice(0, rows),
});
