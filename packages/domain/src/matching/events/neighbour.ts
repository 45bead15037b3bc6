import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { copyReason } from '../neighbour-codes.ts';

const count = z.int().min(0);
/** What became of the postings of a page. */
export const postingCounts = z.strictObject({ shown: count, refused: count, removed: count });
export type PostingCounts = z.output<typeof postingCounts>;

/** The change that was read last: by it the feed is known to be the same. */
const place = z.strictObject({ cursor: z.int(), id: z.string(), at: isoInstant });
const page = { counts: postingCounts, heardAt: isoInstant, readAt: isoInstant };

const at = '2099-03-02T01:00:00.000Z';
const readAt = '2099-03-02T01:05:00.000Z';
const counts = { shown: 3, refused: 0, removed: 1 };

/** How far the open feed of another city has been read; `readAt`: when it is read next. */
export const neighbourEvents = defineEvents({
  service: 'matching',
  stream: 'neighbour',
  schemaVersion: 1,
  types: {
    NeighbourAdded: z.strictObject({ city: z.string(), readAt: isoInstant }),
    CopyBegun: z.strictObject({ because: copyReason, readAt: isoInstant }),
    /** `after`: where the next page begins; without it the copy is complete. */
    CopyAdvanced: z.strictObject({ cursor: z.int(), after: z.string().optional(), ...page }),
    ChangesRead: z.strictObject({ cursor: z.int(), last: place.optional(), etag: z.string().optional(), ...page }),
    ReadingFailed: z.strictObject({ problem: z.string(), failedAt: isoInstant, readAt: isoInstant }),
    /** It is in the configuration no longer; what it told is taken away. */
    NeighbourRemoved: z.strictObject({ clearAt: isoInstant }),
    NeighbourCleared: z.strictObject({ removed: count, clearAt: isoInstant.optional() }),
  },
  examples: {
    NeighbourAdded: { city: '449800', readAt: at },
    CopyBegun: { because: 'DAILY', readAt: at },
    CopyAdvanced: { cursor: 17, after: '01981f2a-7c11-7000-8000-00000000b001', counts, heardAt: at, readAt },
    ChangesRead: {
      cursor: 18,
      last: { cursor: 18, id: '01981f2a-7c11-7000-8000-00000000b001', at },
      etag: '"18"',
      counts,
      heardAt: at,
      readAt,
    },
    ReadingFailed: { problem: 'TIMEOUT', failedAt: at, readAt },
    NeighbourRemoved: { clearAt: at },
    NeighbourCleared: { removed: 4 },
  },
});
