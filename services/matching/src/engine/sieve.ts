import { KEYS_AT, kernels } from './kernel.ts';
import { KEY, ROWS_A_GROUP } from './row.ts';

const PAGE = 1 << 16;

/** The part of WebAssembly's interface that is used here. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
};
type Exports = {
  memory: { buffer: ArrayBuffer; grow(pages: number): number };
  run(ranges: number, lowest: number): number;
};
const compiled = {
  seekers: new WebAssembly.Module(kernels.seekers),
  vacancies: new WebAssembly.Module(kernels.vacancies),
};

/** The keys of a shelf's rows, in a memory where four rows are looked at at once. */
export class Sieve {
  private readonly exports: Exports;
  /** All of the memory; replaced when it grows. */
  words: Int32Array;
  /** Asks of ranges, each of which begins with a group, of at most `MOST_ROWS` rows in all. */
  readonly run: Exports['run'];

  constructor(side: keyof typeof compiled) {
    this.exports = new WebAssembly.Instance(compiled[side]).exports as Exports;
    this.words = new Int32Array(this.exports.memory.buffer);
    this.run = this.exports.run;
  }

  makeRoom(rows: number) {
    const bytes = (KEYS_AT + Math.ceil(rows / ROWS_A_GROUP) * ROWS_A_GROUP * KEY) * 4;
    const missing = Math.ceil((bytes - this.words.byteLength) / PAGE);
    if (missing <= 0) return;
    this.exports.memory.grow(missing);
    this.words = new Int32Array(this.exports.memory.buffer);
  }
}

export const wordOf = (row: number) => KEYS_AT + (row >> 2) * (ROWS_A_GROUP * KEY) + (row & 3);
