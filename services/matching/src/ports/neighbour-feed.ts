import type { Change } from '../domain/neighbour.ts';

export type Failed = { outcome: 'FAILED'; problem: string; retryAfterMs?: number };
export type SnapshotPage = { outcome: 'PAGE'; cursor: number; items: unknown[]; next?: string };
export type ChangesPage = { outcome: 'PAGE'; cursor: number; more: boolean; items: Change[]; etag?: string };

/** The open feed of another city. Whatever it does is an answer here. */
export interface NeighbourFeed {
  snapshot(city: string, after: string | undefined): Promise<SnapshotPage | Failed>;
  changes(
    city: string,
    from: { after: number; etag: string | undefined },
  ): Promise<ChangesPage | { outcome: 'UNCHANGED' } | { outcome: 'PLACE_UNKNOWN' } | Failed>;
}
