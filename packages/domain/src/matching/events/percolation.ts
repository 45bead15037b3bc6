import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { isoInstant } from '../../values/iso-instant.ts';

/** The search for those whom a new or changed vacancy suits; the record has the vacancy's id. */
export const percolationEvents = defineEvents({
  service: 'matching',
  stream: 'percolation',
  schemaVersion: 1,
  types: {
    PercolationAsked: z.strictObject({ at: isoInstant }),
    /** `reached`: jobseekers for whose next alert it was collected; who they are stands in their own records alone. */
    VacancyPercolated: z.strictObject({ reached: z.int().min(0) }),
  },
  examples: {
    PercolationAsked: { at: '2099-03-02T01:00:00.000Z' },
    VacancyPercolated: { reached: 37 },
  },
});
