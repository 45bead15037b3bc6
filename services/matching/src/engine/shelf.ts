import { KEYS_AT } from './kernel.ts';
import {
  BUCKET_AT,
  FLAG_AT,
  KEY,
  NUMBER,
  PLACE,
  REACH,
  REST,
  ROW,
  ROWS_A_GROUP,
  type Sheet,
  SIGNATURES,
} from './row.ts';
import { type Sieve, wordOf } from './sieve.ts';

export type Allocate = (bytes: number) => ArrayBufferLike;
export const plainMemory: Allocate = (bytes) => new ArrayBuffer(bytes);

/** The whole state of a shelf, as it is kept on disk or shared with readers. */
export type ShelfColumns = {
  rows: Int32Array;
  keys: Int32Array;
  buckets: Int32Array;
  places: Int32Array;
  boxes: Int32Array;
};

/** Words of a bucket: first row, rows, room, the latest day, whether a row has the flag, all signatures in one. */
export const BUCKET = 6;
export const [START, COUNT, ROOM, LATEST, FLAGS, SIGNATURE] = [0, 1, 2, 3, 4, 5] as const;
/** Records lie here and there: touched so many at a time, they come from memory together, not one after the other. */
const AHEAD = 32;

const wholeGroups = (rows: number) => (rows + ROWS_A_GROUP - 1) & -ROWS_A_GROUP;
/** A sixteenth to spare. */
export const roomFor = (rows: number) => (rows === 0 ? 0 : wholeGroups(rows + (rows >> 4) + 1));
const sizeClass = (rows: number) => {
  let size = ROWS_A_GROUP;
  while (size < rows) size = wholeGroups(size + (size >> 1));
  return size;
};

/**
 * One side of the market: rows in buckets by occupation and district, in no order. A row that leaves its bucket is
 * replaced by the bucket's last; a bucket that is full moves to where there is more room.
 */
export class Shelf {
  readonly sieve: Sieve;
  rows: Int32Array;
  /** Row + 1 of each copy of a record, by number. */
  places: Int32Array;
  readonly buckets: Int32Array;
  /** The rectangle that holds all rows of a district, and maybe more. */
  readonly boxes: Int32Array;
  readonly copies: number;
  private used = 0;
  /** Only there so that touching is not left out as useless. */
  private touched = 0;
  private readonly freed = new Map<number, number[]>();
  private readonly before: Int32Array;

  /** The keys come from the columns, or stand in the sieve already. */
  constructor(copies: number, sieve: Sieve, columns: Omit<ShelfColumns, 'keys'> & { keys?: Int32Array }) {
    this.copies = copies;
    this.sieve = sieve;
    this.before = new Int32Array(copies);
    this.rows = columns.rows;
    this.places = columns.places;
    this.buckets = columns.buckets;
    this.boxes = columns.boxes;
    for (let b = 0; b < this.buckets.length; b += BUCKET)
      this.used = Math.max(this.used, this.buckets[b + START]! + this.buckets[b + ROOM]!);
    sieve.makeRoom(this.rows.length / ROW);
    if (columns.keys) sieve.words.set(columns.keys, KEYS_AT);
  }

  static columns(
    size: { rows: number; buckets: number; places: number; districts: number },
    allocate: Allocate,
  ): Omit<ShelfColumns, 'keys'> {
    const words = (count: number) => new Int32Array(allocate(count * 4));
    const boxes = words(size.districts * 4);
    for (let i = 0; i < boxes.length; i++) boxes[i] = i % 4 < 2 ? 0x7fff : -0x7fff;
    return {
      rows: words(size.rows * ROW),
      buckets: words(size.buckets * BUCKET),
      places: words(size.places),
      boxes,
    };
  }

  /** Where it stays in a bucket the row is overwritten. */
  put(sheet: Sheet) {
    const { copies, before } = this;
    const first = sheet.number * copies;
    if (first + copies > this.places.length) this.places = widened(this.places, first + copies);
    const { places } = this;
    for (let i = 0; i < copies; i++) {
      before[i] = places[first + i]!;
      places[first + i] = 0;
    }
    for (let copy = 0; copy < sheet.copies; copy++)
      for (let i = 0; i < copies; i++) {
        if (before[i] === 0 || this.bucketOf(before[i]! - 1) !== sheet.buckets[copy]) continue;
        places[first + copy] = before[i]!;
        this.write(before[i]! - 1, sheet.buckets[copy]!, sheet);
        before[i] = 0;
        break;
      }
    for (let i = 0; i < copies; i++) if (before[i]) this.takeOut(before[i]! - 1);
    for (let copy = 0; copy < sheet.copies; copy++)
      if (places[first + copy] === 0) places[first + copy] = this.append(sheet.buckets[copy]!, sheet) + 1;
  }

  remove(number: number) {
    const first = number * this.copies;
    for (let i = first; i < first + this.copies && i < this.places.length; i++) {
      const place = this.places[i]!;
      this.places[i] = 0;
      if (place) this.takeOut(place - 1);
    }
  }

  /** Makes the bounds of its bucket wider too. */
  private write(row: number, bucket: number, sheet: Sheet) {
    this.lay(row, bucket, sheet.words, 0);
    this.widen(bucket, wordOf(row));
  }

  /** Lays all rows of a bucket: `recordOf` says which of the packed records, each of so many words, a row is. */
  fill(bucket: number, packed: Int32Array, recordOf: Uint32Array, size: number) {
    const start = this.buckets[bucket * BUCKET + START]!;
    const behind = start + this.buckets[bucket * BUCKET + COUNT]!;
    for (let from = start; from < behind; from += AHEAD) {
      const to = Math.min(from + AHEAD, behind);
      for (let row = from; row < to; row++) {
        const record = recordOf[row]! * size;
        this.touched ^= packed[record]! ^ packed[record + size - 1]!;
      }
      for (let row = from; row < to; row++) this.lay(row, bucket, packed, recordOf[row]! * size);
    }
    this.tighten(bucket);
  }

  /** `from`: where the words of the sheet begin. */
  private lay(row: number, bucket: number, sheet: Int32Array, from: number) {
    const { rows } = this;
    const { words } = this.sieve;
    for (let word = 0, at = row * ROW; word < ROW; word++) rows[at + word] = sheet[from + word]!;
    rows[row * ROW + REACH]! |= bucket << BUCKET_AT;
    const key = wordOf(row);
    for (let word = 0; word < KEY; word++) words[key + word * ROWS_A_GROUP] = sheet[from + ROW + word]!;
  }

  /** The bucket's bounds hold for this row too. */
  private widen(bucket: number, key: number) {
    const { buckets, boxes } = this;
    const { words } = this.sieve;
    const at = bucket * BUCKET;
    const rest = words[key + REST * ROWS_A_GROUP]!;
    buckets[at + SIGNATURE]! |= words[key + SIGNATURES * ROWS_A_GROUP]!;
    buckets[at + FLAGS]! |= (rest >> FLAG_AT) & 1;
    if ((rest & 0xffff) > buckets[at + LATEST]!) buckets[at + LATEST] = rest & 0xffff;
    const place = words[key + PLACE * ROWS_A_GROUP]!;
    const [x, y] = [place & 0xffff, place >> 16];
    const box = (bucket % (boxes.length / 4)) * 4;
    if (x < boxes[box]!) boxes[box] = x;
    if (y < boxes[box + 1]!) boxes[box + 1] = y;
    if (x > boxes[box + 2]!) boxes[box + 2] = x;
    if (y > boxes[box + 3]!) boxes[box + 3] = y;
  }

  /** A copy without spare room; what rows that are gone left in the bounds is forgotten here and there. */
  dense(allocate: Allocate): ShelfColumns {
    let size = 0;
    for (let b = 0; b < this.buckets.length; b += BUCKET) size += wholeGroups(this.buckets[b + COUNT]!);
    const sizes = { buckets: this.buckets.length / BUCKET, districts: this.boxes.length / 4 };
    const columns = Shelf.columns({ rows: size, places: this.places.length, ...sizes }, allocate);
    const keys = new Int32Array(allocate(size * KEY * 4));
    columns.boxes.set(this.boxes);
    let to = 0;
    for (let bucket = 0; bucket < sizes.buckets; bucket++) {
      this.tighten(bucket);
      const words = this.buckets.subarray(bucket * BUCKET, (bucket + 1) * BUCKET);
      const [start, count] = [words[START]!, words[COUNT]!];
      columns.buckets.set(words, bucket * BUCKET);
      columns.buckets[bucket * BUCKET + START] = to;
      columns.buckets[bucket * BUCKET + ROOM] = wholeGroups(count);
      columns.rows.set(this.rows.subarray(start * ROW, (start + count) * ROW), to * ROW);
      keys.set(this.sieve.words.subarray(wordOf(start), wordOf(start + wholeGroups(count))), to * KEY);
      for (let row = to; row < to + count; row++) {
        let place = columns.rows[row * ROW + NUMBER]! * this.copies;
        while (columns.places[place]) place++;
        columns.places[place] = row + 1;
      }
      to += wholeGroups(count);
    }
    return { ...columns, keys };
  }

  /** The bounds that its rows have now. */
  private tighten(bucket: number) {
    const { buckets } = this;
    const at = bucket * BUCKET;
    buckets.fill(0, at + LATEST, at + SIGNATURE + 1);
    const start = buckets[at + START]!;
    for (let row = start; row < start + buckets[at + COUNT]!; row++) this.widen(bucket, wordOf(row));
  }

  private bucketOf(row: number) {
    return this.rows[row * ROW + REACH]! >> BUCKET_AT;
  }

  private takeOut(row: number) {
    const at = this.bucketOf(row) * BUCKET;
    const last = this.buckets[at + START]! + --this.buckets[at + COUNT]!;
    if (last === row) return;
    this.places[this.placeOf(last)] = row + 1;
    const { rows } = this;
    const { words } = this.sieve;
    for (let word = 0; word < ROW; word++) rows[row * ROW + word] = rows[last * ROW + word]!;
    const [key, lastKey] = [wordOf(row), wordOf(last)];
    for (let word = 0; word < KEY * ROWS_A_GROUP; word += ROWS_A_GROUP) words[key + word] = words[lastKey + word]!;
  }

  private append(bucket: number, sheet: Sheet) {
    const { buckets } = this;
    const at = bucket * BUCKET;
    if (buckets[at + COUNT] === buckets[at + ROOM]) this.relocate(bucket);
    const row = buckets[at + START]! + buckets[at + COUNT]!++;
    this.write(row, bucket, sheet);
    return row;
  }

  private placeOf(row: number) {
    let place = this.rows[row * ROW + NUMBER]! * this.copies;
    while (this.places[place] !== row + 1) place++;
    return place;
  }

  private relocate(bucket: number) {
    const { buckets } = this;
    const at = bucket * BUCKET;
    const [from, count, room] = [buckets[at + START]!, buckets[at + COUNT]!, buckets[at + ROOM]!];
    const wanted = sizeClass(count + (count >> 2) + 1);
    const again = this.freed.get(wanted)?.pop();
    const to = again ?? this.used;
    if (again === undefined) this.used += wanted;
    if (this.used * ROW > this.rows.length) {
      this.rows = widened(this.rows, this.used * ROW);
      this.sieve.makeRoom(this.rows.length / ROW);
    }
    for (let row = 0; row < count; row++) this.places[this.placeOf(from + row)] = to + row + 1;
    this.rows.copyWithin(to * ROW, from * ROW, (from + count) * ROW);
    this.sieve.words.copyWithin(wordOf(to), wordOf(from), wordOf(from + wholeGroups(count)));
    buckets[at + START] = to;
    buckets[at + ROOM] = wanted;
    this.tighten(bucket);
    if (sizeClass(room) !== room) return;
    const free = this.freed.get(room);
    if (free) free.push(from);
    else this.freed.set(room, [from]);
  }
}

const widened = (column: Int32Array, atLeast: number) => {
  const wider = new Int32Array(atLeast + (atLeast >> 2) + 1024);
  wider.set(column);
  return wider;
};
