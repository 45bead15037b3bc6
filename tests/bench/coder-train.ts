/**
 * Trains the occupation coder and writes the model that ships: `npm run bench -- coder-train`. Learns from the names and
 * aliases of the classification and from the even half of the coded titles; the odd half is not looked at.
 * Confidence is calibrated on even titles that the model asked had not seen.
 */
import { writeFileSync } from 'node:fs';
import {
  calibrate,
  cases,
  examplesOf,
  modelFile,
  OccupationCoder,
  type Outcome,
  occupations,
  train,
  writeModel,
} from '@zhiqiao/matching/coder';
import { report } from './report.ts';

const FOLDS = 5;
const classification = occupations();
const even = cases().filter(({ odd, level }) => !odd && level === 4);
const bench = report('coder-train', [`${even.length} titles of the even half`, `${FOLDS} folds`]);

const outcomes: Outcome[] = [];
let [asked, first, five] = [0, 0, 0];
for (let fold = 0; fold < FOLDS; fold++) {
  const coder = new OccupationCoder(
    train(
      examplesOf(
        classification,
        even.filter((_, i) => i % FOLDS !== fold),
      ),
    ),
  );
  for (const { title, code } of even.filter(({ verbatim }, i) => i % FOLDS === fold && !verbatim)) {
    const suggested = coder.suggest({ title });
    outcomes.push(...suggested.map((each) => ({ probability: each.confidence, right: each.code === code })));
    asked += 1;
    first += suggested[0]?.code === code ? 1 : 0;
    five += suggested.some((each) => each.code === code) ? 1 : 0;
  }
}

const calibration = calibrate(outcomes);
const file = writeModel({ ...train(examplesOf(classification, even)), calibration });
writeFileSync(modelFile, file);
bench.figure('unseen titles of the even half, first right', (100 * first) / asked, '%');
bench.figure('unseen titles of the even half, among the first five', (100 * five) / asked, '%');
for (const [probability, right] of calibration.slice(1, -1))
  bench.figure(`of a probability of ${probability.toFixed(4)}, right`, 100 * right, '%');
bench.figure('model', file.length / 1e3, 'kB');
bench.end();
