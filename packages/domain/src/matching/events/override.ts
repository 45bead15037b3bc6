import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { overrideGround, overrideVerdict } from '../codes.ts';

export const overrideEvents = defineEvents({
  service: 'matching',
  stream: 'override',
  schemaVersion: 1,
  types: {
    /** A counsellor's word on one recommendation, with what the engine had said of it. */
    RecommendationOverridden: z.strictObject({
      personId: z.string(),
      vacancyId: z.string(),
      verdict: overrideVerdict,
      ground: overrideGround,
      /** Place in the list of that moment, from 1; absent: not among those looked at, or no match at all. */
      rank: z.int().min(1).optional(),
      score: z.int().min(0),
    }),
    OverrideLifted: z.strictObject({}),
  },
  examples: {
    RecommendationOverridden: {
      personId: '01981f2a-7c11-7000-8000-00000000a001',
      vacancyId: '01981f2a-7c11-7000-8000-00000000b001',
      verdict: 'UP',
      ground: 'SKILL_NOT_RECORDED',
      rank: 7,
      score: 9120,
    },
    OverrideLifted: {},
  },
});
