import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';

const vacancyId = '01981f2a-7c11-7000-8000-00000000b001';

/** Advertisements of one and the same post, whoever published them. */
export const duplicateEvents = defineEvents({
  service: 'matching',
  stream: 'duplicate',
  schemaVersion: 1,
  types: {
    DuplicateJoined: z.strictObject({ vacancyId: z.string(), employerId: creditCode }),
    DuplicateLeft: z.strictObject({ vacancyId: z.string() }),
    /** More advertisements of one post than can be honest: the staff look at it. */
    GroupTooBig: z.strictObject({ size: z.int(), most: z.int() }),
    GroupShrunk: z.strictObject({ size: z.int(), most: z.int() }),
  },
  examples: {
    DuplicateJoined: { vacancyId, employerId: '91440106100000024L' },
    DuplicateLeft: { vacancyId },
    GroupTooBig: { size: 6, most: 5 },
    GroupShrunk: { size: 5, most: 5 },
  },
});
