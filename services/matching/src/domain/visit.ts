import { type EventOf, isHerself, visitEvents, withinDivision } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

export type VisitEvent = EventOf<typeof visitEvents>;
type SignedUp = Extract<VisitEvent, { type: 'VisitSignedUp' }>['data'];
export type Meeting = Extract<VisitEvent, { type: 'BoothVisited' }>['data'];

export type KnownVisit = SignedUp & {
  status: 'SIGNED_UP' | 'CHECKED_IN' | 'CANCELLED';
  /** Its place is nobody else's. */
  active: boolean;
  /** The opening that she was reminded of. */
  remindedOf?: string;
  /** The last word on each vacancy. */
  meetings: Meeting[];
};
export type Visit = { status: 'NONE' } | KnownVisit;

export const visitId = (fairId: string, personId: string) => `${fairId}~${personId}`;

/** A jobseeker at a fair, from signing up to what came of it. */
export const visits: RecordKind<Visit, typeof visitEvents> = {
  events: visitEvents,
  initial: { status: 'NONE' },
  evolve(visit, event) {
    if (event.type === 'VisitSignedUp') return { ...event.data, status: 'SIGNED_UP', active: true, meetings: [] };
    if (visit.status === 'NONE') return visit;
    switch (event.type) {
      case 'VisitCancelled':
        return { ...visit, status: 'CANCELLED', active: false };
      case 'VisitorReminded':
        return { ...visit, remindedOf: event.data.opensAt };
      case 'VisitCheckedIn':
        return { ...visit, status: 'CHECKED_IN' };
      case 'BoothVisited': {
        const others = visit.meetings.filter(({ vacancyId }) => vacancyId !== event.data.vacancyId);
        return { ...visit, meetings: [...others, event.data] };
      }
    }
  },
  access(visit, actor) {
    if (visit.status === 'NONE') return 'none';
    if (isHerself(actor, visit.personId)) return 'write';
    if (holds(actor, 'agency') && actor.orgId !== undefined && actor.orgId === visit.organiserId) return 'write';
    return holds(actor, 'counsellor') && withinDivision(actor.division, visit.division) ? 'write' : 'none';
  },
  indexes: [
    { fields: ['fairId', 'place'], unique: true, where: { active: true } },
    { fields: ['fairId', 'code'] },
    { fields: ['personId'] },
    { fields: ['fairId', 'active'] },
  ],
};

export const signUp =
  (visit: SignedUp): Decide<Visit, VisitEvent> =>
  ({ state }) => {
    if (state.status !== 'NONE' && state.active) throw errors.alreadySignedUp();
    return [{ type: 'VisitSignedUp', data: visit }];
  };

export const cancelVisit: Decide<Visit, VisitEvent> = ({ state }) => {
  if (state.status !== 'SIGNED_UP') throw errors.visitOver({ status: state.status });
  return [{ type: 'VisitCancelled', data: {} }];
};

/** Anew when the fair is moved. */
export const remindVisitor =
  (opensAt: string): Decide<Visit, VisitEvent> =>
  ({ state }) => {
    if (state.status !== 'SIGNED_UP' || state.remindedOf === opensAt) return [];
    const { fairId, personId } = state;
    return [{ type: 'VisitorReminded', data: { fairId, personId, opensAt } }];
  };

export const checkIn: Decide<Visit, VisitEvent> = ({ state }) => {
  if (state.status === 'CHECKED_IN') throw errors.alreadyCheckedIn();
  if (state.status !== 'SIGNED_UP') throw errors.visitOver({ status: state.status });
  return [{ type: 'VisitCheckedIn', data: {} }];
};

/** Tells the same again: nothing new. */
export const meet =
  (meeting: Meeting): Decide<Visit, VisitEvent> =>
  ({ state }) => {
    if (state.status === 'NONE' || !state.active) throw errors.visitOver({ status: state.status });
    const known = state.meetings.find(({ vacancyId }) => vacancyId === meeting.vacancyId);
    return known && known.outcome === meeting.outcome && known.referralId === meeting.referralId
      ? []
      : [{ type: 'BoothVisited', data: meeting }];
  };
