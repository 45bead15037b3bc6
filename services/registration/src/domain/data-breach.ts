import {
  type Actor,
  type BreachStage,
  type BreachStatus,
  type DataBreachEvent,
  type DeadlineFact,
  dataBreachEvents,
  withinDivision,
} from '@zhiqiao/domain';
import type { Decide, Due, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';

type DataOf<T extends DataBreachEvent['type']> = Extract<DataBreachEvent, { type: T }>['data'];
type Reported = DataOf<'DataBreachReported'>;
type Assessed = DataOf<'DataBreachAssessed'>;
export type Finding = Pick<Reported, 'kind' | 'information' | 'cause' | 'harms' | 'persons'>;

export type KnownBreach = Omit<Reported, 'notifyBy'> &
  Partial<Pick<Assessed, 'remedies' | 'advice' | 'harmAvoided'>> &
  Partial<Pick<DataOf<'AuthorityNotified'>, 'authority' | 'contact'>> & {
    status: BreachStatus;
    assessedBy?: string;
    /** The authority has been told once. */
    told: boolean;
    dispensed: boolean;
    /** What is due by when; `level` counts to whom it has gone since it was missed. */
    step?: { stage: BreachStage; by: DeadlineFact; level: number; nextAt?: string };
    /** The notices posted before are brought up to what is known now, so many pages of them until now. */
    revising?: { at: string; pages: number; after?: string };
    mended?: DataOf<'DataBreachClosed'>['mended'];
    ground?: DataOf<'DataBreachDismissed'>['ground'];
  };
export type DataBreach = { status: 'NONE' } | KnownBreach;
type DecideBreach = Decide<DataBreach, DataBreachEvent>;

const POSSIBLE_IN: Record<BreachStatus, readonly string[]> = {
  REPORTED: ['assessment', 'dismissal'],
  ASSESSED: ['assessment', 'authority-notice', 'dismissal'],
  AUTHORITY_NOTIFIED: ['assessment', 'notices', 'persons-notified', 'dispensation'],
  DISPENSED: ['order', 'closing'],
  ORDERED: ['notices', 'persons-notified'],
  PERSONS_NOTIFIED: ['notices', 'closing'],
  CLOSED: [],
  DISMISSED: [],
};
/** The authority may order the notice also when it was closed without one (第57条第2款). */
export const possibleFor = (state: KnownBreach) =>
  state.status === 'CLOSED' && state.dispensed ? ['order'] : POSSIBLE_IN[state.status];

const inStateFor = (what: string, state: DataBreach): KnownBreach => {
  const possible = state.status === 'NONE' ? [] : possibleFor(state);
  if (state.status === 'NONE' || !possible.includes(what)) throw errors.notPossible({ state: state.status, possible });
  return state;
};
const step = (state: KnownBreach, status: BreachStatus, stage?: BreachStage, by?: DeadlineFact): KnownBreach => {
  const { step: _, revising: __, ...rest } = state;
  return { ...rest, status, ...(stage && by && { step: { stage, by, level: 0 } }) };
};

const telling = (
  state: KnownBreach,
  status: BreachStatus,
  {
    authority,
    contact,
    tellBy,
    reviseAt,
  }: Pick<DataOf<'NoticeOrdered'>, 'authority' | 'contact' | 'tellBy' | 'reviseAt'>,
): KnownBreach => ({
  ...step(state, status, 'PERSONS', tellBy),
  authority,
  contact,
  ...(reviseAt && { revising: { at: reviseAt, pages: 0 } }),
});

const after = (state: KnownBreach, event: DataBreachEvent): KnownBreach => {
  switch (event.type) {
    case 'DataBreachReported':
      return state;
    case 'DataBreachAssessed': {
      const { officer, notifyBy, ...found } = event.data;
      return { ...step(state, 'ASSESSED', 'AUTHORITY', notifyBy), ...found, assessedBy: officer };
    }
    case 'DataBreachDismissed':
      return { ...step(state, 'DISMISSED'), ground: event.data.ground };
    case 'AuthorityNotified':
      return { ...telling(state, 'AUTHORITY_NOTIFIED', event.data), told: true };
    case 'NoticeDispensed':
      return { ...step(state, 'DISPENSED', 'CLOSING', event.data.closeBy), dispensed: true };
    case 'NoticeOrdered':
      return { ...telling(state, 'ORDERED', event.data), dispensed: false };
    case 'NoticesRevised': {
      const { revising, ...rest } = state;
      const { after } = event.data;
      return revising && after ? { ...rest, revising: { ...revising, pages: revising.pages + 1, after } } : rest;
    }
    case 'PersonsNotified':
      return step(state, 'PERSONS_NOTIFIED', 'CLOSING', event.data.closeBy);
    case 'DataBreachClosed':
      return { ...step(state, 'CLOSED'), mended: event.data.mended };
    case 'DataBreachOverdue': {
      const { level, nextAt } = event.data;
      if (!state.step) return state;
      const { nextAt: _, ...due } = state.step;
      return { ...state, step: { ...due, level, ...(nextAt && { nextAt }) } };
    }
  }
};

const overdue = ({ by, level, nextAt }: NonNullable<KnownBreach['step']>): Due[] => {
  if (level === 0)
    return [{ kind: 'overdue', at: new Date(by.at), calendar: by.calendar, provisional: by.provisional }];
  return nextAt ? [{ kind: 'overdue', at: new Date(nextAt) }] : [];
};

export const dataBreach = {
  events: dataBreachEvents,
  initial: { status: 'NONE' } as DataBreach,
  evolve(state: DataBreach, event: DataBreachEvent): DataBreach {
    if (event.type === 'DataBreachReported') {
      const { notifyBy, ...reported } = event.data;
      const known: KnownBreach = { ...reported, status: 'REPORTED', told: false, dispensed: false };
      return step(known, 'REPORTED', 'AUTHORITY', notifyBy);
    }
    return state.status === 'NONE' ? state : after(state, event);
  },
  clocks(state: DataBreach) {
    if (state.status === 'NONE') return [];
    const { step, revising } = state;
    // Due at once, and with every page a little earlier: a clock that fires must move.
    const pages: Due[] = revising ? [{ kind: 'revise', at: new Date(Date.parse(revising.at) - revising.pages) }] : [];
    return [...pages, ...(step ? overdue(step) : [])];
  },
  // Whoever has reported it may follow it; the managers of its division and of the city deal with it.
  access(state: DataBreach, actor: Actor) {
    if (state.status === 'NONE') return 'none';
    if (actor.roles.includes('manager') && withinDivision(actor.division, state.division)) return 'write';
    if (actor.id === state.reportedBy) return state.status === 'REPORTED' ? 'write' : 'read';
    return actor.roles.includes('admin') ? 'read' : 'none';
  },
  indexes: [{ fields: ['status'] }, { fields: ['step.level'] }],
} satisfies RecordKind<DataBreach, typeof dataBreachEvents>;

export const report = (reported: Reported) => (): DataBreachEvent[] => [{ type: 'DataBreachReported', data: reported }];

/** By the number of persons; counted from the discovery, or from now on where the authority has been told otherwise before. */
export type Times = {
  grade(persons: number, since: string): { grade: number; notifyBy: DeadlineFact };
  by(key: string): DeadlineFact;
  /** The city's day of an instant. */
  dayOf(instant: Date): string;
};

export const assess =
  (officer: string, found: Omit<Assessed, 'officer' | 'grade' | 'notifyBy'>, times: Times): DecideBreach =>
  ({ state }, now) => {
    const known = inStateFor('assessment', state);
    const since = known.told ? now.toISOString() : known.discoveredAt;
    return [{ type: 'DataBreachAssessed', data: { officer, ...found, ...times.grade(found.persons, since) } }];
  };

/** Four eyes: neither who has reported it nor who has assessed it says that it is none. */
export const dismiss =
  (officer: string, ground: DataOf<'DataBreachDismissed'>['ground']): DecideBreach =>
  ({ state }) => {
    const { reportedBy, assessedBy } = inStateFor('dismissal', state);
    if (officer === reportedBy || officer === assessedBy) throw errors.breachSameOfficer();
    return [{ type: 'DataBreachDismissed', data: { officer, ground } }];
  };

export const notifyAuthority =
  (notified: Omit<DataOf<'AuthorityNotified'>, 'tellBy' | 'reviseAt'>, times: Times): DecideBreach =>
  ({ state }, now) => {
    const { told } = inStateFor('authority-notice', state);
    const tellBy = times.by('privacy.breachTellPersonsWithin');
    return [{ type: 'AuthorityNotified', data: { ...notified, tellBy, ...(told && { reviseAt: now.toISOString() }) } }];
  };

/** 第57条第2款: only where what was done keeps all harm off, and by another than who has found so. */
export const dispense =
  (officer: string, times: Times): DecideBreach =>
  ({ state }) => {
    const { harmAvoided, assessedBy } = inStateFor('dispensation', state);
    if (!harmAvoided) throw errors.breachHarmful();
    if (officer === assessedBy) throw errors.breachSameOfficer();
    return [{ type: 'NoticeDispensed', data: { officer, closeBy: times.by('privacy.breachCloseWithin') } }];
  };

export const orderNotice =
  (ordered: Omit<DataOf<'NoticeOrdered'>, 'tellBy' | 'reviseAt'>, times: Times): DecideBreach =>
  ({ state }, now) => {
    const { discoveredAt } = inStateFor('order', state);
    if (ordered.on < times.dayOf(new Date(discoveredAt)) || ordered.on > times.dayOf(now))
      throw errors.orderDay({ on: ordered.on });
    const tellBy = times.by('privacy.breachTellPersonsWithin');
    return [{ type: 'NoticeOrdered', data: { ...ordered, tellBy, reviseAt: now.toISOString() } }];
  };

/** What each person is told; only where the breach stands to be told. */
export const toTell = (state: DataBreach) => {
  const { status, kind, information, harms, remedies, advice, contact, division } = inStateFor('notices', state);
  if (!remedies || !advice || !contact) throw errors.notPossible({ state: status, possible: ['assessment'] });
  return { kind, information, harms, remedies, advice, contact, division };
};

/** A page of the notices, up to that one; without it the last. */
export const noteRevised =
  ({ at, pages }: NonNullable<KnownBreach['revising']>, after: string | undefined): DecideBreach =>
  ({ state }) =>
    state.status !== 'NONE' && state.revising?.at === at && state.revising.pages === pages
      ? [{ type: 'NoticesRevised', data: after === undefined ? {} : { after } }]
      : [];

export const notePersonsNotified =
  (officer: string, notices: { posted: number; untold: number }, times: Times): DecideBreach =>
  ({ state }) => {
    const { persons, revising } = inStateFor('persons-notified', state);
    if (notices.posted < persons || notices.untold > 0 || revising) throw errors.breachUntold({ persons, ...notices });
    const closeBy = times.by('privacy.breachCloseWithin');
    return [{ type: 'PersonsNotified', data: { officer, persons: notices.posted, closeBy } }];
  };

export const closeBreach =
  (closed: DataOf<'DataBreachClosed'>): DecideBreach =>
  ({ state }) => {
    inStateFor('closing', state);
    return [{ type: 'DataBreachClosed', data: closed }];
  };

const CITY_LEVEL = 2;
/** First the managers of the division answer for it, then those of the city. */
export const escalate =
  (hours: number): DecideBreach =>
  ({ state }, now) => {
    if (state.status === 'NONE' || !state.step) return [];
    const { stage, level } = state.step;
    const nextAt = level + 1 < CITY_LEVEL && new Date(now.getTime() + hours * 3_600_000).toISOString();
    return [{ type: 'DataBreachOverdue', data: { stage, level: level + 1, ...(nextAt && { nextAt }) } }];
  };
