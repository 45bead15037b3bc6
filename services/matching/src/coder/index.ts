import { readFileSync } from 'node:fs';
import { OccupationCoder } from './coder.ts';
import { readModel } from './model.ts';

export const modelFile = new URL('../../data/occupation-coder.model.gz', import.meta.url);

/** The coder as it ships. */
export const occupationCoder = () => new OccupationCoder(readModel(readFileSync(modelFile)));

export { calibrate, type Outcome } from './calibrate.ts';
export { type Case, cases, colloquial, occupations } from './cases.ts';
export { OccupationCoder, type Suggestion } from './coder.ts';
export { writeModel } from './model.ts';
export { examplesOf, train } from './train.ts';
