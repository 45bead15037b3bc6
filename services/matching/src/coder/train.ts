import type { Case, Occupation } from './cases.ts';
import { featuresOfTitle } from './features.ts';
import type { Model } from './model.ts';

type Example = { features: string[]; code: string; weight: number };
type Row = { numbers: number[]; shares: number[]; label: number; weight: number };

const EPOCHS = 10;
const FIRST_STEP = 8;
const SLOWING = 0.5;
const BIAS_STEP = 0.05;
const SMOOTHING = 0.1;
const UNCALIBRATED: Model['calibration'] = [
  [0, 0],
  [1, 1],
];
const TOO_SMALL = 1e-4;
const FORGOTTEN_BELOW = 0.05;

const NAME_COUNTS = 0.5;

/** Every occupation by its name and aliases, and the titles that somebody coded. */
export const examplesOf = (occupations: readonly Occupation[], coded: readonly Case[]): Example[] => {
  const fine = ({ level }: { level: number }) => level === 4;
  const named = occupations
    .filter(fine)
    .flatMap(({ code, name, aliases }) => [name, ...aliases].map((title) => ({ title, code, weight: NAME_COUNTS })));
  const learned = coded.filter(fine).map(({ title, code }) => ({ title, code, weight: 1 }));
  return [...named, ...learned].map(({ title, ...rest }) => ({ features: featuresOfTitle(title), ...rest }));
};

/** Stochastic descent on the cross entropy, with a fixed seed; then what hardly weighs is forgotten. */
export const train = (examples: readonly Example[]): Model => {
  const codes = [...new Set(examples.map(({ code }) => code))].sort();
  const labels = new Map(codes.map((code, label) => [code, label]));
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const features = [...seen.keys()];
  const numbers = new Map(features.map((feature, number) => [feature, number]));
  const rarity = Float32Array.from(features, (feature) => Math.log(1 + examples.length / seen.get(feature)!) ** 0.7);
  const rows = examples.map((example): Row => {
    const own = example.features.map((feature) => numbers.get(feature)!);
    const length = Math.sqrt(own.reduce((sum, number) => sum + rarity[number]! ** 2, 0)) || 1;
    const shares = own.map((number) => rarity[number]! / length);
    return { numbers: own, shares, label: labels.get(example.code)!, weight: example.weight };
  });

  const all = new Float32Array(features.length * codes.length);
  const bias = new Float32Array(codes.length);
  const scores = new Float32Array(codes.length);
  const random = seeded();
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(rows, random);
    const step = FIRST_STEP / (1 + epoch * SLOWING);
    for (const row of rows) learn(row, step);
  }

  function learn({ numbers: own, shares, label, weight }: Row, step: number) {
    scores.set(bias);
    for (let i = 0; i < own.length; i++) {
      const from = own[i]! * codes.length;
      for (let c = 0; c < codes.length; c++) scores[c]! += shares[i]! * all[from + c]!;
    }
    const highest = scores.reduce((high, score) => Math.max(score, high));
    let sum = 0;
    for (let c = 0; c < codes.length; c++) {
      scores[c] = Math.exp(scores[c]! - highest);
      sum += scores[c]!;
    }
    const wrong: number[] = [];
    for (let c = 0; c < codes.length; c++) {
      const share = scores[c]! / sum;
      if (c !== label && share < TOO_SMALL) continue;
      scores[c] = share - (c === label ? 1 - SMOOTHING : 0);
      wrong.push(c);
    }
    for (const c of wrong) bias[c]! -= step * BIAS_STEP * weight * scores[c]!;
    for (let i = 0; i < own.length; i++) {
      const [from, part] = [own[i]! * codes.length, step * weight * shares[i]!];
      for (const c of wrong) all[from + c]! -= part * scores[c]!;
    }
  }
  return { ...sparse(features, all, codes.length), codes, bias, rarity, calibration: UNCALIBRATED };
};

const sparse = (features: string[], all: Float32Array, width: number) => {
  const scale = all.reduce((high, weight) => Math.max(high, Math.abs(weight)), 0) / 127;
  const starts = new Uint32Array(features.length + 1);
  const classes: number[] = [];
  const weights: number[] = [];
  for (let number = 0; number < features.length; number++) {
    for (let c = 0; c < width; c++) {
      const weight = all[number * width + c]!;
      if (Math.abs(weight) < FORGOTTEN_BELOW) continue;
      classes.push(c);
      weights.push(Math.round(weight / scale));
    }
    starts[number + 1] = classes.length;
  }
  return { features, starts, classes: Uint16Array.from(classes), weights: Int8Array.from(weights), scale };
};

const seeded = () => {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

const shuffle = <T>(items: T[], random: () => number) => {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
};
