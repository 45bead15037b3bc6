import { featuresOfText, featuresOfTitle } from './features.ts';
import type { Model } from './model.ts';

export type Suggestion = { code: string; confidence: number };

const DUTIES_COUNT = 0.75;

/** Says which occupation of the 2022 classification a title (and duties) in free words is. */
export class OccupationCoder {
  readonly #model: Model;
  readonly #numbers: Map<string, number>;
  readonly #scores: Float32Array;

  constructor(model: Model) {
    this.#model = model;
    this.#numbers = new Map(model.features.map((feature, number) => [feature, number]));
    this.#scores = new Float32Array(model.codes.length);
  }

  /** The likeliest first; none where the words tell nothing. */
  suggest({ title, duties }: { title: string; duties?: string | undefined }, top = 5): Suggestion[] {
    const { codes, bias, calibration } = this.#model;
    const scores = this.#scores;
    scores.set(bias);
    const told = this.#add(featuresOfTitle(title), 1) + this.#add(duties ? featuresOfText(duties) : [], DUTIES_COUNT);
    if (told === 0) return [];
    let highest = Number.NEGATIVE_INFINITY;
    for (const score of scores) highest = Math.max(highest, score);
    let sum = 0;
    for (const score of scores) sum += Math.exp(score - highest);
    return largest(scores, top).map((number) => ({
      code: codes[number]!,
      confidence: calibrated(calibration, Math.exp(scores[number]! - highest) / sum),
    }));
  }

  #add(features: readonly string[], factor: number): number {
    const { rarity, starts, classes, weights, scale } = this.#model;
    const numbers = features.flatMap((feature) => this.#numbers.get(feature) ?? []);
    const length = Math.sqrt(numbers.reduce((sum, number) => sum + rarity[number]! ** 2, 0));
    for (const number of numbers) {
      const share = (factor * scale * rarity[number]!) / length;
      for (let i = starts[number]!; i < starts[number + 1]!; i++) this.#scores[classes[i]!]! += share * weights[i]!;
    }
    return numbers.length;
  }
}

const largest = (scores: Float32Array, top: number): number[] => {
  const best: number[] = [];
  for (let number = 0; number < scores.length; number++) {
    if (best.length === top && scores[number]! <= scores[best[top - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]!]! < scores[number]!) at--;
    best.splice(at, 0, number);
    if (best.length > top) best.pop();
  }
  return best;
};

const calibrated = (points: Model['calibration'], probability: number): number => {
  const above = Math.max(
    1,
    points.findIndex(([at]) => at >= probability),
  );
  const [[from, low], [to, high]] = [points[above - 1]!, points[above]!];
  return low + ((high - low) * (probability - from)) / (to - from);
};
