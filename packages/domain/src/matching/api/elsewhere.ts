import { z } from 'zod';
import { isoInstant } from '../../values/iso-instant.ts';
import { refusedPosting } from '../events/elsewhere.ts';
import { postingCounts } from '../events/neighbour.ts';
import { neighbourStatus } from '../neighbour-codes.ts';
import { jobPosting } from './feed.ts';

/** A vacancy of another city: that city mediates it, at `original`. */
export const vacancyElsewhere = z.object({
  id: z.string(),
  city: z.string(),
  cityName: z.string(),
  original: z.url(),
  posting: jobPosting,
});

/** How the feeds of other cities are being read. */
export const neighbourList = z.object({
  items: z.array(
    z.object({
      city: z.string(),
      cityName: z.string(),
      status: neighbourStatus,
      /** Absent: the configuration of this process does not name it. */
      url: z.url().optional(),
      cursor: z.int().optional(),
      copiedAt: isoInstant.optional(),
      heardAt: isoInstant.optional(),
      /** Since it was last heard of. */
      silentSeconds: z.int().optional(),
      /** Whether its vacancies are shown: not when it has been silent for too long. */
      shown: z.boolean(),
      trouble: z.object({ problem: z.string(), since: isoInstant, failures: z.int() }).optional(),
      readAt: isoInstant.optional(),
      /** Since the last full copy was begun. */
      counts: postingCounts.optional(),
    }),
  ),
});

export const refusedPostings = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      city: z.string(),
      original: z.url().optional(),
      refusal: refusedPosting,
      explanation: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
});
