import {
  type BoothCancellation,
  type BoothRefusal,
  boothEvents,
  type EventOf,
  type VacancyLoss,
  withinDivision,
} from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

export type BoothEvent = EventOf<typeof boothEvents>;
type Data<T extends BoothEvent['type']> = Extract<BoothEvent, { type: T }>['data'];
type Tally = Data<'MeetingsTallied'>;

export type KnownBooth = Data<'BoothApplied'> & {
  status: 'APPLIED' | 'VERIFIED' | 'WAITING' | 'CONFIRMED' | 'REFUSED' | 'CANCELLED' | 'NO_SHOW';
  /** Applied for, or held. */
  open: boolean;
  /** Nothing is left to offer: its organiser is shown that. */
  empty: boolean;
  lost: { vacancyId: string; because: VacancyLoss }[];
  number?: number;
  /** The opening that its exhibitor was reminded of. */
  remindedOf?: string;
  refusedBecause?: BoothRefusal;
  cancelledBecause?: BoothCancellation;
  /** With visitors who had not signed up. */
  tally: Tally;
};
export type Booth = { status: 'NONE' } | KnownBooth;

type Step = 'apply' | 'change-vacancies' | 'verify' | 'refuse' | 'cancel' | 'no-show' | 'meet';
const STEPS: Record<KnownBooth['status'], readonly Step[]> = {
  APPLIED: ['change-vacancies', 'verify', 'refuse', 'cancel'],
  VERIFIED: ['change-vacancies', 'refuse', 'cancel'],
  WAITING: ['change-vacancies', 'refuse', 'cancel'],
  CONFIRMED: ['change-vacancies', 'cancel', 'no-show', 'meet'],
  REFUSED: ['apply'],
  CANCELLED: ['apply'],
  NO_SHOW: [],
};
export const possibleForBooth = ({ status }: KnownBooth) => STEPS[status];
export const boothInStateFor = (step: Step, booth: Booth): KnownBooth => {
  const possible = booth.status === 'NONE' ? [] : STEPS[booth.status];
  if (booth.status === 'NONE' || !possible.includes(step))
    throw errors.notPossible({ step, status: booth.status, possible });
  return booth;
};

export const boothId = (fairId: string, exhibitorId: string) => `${fairId}~${exhibitorId}`;
export const boothOfId = (id: string) => {
  const at = id.lastIndexOf('~');
  return { fairId: id.slice(0, at), exhibitorId: id.slice(at + 1) };
};

const NOTHING: Tally = { interviews: 0, intentions: 0, hires: 0 };
const ended = (booth: KnownBooth, status: 'REFUSED' | 'CANCELLED' | 'NO_SHOW'): KnownBooth => ({
  ...booth,
  status,
  open: false,
});

/** One exhibitor at one fair, with the vacancies that it brings. */
export const booths: RecordKind<Booth, typeof boothEvents> = {
  events: boothEvents,
  initial: { status: 'NONE' },
  evolve(booth, event) {
    if (event.type === 'BoothApplied')
      return { ...event.data, status: 'APPLIED', open: true, empty: false, lost: [], tally: NOTHING };
    if (booth.status === 'NONE') return booth;
    switch (event.type) {
      case 'BoothVacanciesChanged':
        return { ...booth, vacancies: event.data.vacancies, empty: false };
      case 'BoothVacancyLost': {
        const vacancies = booth.vacancies.filter((id) => id !== event.data.vacancyId);
        return { ...booth, vacancies, empty: vacancies.length === 0, lost: [...booth.lost, event.data] };
      }
      case 'BoothVerified':
        return { ...booth, status: 'VERIFIED' };
      case 'BoothConfirmed':
        return { ...booth, status: 'CONFIRMED', number: event.data.number };
      case 'ExhibitorReminded':
        return { ...booth, remindedOf: event.data.opensAt };
      case 'BoothWaitlisted':
        return { ...booth, status: 'WAITING' };
      case 'BoothRefused':
        return { ...ended(booth, 'REFUSED'), refusedBecause: event.data.reason };
      case 'BoothCancelled':
        return { ...ended(booth, 'CANCELLED'), cancelledBecause: event.data.because };
      case 'BoothNoShow':
        return ended(booth, 'NO_SHOW');
      case 'MeetingsTallied':
        return { ...booth, tally: event.data };
    }
  },
  access(booth, actor) {
    if (booth.status === 'NONE') return 'none';
    if (actor.orgId !== undefined && [booth.exhibitorId, booth.organiserId].includes(actor.orgId)) return 'write';
    if (holds(actor, 'counsellor') && withinDivision(actor.division, booth.division)) return 'write';
    return holds(actor, 'counsellor', 'manager') ? 'read' : 'none';
  },
  indexes: [
    { fields: ['fairId', 'status'] },
    { fields: ['fairId', 'empty'] },
    { fields: ['exhibitorId', 'open'] },
    { fields: ['vacancies', 'open'] },
  ],
};

/** Anew when the fair is moved. */
export const remindExhibitor =
  (opensAt: string): Decide<Booth, BoothEvent> =>
  ({ state }) => {
    if (state.status !== 'CONFIRMED' || state.number === undefined || state.remindedOf === opensAt) return [];
    const { fairId, exhibitorId, number } = state;
    return [{ type: 'ExhibitorReminded', data: { fairId, exhibitorId, number, opensAt } }];
  };

/** What is its exhibitor's to do, and what its organiser's or an officer's: who may write a booth may not do both. */
export const requireExhibitor = (booth: Booth, orgId: string | undefined) => {
  if (booth.status === 'NONE' || booth.exhibitorId !== orgId) throw errors.boothForeign();
};
export const requireOrganiser = (booth: Booth, orgId: string | undefined) => {
  if (booth.status === 'NONE' || (orgId !== undefined && orgId !== booth.organiserId)) throw errors.fairForeign();
};

/** Who was refused or has cancelled may apply again. */
export const apply =
  (application: Data<'BoothApplied'>): Decide<Booth, BoothEvent> =>
  ({ state }) => {
    if (state.status !== 'NONE') boothInStateFor('apply', state);
    return [{ type: 'BoothApplied', data: application }];
  };

export const bringVacancies =
  (vacancies: string[]): Decide<Booth, BoothEvent> =>
  ({ state }) => {
    boothInStateFor('change-vacancies', state);
    return [{ type: 'BoothVacanciesChanged', data: { vacancies } }];
  };

export const verify: Decide<Booth, BoothEvent> = ({ state }) => {
  if (boothInStateFor('verify', state).empty) throw errors.boothEmpty();
  return [{ type: 'BoothVerified', data: {} }];
};

export const refuseBooth =
  (reason: BoothRefusal): Decide<Booth, BoothEvent> =>
  ({ state }) => {
    boothInStateFor('refuse', state);
    return [{ type: 'BoothRefused', data: { reason } }];
  };

export const cancelBooth =
  (because: BoothCancellation): Decide<Booth, BoothEvent> =>
  ({ state }) => {
    boothInStateFor('cancel', state);
    return [{ type: 'BoothCancelled', data: { because } }];
  };

export const noShow: Decide<Booth, BoothEvent> = ({ state }) => {
  boothInStateFor('no-show', state);
  return [{ type: 'BoothNoShow', data: {} }];
};

export const tally =
  (meetings: Tally): Decide<Booth, BoothEvent> =>
  ({ state }) => {
    boothInStateFor('meet', state);
    return [{ type: 'MeetingsTallied', data: meetings }];
  };

const placed = (booth: Booth): booth is KnownBooth =>
  booth.status === 'VERIFIED' || booth.status === 'WAITING' || booth.status === 'CONFIRMED';

/** The fair has given it a number. Who has cancelled meanwhile has none: the fair learns it from that. */
export const confirmBooth = (booth: Booth, number: number): BoothEvent[] =>
  placed(booth) && booth.number !== number ? [{ type: 'BoothConfirmed', data: { number } }] : [];

export const waitlist = (booth: Booth): BoothEvent[] =>
  booth.status === 'VERIFIED' ? [{ type: 'BoothWaitlisted', data: {} }] : [];

export const loseVacancy = (booth: Booth, vacancyId: string, because: VacancyLoss): BoothEvent[] =>
  booth.status !== 'NONE' && booth.open && booth.vacancies.includes(vacancyId)
    ? [{ type: 'BoothVacancyLost', data: { vacancyId, because } }]
    : [];

export const cancelForAgency = (booth: Booth): BoothEvent[] =>
  booth.status !== 'NONE' && booth.open ? [{ type: 'BoothCancelled', data: { because: 'AGENCY_BARRED' } }] : [];

/** What it brought to the fair: a vacancy that was filled was offered, one that was withdrawn was not. */
export const offeredAt = ({ vacancies, lost }: KnownBooth) => [
  ...new Set([...vacancies, ...lost.filter(({ because }) => because === 'FILLED').map(({ vacancyId }) => vacancyId)]),
];
