import { type DecisionFact, type EventOf, vacancyEvents, type Withdrawal } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

export type VacancyEvent = EventOf<typeof vacancyEvents>;
type Data<T extends VacancyEvent['type']> = Extract<VacancyEvent, { type: T }>['data'];
export type VacancyOffer = Omit<Data<'VacancyRefused'>, 'decision'>;

export type KnownVacancy = VacancyOffer & {
  status: 'OPEN' | 'REFUSED' | 'FILLED' | 'EXPIRED' | 'WITHDRAWN';
  decision: DecisionFact;
  publishedAt?: string;
  expiresAt?: string;
  /** Referrals that ended in a hire: never more than the headcount. */
  hires: string[];
  withdrawnBecause?: Withdrawal;
};
export type Vacancy = { status: 'NONE' } | KnownVacancy;

export const vacancies: RecordKind<Vacancy, typeof vacancyEvents> = {
  events: vacancyEvents,
  initial: { status: 'NONE' },
  evolve(vacancy, event) {
    if (event.type === 'VacancyPublished') return { ...event.data, status: 'OPEN', hires: [] };
    if (event.type === 'VacancyRefused') return { ...event.data, status: 'REFUSED', hires: [] };
    if (vacancy.status === 'NONE') return vacancy;
    switch (event.type) {
      case 'HireCounted':
        return { ...vacancy, hires: [...vacancy.hires, event.data.referralId] };
      case 'HireBeyondHeadcount':
        return vacancy;
      case 'VacancyFilled':
        return { ...vacancy, status: 'FILLED' };
      case 'VacancyExpired':
        return { ...vacancy, status: 'EXPIRED' };
      case 'VacancyWithdrawn':
        return { ...vacancy, status: 'WITHDRAWN', withdrawnBecause: event.data.reason };
    }
  },
  clocks: (vacancy) => (vacancy.status === 'OPEN' ? [{ kind: 'expire', at: new Date(vacancy.expiresAt!) }] : []),
  access(vacancy, actor) {
    if (vacancy.status === 'NONE') return 'none';
    if (actor.orgId !== undefined && actor.orgId === (vacancy.agencyId ?? vacancy.employerId)) return 'write';
    if (actor.orgId === vacancy.employerId) return 'read';
    if (holds(actor, 'counsellor', 'manager')) return 'read';
    return holds(actor, 'jobseeker') && vacancy.status !== 'REFUSED' ? 'read' : 'none';
  },
  indexes: [{ fields: ['status'] }, { fields: ['employerId'] }, { fields: ['agencyId', 'status'] }],
};

/** A legal refusal is a fact that is kept, with the rules behind it. */
export const publish =
  (offer: VacancyOffer, decision: DecisionFact, expiresAt: Date): Decide<Vacancy, VacancyEvent> =>
  (_, now) =>
    decision.outcome === 'accept'
      ? [
          {
            type: 'VacancyPublished',
            data: { ...offer, decision, publishedAt: now.toISOString(), expiresAt: expiresAt.toISOString() },
          },
        ]
      : [{ type: 'VacancyRefused', data: { ...offer, decision } }];

export const withdraw =
  (reason: Withdrawal): Decide<Vacancy, VacancyEvent> =>
  ({ state }) => {
    if (state.status !== 'OPEN') throw errors.vacancyNotOpen({ status: state.status });
    return [{ type: 'VacancyWithdrawn', data: { reason } }];
  };

/** The agency may not mediate any more: what it still offers leaves the market, whatever else is under way. */
export const withdrawForAgency = (vacancy: Vacancy, reason: Withdrawal): VacancyEvent[] =>
  vacancy.status === 'OPEN' ? [{ type: 'VacancyWithdrawn', data: { reason } }] : [];

export const expire: Decide<Vacancy, VacancyEvent> = ({ state }) =>
  state.status === 'OPEN' ? [{ type: 'VacancyExpired', data: { validThrough: state.validThrough } }] : [];

/** The vacancy owns the count. A hire after expiry still counts: the referral was made in time. */
export const countHire = (vacancy: Vacancy, referralId: string): VacancyEvent[] => {
  if (vacancy.status === 'NONE' || vacancy.hires.includes(referralId)) return [];
  if (vacancy.hires.length >= vacancy.headcount) return [{ type: 'HireBeyondHeadcount', data: { referralId } }];
  const counted: VacancyEvent = { type: 'HireCounted', data: { referralId } };
  const filled = vacancy.status === 'OPEN' && vacancy.hires.length + 1 === vacancy.headcount;
  return filled ? [counted, { type: 'VacancyFilled', data: { headcount: vacancy.headcount } }] : [counted];
};
