import {
  type Actor,
  type DeadlineFact,
  type Decline,
  type Escalation,
  type EventOf,
  isHerself,
  type NotHired,
  type ReferralClosing,
  type ReferralSide,
  type ReportedOutcome,
  referralEvents,
  withinDivision,
} from '@zhiqiao/domain';
import type { Decide, Due, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

export type ReferralEvent = EventOf<typeof referralEvents>;
type Offered = Extract<ReferralEvent, { type: 'ReferralOffered' }>['data'];
export type Introduction = Omit<Offered, 'answerBy'>;
type Status = 'OFFERED' | 'ACCEPTED' | 'INTERVIEWED' | 'HIRED' | 'DECLINED' | 'NOT_HIRED' | 'CLOSED';

export type KnownReferral = Offered & {
  status: Status;
  /** One open referral per person and vacancy. */
  open: boolean;
  reportBy?: DeadlineFact;
  confirmBy?: DeadlineFact;
  accounts: { [side in ReferralSide]?: ReportedOutcome };
  /** What a counsellor has to look at now; a step forward clears it. */
  escalated: Escalation[];
  needsCounsellor: boolean;
  startDate?: string;
  endedBecause?: Decline | NotHired | ReferralClosing;
};
export type Referral = { status: 'NONE' } | KnownReferral;

export type Step = 'accept' | 'decline' | 'interview' | 'report' | 'settle' | 'close';
const STEPS: Record<Status, readonly Step[]> = {
  OFFERED: ['accept', 'decline', 'close'],
  ACCEPTED: ['decline', 'interview', 'report', 'settle', 'close'],
  INTERVIEWED: ['decline', 'interview', 'report', 'settle', 'close'],
  HIRED: [],
  DECLINED: [],
  NOT_HIRED: [],
  CLOSED: [],
};
export const possibleSteps = (referral: KnownReferral) => STEPS[referral.status];

/** Due times are counted by the city's calendar from the day on which something happens. */
export type DueBy = (now: Date) => DeadlineFact;

const ended = (
  referral: KnownReferral,
  status: Status,
  endedBecause?: KnownReferral['endedBecause'],
): KnownReferral => ({
  ...referral,
  status,
  open: status === 'HIRED',
  escalated: [],
  needsCounsellor: false,
  ...(endedBecause && { endedBecause }),
});
const movedOn = (referral: KnownReferral, status: Status, reportBy: DeadlineFact): KnownReferral => ({
  ...referral,
  status,
  reportBy,
  escalated: [],
  needsCounsellor: false,
});

const accountOf = ({ outcome, startDate, reason }: Extract<ReferralEvent, { type: 'OutcomeReported' }>['data']) =>
  outcome === 'HIRED'
    ? ({ outcome, startDate: startDate! } satisfies ReportedOutcome)
    : ({ outcome, reason: reason! } satisfies ReportedOutcome);

/** A jobseeker introduced to a vacancy; both sides tell how it went. */
export const referrals: RecordKind<Referral, typeof referralEvents> = {
  events: referralEvents,
  initial: { status: 'NONE' },
  evolve(referral, event) {
    if (event.type === 'ReferralOffered') {
      return { ...event.data, status: 'OFFERED', open: true, accounts: {}, escalated: [], needsCounsellor: false };
    }
    if (referral.status === 'NONE') return referral;
    switch (event.type) {
      case 'ReferralAccepted':
        return movedOn(referral, 'ACCEPTED', event.data.reportBy);
      case 'InterviewHeld':
        return movedOn(referral, 'INTERVIEWED', event.data.reportBy);
      case 'OutcomeReported': {
        const accounts = { ...referral.accounts, [event.data.by]: accountOf(event.data) };
        return { ...referral, accounts, confirmBy: event.data.confirmBy, escalated: [], needsCounsellor: false };
      }
      case 'ReferralEscalated':
        return { ...referral, escalated: [...referral.escalated, event.data.because], needsCounsellor: true };
      case 'ReferralHired':
        return { ...ended(referral, 'HIRED'), startDate: event.data.startDate };
      case 'ReferralDeclined':
        return ended(referral, 'DECLINED', event.data.reason);
      case 'ReferralNotHired':
        return ended(referral, 'NOT_HIRED', event.data.reason);
      case 'ReferralClosed':
        return ended(referral, 'CLOSED', event.data.reason);
    }
  },
  clocks(referral) {
    const watched = watchedBy(referral);
    return watched ? [watched] : [];
  },
  access(referral, actor) {
    if (referral.status === 'NONE') return 'none';
    if (sideOf(referral, actor)) return 'write';
    if (holds(actor, 'counsellor') && withinDivision(actor.division, referral.division)) return 'write';
    return holds(actor, 'counsellor', 'manager') ? 'read' : 'none';
  },
  indexes: [
    { fields: ['personId', 'vacancyId'], unique: true, where: { open: true } },
    { fields: ['personId'] },
    { fields: ['vacancyId', 'open'] },
    { fields: ['employerId'] },
    { fields: ['agencyId'] },
    { fields: ['needsCounsellor'] },
  ],
};

/** The silence that is being watched in this state, if any. */
const watchedBy = (referral: Referral): Due | undefined => {
  if (referral.status === 'NONE' || referral.escalated.length > 0) return undefined;
  const due = (kind: string, { at, calendar, provisional }: DeadlineFact): Due => ({
    kind,
    at: new Date(at),
    calendar,
    provisional,
  });
  if (referral.status === 'OFFERED') return due('answer', referral.answerBy);
  if (referral.status !== 'ACCEPTED' && referral.status !== 'INTERVIEWED') return undefined;
  if (referral.confirmBy) return due('confirm', referral.confirmBy);
  return referral.reportBy && due('report', referral.reportBy);
};

export const sideOf = (
  referral: KnownReferral,
  actor: Pick<Actor, 'personId' | 'formerPersonIds' | 'orgId'>,
): ReferralSide | undefined => {
  if (isHerself(actor, referral.personId)) return 'SEEKER';
  if (actor.orgId === undefined) return undefined;
  return actor.orgId === referral.employerId || actor.orgId === referral.agencyId ? 'EMPLOYER' : undefined;
};

const inStateFor = (step: Step, referral: Referral): KnownReferral => {
  if (referral.status === 'NONE' || !STEPS[referral.status].includes(step)) {
    throw errors.notPossible({
      step,
      status: referral.status,
      possible: referral.status === 'NONE' ? [] : STEPS[referral.status],
    });
  }
  return referral;
};

export const offer =
  (introduction: Introduction, answerBy: DueBy): Decide<Referral, ReferralEvent> =>
  (_, now) => [{ type: 'ReferralOffered', data: { ...introduction, answerBy: answerBy(now) } }];

export const accept =
  (reportBy: DueBy): Decide<Referral, ReferralEvent> =>
  ({ state }, now) => {
    const { personId } = inStateFor('accept', state);
    return [{ type: 'ReferralAccepted', data: { personId, reportBy: reportBy(now) } }];
  };

export const decline =
  (reason: Decline): Decide<Referral, ReferralEvent> =>
  ({ state }) => {
    inStateFor('decline', state);
    return [{ type: 'ReferralDeclined', data: { reason } }];
  };

export const holdInterview =
  (on: string, today: string, reportBy: DueBy): Decide<Referral, ReferralEvent> =>
  ({ state }, now) => {
    const { personId } = inStateFor('interview', state);
    if (on > today) throw errors.interviewInFuture({ on, today });
    return [{ type: 'InterviewHeld', data: { personId, on, reportBy: reportBy(now) } }];
  };

/** At a fair she shows her code at the booth: with that she has come, and said yes to whatever was offered before. */
export const meetAtFair =
  (on: string, due: DueBy, introduction?: Introduction): Decide<Referral, ReferralEvent> =>
  ({ state }, now) => {
    const accepted: ReferralEvent = { type: 'ReferralAccepted', data: { reportBy: due(now) } };
    const held: ReferralEvent = { type: 'InterviewHeld', data: { on, reportBy: due(now) } };
    if (introduction)
      return [{ type: 'ReferralOffered', data: { ...introduction, answerBy: due(now) } }, accepted, held];
    if (state.status === 'OFFERED') return [accepted, held];
    if (state.status === 'INTERVIEWED') return [];
    inStateFor('interview', state);
    return [held];
  };

const other = (side: ReferralSide): ReferralSide => (side === 'SEEKER' ? 'EMPLOYER' : 'SEEKER');

const concluded = (referral: KnownReferral, outcome: ReportedOutcome): ReferralEvent => {
  const { personId, vacancyId, employerId } = referral;
  return outcome.outcome === 'HIRED'
    ? { type: 'ReferralHired', data: { personId, vacancyId, employerId, startDate: outcome.startDate } }
    : { type: 'ReferralNotHired', data: { reason: outcome.reason } };
};

/** An outcome stands once both sides have told the same. Whoever was wrong may correct the own account until then. */
export const report =
  (by: ReferralSide, account: ReportedOutcome, confirmBy: DueBy): Decide<Referral, ReferralEvent> =>
  ({ state }, now) => {
    const referral = inStateFor('report', state);
    const own = referral.accounts[by];
    if (own && JSON.stringify(own) === JSON.stringify(account)) return [];
    const told: ReferralEvent = { type: 'OutcomeReported', data: { by, ...account, confirmBy: confirmBy(now) } };
    const theirs = referral.accounts[other(by)];
    if (!theirs) return [told];
    if (theirs.outcome !== account.outcome) {
      return [told, { type: 'ReferralEscalated', data: { because: 'ACCOUNTS_DIFFER' } }];
    }
    // The employer's day of starting is the one that it will register.
    return [told, concluded(referral, by === 'EMPLOYER' ? account : theirs)];
  };

/** A counsellor decides what no agreement has settled. */
export const settle =
  (outcome: ReportedOutcome): Decide<Referral, ReferralEvent> =>
  ({ state }) => {
    const referral = inStateFor('settle', state);
    if (!referral.needsCounsellor) throw errors.nothingToSettle({ status: referral.status });
    return [concluded(referral, outcome)];
  };

export const closeInError: Decide<Referral, ReferralEvent> = ({ state }) => {
  inStateFor('close', state);
  return [{ type: 'ReferralClosed', data: { reason: 'OFFERED_IN_ERROR' } }];
};

const hiredAccount = (referral: KnownReferral) =>
  [referral.accounts.EMPLOYER, referral.accounts.SEEKER].find((account) => account?.outcome === 'HIRED');

/** The employer has said that she has the job, and nothing has come of it that undoes it. */
export const holdsPlace = (referral: Referral) =>
  referral.status === 'HIRED' ||
  ((referral.status === 'ACCEPTED' || referral.status === 'INTERVIEWED') &&
    referral.accounts.EMPLOYER?.outcome === 'HIRED');

/** The vacancy is gone. A hire that one side has already told stays for the other to confirm. */
export const vacancyGone = (referral: Referral, reason: 'VACANCY_WITHDRAWN' | 'VACANCY_FILLED'): ReferralEvent[] =>
  referral.status === 'NONE' || !STEPS[referral.status].includes('close') || hiredAccount(referral)
    ? []
    : [{ type: 'ReferralClosed', data: { reason } }];

/** Her registration has ended. Where it ended by a hire that one side has told, the register is the second voice. */
export const registrationEnded = (referral: Referral, because: string): ReferralEvent[] => {
  if (referral.status === 'NONE' || !referral.open) return [];
  const account = hiredAccount(referral);
  const confirmed = because === 'HIRED' && referral.status !== 'HIRED' && account ? [concluded(referral, account)] : [];
  const employed = because === 'HIRED' && (referral.status === 'HIRED' || confirmed.length > 0);
  return [
    ...confirmed,
    { type: 'ReferralClosed', data: { reason: employed ? 'EMPLOYMENT_REGISTERED' : 'REGISTRATION_CLOSED' } },
  ];
};

export const escalate =
  (because: 'NO_ANSWER' | 'NO_REPORT' | 'NO_CONFIRMATION'): Decide<Referral, ReferralEvent> =>
  ({ state }) =>
    watchedBy(state) ? [{ type: 'ReferralEscalated', data: { because } }] : [];
