import { KEY, ROW, type Sheet } from './row.ts';
import { type Allocate, BUCKET, COUNT, ROOM, roomFor, Shelf, START } from './shelf.ts';
import type { Sieve } from './sieve.ts';

export type Packing = (index: number) => void;
type Size = { copies: number; buckets: number; districts: number };

const WORDS = ROW + KEY;

/**
 * Builds a shelf at once: every record is packed where it comes in and counted, then put where its buckets begin. Nothing
 * is touched before all are found good.
 */
export const loadShelf = (
  count: number,
  pack: Packing,
  sheet: Sheet,
  sieve: Sieve,
  { copies, buckets, districts }: Size,
  allocate: Allocate,
): Shelf => {
  const packed = new Int32Array(count * WORDS);
  const bucketsOf = new Int32Array(count * copies).fill(-1);
  const inBucket = new Int32Array(buckets);
  let highest = -1;
  for (let i = 0; i < count; i++) {
    pack(i);
    for (let word = 0; word < WORDS; word++) packed[i * WORDS + word] = sheet.words[word]!;
    for (let copy = 0; copy < sheet.copies; copy++) {
      bucketsOf[i * copies + copy] = sheet.buckets[copy]!;
      inBucket[sheet.buckets[copy]!]!++;
    }
    if (sheet.number > highest) highest = sheet.number;
  }
  const given = new Uint8Array(highest + 1);
  for (let i = 0; i < count; i++) {
    const number = packed[i * WORDS]!;
    if (given[number]) throw new RangeError(`number ${number} is given twice`);
    given[number] = 1;
  }

  const rows = inBucket.reduce((sum, rows) => sum + roomFor(rows), 0);
  const columns = Shelf.columns({ rows, buckets, districts, places: (highest + 1) * copies }, allocate);
  const next = new Int32Array(buckets);
  let start = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const room = roomFor(inBucket[bucket]!);
    columns.buckets[bucket * BUCKET + START] = start;
    columns.buckets[bucket * BUCKET + COUNT] = inBucket[bucket]!;
    columns.buckets[bucket * BUCKET + ROOM] = room;
    next[bucket] = start;
    start += room;
  }
  const recordOf = new Uint32Array(rows);
  for (let i = 0; i < count; i++) {
    const place = packed[i * WORDS]! * copies;
    for (let copy = 0; copy < copies; copy++) {
      const bucket = bucketsOf[i * copies + copy]!;
      if (bucket < 0) break;
      const row = next[bucket]!++;
      recordOf[row] = i;
      columns.places[place + copy] = row + 1;
    }
  }
  // Row after row fetches its record: reading here and there costs less than writing here and there.
  const shelf = new Shelf(copies, sieve, columns);
  for (let bucket = 0; bucket < buckets; bucket++) shelf.fill(bucket, packed, recordOf, WORDS);
  return shelf;
};
