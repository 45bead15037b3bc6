import { type ConsentPurpose, isHerself, type PersonEvent, personEvents } from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { deskAccess, isEmployer, isJobseeker } from './access.ts';

type DataOf<T extends PersonEvent['type']> = Extract<PersonEvent, { type: T }>['data'];
export type Correction = Omit<DataOf<'PersonCorrected'>, 'current'>;
export type Consent = { purpose: ConsentPurpose; since: string; until?: string | undefined } & (
  | { status: 'GIVEN' }
  | { status: 'WITHDRAWN' | 'EXPIRED'; ended: string }
);

/** That a person exists, and what she has agreed to. Her ID number, name and phone are in the vault under the same id. */
export type Person = {
  known: boolean;
  personId?: string;
  /** As told at `asOf`. */
  residence?: { division: string; asOf: string };
  reportedBy?: string | undefined;
  notice?: DataOf<'PrivacyNoticeAcknowledged'>;
  /** The last word for each purpose. */
  consents: Consent[];
};

const initial: Person = { known: false, consents: [] };

export const person = {
  events: personEvents,
  initial,
  evolve(state: Person, event: PersonEvent): Person {
    switch (event.type) {
      case 'PersonRegistered': {
        const { personId, residence, asOf, reportedBy } = event.data;
        return { ...state, known: true, personId, reportedBy, ...(residence && livingIn(residence, asOf)) };
      }
      case 'PersonCorrected': {
        const { residence, asOf, current } = event.data;
        return residence && current ? { ...state, ...livingIn(residence, asOf) } : state;
      }
      case 'PrivacyNoticeAcknowledged':
        return { ...state, notice: event.data };
      case 'ConsentGiven': {
        const { purpose, on, until } = event.data;
        return withConsent(state, { purpose, status: 'GIVEN', since: on, until });
      }
      case 'ConsentWithdrawn':
        return ended(state, event.data, 'WITHDRAWN');
      case 'ConsentExpired':
        return ended(state, event.data, 'EXPIRED');
    }
  },
  clocks(state: Person) {
    const ends = state.consents.flatMap((it) => (it.status === 'GIVEN' && it.until ? [it.until] : []));
    const [first] = ends.sort();
    return first ? [{ kind: 'consent-end', at: new Date(first) }] : [];
  },
  // A person may come to any desk of the city.
  access(state: Person, actor) {
    if (isEmployer(actor)) return actor.orgId !== undefined && actor.orgId === state.reportedBy ? 'write' : 'none';
    if (isJobseeker(actor)) return isHerself(actor, state.personId) ? 'write' : 'none';
    return deskAccess(actor, undefined);
  },
} satisfies RecordKind<Person, typeof personEvents>;

const livingIn = (division: string, asOf: string) => ({ residence: { division, asOf } });
const withConsent = (state: Person, consent: Consent): Person => ({
  ...state,
  consents: [...state.consents.filter(({ purpose }) => purpose !== consent.purpose), consent],
});
const ended = (
  state: Person,
  { purpose, on }: Pick<DataOf<'ConsentExpired'>, 'purpose' | 'on'>,
  status: 'WITHDRAWN' | 'EXPIRED',
) => {
  const consent = state.consents.find((it) => it.purpose === purpose);
  if (!consent) return state;
  const { since, until } = consent;
  return withConsent(state, { purpose, status, since, until, ended: on });
};

export const registerPerson =
  (details: DataOf<'PersonRegistered'>) =>
  ({ state }: Rec<Person>): PersonEvent[] =>
    state.known ? [] : [{ type: 'PersonRegistered', data: details }];

/** Where she lives. What is older than what is known is kept as history and changes nothing. */
export const correctResidence =
  ({ residence, source, asOf }: Pick<Correction, 'source' | 'asOf'> & { residence: string }) =>
  ({ state }: Pick<Rec<Person>, 'state'>): PersonEvent[] => {
    const current = !state.residence || state.residence.asOf <= asOf;
    if (current && state.residence?.division === residence) return [];
    return [{ type: 'PersonCorrected', data: { field: 'residence', source, asOf, current, residence } }];
  };

/** What the vault has learnt of her name, ID number or phone. */
export const noteCorrection = (correction: DataOf<'PersonCorrected'>) => (): PersonEvent[] => [
  { type: 'PersonCorrected', data: correction },
];

/** Duty to inform, also where no consent is needed (个人信息保护法 art. 17, 35). */
export const acknowledgeNotice =
  (inForce: number, notice: DataOf<'PrivacyNoticeAcknowledged'>) =>
  ({ state }: Pick<Rec<Person>, 'state'>): PersonEvent[] => {
    if (notice.version > inForce) throw errors.noticeUnknown({ version: notice.version, inForce });
    const seen = state.notice?.version ?? 0;
    return seen >= notice.version ? [] : [{ type: 'PrivacyNoticeAcknowledged', data: notice }];
  };

export const giveConsent =
  (consent: DataOf<'ConsentGiven'>) =>
  ({ state }: Pick<Rec<Person>, 'state'>): PersonEvent[] => {
    const known = state.consents.find(({ purpose }) => purpose === consent.purpose);
    return known?.status === 'GIVEN' && known.until === consent.until ? [] : [{ type: 'ConsentGiven', data: consent }];
  };

/** As easily as it was given (个人信息保护法 art. 15). */
export const withdrawConsent =
  (withdrawal: DataOf<'ConsentWithdrawn'>) =>
  ({ state }: Pick<Rec<Person>, 'state'>): PersonEvent[] => {
    const known = state.consents.find(({ purpose }) => purpose === withdrawal.purpose);
    if (known?.status !== 'GIVEN') throw errors.consentNotGiven({ state: known?.status ?? 'NONE' });
    return [{ type: 'ConsentWithdrawn', data: withdrawal }];
  };

export const expireConsents =
  (now: string, on: string) =>
  ({ state }: Pick<Rec<Person>, 'state'>): PersonEvent[] =>
    state.consents
      .filter(({ status, until }) => status === 'GIVEN' && until !== undefined && until <= now)
      .map(({ purpose }) => ({ type: 'ConsentExpired', data: { purpose, on } }));
