import { BARS, CLOSED, DAY, KEY, NUMBER, PLACE, ROW, type Sheet, SIGNATURES } from './row.ts';

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
  /** What a row is sifted and bounded by. */
  keys: Int32Array;
  /** Row + 1 of each copy of a record, by number. */
  places: Int32Array;
  readonly buckets: Int32Array;
  /** The rectangle that holds all rows of a district, and maybe more. */
  readonly boxes: Int32Array;
  readonly copies: number;
  private used: number;
  private readonly freed = new Map<number, number[]>();
  private readonly before: Int32Array;
  private order = new Int32Array(0);
  private moved = new Int32Array(0);

  constructor(copies: number, columns: ShelfColumns) {
    this.copies = copies;
    this.before = new Int32Array(copies);
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

  /** Where the bucket stays and the ceiling is not outgrown the row is overwritten, else it moves to a tail. */
  put(sheet: Sheet) {
    const { copies, before } = this;
    const first = sheet.number * copies;
    if (first >= this.places.length) this.widenPlaces(first + copies);
    for (let i = 0; i < copies; i++) {
      before[i] = this.places[first + i]!;
      this.places[first + i] = 0;
    }
    for (let copy = 0; copy < sheet.copies; copy++) {
      const bucket = sheet.buckets[copy]! * BUCKET;
      for (let i = 0; i < copies; i++) {
        const row = before[i]! - 1;
        if (row < 0 || !this.holds(bucket, row)) continue;
        if (this.mayStay(bucket, row, sheet)) {
          this.write(row, bucket, sheet);
          this.places[first + copy] = row + 1;
          before[i] = 0;
        }
        break;
      }
    }
    for (let i = 0; i < copies; i++) if (before[i]) this.close(before[i]! - 1);
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

  /** The bucket's bounds hold for this row too. */
  widen(bucket: number, row: number) {
    const { buckets, boxes } = this;
    buckets[bucket + SIGNATURE]! |= this.keys[row * KEY + SIGNATURES]!;
    const ceiling = this.rows[row * ROW + DAY]! >>> 16;
    if (ceiling > buckets[bucket + CEILING]!) buckets[bucket + CEILING] = ceiling;
    const place = this.keys[row * KEY + PLACE]!;
    const [x, y] = [place & 1023, (place >> 10) & 1023];
    const box = ((bucket / BUCKET) % (boxes.length / 4)) * 4;
    if (x < boxes[box]!) boxes[box] = x;
    if (y < boxes[box + 1]!) boxes[box + 1] = y;
    if (x > boxes[box + 2]!) boxes[box + 2] = x;
    if (y > boxes[box + 3]!) boxes[box + 3] = y;
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
        const first = (columns.rows[row * ROW + NUMBER]! & 0xffffff) * this.copies;
        let copy = first;
        while (columns.places[copy]) copy++;
        columns.places[copy] = row + 1;
      }
      at += count;
    }
    return columns;
  }

  private write(row: number, bucket: number, sheet: Sheet) {
    sheet.writeTo(this.rows, this.keys, row);
    this.widen(bucket, row);
  }

  private holds(bucket: number, row: number) {
    const start = this.buckets[bucket + START]!;
    return row >= start && row < start + this.buckets[bucket + COUNT]!;
  }

  private mayStay(bucket: number, row: number, sheet: Sheet) {
    const inTail = row - this.buckets[bucket + START]! >= this.buckets[bucket + SORTED]!;
    const ceiling = this.rows[row * ROW + DAY]! >>> 16;
    if (!inTail && sheet.ceiling > ceiling) return false;
    sheet.placeUnder(inTail ? sheet.ceiling : ceiling);
    return true;
  }

  private close(row: number) {
    this.keys[row * KEY + BARS]! |= CLOSED;
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
    const ceiling = (row: number) => rows[row * ROW + DAY]! >>> 16;
    if (this.order.length < count) this.order = new Int32Array(count + (count >> 1));
    const { order } = this;
    let head = 0;
    for (let row = start; row < start + sorted; row++) if (!(keys[row * KEY + BARS]! & CLOSED)) order[head++] = row;
    if (head === count) return;
    const tail: number[] = [];
    for (let row = start + sorted; row < start + count; row++) if (!(keys[row * KEY + BARS]! & CLOSED)) tail.push(row);
    tail.sort((a, b) => ceiling(b) - ceiling(a));
    // From behind, so that the head is moved where it stands; among equals it stays in front.
    for (let h = head - 1, t = tail.length - 1, i = head + tail.length - 1; t >= 0; i--)
      order[i] = h >= 0 && ceiling(order[h]!) < ceiling(tail[t]!) ? order[h--]! : tail[t--]!;
    this.arrange(bucket, order, head + tail.length);
  }

  private arrange(bucket: number, order: Int32Array, count: number) {
    const { buckets, rows, keys } = this;
    const start = buckets[bucket + START]!;
    if (this.moved.length < count * (ROW + KEY + 1)) this.moved = new Int32Array(order.length * (ROW + KEY + 1));
    const { moved } = this;
    const [movedKeys, placesOf] = [count * ROW, count * (ROW + KEY)];
    let signature = 0;
    for (let i = 0; i < count; i++) {
      const row = order[i]!;
      for (let word = 0; word < ROW; word++) moved[i * ROW + word] = rows[row * ROW + word]!;
      for (let word = 0; word < KEY; word++) moved[movedKeys + i * KEY + word] = keys[row * KEY + word]!;
      moved[placesOf + i] = this.placeOf(row);
      signature |= keys[row * KEY + SIGNATURES]!;
    }
    rows.set(moved.subarray(0, movedKeys), start * ROW);
    keys.set(moved.subarray(movedKeys, placesOf), start * KEY);
    for (let i = 0; i < count; i++) this.places[moved[placesOf + i]!] = start + i + 1;
    buckets[bucket + COUNT] = count;
    buckets[bucket + SORTED] = count;
    buckets[bucket + SIGNATURE] = signature;
    buckets[bucket + CEILING] = count === 0 ? 0 : rows[start * ROW + DAY]! >>> 16;
  }

  private placeOf(row: number) {
    let place = (this.rows[row * ROW + NUMBER]! & 0xffffff) * this.copies;
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
      if (to + wanted > this.keys.length / KEY) this.widenRows(to + wanted);
      this.used += wanted;
    }
    const placesOf = Int32Array.from({ length: count }, (_, i) => this.placeOf(from + i));
    this.copyRows(from, count, this, to);
    placesOf.forEach((place, i) => {
      this.places[place] = to + i + 1;
    });
    buckets[bucket + START] = to;
    buckets[bucket + ROOM] = wanted;
    if (sizeClass(room) !== room) return;
    const free = this.freed.get(room);
    if (free) free.push(from);
    else this.freed.set(room, [from]);
  }

  private copyRows(from: number, count: number, target: ShelfColumns, to: number) {
    target.rows.set(this.rows.subarray(from * ROW, (from + count) * ROW), to * ROW);
    target.keys.set(this.keys.subarray(from * KEY, (from + count) * KEY), to * KEY);
  }

  private widenRows(rows: number) {
    const length = rows + (rows >> 2) + 1024;
    this.rows = widened(this.rows, length * ROW);
    this.keys = widened(this.keys, length * KEY);
  }

  private widenPlaces(length: number) {
    this.places = widened(this.places, length + (length >> 1) + 1024);
  }
}

const widened = (column: Int32Array, length: number) => {
  const wider = new Int32Array(length);
  wider.set(column);
  return wider;
};
