import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { driftCause, driftClass, driftFixer, driftGround } from '../codes.ts';
import { exampleInstant, partnerCode } from './partner-calls.ts';

const id = z.string().min(1);
const count = z.int().nonnegative();
/** What a page found, counted. */
export const tally = z.strictObject({ theirs: count, ours: count, drifts: count, repaired: count });
export type Tally = z.output<typeof tally>;
const pass = z.enum(['THEIRS', 'OURS', 'SETTLED']);
const exampleTally = { theirs: 200, ours: 0, drifts: 1, repaired: 1 };

/** The comparison of both sides of one day, person by person; the record's id is the day. */
export const reconciliationEvents = defineEvents({
  service: 'insurance',
  stream: 'reconciliation',
  schemaVersion: 1,
  types: {
    /** `before`: the record of the run before this one. */
    ReconciliationPlanned: z.strictObject({ on: isoDate, startAt: isoInstant, before: z.string().min(1).optional() }),
    /** `cursor` absent: the pass is through. */
    ReconciliationAdvanced: z.strictObject({ pass, cursor: z.string().optional(), tally, nextAt: isoInstant }),
    ReconciliationInterrupted: z.strictObject({ pass, problem: partnerCode, nextAt: isoInstant }),
    ReconciliationFinished: z.strictObject({ on: isoDate, tally, nextOn: isoDate, nextStartAt: isoInstant }),
  },
  examples: {
    ReconciliationPlanned: { on: '2026-03-03', startAt: exampleInstant },
    ReconciliationAdvanced: { pass: 'THEIRS', cursor: 'SY00000200', tally: exampleTally, nextAt: exampleInstant },
    ReconciliationInterrupted: { pass: 'THEIRS', problem: 'TIMEOUT', nextAt: exampleInstant },
    ReconciliationFinished: {
      on: '2026-03-03',
      tally: exampleTally,
      nextOn: '2026-03-04',
      nextStartAt: exampleInstant,
    },
  },
});
export type ReconciliationEvent = EventOf<typeof reconciliationEvents>;

/** What a side says of a claim. */
export const claimSide = z.strictObject({
  status: z.string(),
  months: count.optional(),
  monthlyFen: count.optional(),
  monthsPaid: count.optional(),
});
export type ClaimSide = z.output<typeof claimSide>;

/** One claim about which both sides differ; the record's id is the claim's number, or the benefit's while it has none. */
export const driftEvents = defineEvents({
  service: 'insurance',
  stream: 'drift',
  schemaVersion: 1,
  types: {
    DriftFound: z.strictObject({
      run: isoDate,
      benefitId: id.optional(),
      claimNumber: id.optional(),
      class: driftClass,
      cause: driftCause,
      fixer: driftFixer,
      ours: claimSide.optional(),
      theirs: claimSide.optional(),
      repaired: z.boolean(),
    }),
    /** Both sides agree again. */
    DriftGone: z.strictObject({ run: isoDate }),
    DriftResolved: z.strictObject({ officer: id, ground: driftGround }),
  },
  examples: {
    DriftFound: {
      run: '2026-03-03',
      benefitId: 'registration-1',
      claimNumber: 'SY00000001',
      class: 'STATUS_DIFFERS',
      cause: 'THEY_ENDED_UNHEARD',
      fixer: 'PLATFORM',
      ours: { status: 'GRANTED', months: 24, monthlyFen: 187_200 },
      theirs: { status: 'STOPPED', months: 24, monthlyFen: 187_200, monthsPaid: 3 },
      repaired: true,
    },
    DriftGone: { run: '2026-03-04' },
    DriftResolved: { officer: 'account-7', ground: 'CORRECTED_THERE' },
  },
});
export type DriftEvent = EventOf<typeof driftEvents>;
