import { type AccountEvent, type Actor, accountEvents, inCity, type PostCertificate, type Role } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';

type Opened = Extract<AccountEvent, { type: 'AccountOpened' }>['data'];
type DisablingReason = Extract<AccountEvent, { type: 'AccountDisabled' }>['data']['reason'];
type Certificate = { code: PostCertificate; validThrough: string };

export type OpenedAccount = Opened & { status: 'ACTIVE' | 'DISABLED'; certificates: Certificate[] };
export type Account = { status: 'NONE' } | OpenedAccount;

export const account: RecordKind<Account, typeof accountEvents> = {
  events: accountEvents,
  initial: { status: 'NONE' },
  evolve(state, event) {
    if (event.type === 'AccountOpened') return { status: 'ACTIVE', certificates: [], ...event.data };
    if (state.status === 'NONE') return state;
    switch (event.type) {
      case 'CertificateAwarded':
        return {
          ...state,
          certificates: [...state.certificates.filter(({ code }) => code !== event.data.code), event.data],
        };
      case 'AccountDisabled':
        return { ...state, status: 'DISABLED' };
    }
  },
  access(state, actor) {
    if (state.status === 'NONE') return 'none';
    if (has(actor, 'admin') && actor.city === state.city) return 'write';
    if (has(actor, 'clerk') && state.kind === 'jobseeker') return 'write';
    return 'none';
  },
  indexes: [{ fields: ['personId'], unique: true, where: { kind: 'jobseeker', status: 'ACTIVE' } }],
};

const has = (actor: Actor, role: Role) => actor.roles.includes(role);

type DecideAccount = Decide<Account, AccountEvent>;

export const openAccount =
  (details: Opened): DecideAccount =>
  ({ state }) => {
    if (state.status !== 'NONE') throw errors.alreadyOpen();
    if (details.division && !inCity(details.division, details.city)) throw errors.foreignDivision();
    return [{ type: 'AccountOpened', data: details }];
  };

export const awardCertificate =
  (certificate: Certificate, today: string): DecideAccount =>
  ({ state }) => {
    const { certificates, kind } = active(state);
    if (kind !== 'staff') throw errors.notStaff();
    if (certificate.validThrough < today) throw errors.certificateLapsed();
    const held = certificates.find(({ code }) => code === certificate.code);
    return held?.validThrough === certificate.validThrough ? [] : [{ type: 'CertificateAwarded', data: certificate }];
  };

/** Disabling what is disabled is no act. */
export const disableAccount =
  (reason: DisablingReason): DecideAccount =>
  ({ state }) =>
    state.status === 'ACTIVE' ? [{ type: 'AccountDisabled', data: { reason } }] : [];

const active = (state: Account) => {
  if (state.status !== 'ACTIVE') throw errors.disabled({ status: state.status, possible: [] });
  return state;
};

/** What a token says of the account beside its id; nothing for an account that may not act. */
export const claimsOf = (state: Account) => {
  if (state.status !== 'ACTIVE') return undefined;
  const { city, roles, division, personId, orgId, certificates } = state;
  return {
    city,
    roles,
    ...(division && { division }),
    ...(personId && { personId }),
    ...(orgId && { orgId }),
    ...(certificates.length > 0 && { certificates }),
  };
};
