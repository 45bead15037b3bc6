import type { LicenceEvent } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import type { Inspection } from './inspection.ts';
import { type DataOf, type Held, isHeld, isInForce, type Licence, notPossible, type Term } from './licence.ts';

type Decide = (record: Rec<Licence>, now: Date) => LicenceEvent[];
type Deadline = DataOf<'RevocationProposed'>['hearingBy'];

const inForce = (state: Licence) => {
  if (!isInForce(state)) throw notPossible(state);
  return state;
};
const holderOf = ({ orgId, kind }: Held) => ({ orgId, kind });

/** A measure against the holder rests on a finding that two inspectors have signed. */
export type Ground = { inspectionId: string; inspection: Inspection };
const foundAgainst = (state: Held, { inspection }: Ground) => {
  if (inspection.status === 'NONE' || inspection.orgId !== state.orgId) throw errors.otherOrganisation();
  // What was settled with a warning cannot be punished once more; a suspension may be followed by a revocation.
  const suspended = inspection.status === 'CLOSED' && inspection.outcome === 'SUSPENDED';
  const signed = inspection.status === 'SIGNED' || suspended ? inspection.signed : undefined;
  if (!signed?.substantiated) throw errors.findingNotSigned({ state: inspection.status });
  return { finding: signed.finding, suspended };
};

export const suspend =
  (ground: Ground, from: string): Decide =>
  ({ state }) => {
    if (state.status !== 'GRANTED') throw notPossible(state);
    const { finding, suspended } = foundAgainst(state, ground);
    if (suspended) throw errors.suspendedBefore();
    const { inspectionId } = ground;
    return [{ type: 'LicenceSuspended', data: { ...holderOf(state), reason: finding, inspectionId, from } }];
  };

export const reinstate =
  (on: string): Decide =>
  ({ state }) => {
    if (state.status !== 'SUSPENDED') throw notPossible(state);
    return [{ type: 'LicenceReinstated', data: { ...holderOf(state), on } }];
  };

/** Notice before a revocation: the holder may ask for a hearing (行政处罚法 第63、64条). */
export const proposeRevocation =
  (ground: Ground, hearingBy: Deadline): Decide =>
  ({ state }) => {
    const held = inForce(state);
    const { finding } = foundAgainst(held, ground);
    const { inspectionId } = ground;
    return [{ type: 'RevocationProposed', data: { ...holderOf(held), reason: finding, inspectionId, hearingBy } }];
  };

export const revoke =
  (on: string): Decide =>
  ({ state }, now) => {
    const held = inForce(state);
    if (!held.notice) throw errors.noNotice({ state: state.status });
    const { reason, hearingBy } = held.notice;
    if (now <= new Date(hearingBy.at)) throw errors.hearingOpen({ hearingBy });
    return [{ type: 'LicenceRevoked', data: { ...holderOf(held), reason, on } }];
  };

export const rescind =
  (reason: string, on: string): Decide =>
  ({ state }) => [{ type: 'LicenceRescinded', data: { ...holderOf(inForce(state)), reason, on } }];

export const withdraw =
  (reason: string, on: string): Decide =>
  ({ state }) => [{ type: 'LicenceWithdrawn', data: { ...holderOf(inForce(state)), reason, on } }];

/** From the register: at the holder's wish or end while in force, or as the last step of every other end (第70条). */
export const deregister =
  (reason: 'OWN_REQUEST' | 'DISSOLVED' | undefined, on: string): Decide =>
  ({ state }) => {
    if (!isHeld(state) || state.status === 'DEREGISTERED') throw notPossible(state);
    if (!isInForce(state)) {
      return [{ type: 'LicenceDeregistered', data: { ...holderOf(state), reason: state.status, on } }];
    }
    if (!reason) throw errors.reasonMissing();
    return [{ type: 'LicenceDeregistered', data: { ...holderOf(state), reason, on } }];
  };

export const remindOfRenewal: Decide = ({ state }) =>
  isInForce(state)
    ? [{ type: 'LicenceRenewalDue', data: { ...holderOf(state), validThrough: state.validThrough } }]
    : [];

export const requestRenewal =
  (on: string): Decide =>
  ({ state }) => {
    const held = inForce(state);
    return held.renewalRequestedOn ? [] : [{ type: 'RenewalRequested', data: { ...holderOf(held), on } }];
  };

export const decideRenewal =
  (decisionOn: (kind: Held['kind']) => DataOf<'RenewalRefused'>['decision'], termAfter: (held: Held) => Term): Decide =>
  ({ state }) => {
    const held = inForce(state);
    if (!held.renewalRequestedOn) throw notPossible(state);
    const decision = decisionOn(held.kind);
    if (decision.outcome !== 'accept') return [{ type: 'RenewalRefused', data: { ...holderOf(held), decision } }];
    return [{ type: 'LicenceRenewed', data: { ...holderOf(held), ...termAfter(held), bySilence: false, decision } }];
  };

/** The last day has passed. A renewal that was asked for and not answered is granted by silence (第50条). */
export const expire =
  (on: string, termAfter: (held: Held) => Term): Decide =>
  ({ state }) => {
    if (!isInForce(state)) return [];
    return state.renewalRequestedOn
      ? [{ type: 'LicenceRenewed', data: { ...holderOf(state), ...termAfter(state), bySilence: true } }]
      : [{ type: 'LicenceExpired', data: { ...holderOf(state), on } }];
  };
