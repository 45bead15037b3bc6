import type { Match } from './best.ts';

/** Everybody who reaches a floor that stays where it is, in no order. */
export class Above {
  floor = 0;
  private size = 0;
  private scores = new Int32Array(1024);
  private numbers = new Int32Array(1024);
  private met = new Uint8Array(1024);

  start(floor: number) {
    if (!(Number.isInteger(floor) && floor >= 0)) throw new RangeError(`${floor} is no number of points`);
    this.floor = floor;
    for (let i = 0; i < this.size; i++) this.met[this.numbers[i]!] = 0;
    this.size = 0;
  }

  /** A record met again (a person under another occupation) is met with no higher score. */
  offer(score: number, number: number) {
    if (this.met[number] === 1) return;
    if (number >= this.met.length) this.met = grown(this.met, number + 1);
    if (this.size === this.scores.length) {
      this.scores = grown(this.scores, this.size + 1);
      this.numbers = grown(this.numbers, this.size + 1);
    }
    this.met[number] = 1;
    this.scores[this.size] = score;
    this.numbers[this.size++] = number;
  }

  matches(): Match[] {
    const matches: Match[] = [];
    for (let i = 0; i < this.size; i++) matches.push({ number: this.numbers[i]!, score: this.scores[i]! });
    return matches;
  }
}

const grown = <T extends Int32Array | Uint8Array>(array: T, least: number): T => {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(least, array.length * 2));
  larger.set(array);
  return larger;
};
