import {
  type DeadlineFact,
  type DecisionFact,
  type EventOf,
  FAIR_PLAN,
  type FairCancellation,
  fairEvents,
  withinDivision,
} from '@zhiqiao/domain';
import type { Decide, Due, RecordKind } from '@zhiqiao/records';
import { endOfDay } from '@zhiqiao/rules';
import { errors } from '../errors.ts';
import type { FairFacts } from '../rules/fair.ts';
import { holds } from './access.ts';
import { withFreeBooths } from './fair-booths.ts';
import type { DueBy } from './referral.ts';

export type FairEvent = EventOf<typeof fairEvents>;
type Data<T extends FairEvent['type']> = Extract<FairEvent, { type: T }>['data'];
export type FairPlan = Data<'FairPlanned'>;
export type FairChange = Omit<Data<'FairChanged'>, 'remindAt'>;
export type PermitScope = Data<'PermitApplied'>['scope'];

export type KnownFair = FairPlan & {
  district: string;
  status: 'PLANNED' | 'ANNOUNCED' | 'RUNNING' | 'CLOSED' | 'CANCELLED';
  /** What the police have not decided yet. */
  application?: Data<'PermitApplied'> & { overdue: boolean };
  permit?: Data<'PermitGranted'>;
  permitRefusedOn?: string;
  /** Why it might be announced; there since it was. */
  decision?: DecisionFact;
  remindAt?: string | undefined;
  reminded: boolean;
  applicationsClosed: boolean;
  /** Who has which number, and who waits for one, longest first. */
  taken: { exhibitorId: string; number: number }[];
  queue: string[];
  walkIns: number;
  outcomesBy?: DeadlineFact;
  cancelledBecause?: FairCancellation;
};
export type Fair = { status: 'NONE' } | KnownFair;

type Step = 'change' | 'apply-for-permit' | 'decide-permit' | 'announce' | 'cancel' | 'count-walk-ins';
const STEPS: Record<KnownFair['status'], readonly Step[]> = {
  PLANNED: ['change', 'apply-for-permit', 'decide-permit', 'announce', 'cancel'],
  ANNOUNCED: ['change', 'apply-for-permit', 'decide-permit', 'cancel'],
  RUNNING: ['cancel', 'count-walk-ins'],
  CLOSED: [],
  CANCELLED: [],
};
export const possibleForFair = ({ status }: KnownFair) => STEPS[status];
export const fairInStateFor = (step: Step, fair: Fair): KnownFair => {
  const possible = fair.status === 'NONE' ? [] : STEPS[fair.status];
  if (fair.status === 'NONE' || !possible.includes(step))
    throw errors.notPossible({ step, status: fair.status, possible });
  return fair;
};

/** A job fair: its organisation, its permit, its booths by number. Visitors have records of their own. */
export const fairs: RecordKind<Fair, typeof fairEvents> = {
  events: fairEvents,
  initial: { status: 'NONE' },
  evolve(fair, event) {
    if (event.type === 'FairPlanned') {
      const district = event.data.division.slice(0, 6);
      const begun = { district, reminded: false, applicationsClosed: false, taken: [], queue: [], walkIns: 0 };
      return { ...event.data, ...begun, status: 'PLANNED' };
    }
    return fair.status === 'NONE' ? fair : fairAfter(fair, event);
  },
  clocks(fair) {
    switch (fair.status) {
      case 'PLANNED':
        return [{ kind: 'lapse', at: new Date(fair.opensAt) }, ...permitClock(fair)];
      case 'ANNOUNCED':
        return [
          { kind: 'open', at: new Date(fair.opensAt) },
          ...(fair.applicationsClosed ? [] : [{ kind: 'booths', at: endOfDay(fair.boothsUntil) }]),
          ...(fair.reminded ? [] : [{ kind: 'remind', at: new Date(fair.remindAt ?? fair.opensAt) }]),
          ...permitClock(fair),
        ];
      case 'RUNNING':
        return [{ kind: 'close', at: new Date(fair.closesAt) }];
      default:
        return [];
    }
  },
  access(fair, actor) {
    if (fair.status === 'NONE') return 'none';
    if (holds(actor, 'agency') && actor.orgId !== undefined && actor.orgId === fair.organiserId) return 'write';
    if (holds(actor, 'counsellor') && withinDivision(actor.division, fair.division)) return 'write';
    return holds(actor, 'counsellor', 'manager') ? 'read' : 'none';
  },
  indexes: [
    { fields: ['status'] },
    { fields: ['campaignId', 'status'] },
    { fields: ['organiserId', 'status'] },
    { fields: ['district', 'status'] },
    { fields: ['division', 'status'] },
    { fields: ['application.overdue'] },
  ],
};

const permitClock = ({ application }: KnownFair): Due[] => {
  if (!application || application.overdue) return [];
  const { at, calendar, provisional } = application.decideBy;
  return [{ kind: 'permit', at: new Date(at), calendar, provisional }];
};

const fairAfter = (fair: KnownFair, event: FairEvent): Fair => {
  switch (event.type) {
    case 'FairChanged': {
      const { campaignId: _c, governmentOrder: _g, venue: _v, remindAt: _r, ...kept } = fair;
      const { remindAt, boothsUntil } = event.data;
      const reminded = fair.reminded && remindAt === fair.remindAt;
      const applicationsClosed = fair.applicationsClosed && boothsUntil === fair.boothsUntil;
      return { ...kept, ...event.data, reminded, applicationsClosed };
    }
    case 'PermitApplied': {
      const { permitRefusedOn: _, ...rest } = fair;
      return { ...rest, application: { ...event.data, overdue: false } };
    }
    case 'PermitGranted': {
      const { application: _, ...rest } = fair;
      return { ...rest, permit: event.data };
    }
    case 'PermitRefused': {
      const { application: _, ...rest } = fair;
      return { ...rest, permitRefusedOn: event.data.refusedOn };
    }
    case 'PermitOverdue':
      return fair.application ? { ...fair, application: { ...fair.application, overdue: true } } : fair;
    case 'FairAnnounced':
      return { ...fair, ...event.data, status: 'ANNOUNCED' };
    case 'BoothApplicationsClosed':
      return { ...fair, applicationsClosed: true };
    case 'FairDrawsNear':
      return { ...fair, reminded: true };
    case 'FairOpened':
      return { ...fair, status: 'RUNNING' };
    case 'FairClosed':
      return { ...fair, status: 'CLOSED', outcomesBy: event.data.outcomesBy };
    case 'FairCancelled':
      return { ...fair, status: 'CANCELLED', cancelledBecause: event.data.reason };
    case 'BoothTaken':
      return {
        ...fair,
        taken: [...fair.taken, event.data],
        queue: fair.queue.filter((waiting) => waiting !== event.data.exhibitorId),
      };
    case 'BoothQueued':
      return { ...fair, queue: [...fair.queue, event.data.exhibitorId] };
    case 'BoothFreed': {
      const { exhibitorId } = event.data;
      return {
        ...fair,
        taken: fair.taken.filter((booth) => booth.exhibitorId !== exhibitorId),
        queue: fair.queue.filter((waiting) => waiting !== exhibitorId),
      };
    }
    case 'WalkInsCounted':
      return { ...fair, walkIns: fair.walkIns + event.data.count };
    default:
      return fair;
  }
};

/** Everybody may read of it. */
export const isAnnounced = (fair: Fair): fair is KnownFair & { decision: DecisionFact } =>
  fair.status !== 'NONE' && fair.decision !== undefined;

/** The days in the city on which it opens and closes. */
export type Days = { today: string; opens: string; closes: string };

const requireTimes = ({ kind, opensAt, boothsUntil }: FairPlan, days: Days, now: Date) => {
  if (new Date(opensAt) <= now) throw errors.fairPast({ today: days.today });
  // The permit, and the number of people who are there at once, are those of one day (每场次).
  if (kind === 'ON_SITE' && days.opens !== days.closes) throw errors.fairManyDays({ ...days });
  if (boothsUntil > days.opens) throw errors.boothDeadlineLate({ boothsUntil, opens: days.opens });
};

export const plan =
  (fair: FairPlan, days: Days): Decide<Fair, FairEvent> =>
  (_, now) => {
    requireTimes(fair, days, now);
    if (fair.boothsUntil < days.today) throw errors.fairPast({ today: days.today });
    return [{ type: 'FairPlanned', data: fair }];
  };

/** A permit is for so many people at one place and time; anything else is asked for anew (条例 第15条). */
const covers = ({ permit, ...fair }: Pick<KnownFair, 'permit'> & FairChange) =>
  permit !== undefined &&
  fair.expectedVisitors <= permit.scope.visitors &&
  fair.venue === permit.scope.venue &&
  fair.opensAt === permit.scope.opensAt &&
  fair.closesAt === permit.scope.closesAt;

export type JudgeFair = (facts: Omit<FairFacts, 'agencyPermitted'>) => DecisionFact;

const judged = (fair: KnownFair, judge: JudgeFair) => {
  const decision = judge({
    onSite: fair.kind === 'ON_SITE',
    expectedVisitors: fair.expectedVisitors,
    permitted: covers(fair),
    byGovernment: fair.governmentOrder !== undefined,
    planMissing: Object.keys(FAIR_PLAN).filter((part) => fair.plan[part as keyof typeof FAIR_PLAN] === undefined),
    byAgency: fair.organiserId !== undefined,
  });
  const [because] = decision.rules;
  if (because)
    throw errors.fairNotAllowed({ rules: decision.rules, facts: decision.facts, explanation: because.remedy });
  return decision;
};

export const announce =
  (judge: JudgeFair, remindAt: (opensAt: string) => string): Decide<Fair, FairEvent> =>
  ({ state }, now) => {
    const fair = fairInStateFor('announce', state);
    if (new Date(fair.opensAt) <= now) throw errors.fairPast();
    const decision = judged(fair, judge);
    return [{ type: 'FairAnnounced', data: { decision, remindAt: remindAt(fair.opensAt) } }];
  };

/** Once announced it is changed only into what might be announced too, and nobody loses a place or a booth. */
export const changeFair =
  (
    change: FairChange,
    days: Days,
    { judge, remindAt }: { judge: JudgeFair; remindAt: (opensAt: string) => string },
  ): Decide<Fair, FairEvent> =>
  ({ state }, now) => {
    const fair = fairInStateFor('change', state);
    const { campaignId: _c, governmentOrder: _g, venue: _v, ...kept } = fair;
    const changed: KnownFair = { ...kept, ...change };
    requireTimes(changed, days, now);
    if (changed.kind === 'ON_SITE' && changed.venue === undefined) throw errors.venueMissing();
    if (fair.status === 'PLANNED') return [{ type: 'FairChanged', data: change }];
    if (change.expectedVisitors < fair.expectedVisitors)
      throw errors.placesPromised({ expectedVisitors: fair.expectedVisitors });
    const highest = Math.max(0, ...fair.taken.map(({ number }) => number));
    if (change.booths < highest) throw errors.boothsPromised({ highest });
    judged(changed, judge);
    return [
      { type: 'FairChanged', data: { ...change, remindAt: remindAt(change.opensAt) } },
      ...withFreeBooths(changed),
    ];
  };

export const cancelFair =
  (reason: FairCancellation): Decide<Fair, FairEvent> =>
  ({ state }) => {
    fairInStateFor('cancel', state);
    return [{ type: 'FairCancelled', data: { reason } }];
  };

/** Its organiser may not mediate any more: what is announced is not held; what runs is not broken up. */
export const cancelForOrganiser = (fair: Fair): FairEvent[] =>
  fair.status === 'ANNOUNCED' ? [{ type: 'FairCancelled', data: { reason: 'ORGANISER_BARRED' } }] : [];

export const countWalkIns =
  (count: number): Decide<Fair, FairEvent> =>
  ({ state }) => {
    const fair = fairInStateFor('count-walk-ins', state);
    if (fair.kind === 'ONLINE') throw errors.fairOnline();
    return [{ type: 'WalkInsCounted', data: { count } }];
  };

export const open =
  (organiserPermitted: boolean): Decide<Fair, FairEvent> =>
  ({ state }) => {
    if (state.status !== 'ANNOUNCED') return [];
    return organiserPermitted ? [{ type: 'FairOpened', data: {} }] : cancelForOrganiser(state);
  };

export const close =
  (outcomesBy: DueBy): Decide<Fair, FairEvent> =>
  ({ state }, now) =>
    state.status === 'RUNNING' ? [{ type: 'FairClosed', data: { outcomesBy: outcomesBy(now) } }] : [];

export const lapseFair: Decide<Fair, FairEvent> = ({ state }) =>
  state.status === 'PLANNED' ? [{ type: 'FairCancelled', data: { reason: 'NOT_ANNOUNCED' } }] : [];

export const closeApplications: Decide<Fair, FairEvent> = ({ state }) =>
  state.status === 'ANNOUNCED' ? [{ type: 'BoothApplicationsClosed', data: {} }] : [];

export const remind: Decide<Fair, FairEvent> = ({ state }) =>
  state.status === 'ANNOUNCED' ? [{ type: 'FairDrawsNear', data: { opensAt: state.opensAt } }] : [];

/** From its announcement until it closes. */
export const takesVisitors = (fair: Fair, now: Date): fair is KnownFair =>
  (fair.status === 'ANNOUNCED' || fair.status === 'RUNNING') && now < new Date(fair.closesAt);

/** While it runs, and for some days afterwards, outcomes can be told. */
export const takesOutcomes = (fair: Fair, now: Date): fair is KnownFair =>
  fair.status === 'RUNNING' || (fair.status === 'CLOSED' && now <= new Date(fair.outcomesBy!.at));
