import { type EventOf, feedEvents } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';

export type FeedEvent = EventOf<typeof feedEvents>;

/** The one record of the feed. Every change is one event: nothing can come between two versions, and none is left out. */
export const FEED = 'vacancies';

export const feeds: RecordKind<{ changes: number }, typeof feedEvents> = {
  events: feedEvents,
  initial: { changes: 0 },
  evolve: ({ changes }) => ({ changes: changes + 1 }),
  access: () => 'none',
};

export const show = (vacancyId: string): FeedEvent[] => [{ type: 'VacancyShown', data: { vacancyId } }];
export const mask = (vacancyId: string): FeedEvent[] => [{ type: 'VacancyMasked', data: { vacancyId } }];
