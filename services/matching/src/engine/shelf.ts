import { CLOSED, KEY, ROW, type Sheet } from './row.ts';

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

/** Words of a bucket: first row, rows in all, sorted rows, highest ceiling, all signatures in one, room. */
export const BUCKET = 6;
export const [START, COUNT, SORTED, CEILING, SIGNATURE, ROOM] = [0, 1, 2, 3, 4, 5] as const;
const SMALL_TAIL = 64;

const sizeClass = (rows: number) => {
  let size = 4;
  while (size < rows) size += size >> 1;
  return size;
};

/**
 * One side of the market: rows in buckets by occupation and district, each bucket sorted by falling ceiling, with a tail
 * of newcomers that is merged in when it has grown. A bucket is merged alone, so that reads wait for no more than that.
 */
export class Shelf {
  rows: Int32Array;
  /** What a row is sifted by: ranges, bars, signature. */
  keys: Int32Array;
  /** Row + 1 of each copy of a record, by number. */
  places: Int32Array;
  readonly buckets: Int32Array;
  /** The rectangle that holds all rows of a district, and maybe more. */
  readonly boxes: Int32Array;
  readonly copies: number;
  private used: number;
  private readonly freed = new Map<number, number[]>();

  constructor(copies: number, columns: ShelfColumns) {
    this.copies = copies;
    this.rows = columns.rows;
    this.keys = columns.keys;
    this.places = columns.places;
    this.buckets = columns.buckets;
    this.boxes = columns.boxes;
    this.used = 0;
    for (let b = 0; b < this.buckets.length; b += BUCKET)
      this.used = Math.max(this.used, this.buckets[b + START]! + this.buckets[b + ROOM]!);
  }

  static columns(
    size: { rows: number; buckets: number; places: number; districts: number },
    allocate: Allocate,
  ): ShelfColumns {
    const words = (count: number) => new Int32Array(allocate(count * 4));
    const boxes = words(size.districts * 4);
    for (let i = 0; i < boxes.length; i++) boxes[i] = i % 4 < 2 ? 0x7fff : -0x7fff;
    return {
      rows: words(size.rows * ROW),
      keys: words(size.rows * KEY),
      buckets: words(size.buckets * BUCKET),
      places: words(size.places),
      boxes,
    };
  }

  has(number: number) {
    const first = number * this.copies;
    for (let i = first; i < first + this.copies; i++) if (this.places[i]) return true;
    return false;
  }

  /** Where the bucket stays and the ceiling is not outgrown the row is overwritten, else it moves to a tail. */
  put(sheet: Sheet) {
    const first = sheet.number * this.copies;
    if (first >= this.places.length) this.widenPlaces(first + this.copies);
    const before = this.places.slice(first, first + this.copies);
    this.places.fill(0, first, first + this.copies);
    for (let copy = 0; copy < sheet.copies; copy++) {
      const bucket = sheet.buckets[copy]! * BUCKET;
      const old = before.findIndex((place) => this.holds(bucket, place - 1));
      if (old < 0 || !this.mayStay(bucket, before[old]! - 1, sheet)) continue;
      this.write(before[old]! - 1, bucket, sheet);
      this.places[first + copy] = before[old]!;
      before[old] = 0;
    }
    for (const place of before) if (place) this.close(place - 1);
    for (let copy = 0; copy < sheet.copies; copy++)
      if (!this.places[first + copy]) this.append(sheet.buckets[copy]! * BUCKET, sheet, first + copy);
  }

  remove(number: number) {
    const first = number * this.copies;
    for (let i = first; i < first + this.copies && i < this.places.length; i++) {
      if (this.places[i]) this.close(this.places[i]! - 1);
      this.places[i] = 0;
    }
  }

  write(row: number, bucket: number, sheet: Sheet) {
    const { rows } = this;
    for (let i = 0, at = row * ROW; i < ROW; i++) rows[at + i] = sheet.words[i]!;
    this.keys[row * KEY] = sheet.ranges;
    this.keys[row * KEY + 1] = sheet.bars;
    this.keys[row * KEY + 2] = sheet.signature;
    this.buckets[bucket + SIGNATURE]! |= sheet.signature;
    if (sheet.ceiling > this.buckets[bucket + CEILING]!) this.buckets[bucket + CEILING] = sheet.ceiling;
    this.widenBox((bucket / BUCKET) % (this.boxes.length / 4), sheet.words[0]!);
  }

  /** A copy without gaps and closed rows. */
  dense(allocate: Allocate): ShelfColumns {
    for (let b = 0; b < this.buckets.length; b += BUCKET) this.merge(b);
    let rows = 0;
    for (let b = 0; b < this.buckets.length; b += BUCKET) rows += this.buckets[b + COUNT]!;
    const columns = Shelf.columns(
      { rows, buckets: this.buckets.length / BUCKET, places: this.places.length, districts: this.boxes.length / 4 },
      allocate,
    );
    columns.boxes.set(this.boxes);
    let at = 0;
    for (let b = 0; b < this.buckets.length; b += BUCKET) {
      const [start, count] = [this.buckets[b + START]!, this.buckets[b + COUNT]!];
      this.copyRows(start, count, columns, at);
      columns.buckets.set([at, count, count, this.buckets[b + CEILING]!, this.buckets[b + SIGNATURE]!, count], b);
      for (let row = at; row < at + count; row++) {
        const first = (columns.rows[row * ROW + 1]! & 0xffffff) * this.copies;
        let copy = first;
        while (columns.places[copy]) copy++;
        columns.places[copy] = row + 1;
      }
      at += count;
    }
    return columns;
  }

  private holds(bucket: number, row: number) {
    const start = this.buckets[bucket + START]!;
    return row >= start && row < start + this.buckets[bucket + COUNT]!;
  }

  private mayStay(bucket: number, row: number, sheet: Sheet) {
    const inTail = row - this.buckets[bucket + START]! >= this.buckets[bucket + SORTED]!;
    const ceiling = this.rows[row * ROW + 3]! >>> 16;
    if (!inTail && sheet.ceiling > ceiling) return false;
    sheet.placeUnder(inTail ? sheet.ceiling : ceiling);
    return true;
  }

  private close(row: number) {
    this.keys[row * KEY + 1]! |= CLOSED;
  }

  private append(bucket: number, sheet: Sheet, place: number) {
    const { buckets } = this;
    if (buckets[bucket + COUNT] === buckets[bucket + ROOM]) {
      this.merge(bucket);
      if (buckets[bucket + COUNT]! >= buckets[bucket + ROOM]! - (buckets[bucket + ROOM]! >> 3)) this.relocate(bucket);
    }
    const row = buckets[bucket + START]! + buckets[bucket + COUNT]!++;
    sheet.placeUnder(sheet.ceiling);
    this.write(row, bucket, sheet);
    this.places[place] = row + 1;
    const tail = buckets[bucket + COUNT]! - buckets[bucket + SORTED]!;
    if (tail > SMALL_TAIL && tail > buckets[bucket + SORTED]! >> 4) this.merge(bucket);
  }

  /** Sorts the tail in and drops closed rows. */
  private merge(bucket: number) {
    const { buckets, rows, keys } = this;
    const [start, count, sorted] = [buckets[bucket + START]!, buckets[bucket + COUNT]!, buckets[bucket + SORTED]!];
    const ceiling = (row: number) => rows[row * ROW + 3]! >>> 16;
    const live = (from: number, to: number) => {
      const found: number[] = [];
      for (let row = start + from; row < start + to; row++) if (!(keys[row * KEY + 1]! & CLOSED)) found.push(row);
      return found;
    };
    const [head, tail] = [live(0, sorted), live(sorted, count)];
    if (head.length === count) return;
    tail.sort((a, b) => ceiling(b) - ceiling(a));
    const order = new Int32Array(head.length + tail.length);
    for (let i = 0, h = 0, t = 0; i < order.length; i++)
      order[i] =
        t === tail.length || (h < head.length && ceiling(head[h]!) >= ceiling(tail[t]!)) ? head[h++]! : tail[t++]!;
    this.arrange(bucket, order);
  }

  private arrange(bucket: number, order: Int32Array) {
    const { buckets, rows, keys } = this;
    const start = buckets[bucket + START]!;
    let signature = 0;
    const moved = Shelf.columns({ rows: order.length, buckets: 0, places: 0, districts: 0 }, plainMemory);
    const copyOf = order.map((row) => this.placeOf(row));
    order.forEach((row, i) => {
      moved.rows.set(rows.subarray(row * ROW, row * ROW + ROW), i * ROW);
      moved.keys.set(keys.subarray(row * KEY, row * KEY + KEY), i * KEY);
      signature |= keys[row * KEY + 2]!;
    });
    rows.set(moved.rows, start * ROW);
    keys.set(moved.keys, start * KEY);
    copyOf.forEach((place, i) => {
      this.places[place] = start + i + 1;
    });
    buckets[bucket + COUNT] = order.length;
    buckets[bucket + SORTED] = order.length;
    buckets[bucket + SIGNATURE] = signature;
    buckets[bucket + CEILING] = order.length === 0 ? 0 : rows[start * ROW + 3]! >>> 16;
  }

  private placeOf(row: number) {
    let place = (this.rows[row * ROW + 1]! & 0xffffff) * this.copies;
    while (this.places[place] !== row + 1) place++;
    return place;
  }

  private relocate(bucket: number) {
    const { buckets } = this;
    const [from, count, room] = [buckets[bucket + START]!, buckets[bucket + COUNT]!, buckets[bucket + ROOM]!];
    const wanted = sizeClass(count + (count >> 2) + 2);
    const again = this.freed.get(wanted)?.pop();
    const to = again ?? this.used;
    if (again === undefined) {
      if (to + wanted > this.keys.length / KEY) this.widen(to + wanted);
      this.used += wanted;
    }
    const placesOf = Int32Array.from({ length: count }, (_, i) => this.placeOf(from + i));
    this.copyRows(from, count, this, to);
    placesOf.forEach((place, i) => {
      this.places[place] = to + i + 1;
    });
    buckets[bucket + START] = to;
    buckets[bucket + ROOM] = wanted;
    if (sizeClass(room) === room) this.freed.set(room, [...(this.freed.get(room) ?? []), from]);
  }

  private copyRows(from: number, count: number, target: ShelfColumns, to: number) {
    target.rows.set(this.rows.subarray(from * ROW, (from + count) * ROW), to * ROW);
    target.keys.set(this.keys.subarray(from * KEY, (from + count) * KEY), to * KEY);
  }

  private widen(rows: number) {
    const length = rows + (rows >> 2) + 1024;
    this.rows = widened(this.rows, length * ROW);
    this.keys = widened(this.keys, length * KEY);
  }

  private widenPlaces(length: number) {
    this.places = widened(this.places, length + (length >> 1) + 1024);
  }

  private widenBox(district: number, place: number) {
    const { boxes } = this;
    const [x, y, at] = [place & 1023, (place >> 10) & 1023, district * 4];
    if (x < boxes[at]!) boxes[at] = x;
    if (y < boxes[at + 1]!) boxes[at + 1] = y;
    if (x > boxes[at + 2]!) boxes[at + 2] = x;
    if (y > boxes[at + 3]!) boxes[at + 3] = y;
  }
}

const widened = (column: Int32Array, length: number) => {
  const wider = new Int32Array(length);
  wider.set(column);
  return wider;
};
