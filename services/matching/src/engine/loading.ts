import type { Sheet } from './row.ts';
import { type Allocate, BUCKET, COUNT, ROOM, Shelf, SORTED, START } from './shelf.ts';

export type Packing = (index: number) => void;
type Size = { copies: number; buckets: number; districts: number };

const CEILINGS = 1 << 16;

/** Builds a shelf at once: records counted by bucket, put in order of falling ceiling, then written where they belong. */
export const loadShelf = (count: number, pack: Packing, sheet: Sheet, size: Size, allocate: Allocate): Shelf => {
  const inBucket = new Int32Array(size.buckets);
  const withCeiling = new Int32Array(CEILINGS + 1);
  const ceilings = new Uint16Array(count);
  let highest = -1;
  for (let i = 0; i < count; i++) {
    pack(i);
    for (let copy = 0; copy < sheet.copies; copy++) inBucket[sheet.buckets[copy]!]!++;
    ceilings[i] = sheet.ceiling;
    withCeiling[CEILINGS - sheet.ceiling]!++;
    if (sheet.number > highest) highest = sheet.number;
  }
  for (let i = 1; i <= CEILINGS; i++) withCeiling[i]! += withCeiling[i - 1]!;
  const order = new Uint32Array(count);
  for (let i = count - 1; i >= 0; i--) order[--withCeiling[CEILINGS - ceilings[i]!]!] = i;

  const spare = (rows: number) => (rows >> 4) + 1;
  const total = inBucket.reduce((sum, rows) => sum + rows + spare(rows), 0);
  const places = (highest + 1) * size.copies;
  const columns = Shelf.columns({ ...size, rows: total, places }, allocate);
  let start = 0;
  inBucket.forEach((rows, bucket) => {
    columns.buckets[bucket * BUCKET + START] = start;
    columns.buckets[bucket * BUCKET + SORTED] = rows;
    columns.buckets[bucket * BUCKET + ROOM] = rows + spare(rows);
    start += rows + spare(rows);
  });
  const shelf = new Shelf(size.copies, columns);
  for (const i of order) {
    pack(i);
    if (shelf.has(sheet.number)) throw new RangeError(`number ${sheet.number} is given twice`);
    for (let copy = 0; copy < sheet.copies; copy++) {
      const bucket = sheet.buckets[copy]! * BUCKET;
      const row = columns.buckets[bucket + START]! + columns.buckets[bucket + COUNT]!++;
      shelf.write(row, bucket, sheet);
      columns.places[sheet.number * size.copies + copy] = row + 1;
    }
  }
  return shelf;
};
