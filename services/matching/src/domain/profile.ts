import { type EventOf, isHerself, profileEvents } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

export type ProfileEvent = EventOf<typeof profileEvents>;
type Opened = Extract<ProfileEvent, { type: 'ProfileOpened' }>['data'];
type Changed = Extract<ProfileEvent, { type: 'ProfileChanged' }>['data'];

/** What registration tells and she may say otherwise. */
const CORRECTABLE = ['occupationsWanted', 'education'] as const;
type Correctable = Pick<Opened, (typeof CORRECTABLE)[number]>;
/** What she says herself; her skills are sealed. */
export type Wishes = Omit<Changed, keyof Correctable | 'corrected' | 'seenAt'> & {
  [F in keyof Correctable]?: Correctable[F] | undefined;
};

export type KnownProfile = Opened &
  Omit<Changed, 'education'> & {
    /** As registration has it. */
    registered: Correctable;
    /** What her work must not demand, sealed. */
    needs?: string;
    status: 'OPEN' | 'CLOSED';
    closedBecause?: string;
  };
export type Profile = { status: 'NONE' } | KnownProfile;

/** What matching knows of a registered jobseeker; the record has the person's id. */
export const profiles: RecordKind<Profile, typeof profileEvents> = {
  events: profileEvents,
  initial: { status: 'NONE' },
  evolve(profile, event) {
    if (event.type === 'ProfileOpened') return opened(profile, event.data);
    if (profile.status === 'NONE') return profile;
    switch (event.type) {
      case 'ProfileChanged': {
        const { personId, registrationId, division, category, registered, needs, status, seenAt } = profile;
        const kept = { personId, registrationId, division, category, registered, status, ...(needs && { needs }) };
        const { corrected = ['occupationsWanted' as const] } = event.data;
        const education = event.data.education ?? registered.education;
        return { ...kept, ...(seenAt && { seenAt }), ...event.data, education, corrected };
      }
      case 'NeedsChanged':
        return { ...profile, needs: event.data.needs };
      case 'SeekerHeardFrom':
        return { ...profile, seenAt: event.data.seenAt };
      case 'ProfileClosed': {
        // What they were stated for is over (个人信息保护法 第47条).
        const { needs: _, ...rest } = profile;
        return { ...rest, status: 'CLOSED', closedBecause: event.data.reason };
      }
    }
  },
  access(profile, actor) {
    if (profile.status === 'NONE') return 'none';
    if (isHerself(actor, profile.personId)) return 'write';
    return holds(actor, 'counsellor', 'manager') ? 'read' : 'none';
  },
  indexes: [{ fields: ['status'] }],
};

const opened = (profile: Profile, told: Opened): KnownProfile => {
  const registered = { occupationsWanted: told.occupationsWanted, education: told.education };
  if (profile.status === 'NONE') return { ...told, districts: [], corrected: [], registered, status: 'OPEN' };
  const { closedBecause: _, ...before } = profile;
  const said = Object.fromEntries((before.corrected ?? []).map((field) => [field, before[field]]));
  return { ...before, ...told, ...said, registered, status: 'OPEN' };
};

export const openProfile = (profile: Profile, opened: Opened): ProfileEvent[] =>
  profile.status === 'OPEN' && profile.registrationId === opened.registrationId
    ? []
    : [{ type: 'ProfileOpened', data: opened }];

/** What she says herself stands, also when she registers again, until she takes it back by leaving it out. */
export const changeWishes =
  (wishes: Wishes): Decide<Profile, ProfileEvent> =>
  ({ state }, now) => {
    const { registered } = requireOpen(state);
    const { occupationsWanted = registered.occupationsWanted, ...rest } = wishes;
    const corrected = CORRECTABLE.filter((field) => wishes[field] !== undefined);
    return [{ type: 'ProfileChanged', data: { ...rest, occupationsWanted, corrected, seenAt: now.toISOString() } }];
  };

/** `needs`: sealed; to withdraw them is to state none. */
export const changeNeeds =
  (needs: string): Decide<Profile, ProfileEvent> =>
  ({ state }) => {
    requireOpen(state);
    return [{ type: 'NeedsChanged', data: { needs } }];
  };

export const hearFrom = (profile: Profile, seenAt: string): ProfileEvent[] =>
  profile.status === 'OPEN' && (profile.seenAt ?? '') < seenAt ? [{ type: 'SeekerHeardFrom', data: { seenAt } }] : [];

const requireOpen = (profile: Profile): KnownProfile => {
  if (profile.status !== 'OPEN') throw errors.profileClosed();
  return profile;
};

/** Only the registration that opened the profile closes it: an old one may be told late. */
export const closeProfile = (profile: Profile, registrationId: string, reason: string): ProfileEvent[] =>
  profile.status === 'OPEN' && profile.registrationId === registrationId
    ? [{ type: 'ProfileClosed', data: { reason } }]
    : [];
