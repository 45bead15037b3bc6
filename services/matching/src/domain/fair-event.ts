import { divisionName, type FairEventPosting } from '@zhiqiao/domain';
import type { KnownFair } from './fair.ts';

/** An announced fair in the words of schema.org. */
export const fairEventOf = (id: string, fair: KnownFair): FairEventPosting => {
  const onSite = fair.kind === 'ON_SITE';
  return {
    '@context': 'https://schema.org',
    '@type': 'BusinessEvent',
    identifier: id,
    name: fair.title,
    ...(fair.plan.implementation !== undefined && { description: fair.plan.implementation }),
    startDate: fair.opensAt,
    endDate: fair.closesAt,
    eventStatus:
      fair.status === 'CANCELLED' ? 'https://schema.org/EventCancelled' : 'https://schema.org/EventScheduled',
    eventAttendanceMode: onSite
      ? 'https://schema.org/OfflineEventAttendanceMode'
      : 'https://schema.org/OnlineEventAttendanceMode',
    maximumAttendeeCapacity: fair.expectedVisitors,
    isAccessibleForFree: true,
    ...(onSite && {
      location: {
        '@type': 'Place',
        name: fair.venue ?? '',
        address: {
          '@type': 'PostalAddress',
          addressCountry: 'CN',
          addressLocality: divisionName(fair.division) ?? fair.division,
        },
      },
    }),
  };
};
