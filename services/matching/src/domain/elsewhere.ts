import { isDeepStrictEqual } from 'node:util';
import {
  type EventOf,
  elsewhereEvents,
  type GoneElsewhere,
  type JobPosting,
  type RefusedPosting,
} from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { holds } from './access.ts';

export type ElsewhereEvent = EventOf<typeof elsewhereEvents>;
/** `read`: the version of the neighbour's record at which it was read last. */
export type Found = { city: string; foreignId: string; read: number };
export type OpenElsewhere = Found & { status: 'OPEN'; posting: JobPosting };
export type RefusedElsewhere = Found & { status: 'REFUSED'; refusal: RefusedPosting };
export type Elsewhere =
  | { status: 'NONE' }
  | OpenElsewhere
  | RefusedElsewhere
  | (Found & { status: 'GONE'; at?: string | undefined });

/** A copy of what another city has on its market; its id is `elsewhereId`. */
export const elsewhere: RecordKind<Elsewhere, typeof elsewhereEvents> = {
  events: elsewhereEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    switch (event.type) {
      case 'VacancyShownElsewhere':
        return { status: 'OPEN', ...event.data };
      case 'PostingRefused':
        return { status: 'REFUSED', ...event.data };
      case 'VacancyGoneElsewhere': {
        if (state.status === 'NONE') return state;
        const { city, foreignId, read } = state;
        return { status: 'GONE', city, foreignId, read: event.data.read ?? read, at: event.data.at };
      }
    }
  },
  clocks: (state) => (state.status === 'OPEN' ? [{ kind: 'expire', at: new Date(state.posting.validThrough) }] : []),
  access: (_, actor) => (holds(actor, 'manager') ? 'read' : 'none'),
  indexes: [{ fields: ['city', 'status'] }, { fields: ['status'] }],
  purged: true,
};

/** Ids of one city stand together, in the order of its own. */
export const elsewhereId = (city: string, foreignId: string) => `${city}~${foreignId}`;

/** What was read before what is known changes nothing: a process that comes late tells old news. */
const isLate = (state: Elsewhere, read: number) => state.status !== 'NONE' && read < state.read;

export const show =
  (found: Found, posting: JobPosting): Decide<Elsewhere, ElsewhereEvent> =>
  ({ state }) => {
    if (isLate(state, found.read) || (state.status === 'OPEN' && isDeepStrictEqual(state.posting, posting))) return [];
    return [{ type: 'VacancyShownElsewhere', data: { ...found, posting } }];
  };

export const refuse =
  (found: Found, refusal: RefusedPosting): Decide<Elsewhere, ElsewhereEvent> =>
  ({ state }) => {
    if (isLate(state, found.read) || (state.status === 'REFUSED' && isDeepStrictEqual(state.refusal, refusal)))
      return [];
    return [{ type: 'PostingRefused', data: { ...found, refusal } }];
  };

export const end =
  (because: GoneElsewhere, read: number): Decide<Elsewhere, ElsewhereEvent> =>
  ({ state }, now) => {
    if (state.status === 'NONE' || state.status === 'GONE' || isLate(state, read)) return [];
    return [{ type: 'VacancyGoneElsewhere', data: { because, read, at: now.toISOString() } }];
  };

export const expireElsewhere: Decide<Elsewhere, ElsewhereEvent> = ({ state }, now) =>
  state.status === 'OPEN'
    ? [{ type: 'VacancyGoneElsewhere', data: { because: 'EXPIRED', at: now.toISOString() } }]
    : [];

/** Of the first days nobody has noted when they went: long ago. */
export const isGoneSince = (state: Elsewhere, before: Date) =>
  state.status === 'GONE' && (state.at === undefined || Date.parse(state.at) < before.getTime());
