import { z } from 'zod';
import { ROLES } from '../../actor.ts';
import { defineEvents, type EventOf } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { filingKind } from '../codes.ts';

const count = z.int().nonnegative();
/** `late` are among the filed. */
const outcome = { filed: count, late: count, failed: count };

/** A file of hirings or terminations and what became of it. The file itself stays in registration's vault. */
export const filingEvents = defineEvents({
  service: 'registration',
  stream: 'filing',
  schemaVersion: 1,
  types: {
    FilingUploaded: z.strictObject({
      kind: filingKind,
      employerId: creditCode,
      format: z.enum(['csv', 'xlsx']),
      rows: count,
      keptUntil: isoInstant,
    }),
    /** `edition`: under which what was read is kept. */
    FilingPreviewed: z.strictObject({ edition: z.string(), ready: count, late: count, faulty: count }),
    /** Filed in the name of the account that said so. */
    FilingStarted: z.strictObject({
      startedBy: z.strictObject({
        id: z.string(),
        roles: z.array(z.enum(ROLES)),
        orgId: creditCode.optional(),
        division: divisionCode.optional(),
      }),
      startedAt: isoInstant,
    }),
    FilingAdvanced: z.strictObject({ part: count, ...outcome }),
    FilingCompleted: z.strictObject({ ...outcome, keptUntil: isoInstant }),
    FilingCancelled: z.strictObject({ reason: z.enum(['WITHDRAWN', 'ABANDONED']), keptUntil: isoInstant }),
    FilingFileDeleted: z.strictObject({}),
  },
  examples: {
    FilingUploaded: {
      kind: 'HIRING',
      employerId: '91440300708461136T',
      format: 'xlsx',
      rows: 1200,
      keptUntil: '2036-04-01T15:59:59.999Z',
    },
    FilingPreviewed: { edition: 'edition-1', ready: 1190, late: 12, faulty: 10 },
    FilingStarted: {
      startedBy: { id: 'account-9', roles: ['employer'], orgId: '91440300708461136T' },
      startedAt: '2036-03-02T01:00:00.000Z',
    },
    FilingAdvanced: { part: 0, filed: 495, late: 5, failed: 5 },
    FilingCompleted: { filed: 1190, late: 12, failed: 10, keptUntil: '2036-04-01T15:59:59.999Z' },
    FilingCancelled: { reason: 'WITHDRAWN', keptUntil: '2036-03-02T01:00:00.000Z' },
    FilingFileDeleted: {},
  },
});
export type FilingEvent = EventOf<typeof filingEvents>;
