export type Match = { number: number; score: number };

/** The best so far: higher score first, lower number among equals. */
export class Best {
  /** What a candidate must reach to come in. */
  floor = -1;
  private size = 0;
  private limit = 0;
  private scores = new Int32Array(32);
  private numbers = new Int32Array(32);

  start(limit: number) {
    if (!(Number.isInteger(limit) && limit > 0)) throw new RangeError(`${limit} is no number of matches`);
    this.size = 0;
    this.floor = -1;
    this.limit = limit;
    if (limit > this.scores.length) {
      this.scores = new Int32Array(limit);
      this.numbers = new Int32Array(limit);
    }
  }

  /** A record met again (a person under another occupation) is met with no higher score. */
  offer(score: number, number: number) {
    const { scores, numbers, limit } = this;
    let at = this.size;
    for (let i = 0; i < at; i++) if (numbers[i] === number) return;
    if (at === limit) {
      at--;
      if (score < scores[at]! || (score === scores[at]! && number > numbers[at]!)) return;
    }
    while (at > 0 && (scores[at - 1]! < score || (scores[at - 1] === score && numbers[at - 1]! > number))) {
      scores[at] = scores[at - 1]!;
      numbers[at] = numbers[at - 1]!;
      at--;
    }
    scores[at] = score;
    numbers[at] = number;
    if (this.size < limit) this.size++;
    if (this.size === limit) this.floor = scores[limit - 1]!;
  }

  matches(): Match[] {
    const matches: Match[] = [];
    for (let i = 0; i < this.size; i++) matches.push({ number: this.numbers[i]!, score: this.scores[i]! });
    return matches;
  }
}
