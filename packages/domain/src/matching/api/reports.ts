import { z } from 'zod';
import { isoInstant } from '../../values/iso-instant.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

const ratio = z.number().nullable();
export const supplyDemandReport = z.object({
  city: z.string(),
  quarter: z.string(),
  asOf: isoInstant,
  /** Events that the figures were computed from. */
  events: z.int(),
  demand: z.object({ carriedOver: z.int(), new: z.int(), valid: z.int() }),
  seekers: z.object({ carriedOver: z.int(), new: z.int(), valid: z.int() }),
  /** 求人倍率: demand ÷ seekers, two decimals; null without seekers. */
  ratio,
  byOccupation: z.array(
    z.object({ group: z.string(), name: bilingual, demand: z.int(), seekers: z.int(), gap: z.int(), ratio }),
  ),
  /** Seekers who named no occupation: printed here, spread over the groups by demand for the ratios only. */
  seekersWithoutWish: z.int(),
  bySeekerCategory: z.array(z.object({ category: z.string(), seekers: z.int(), percent: z.number() })),
  flows: z.object({
    hires: z.int(),
    referralsOffered: z.int(),
    referralsDeclined: z.record(z.string(), z.int()),
    vacanciesWithdrawn: z.record(z.string(), z.object({ vacancies: z.int(), headcount: z.int() })),
    vacanciesRefused: z.int(),
    profilesClosed: z.record(z.string(), z.int()),
  }),
});
export type SupplyDemandReport = z.output<typeof supplyDemandReport>;
