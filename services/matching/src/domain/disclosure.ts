import {
  type Actor,
  type DeadlineFact,
  type DisclosureDecline,
  type DisclosureEnd,
  type DisclosureStatus,
  disclosureEvents,
  type EventOf,
  isHerself,
  type OnBehalf,
  type ReferralSide,
  withinDivision,
} from '@zhiqiao/domain';
import type { Due, RecordKind } from '@zhiqiao/records';
import { holds } from './access.ts';

export type DisclosureEvent = EventOf<typeof disclosureEvents>;
export type DataOf<T extends DisclosureEvent['type']> = Extract<DisclosureEvent, { type: T }>['data'];
type Notice = { channel?: DataOf<'SeekerNotified'>['channel']; on: string; delivered: boolean };

export type KnownDisclosure = DataOf<'DisclosureOffered'> & {
  status: DisclosureStatus;
  startedBy: ReferralSide;
  /** One open disclosure per person and vacancy. */
  open: boolean;
  /** Unanswered asks of a vacancy have a number each. */
  waiting: boolean;
  nth?: number;
  tellBy?: DeadlineFact;
  expiresAt?: DeadlineFact;
  /** She has to be told by phone. */
  needsCounsellor: boolean;
  notices: Notice[];
  /** Who does not ask again, and until when. */
  quiet?: { side: ReferralSide; until: DeadlineFact };
  onBehalf?: OnBehalf | undefined;
  timesShown: number;
  shown: DataOf<'IdentityShown'>[];
  declinedBecause?: DisclosureDecline;
  endedBecause?: DisclosureEnd;
};
export type Disclosure = { status: 'NONE' } | KnownDisclosure;

const MOST_SHOWN = 50;
const started = { open: true, needsCounsellor: false, notices: [], timesShown: 0, shown: [] };
const other = (side: ReferralSide): ReferralSide => (side === 'SEEKER' ? 'EMPLOYER' : 'SEEKER');

/** Whether one employer may know who one candidate is, for one vacancy: both sides agree, for a time. */
export const disclosures: RecordKind<Disclosure, typeof disclosureEvents> = {
  events: disclosureEvents,
  initial: { status: 'NONE' },
  evolve(disclosure, event) {
    if (event.type === 'DisclosureAsked')
      return { ...event.data, ...started, status: 'ASKED', startedBy: 'EMPLOYER', waiting: true };
    if (event.type === 'DisclosureOffered')
      return { ...event.data, ...started, status: 'OFFERED', startedBy: 'SEEKER', waiting: false };
    return disclosure.status === 'NONE' ? disclosure : after(disclosure, event);
  },
  clocks(disclosure) {
    if (disclosure.status === 'NONE' || !disclosure.open) return [];
    const { status, tellBy, answerBy, expiresAt } = disclosure;
    if (status === 'GRANTED') return due('expire', expiresAt);
    return [...(status === 'ASKED' ? due('tell', tellBy) : []), ...due('answer', answerBy)];
  },
  access(disclosure, actor) {
    if (disclosure.status === 'NONE') return 'none';
    if (sideOf(disclosure, actor)) return 'write';
    return holds(actor, 'counsellor') && withinDivision(actor.division, disclosure.division) ? 'write' : 'none';
  },
  indexes: [
    { fields: ['personId', 'vacancyId'], unique: true, where: { open: true } },
    { fields: ['vacancyId', 'nth'], unique: true, where: { waiting: true } },
    { fields: ['personId', 'open'] },
    { fields: ['vacancyId', 'open'] },
    { fields: ['agencyId', 'open'] },
    { fields: ['needsCounsellor'] },
  ],
};

const due = (kind: string, deadline: DeadlineFact | undefined): Due[] =>
  deadline
    ? [
        {
          kind,
          at: new Date(deadline.at),
          calendar: deadline.calendar,
          provisional: deadline.provisional,
        },
      ]
    : [];

const after = (disclosure: KnownDisclosure, event: DisclosureEvent): KnownDisclosure => {
  const { notices, startedBy } = disclosure;
  const closed = (status: DisclosureStatus): KnownDisclosure => ({
    ...disclosure,
    status,
    open: false,
    waiting: false,
    needsCounsellor: false,
  });
  switch (event.type) {
    case 'SeekerNotified': {
      const { channel, on, answerBy } = event.data;
      const told = { ...disclosure, answerBy, notices: [...notices, { channel, on, delivered: true }] };
      return { ...told, status: 'NOTIFIED', needsCounsellor: false };
    }
    case 'NoticeFailed': {
      const { channel, on } = event.data;
      const failed = { on, delivered: false, ...(channel && { channel }) };
      return { ...disclosure, notices: [...notices, failed], status: 'CANNOT_NOTIFY', needsCounsellor: true };
    }
    case 'DisclosureGranted': {
      const { expiresAt, onBehalf } = event.data;
      return { ...closed('GRANTED'), open: true, expiresAt, onBehalf };
    }
    case 'DisclosureDeclined': {
      const { by, reason, quietUntil: until, onBehalf } = event.data;
      return { ...closed('DECLINED'), declinedBecause: reason, quiet: { side: other(by), until }, onBehalf };
    }
    case 'DisclosureRevoked': {
      const { by, quietUntil: until, onBehalf } = event.data;
      // Who takes back an ask does not ask again at once; what was granted is not asked for again by the other.
      const side = disclosure.status === 'GRANTED' ? other(by) : by;
      return { ...closed('REVOKED'), quiet: { side, until }, onBehalf };
    }
    case 'DisclosureLapsed':
      return { ...closed('LAPSED'), quiet: { side: startedBy, until: event.data.quietUntil } };
    case 'DisclosureExpired':
      return closed('EXPIRED');
    case 'DisclosureEnded':
      return { ...closed('ENDED'), endedBecause: event.data.reason };
    case 'IdentityShown': {
      const shown = [...disclosure.shown, event.data].slice(-MOST_SHOWN);
      return { ...disclosure, timesShown: disclosure.timesShown + 1, shown };
    }
    case 'DisclosureAsked':
    case 'DisclosureOffered':
      return disclosure;
  }
};

export const sideOf = (
  disclosure: KnownDisclosure,
  actor: Pick<Actor, 'personId' | 'formerPersonIds' | 'orgId'>,
): ReferralSide | undefined => {
  if (isHerself(actor, disclosure.personId)) return 'SEEKER';
  if (actor.orgId === undefined) return undefined;
  return actor.orgId === disclosure.employerId || actor.orgId === disclosure.agencyId ? 'EMPLOYER' : undefined;
};

export type Party = ReferralSide | 'COUNSELLOR';
export type Step = 'receipt' | 'notice' | 'acceptance' | 'decline' | 'revocation' | 'showing';
type Steps = Partial<Record<Party, readonly Step[]>>;

const ASK: Steps = {
  SEEKER: ['acceptance', 'decline'],
  EMPLOYER: ['revocation'],
  COUNSELLOR: ['acceptance', 'decline'],
};
const UNTOLD: Steps = {
  SEEKER: ['receipt', 'acceptance', 'decline'],
  EMPLOYER: ['revocation'],
  COUNSELLOR: ['notice', 'acceptance', 'decline'],
};
const STEPS: Record<DisclosureStatus, Steps> = {
  ASKED: UNTOLD,
  CANNOT_NOTIFY: UNTOLD,
  NOTIFIED: ASK,
  OFFERED: { SEEKER: ['revocation'], EMPLOYER: ['acceptance', 'decline'], COUNSELLOR: ['revocation'] },
  GRANTED: { SEEKER: ['revocation'], EMPLOYER: ['showing', 'revocation'], COUNSELLOR: ['revocation'] },
  DECLINED: {},
  LAPSED: {},
  REVOKED: {},
  EXPIRED: {},
  ENDED: {},
};
export const possibleSteps = ({ status }: KnownDisclosure, party: Party) => STEPS[status][party] ?? [];
export const isPending = (disclosure: Disclosure): disclosure is KnownDisclosure =>
  disclosure.status !== 'NONE' && disclosure.open && disclosure.status !== 'GRANTED';
