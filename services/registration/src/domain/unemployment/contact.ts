import type { ContactChannel, ContactKind, TakenBackBecause, UnemploymentEvent } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { errors } from '../../errors.ts';
import { type Contact, notPossible, type Registered, type Unemployment, type Validity, type Window } from './state.ts';

type Decided = (record: Pick<Rec<Unemployment>, 'state'>, now: Date) => UnemploymentEvent[];

/** What the rule pack makes of a day of contact: the six months anew, and the window after a given one (none: the first). */
export type Plan = {
  on: string;
  contact: Contact;
  confirmation(after?: Window): Window | undefined;
};
export type Said = { channel: ContactChannel; delegateId?: string | undefined };

const registeredOnly = (state: Unemployment): Registered => {
  if (state.status !== 'REGISTERED') throw notPossible(state);
  return state;
};

/**
 * She still seeks work. It settles a window from the day on which it opens until the register has noted it as missed;
 * at any other time it is a contact, and says which.
 */
export const confirm =
  ({ on, contact, confirmation }: Plan, { channel, delegateId }: Said): Decided =>
  ({ state }) => {
    const { personId, duty, delegate } = registeredOnly(state);
    if (delegateId !== undefined) mustHold(delegate, delegateId, on);
    const said = { personId, on, contact, channel, ...(delegateId && { delegateId }) };
    if (duty.with !== 'REGISTRATION' || on < duty.window.opensOn) {
      return [{ type: 'ContactRecorded', data: { ...said, what: WHAT_ELSE[duty.with] } }];
    }
    const next = confirmation(duty.window);
    return [
      {
        type: 'RegistrationConfirmed',
        data: { ...said, late: on > duty.window.due.due, ...(next && { confirmation: next }) },
      },
    ];
  };

const WHAT_ELSE = {
  REGISTRATION: 'EARLY_CONFIRMATION',
  INSURANCE: 'CONFIRMATION_ELSEWHERE',
  NOBODY: 'CONFIRMATION_NOT_ASKED',
} as const;

/** Whatever else brings her into contact. What is told late moves no clock back. */
export const recordContact =
  ({ on, contact }: Plan, what: ContactKind, channel?: ContactChannel): Decided =>
  ({ state }) => {
    const { personId, lastContact } = registeredOnly(state);
    if (on < lastContact.on) return [];
    return [{ type: 'ContactRecorded', data: { personId, on, contact, what, ...(channel && { channel }) } }];
  };

export const warnOfSilence: Decided = ({ state }) =>
  state.status === 'REGISTERED'
    ? [{ type: 'ContactWarned', data: { personId: state.personId, closeBy: state.contact.closeBy } }]
    : [];

/** The windows as time passes: opened, reminded of, in the days of grace. */
export const openWindow: Decided = ({ state }) =>
  state.status === 'REGISTERED' && state.duty.with === 'REGISTRATION'
    ? [{ type: 'ConfirmationDue', data: { personId: state.personId, window: state.duty.window } }]
    : [];
export const remindOfWindow: Decided = ({ state }) =>
  state.status === 'REGISTERED' && state.duty.with === 'REGISTRATION'
    ? [{ type: 'ConfirmationReminded', data: { personId: state.personId, due: state.duty.window.due } }]
    : [];
export const beginGrace: Decided = ({ state }) =>
  state.status === 'REGISTERED' && state.duty.with === 'REGISTRATION'
    ? [{ type: 'ConfirmationGraceBegun', data: { personId: state.personId, closes: state.duty.window.closes } }]
    : [];

/** Counted; from `checkAfter` in a row on (0: never) an officer looks why. It closes nothing. */
export const missWindow =
  ({ confirmation }: Plan, checkAfter: number): Decided =>
  ({ state }) => {
    if (state.status !== 'REGISTERED' || state.duty.with !== 'REGISTRATION') return [];
    const { personId, duty } = state;
    const inARow = duty.missed + 1;
    const next = confirmation(duty.window);
    const toCheck = checkAfter > 0 && inARow >= checkAfter;
    const data = { personId, due: duty.window.due, inARow, toCheck, ...(next && { confirmation: next }) };
    return [{ type: 'ConfirmationMissed', data }];
  };

/**
 * The benefit runs: the insurance asks her month by month, and nobody asks her twice. Nor is she silent as long as the
 * benefit is paid to her, so the six months rest too.
 */
export const handOver =
  (on: string, until: Contact['closeBy']): Decided =>
  ({ state }) =>
    state.status === 'REGISTERED' && state.duty.with !== 'INSURANCE' && until.due > on
      ? [{ type: 'ConfirmationHandedOver', data: { personId: state.personId, on, until } }]
      : [];

/** It was adjusted: what was handed over is so for as long as it lasts now. */
export const moveHandOver =
  (on: string, until: Contact['closeBy']): Decided =>
  ({ state }) =>
    state.status === 'REGISTERED' && state.duty.with === 'INSURANCE' && state.duty.until.due !== until.due
      ? [{ type: 'ConfirmationHandedOver', data: { personId: state.personId, on, until } }]
      : [];

/** The benefit no longer runs: a fresh first window, and six months from here. */
export const takeBack =
  ({ on, contact, confirmation }: Plan, because: TakenBackBecause): Decided =>
  ({ state }) => {
    if (state.status !== 'REGISTERED' || state.duty.with !== 'INSURANCE') return [];
    const first = confirmation();
    const data = { personId: state.personId, on, because, contact, ...(first && { confirmation: first }) };
    return [{ type: 'ConfirmationTakenBack', data }];
  };

/** One at a time: who is named anew replaces who was named before. */
export const nameDelegate =
  (delegateId: string, from: string, until: string, longest: string): Decided =>
  ({ state }) => {
    const { personId } = registeredOnly(state);
    if (delegateId === personId) throw errors.delegateIsHerself();
    if (until < from || until > longest) throw errors.delegationTooLong({ from, longest });
    return [{ type: 'DelegateNamed', data: { personId, delegateId, from, until } }];
  };

export const revokeDelegate =
  (on: string): Decided =>
  ({ state }) => {
    const { personId, delegate } = registeredOnly(state);
    if (!delegate) throw errors.noDelegate();
    return [{ type: 'DelegateRevoked', data: { personId, delegateId: delegate.delegateId, on } }];
  };

const mustHold = (delegate: Registered['delegate'], delegateId: string, on: string) => {
  if (delegate?.delegateId !== delegateId) throw errors.notTheDelegate();
  if (on > delegate.until) throw errors.delegationOver({ until: delegate.until });
};

export const noteRenewalDue: Decided = ({ state }) =>
  state.status === 'REGISTERED' && state.validity
    ? [{ type: 'RenewalDue', data: { personId: state.personId, closeBy: state.validity.closeBy } }]
    : [];

/** `validFrom(day)`: valid anew from the end of the last term, so that nobody loses days by coming early. */
export const renew =
  ({ on, contact }: Plan, channel: ContactChannel, validFrom: (day: string) => Validity | undefined): Decided =>
  ({ state }) => {
    const { personId, validity, renewalDue } = registeredOnly(state);
    if (!validity) throw errors.doesNotExpire();
    if (!renewalDue && on < validity.opensOn) throw errors.renewalTooEarly({ opensOn: validity.opensOn });
    const next = validFrom(validity.through);
    if (!next) throw errors.doesNotExpire();
    return [{ type: 'RegistrationRenewed', data: { personId, on, validity: next, contact, channel } }];
  };
