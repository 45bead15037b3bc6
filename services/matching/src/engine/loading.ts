import { KEY, ROW, type Sheet } from './row.ts';
import { type Allocate, BUCKET, COUNT, ROOM, Shelf, SORTED, START } from './shelf.ts';

export type Packing = (index: number) => void;
type Size = { copies: number; buckets: number; districts: number };

const CEILINGS = 1 << 16;

/**
 * Builds a shelf at once: every record is packed where it comes in, then each row of the shelf, one after the other,
 * fetches what belongs there. Within a bucket they stand in order of falling ceiling.
 */
export const loadShelf = (count: number, pack: Packing, sheet: Sheet, size: Size, allocate: Allocate): Shelf => {
  const { copies } = size;
  const [packedRows, packedKeys] = [new Int32Array(count * ROW), new Int32Array(count * KEY)];
  const [numbers, ceilings] = [new Int32Array(count), new Uint16Array(count)];
  const bucketsOf = new Int32Array(count * copies).fill(-1);
  const inBucket = new Int32Array(size.buckets);
  const withCeiling = new Int32Array(CEILINGS + 1);
  let highest = -1;
  for (let i = 0; i < count; i++) {
    pack(i);
    sheet.writeTo(packedRows, packedKeys, i);
    for (let copy = 0; copy < sheet.copies; copy++) {
      bucketsOf[i * copies + copy] = sheet.buckets[copy]!;
      inBucket[sheet.buckets[copy]!]!++;
    }
    numbers[i] = sheet.number;
    ceilings[i] = sheet.ceiling;
    withCeiling[CEILINGS - sheet.ceiling]!++;
    if (sheet.number > highest) highest = sheet.number;
  }
  for (let i = 1; i <= CEILINGS; i++) withCeiling[i]! += withCeiling[i - 1]!;
  const order = new Uint32Array(count);
  for (let i = count - 1; i >= 0; i--) order[--withCeiling[CEILINGS - ceilings[i]!]!] = i;

  const spare = (rows: number) => (rows >> 4) + 1;
  const total = inBucket.reduce((sum, rows) => sum + rows + spare(rows), 0);
  const columns = Shelf.columns({ ...size, rows: total, places: (highest + 1) * copies }, allocate);
  let start = 0;
  inBucket.forEach((rows, bucket) => {
    columns.buckets[bucket * BUCKET + START] = start;
    columns.buckets[bucket * BUCKET + SORTED] = rows;
    columns.buckets[bucket * BUCKET + ROOM] = rows + spare(rows);
    start += rows + spare(rows);
  });

  const recordOf = new Uint32Array(total);
  const given = new Uint8Array(highest + 1);
  for (const i of order) {
    const number = numbers[i]!;
    if (given[number]) throw new RangeError(`number ${number} is given twice`);
    given[number] = 1;
    for (let copy = 0; copy < copies; copy++) {
      if (bucketsOf[i * copies + copy]! < 0) break;
      const bucket = bucketsOf[i * copies + copy]! * BUCKET;
      const row = columns.buckets[bucket + START]! + columns.buckets[bucket + COUNT]!++;
      recordOf[row] = i;
      columns.places[number * copies + copy] = row + 1;
    }
  }
  const shelf = new Shelf(copies, columns);
  for (let bucket = 0; bucket < columns.buckets.length; bucket += BUCKET) {
    const first = columns.buckets[bucket + START]!;
    const behind = first + columns.buckets[bucket + COUNT]!;
    for (let row = first; row < behind; row++) {
      const i = recordOf[row]!;
      for (let word = 0; word < ROW; word++) columns.rows[row * ROW + word] = packedRows[i * ROW + word]!;
      for (let word = 0; word < KEY; word++) columns.keys[row * KEY + word] = packedKeys[i * KEY + word]!;
      shelf.widen(bucket, row);
    }
  }
  return shelf;
};
