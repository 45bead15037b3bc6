import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import {
  benefitEvents,
  enrolmentEvents,
  reconciliationEvents,
  sanctionEvents,
  systemActor,
  unemploymentEvents,
} from '@zhiqiao/domain';
import type { Query } from '@zhiqiao/records';
import { deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { benefit } from '../domain/benefit.ts';
import {
  cutBenefit,
  endRegistration,
  openClaim,
  oweNotice,
  restoreBenefit,
  resumeReopened,
} from '../domain/claiming.ts';
import { match, openMatch } from '../domain/match.ts';
import { planReconciliation, reconciliation } from '../domain/reconciliation.ts';
import { sanction } from '../domain/sanction.ts';
import { openSanction } from '../domain/sanctioning.ts';
import { fallWithDecision, takingOver } from '../domain/taking-over.ts';
import { timesAt } from '../usecases/keep-sanction.ts';
import { same } from '../usecases/same-person.ts';

export const reactions = (platform: Platform<unknown>): Reactions[] => {
  const { city, rules, calendar, records } = platform;
  const system = systemActor(city, 'insurance');
  /** The day on which the system must have decided (社会保险经办条例 第24条). */
  const decideBy = (from: string) =>
    deadlineFact(deadlineBy(calendar, rules.on(city, from), 'insurance.claimDecisionWithin', from));
  const dayOf = ({ at }: { at: string }) => calendar.dateOf(new Date(at));
  const benefitsOf = async (where: Query['where']) =>
    (await records(benefit).find(system, { where, limit: 200 })).items.map(({ id }) => id);
  const casesOf = async (benefitId: string) =>
    (await records(sanction).find(system, { where: { benefitId }, limit: 200 })).items.map(({ id }) => id);

  return [
    reactTo(unemploymentEvents, {
      UnemploymentRegistered: [
        on(benefit, {
          to: ({ recordId }) => recordId,
          decide(state, { recordId, data: { personId, division, registeredOn } }, now) {
            const claim = { personId, registrationId: recordId, division, from: registeredOn };
            return openClaim({ ...claim, decideBy: decideBy(registeredOn) })(state, now);
          },
        }),
      ],
      UnemploymentRegistrationClosed: [
        on(benefit, {
          to: ({ recordId }) => recordId,
          decide: (state, { data }, now) => endRegistration(data)(state, now),
        }),
      ],
      RegistrationConfirmed: [
        on(benefit, {
          to: ({ recordId }) => recordId,
          decide: (state, { data }, now) => oweNotice('CONFIRMED', data.on)(state, now),
        }),
      ],
      UnemploymentRegistrationReferred: [],
      UnemploymentRegistrationRefused: [],
      ReviewOverdue: [],
      EntitlementGranted: [],
      EntitlementWithdrawn: [],
      ContactWarned: [],
      ConfirmationDue: [],
      ConfirmationReminded: [],
      ConfirmationGraceBegun: [],
      ConfirmationMissed: [],
      ConfirmationHandedOver: [],
      ConfirmationTakenBack: [],
      ContactRecorded: [],
      DelegateNamed: [],
      DelegateRevoked: [],
      ServiceRefusalRecorded: [],
      CommitmentVerified: [],
      AdverseDecisionOpened: [],
      StatementMade: [],
      StatementPeriodEnded: [],
      AdverseDecisionSigned: [],
      RenewalDue: [],
      RegistrationRenewed: [],
      AppealLodged: [],
      AppealRefused: [],
      AppealWithdrawn: [],
      AppealOverdue: [],
      AppealDecided: [
        on(sanction, {
          to: ({ recordId, data }) => (data.outcome === 'REVERSED' ? casesOf(recordId) : undefined),
          decide: (state, { data }) => fallWithDecision(data.decidedBy, data.on)(state),
        }),
      ],
      UnemploymentRegistrationReopened: [
        on(benefit, {
          to: ({ recordId }) => recordId,
          decide: (state, { data }, now) => resumeReopened(data.on)(state, now),
        }),
      ],
    }),
    reactTo(enrolmentEvents, {
      TraineeEnrolled: [
        on(benefit, {
          to: async ({ data }) =>
            benefitsOf({ personId: { in: (await same.samePerson(platform, data.personId)).ids } }),
          decide: (state, event, now) => oweNotice('TRAINING_ENTERED', dayOf(event), event.recordId)(state, now),
        }),
      ],
      TraineeCertified: [
        on(benefit, {
          to: ({ recordId }) => benefitsOf({ trainings: recordId }),
          decide: (state, event, now) => oweNotice('TRAINING_LEFT', event.data.on, event.recordId)(state, now),
        }),
      ],
      TraineeDroppedOut: [
        on(benefit, {
          to: ({ recordId }) => benefitsOf({ trainings: recordId }),
          decide: (state, event, now) => oweNotice('TRAINING_LEFT', dayOf(event), event.recordId)(state, now),
        }),
      ],
      AttendanceRecorded: [],
      TraineeHired: [],
      InsuranceMatchRequested: [
        on(match, {
          to: ({ data }) => data.requestId,
          decide: (state, { data }, now) => openMatch(data)(state, now),
        }),
      ],
      InstalmentDue: [],
      InstalmentWithheld: [],
    }),
    reactTo(benefitEvents, {
      /** The benefit goes on: an officer looks at it first. */
      BenefitCutQuestioned: [
        on(sanction, {
          to: ({ recordId, version }) => `${recordId}-${version}`,
          decide(state, { recordId: benefitId, data: { personId, division, ground, months = [], proceeding } }, now) {
            const missed = months.map((month) => ({ kind: 'MISSED_CHECK' as const, month }));
            const file = proceeding ? takingOver(proceeding) : { evidence: missed };
            const opened = { benefitId, personId, division, ground, ...file };
            return openSanction(opened, timesAt(platform, now))(state);
          },
        }),
      ],
      BenefitClaimOpened: [],
      BenefitUnderReview: [],
      BenefitGranted: [],
      BenefitRefused: [],
      BenefitStopRequested: [],
      BenefitStopAccepted: [],
      BenefitStopped: [],
      BenefitSuspended: [],
      BenefitResumeRequested: [],
      BenefitResumed: [],
      BenefitExhausted: [],
      BenefitPaid: [],
      BenefitAdjusted: [],
      ContributionsReported: [],
      BenefitCheckMissed: [],
      NoticeOwed: [],
      NoticeDelivered: [],
      PartnerSignalReceived: [],
      PartnerCallFailed: [],
      PartnerCallGivenUp: [],
      PartnerCallResumed: [],
      PartnerCallQueued: [],
      PartnerCallFiled: [],
    }),
    reactTo(sanctionEvents, {
      SanctionTookEffect: [
        on(benefit, {
          to: ({ data }) => data.benefitId,
          decide: (state, { recordId: sanctionId, data: { ground, mode, on } }, now) =>
            cutBenefit({ ground, mode, on, sanctionId })(state, now),
        }),
      ],
      SanctionReversed: [
        on(benefit, {
          to: ({ data }) => (data.cut ? data.benefitId : undefined),
          decide: (state, { recordId: sanctionId, data }, now) =>
            restoreBenefit({ sanctionId, on: data.on })(state, now),
        }),
      ],
      SanctionWithdrawn: [
        on(benefit, {
          to: ({ data }) => (data.cut ? data.benefitId : undefined),
          decide: (state, { recordId: sanctionId, data }, now) =>
            restoreBenefit({ sanctionId, on: data.on })(state, now),
        }),
      ],
      SanctionOpened: [],
      EvidenceAdded: [],
      HearingOffered: [],
      StatementGiven: [],
      HearingClosed: [],
      SanctionProposed: [],
      SanctionReturned: [],
      SanctionSigned: [],
      NoticeAttempted: [],
      SanctionNotified: [],
      SanctionAppealed: [],
      SanctionUpheld: [],
      SanctionDismissed: [],
      SanctionStepOverdue: [],
    }),
    reactTo(reconciliationEvents, {
      ReconciliationFinished: [
        on(reconciliation, {
          to: ({ data }) => data.nextOn,
          decide: (state, { recordId, data }) => planReconciliation(data.nextOn, data.nextStartAt, recordId)({ state }),
        }),
      ],
      ReconciliationPlanned: [],
      ReconciliationAdvanced: [],
      ReconciliationInterrupted: [],
    }),
  ];
};
