import { type DeadlineFact, type DecisionFact, type EventOf, vacancyEvents, type Withdrawal } from '@zhiqiao/domain';
import type { Decide, Due, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';
import type { DueBy } from './referral.ts';

export type VacancyEvent = EventOf<typeof vacancyEvents>;
type Data<T extends VacancyEvent['type']> = Extract<VacancyEvent, { type: T }>['data'];
export type VacancyOffer = Omit<Data<'VacancyRefused'>, 'decision'>;

/** Written but not published: nobody but its publisher sees it. */
export type VacancyDraft = Omit<Data<'VacancyDrafted'>, 'keptUntil'> & {
  status: 'DRAFT' | 'CHECKED' | 'DISCARDED';
  keptUntil: string;
  decision?: DecisionFact;
};
export type KnownVacancy = VacancyOffer & {
  status: 'OPEN' | 'REFUSED' | 'FILLED' | 'EXPIRED' | 'WITHDRAWN';
  decision: DecisionFact;
  publishedAt?: string;
  expiresAt?: string;
  confirmBy?: DeadlineFact | undefined;
  /** Since the publisher was asked whether it is still to be had. */
  lapsesBy?: DeadlineFact;
  /** Referrals that ended in a hire, and those whose employer has said so: together never more than the headcount. */
  hires: string[];
  promised: string[];
  withdrawnBecause?: Withdrawal;
  lapsedBecause?: Data<'VacancyExpired'>['because'];
};
export type Vacancy = { status: 'NONE' } | VacancyDraft | KnownVacancy;

export const isDraft = (vacancy: Vacancy): vacancy is VacancyDraft =>
  vacancy.status === 'DRAFT' || vacancy.status === 'CHECKED' || vacancy.status === 'DISCARDED';
export const isKnown = (vacancy: Vacancy): vacancy is KnownVacancy => vacancy.status !== 'NONE' && !isDraft(vacancy);

export const vacancies: RecordKind<Vacancy, typeof vacancyEvents> = {
  events: vacancyEvents,
  initial: { status: 'NONE' },
  evolve(vacancy, event) {
    switch (event.type) {
      case 'VacancyPublished':
        return { ...event.data, status: 'OPEN', hires: [], promised: [] };
      case 'VacancyRefused':
        return { ...event.data, status: 'REFUSED', hires: [], promised: [] };
      case 'VacancyDrafted':
        return { ...event.data, status: 'DRAFT' };
    }
    if (isDraft(vacancy)) return draftAfter(vacancy, event);
    return isKnown(vacancy) ? knownAfter(vacancy, event) : vacancy;
  },
  clocks(vacancy): Due[] {
    if (isDraft(vacancy))
      return vacancy.status === 'DISCARDED' ? [] : [{ kind: 'discard', at: new Date(vacancy.keptUntil) }];
    if (vacancy.status !== 'OPEN') return [];
    const { confirmBy, lapsesBy } = vacancy;
    return [
      { kind: 'expire', at: new Date(vacancy.expiresAt!) },
      ...(lapsesBy ? [dueAt('lapse', lapsesBy)] : confirmBy ? [dueAt('confirm', confirmBy)] : []),
    ];
  },
  access(vacancy, actor) {
    if (vacancy.status === 'NONE') return 'none';
    if (actor.orgId !== undefined && actor.orgId === (vacancy.agencyId ?? vacancy.employerId)) return 'write';
    if (isDraft(vacancy)) return 'none';
    if (actor.orgId === vacancy.employerId) return 'read';
    if (holds(actor, 'counsellor', 'manager')) return 'read';
    return holds(actor, 'jobseeker') && vacancy.status !== 'REFUSED' ? 'read' : 'none';
  },
  indexes: [{ fields: ['status'] }, { fields: ['employerId'] }, { fields: ['agencyId', 'status'] }],
};

const dueAt = (kind: string, { at, calendar, provisional }: DeadlineFact): Due => ({
  kind,
  at: new Date(at),
  calendar,
  provisional,
});

const draftAfter = (draft: VacancyDraft, event: VacancyEvent): Vacancy => {
  switch (event.type) {
    case 'VacancyChecked': {
      const { decision } = event.data;
      return { ...draft, decision, status: decision.outcome === 'accept' ? 'CHECKED' : 'DRAFT' };
    }
    case 'VacancyDiscarded':
      return { ...draft, status: 'DISCARDED' };
    default:
      return draft;
  }
};

const without = (ids: readonly string[], id: string) => ids.filter((one) => one !== id);

const knownAfter = (vacancy: KnownVacancy, event: VacancyEvent): Vacancy => {
  const { lapsesBy: _, ...confirmed } = vacancy;
  switch (event.type) {
    case 'VacancyChanged': {
      const { status, publishedAt, hires, promised } = vacancy;
      return { ...event.data, status, hires, promised, ...(publishedAt && { publishedAt }) };
    }
    case 'VacancyConfirmed':
      return { ...confirmed, confirmBy: event.data.confirmBy };
    case 'ConfirmationDue':
      return { ...vacancy, lapsesBy: event.data.lapsesBy };
    case 'PlacePromised':
      return { ...vacancy, promised: [...vacancy.promised, event.data.referralId] };
    case 'PlaceFreed':
      return { ...vacancy, promised: without(vacancy.promised, event.data.referralId) };
    case 'HireCounted': {
      const { referralId } = event.data;
      return { ...vacancy, hires: [...vacancy.hires, referralId], promised: without(vacancy.promised, referralId) };
    }
    case 'VacancyFilled':
      return { ...vacancy, status: 'FILLED' };
    case 'VacancyExpired':
      return { ...vacancy, status: 'EXPIRED', ...(event.data.because && { lapsedBecause: event.data.because }) };
    case 'VacancyWithdrawn':
      return { ...vacancy, status: 'WITHDRAWN', withdrawnBecause: event.data.reason };
    default:
      return vacancy;
  }
};

export const published = (
  offer: VacancyOffer,
  decision: DecisionFact,
  { expiresAt, confirmBy, now }: { expiresAt: Date; confirmBy: DueBy; now: Date },
): VacancyEvent => ({
  type: 'VacancyPublished',
  data: {
    ...offer,
    decision,
    publishedAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    confirmBy: confirmBy(now),
  },
});

/** A legal refusal is a fact that is kept, with the rules behind it. */
export const publish =
  (offer: VacancyOffer, decision: DecisionFact, expiresAt: Date, confirmBy: DueBy): Decide<Vacancy, VacancyEvent> =>
  (_, now) =>
    decision.outcome === 'accept'
      ? [published(offer, decision, { expiresAt, confirmBy, now })]
      : [{ type: 'VacancyRefused', data: { ...offer, decision } }];

/** Places that nobody has and nobody was promised. */
export const placesLeft = ({ headcount, hires, promised }: KnownVacancy) => headcount - hires.length - promised.length;

const requireOpen = (vacancy: Vacancy): KnownVacancy => {
  if (vacancy.status !== 'OPEN') throw errors.vacancyNotOpen({ status: vacancy.status });
  return vacancy;
};

/** On the market it is changed only into what may be advertised too; nobody who has a place loses it. */
export const change =
  (offer: VacancyOffer, decision: DecisionFact, expiresAt: Date, confirmBy: DueBy): Decide<Vacancy, VacancyEvent> =>
  ({ state }, now) => {
    const vacancy = requireOpen(state);
    if (decision.outcome !== 'accept') throw errors.changeUnlawful({ rules: decision.rules });
    const taken = vacancy.hires.length + vacancy.promised.length;
    if (offer.headcount < taken) throw errors.headcountTaken({ taken });
    const data = { ...offer, decision, expiresAt: expiresAt.toISOString(), confirmBy: confirmBy(now) };
    const changed: VacancyEvent = { type: 'VacancyChanged', data };
    return offer.headcount === vacancy.hires.length ? [changed, filled(offer.headcount)] : [changed];
  };

export const withdraw =
  (reason: Withdrawal): Decide<Vacancy, VacancyEvent> =>
  ({ state }) => {
    requireOpen(state);
    return [{ type: 'VacancyWithdrawn', data: { reason } }];
  };

/** The agency may not mediate any more: what it still offers leaves the market, whatever else is under way. */
export const withdrawForAgency = (vacancy: Vacancy, reason: Withdrawal): VacancyEvent[] =>
  vacancy.status === 'OPEN' ? [{ type: 'VacancyWithdrawn', data: { reason } }] : [];

export const confirm =
  (confirmBy: DueBy): Decide<Vacancy, VacancyEvent> =>
  ({ state }, now) => {
    requireOpen(state);
    return [{ type: 'VacancyConfirmed', data: { confirmBy: confirmBy(now) } }];
  };

export const askToConfirm =
  (lapsesBy: DueBy): Decide<Vacancy, VacancyEvent> =>
  ({ state }, now) =>
    state.status === 'OPEN' ? [{ type: 'ConfirmationDue', data: { lapsesBy: lapsesBy(now) } }] : [];

export const expire: Decide<Vacancy, VacancyEvent> = ({ state }) =>
  state.status === 'OPEN' ? [{ type: 'VacancyExpired', data: { validThrough: state.validThrough } }] : [];

export const lapse: Decide<Vacancy, VacancyEvent> = ({ state }) =>
  state.status === 'OPEN'
    ? [{ type: 'VacancyExpired', data: { validThrough: state.validThrough, because: 'NOT_CONFIRMED' } }]
    : [];

const filled = (headcount: number): VacancyEvent => ({ type: 'VacancyFilled', data: { headcount } });
/** The places that are somebody else's. */
const othersIn = ({ hires, promised }: KnownVacancy, referralId: string) =>
  [...hires, ...promised].filter((id) => id !== referralId).length;

/** One place for one referral. Asked before the employer's word is kept: of two who are told at once, one place has one. */
export const promisePlace =
  (referralId: string): Decide<Vacancy, VacancyEvent> =>
  ({ state }) => {
    if (!isKnown(state)) throw errors.vacancyNotOpen({ status: state.status });
    if (state.hires.includes(referralId) || state.promised.includes(referralId)) return [];
    if (othersIn(state, referralId) >= state.headcount) throw errors.vacancyFull({ headcount: state.headcount });
    return [{ type: 'PlacePromised', data: { referralId } }];
  };

export const freePlace = (vacancy: Vacancy, referralId: string): VacancyEvent[] =>
  isKnown(vacancy) && vacancy.promised.includes(referralId) ? [{ type: 'PlaceFreed', data: { referralId } }] : [];

/** The vacancy owns the count. A hire after expiry still counts: the referral was made in time. */
export const countHire = (vacancy: Vacancy, referralId: string): VacancyEvent[] => {
  if (!isKnown(vacancy) || vacancy.hires.includes(referralId)) return [];
  if (othersIn(vacancy, referralId) >= vacancy.headcount)
    return [{ type: 'HireBeyondHeadcount', data: { referralId } }];
  const counted: VacancyEvent = { type: 'HireCounted', data: { referralId } };
  const full = vacancy.status === 'OPEN' && vacancy.hires.length + 1 === vacancy.headcount;
  return full ? [counted, filled(vacancy.headcount)] : [counted];
};
