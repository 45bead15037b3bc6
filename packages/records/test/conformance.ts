import { describe } from '@jest/globals';
import type { Counters } from './commands.ts';
import { readingConformance } from './conformance-reading.ts';
import { writingConformance } from './conformance-writing.ts';

/** What every record store promises. */
export const recordsConformance = (name: string, make: () => Promise<Counters>) =>
  describe(`records in ${name}`, () => {
    writingConformance(make);
    readingConformance(make);
  });
