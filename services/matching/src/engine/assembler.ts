/** As much of WebAssembly's binary format as one function over one memory takes; `Words` are four 32-bit numbers at once. */
export type Code = readonly number[];

const unsigned = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
const signed = (value: number): number[] =>
  value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
const simd = (code: number) => [0xfd, ...unsigned(code)];

export const all = (...parts: Code[]): Code => parts.flat();
const one = (code: Code) => (a: Code) => all(a, code);
const two = (code: Code) => (a: Code, b: Code) => all(a, b, code);
const shift = (code: number) => (a: Code, bits: number) => all(a, int(bits), simd(code));

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code) => all(value, [0x21], unsigned(local));
export const loop = (body: Code) => all([0x03, 0x40], body, [0x0b]);
/** At the end of a loop. */
export const againIf = (condition: Code) => all(condition, [0x0d, 0]);
export const when = (condition: Code, body: Code) => all(condition, [0x04, 0x40], body, [0x0b]);

export const int = (value: number): Code => [0x41, ...signed(value)];
export const ints = {
  add: two([0x6a]),
  subtract: two([0x6b]),
  multiply: two([0x6c]),
  and: two([0x71]),
  less: two([0x48]),
  lowestBit: one([0x68]),
  load: (at: Code, byte: number) => all(at, [0x28, 2], unsigned(byte)),
  store: (at: Code, byte: number, value: Code) => all(at, value, [0x36, 2], unsigned(byte)),
};

export const fours = {
  zero: [...simd(0x0c), ...Array<number>(16).fill(0)],
  of: (value: number) => all(int(value), simd(0x11)),
  each: one(simd(0x11)),
  counting: [...simd(0x0c), ...[0, 1, 2, 3].flatMap((lane) => [lane, 0, 0, 0])],
  load: (at: Code, byte: number) => all(at, simd(0x00), [2], unsigned(byte)),
  loadOne: (byte: number) => all(int(0), simd(0x09), [2], unsigned(byte)),
  store: (at: Code, byte: number, value: Code) => all(at, value, simd(0x0b), [2], unsigned(byte)),
  and: two(simd(0x4e)),
  xor: two(simd(0x51)),
  /** The mask has all bits of a number or none. */
  choose: (mask: Code, yes: Code, no: Code) => all(yes, no, mask, simd(0x10b)),
  equal: two(simd(0x37)),
  less: two(simd(0x39)),
  atMost: two(simd(0x3d)),
  atLeast: two(simd(0x3f)),
  add: two(simd(0xae)),
  subtract: two(simd(0xb1)),
  multiply: two(simd(0xb5)),
  smaller: two(simd(0xb6)),
  larger: two(simd(0xb8)),
  shiftLeft: shift(0xab),
  /** Keeps the sign. */
  shiftRight: shift(0xac),
  /** One bit of each. */
  signs: one(simd(0xa4)),
  toFloat: one(simd(0xfa)),
  root: one(simd(0xe3)),
  divide: two(simd(0xe7)),
  /** From a float, without its fraction. */
  whole: one(simd(0x101)),
  /** The same, as twice as many numbers of 16 bits. */
  subtractHalves: two(simd(0x91)),
  sumOfProductsOfHalves: two(simd(0xba)),
  bitsIn: (a: Code) => all(a, simd(0x62), simd(0x7d), simd(0x7f)),
};

const [INT, FOUR] = [0x7f, 0x7b];
const section = (id: number, content: Code) => [id, ...unsigned(content.length), ...content];
const name = (text: string) => [text.length, ...Buffer.from(text)];

/** A module with `memory` and the function `run`, which takes and gives whole numbers. */
export const moduleOf = (run: { takes: number; ints: number; fours: number; body: Code }) => {
  const body = [2, ...unsigned(run.ints), INT, ...unsigned(run.fours), FOUR, ...run.body, 0x0b];
  const exported = [...name('memory'), 2, 0, ...name('run'), 0, 0];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, run.takes, ...Array<number>(run.takes).fill(INT), 1, INT]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...exported]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
};
