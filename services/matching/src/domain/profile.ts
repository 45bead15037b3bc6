import { type EventOf, profileEvents } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

export type ProfileEvent = EventOf<typeof profileEvents>;
type Opened = Extract<ProfileEvent, { type: 'ProfileOpened' }>['data'];
export type Wishes = Extract<ProfileEvent, { type: 'ProfileChanged' }>['data'];

export type KnownProfile = Opened & Wishes & { status: 'OPEN' | 'CLOSED'; closedBecause?: string };
export type Profile = { status: 'NONE' } | KnownProfile;

/** What matching knows of a registered jobseeker; the record has the person's id. */
export const profiles: RecordKind<Profile, typeof profileEvents> = {
  events: profileEvents,
  initial: { status: 'NONE' },
  evolve(profile, event) {
    if (event.type === 'ProfileOpened') return { ...event.data, districts: [], status: 'OPEN' };
    if (profile.status === 'NONE') return profile;
    switch (event.type) {
      case 'ProfileChanged': {
        const { wageWishFen: _, ...rest } = profile;
        return { ...rest, ...event.data };
      }
      case 'ProfileClosed':
        return { ...profile, status: 'CLOSED', closedBecause: event.data.reason };
    }
  },
  access(profile, actor) {
    if (profile.status === 'NONE') return 'none';
    if (actor.personId === profile.personId) return 'write';
    return holds(actor, 'counsellor', 'manager') ? 'read' : 'none';
  },
  indexes: [{ fields: ['status'] }],
};

export const openProfile = (profile: Profile, opened: Opened): ProfileEvent[] =>
  profile.status === 'OPEN' && profile.registrationId === opened.registrationId
    ? []
    : [{ type: 'ProfileOpened', data: opened }];

export const changeWishes =
  (wishes: Wishes): Decide<Profile, ProfileEvent> =>
  ({ state }) => {
    if (state.status !== 'OPEN') throw errors.profileClosed();
    return [{ type: 'ProfileChanged', data: wishes }];
  };

/** Only the registration that opened the profile closes it: an old one may be told late. */
export const closeProfile = (profile: Profile, registrationId: string, reason: string): ProfileEvent[] =>
  profile.status === 'OPEN' && profile.registrationId === registrationId
    ? [{ type: 'ProfileClosed', data: { reason } }]
    : [];
