import { type AlertRhythm, alertEvents, type EventOf, isHerself } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { type AlertPlan, allowedFrom, dayInCity, type SentToday, sendTime } from './alert-plan.ts';

export type AlertEvent = EventOf<typeof alertEvents>;
export type SentAlert = { number: number; vacancyIds: string[]; sentAt: string; read: boolean };
export type KnownAlerts = {
  status: 'ON' | 'OFF' | 'ENDED';
  personId: string;
  rhythm: AlertRhythm;
  leastPoints: number;
  /** Collected for the next alert, which goes out at `sendAt`. */
  waiting: string[];
  sendAt?: string;
  /** The latest last. */
  sent: SentAlert[];
  /** Every vacancy that she has been told of, so that it is once. */
  told: string[];
  today: SentToday;
};
export type Alerts = { status: 'NONE' } | KnownAlerts;

/** What is kept. A hundred days of full lists go into `told`: longer than a vacancy stands. */
const [MOST_WAITING, MOST_SENT, MOST_TOLD] = [200, 30, 3_000];

/** What a jobseeker is told of new vacancies, how often and how much; the record has the person's id. */
export const alerts: RecordKind<Alerts, typeof alertEvents> = {
  events: alertEvents,
  initial: { status: 'NONE' },
  evolve(known, event) {
    if (event.type === 'AlertsChosen') {
      const before = known.status === 'NONE' ? NOTHING_YET : known;
      const { sendAt, ...chosen } = event.data;
      return due({ ...before, ...chosen, status: 'ON' }, sendAt);
    }
    return known.status === 'NONE' ? known : after(known, event);
  },
  clocks: (known) =>
    known.status === 'ON' && known.sendAt !== undefined ? [{ kind: 'send', at: new Date(known.sendAt) }] : [],
  access: (known, actor) => (known.status !== 'NONE' && isHerself(actor, known.personId) ? 'write' : 'none'),
  indexes: [{ fields: ['status'] }],
};

const NOTHING_YET = { waiting: [], sent: [], told: [], today: { on: '', sent: 0 } };

const due = ({ sendAt: _, ...known }: KnownAlerts, sendAt: string | undefined): KnownAlerts =>
  sendAt === undefined ? known : { ...known, sendAt };

const after = (known: KnownAlerts, event: Exclude<AlertEvent, { type: 'AlertsChosen' }>): KnownAlerts => {
  const still = (gone: readonly string[]) => known.waiting.filter((id) => !gone.includes(id));
  switch (event.type) {
    case 'AlertsSwitchedOff':
      return due({ ...known, status: 'OFF', waiting: [] }, undefined);
    case 'AlertsEnded':
      return due({ ...known, status: 'ENDED', waiting: [] }, undefined);
    case 'MatchCollected': {
      const { vacancyId, sendAt } = event.data;
      return { ...known, waiting: [...known.waiting, vacancyId].slice(-MOST_WAITING), sendAt };
    }
    case 'AlertPostponed':
      return { ...known, sendAt: event.data.sendAt };
    case 'AlertSent': {
      const { number, vacancyIds, leftOut, sentAt, on, sendAt } = event.data;
      const sentBefore = known.today.on === on ? known.today.sent : 0;
      const sent = [...known.sent, { number, vacancyIds, sentAt, read: false }].slice(-MOST_SENT);
      const told = [...known.told, ...vacancyIds].slice(-MOST_TOLD);
      const waiting = still([...vacancyIds, ...leftOut]);
      return due({ ...known, waiting, sent, told, today: { on, sent: sentBefore + 1 } }, sendAt);
    }
    case 'MatchesGone':
      return due({ ...known, waiting: still(event.data.vacancyIds) }, event.data.sendAt);
    case 'AlertsRead': {
      const { upTo } = event.data;
      return { ...known, sent: known.sent.map((one) => (one.number <= upTo ? { ...one, read: true } : one)) };
    }
  }
};

type Choice = { personId: string; rhythm: AlertRhythm; leastPoints?: number | undefined };

export const choose =
  (plan: AlertPlan, { personId, rhythm, leastPoints = plan.leastPoints.usual }: Choice): Decide<Alerts, AlertEvent> =>
  ({ state }, now) => {
    const { from, to } = plan.leastPoints;
    if (leastPoints < from || leastPoints > to) throw errors.alertPointsOutOfBounds({ from, to });
    if (state.status !== 'NONE' && state.status === 'ON') {
      if (state.rhythm === rhythm && state.leastPoints === leastPoints) return [];
      if (state.waiting.length > 0) {
        const sendAt = sendTime(plan, rhythm, now, state.today).toISOString();
        return [{ type: 'AlertsChosen', data: { personId, rhythm, leastPoints, sendAt } }];
      }
    }
    return [{ type: 'AlertsChosen', data: { personId, rhythm, leastPoints } }];
  };

export const switchOff: Decide<Alerts, AlertEvent> = ({ state }) =>
  state.status === 'ON' ? [{ type: 'AlertsSwitchedOff', data: {} }] : [];

export const endAlerts = (known: Alerts): AlertEvent[] =>
  known.status === 'ON' || known.status === 'OFF' ? [{ type: 'AlertsEnded', data: {} }] : [];

/** Once for each vacancy, whatever becomes of it. */
export const collectMatch =
  (plan: AlertPlan, vacancyId: string): Decide<Alerts, AlertEvent> =>
  ({ state }, now) => {
    if (state.status !== 'ON' || state.told.includes(vacancyId) || state.waiting.includes(vacancyId)) return [];
    const sendAt = state.sendAt ?? sendTime(plan, state.rhythm, now, state.today).toISOString();
    return [{ type: 'MatchCollected', data: { vacancyId, sendAt } }];
  };

/** Of the vacancies that were `judged`, those that still suit are told, the best first; what came since then waits. */
export const sendAlert =
  (plan: AlertPlan, judged: readonly string[], suiting: readonly string[]): Decide<Alerts, AlertEvent> =>
  ({ state }, now) => {
    if (state.status !== 'ON') return [];
    const allowed = allowedFrom(plan, now, state.today);
    if (allowed > now) return [{ type: 'AlertPostponed', data: { sendAt: allowed.toISOString() } }];
    const on = dayInCity(now);
    const vacancyIds = suiting.slice(0, plan.length);
    const leftOut = judged.filter((id) => !vacancyIds.includes(id));
    const told = vacancyIds.length > 0 ? 1 : 0;
    const today = { on, sent: (state.today.on === on ? state.today.sent : 0) + told };
    const next = new Date(now.getTime() + 1);
    const waits = state.waiting.some((id) => !judged.includes(id));
    const sendAt = waits ? { sendAt: sendTime(plan, state.rhythm, next, today).toISOString() } : {};
    if (told === 0) return [{ type: 'MatchesGone', data: { vacancyIds: leftOut, ...sendAt } }];
    const number = (state.sent.at(-1)?.number ?? 0) + 1;
    return [{ type: 'AlertSent', data: { number, vacancyIds, leftOut, sentAt: now.toISOString(), on, ...sendAt } }];
  };

export const readUpTo =
  (upTo: number): Decide<Alerts, AlertEvent> =>
  ({ state }) => {
    const sent = state.status === 'NONE' ? [] : state.sent;
    if (upTo > (sent.at(-1)?.number ?? 0)) throw errors.noSuchAlert();
    return sent.some(({ number, read }) => number <= upTo && !read) ? [{ type: 'AlertsRead', data: { upTo } }] : [];
  };
