import { z } from 'zod';
import { isoDate } from '../../values/iso-date.ts';
import { driftCause, driftClass, driftFixer, driftGround } from '../codes.ts';
import { claimSide, tally } from '../events/reconciliation.ts';

const id = z.string().min(1);
const text = z.object({ zh: z.string(), en: z.string() });

export const reconciliationView = z.object({
  id,
  status: z.enum(['PLANNED', 'RUNNING', 'FINISHED']),
  startAt: z.string(),
  pass: z.enum(['THEIRS', 'OURS', 'SETTLED']).optional(),
  tally,
  problem: z.string().optional(),
  /** No differences: the normal state. */
  inStep: z.boolean().optional(),
});

export const driftView = z.object({
  id,
  status: z.enum(['OPEN', 'REPAIRED', 'GONE', 'RESOLVED']),
  run: isoDate,
  benefitId: id.optional(),
  claimNumber: id.optional(),
  class: driftClass,
  what: text,
  cause: driftCause,
  why: text,
  fixer: driftFixer,
  who: text,
  ours: claimSide.optional(),
  theirs: claimSide.optional(),
  ground: driftGround.optional(),
});
export const driftList = z.object({ items: z.array(driftView) });
export const resolveDriftRequest = z.strictObject({ ground: driftGround });
