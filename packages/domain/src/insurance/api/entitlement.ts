import { z } from 'zod';
import { decision } from '../../values/decision.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';

const id = z.string().min(1);
const text = z.object({ zh: z.string(), en: z.string() });
const months = z.coerce.number().int().min(0).max(720);

/** What is given here counts as a question "what if"; what is left out is taken from what the two systems know. */
export const entitlementQuery = z.object({
  contributionMonths: months.optional(),
  /** Months of an earlier claim that were not drawn. */
  remainingMonths: z.coerce.number().int().min(0).max(24).optional(),
  involuntary: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  registeredOn: isoDate.optional(),
  leftOn: isoDate.optional(),
  claimedOn: isoDate.optional(),
});

export const entitlementView = z.object({
  outcome: z.enum(['ENTITLED', 'NOT_ENTITLED', 'UNKNOWN']),
  months: z.int().optional(),
  monthlyFen: fen.optional(),
  from: isoDate.optional(),
  /** The last day that the months cover, if nothing ends or suspends them. */
  through: isoDate.optional(),
  /** The rules that fired, with source, on which facts. */
  decision,
  /** What has to be found out before more can be said. */
  ask: z.array(text),
  /** The numbers that were used, with their legal basis. */
  parameters: z.array(
    z.object({ key: z.string(), value: z.unknown(), unit: z.string(), basis: z.string(), certainty: z.string() }),
  ),
  /** Where each fact is from. */
  sources: z.record(z.string(), z.enum(['WHAT_IF', 'INSURANCE_SYSTEM', 'REGISTRATION', 'UNKNOWN'])),
  /** Suspended or stopped: what is the difference. */
  explanations: z.array(z.object({ id: z.string(), sentence: text, source: z.string() })),
});

export const contributionView = z.object({
  id,
  status: z.enum(['ASKING', 'ANSWERED']),
  contributionMonths: z.int().optional(),
  remainingMonths: z.int().optional(),
  involuntary: z.boolean().optional(),
  problem: z.string().optional(),
});
export const askContributionsRequest = z.strictObject({});
