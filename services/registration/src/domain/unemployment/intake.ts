import type { AppealWay, ContactChannel, UnemploymentEvent } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { errors } from '../../errors.ts';
import {
  type Contact,
  type Decision,
  type Entitlement,
  type Intake,
  intakeOf,
  notPossible,
  type Periods,
  type Ripening,
  type Unemployment,
  type Validity,
  type Window,
} from './state.ts';

/** What follows from an acceptance: registered from today, with the services that she is entitled to. */
export type Acceptance = {
  on: string;
  contact: Contact;
  confirmation?: Window | undefined;
  validity?: Validity | undefined;
  entitlements: Entitlement[];
  ripens?: Ripening | undefined;
};
/** What follows from a refusal: who refused, and until when it can be appealed against. */
export type Refusing = { decidedBy: string[]; appealBy: Periods };

const accept = (
  intake: Intake,
  { on, contact, confirmation, validity, entitlements, ripens }: Acceptance,
  channel: ContactChannel,
): UnemploymentEvent[] => [
  {
    type: 'UnemploymentRegistered',
    data: {
      ...intake,
      registeredOn: on,
      contact,
      channel,
      ...(confirmation && { confirmation }),
      ...(validity && { validity }),
      ...(ripens && { ripens }),
    },
  },
  ...entitlements.map((granted) => ({
    type: 'EntitlementGranted' as const,
    data: { personId: intake.personId, ...granted, from: on },
  })),
];
const refuse = (intake: Intake, refusing: Refusing): UnemploymentEvent[] => [
  { type: 'UnemploymentRegistrationRefused', data: { ...intake, ...refusing } },
];

/** Accepted, refused or referred to an officer, as the rules have decided. */
export const takeIn =
  (
    intake: Intake,
    outcome: Acceptance & { by: string; channel: ContactChannel; decideBy: Contact['closeBy']; appealBy: Periods },
  ) =>
  (): UnemploymentEvent[] => {
    const { by, channel, decideBy, appealBy } = outcome;
    switch (intake.decision.outcome) {
      case 'accept':
        return accept(intake, outcome, channel);
      case 'refuse':
        return refuse(intake, { decidedBy: [by], appealBy });
      case 'review':
        return [{ type: 'UnemploymentRegistrationReferred', data: { ...intake, referredBy: by, decideBy } }];
    }
  };

/** An officer other than the one at the desk settles the doubt; without evidence it becomes a refusal. */
export const review =
  (officer: string, evidence: string | undefined, acceptance: Acceptance, appealBy: Periods) =>
  ({ state }: Rec<Unemployment>): UnemploymentEvent[] => {
    if (state.status !== 'UNDER_REVIEW') throw notPossible(state);
    if (state.referredBy === officer) throw errors.ownReview();
    const outcome = evidence ? 'accept' : 'refuse';
    const facts = { ...state.decision.facts, ...(evidence && { evidence }) };
    const decision = { ...settled(state.decision, outcome), facts, on: acceptance.on };
    const intake = { ...intakeOf(state), decision };
    return evidence
      ? accept(intake, acceptance, 'COUNTER')
      : refuse(intake, { decidedBy: [state.referredBy, officer], appealBy });
  };

const settled = (decision: Decision, outcome: 'accept' | 'refuse'): Decision => ({
  ...decision,
  outcome,
  rules: decision.rules.map((rule) => (rule.outcome === 'review' ? { ...rule, outcome } : rule)),
});

/** A refusal that an appeal has reversed: an officer looks again. */
export const doubted = (decision: Decision, way: AppealWay): Decision => ({
  ...decision,
  outcome: 'review',
  rules: decision.rules.map((rule) => (rule.outcome === 'refuse' ? { ...rule, outcome: 'review' } : rule)),
  facts: { ...decision.facts, reversedBy: way },
});

export const noteOverdueReview = ({ state }: Rec<Unemployment>): UnemploymentEvent[] =>
  state.status === 'UNDER_REVIEW'
    ? [{ type: 'ReviewOverdue', data: { personId: state.personId, decideBy: state.decideBy } }]
    : [];
