import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import { enrolmentEvents, unemploymentEvents } from '@zhiqiao/domain';
import { deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { benefit, openClaim, requestStop } from '../domain/benefit.ts';
import { match, openMatch } from '../domain/match.ts';

export const reactions = ({ city, rules, calendar }: Platform<unknown>): Reactions[] => {
  /** The day on which the system must have decided (社会保险经办条例 第24条). */
  const decideBy = (from: string) =>
    deadlineFact(deadlineBy(calendar, rules.on(city, from), 'insurance.claimDecisionWithin', from));

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
          decide: (state, { data }, now) => requestStop(data)(state, now),
        }),
      ],
      UnemploymentRegistrationReferred: [],
      UnemploymentRegistrationRefused: [],
      ReviewOverdue: [],
      EntitlementGranted: [],
      EntitlementWithdrawn: [],
      RegistrationConfirmed: [],
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
      AppealDecided: [],
      UnemploymentRegistrationReopened: [],
    }),
    reactTo(enrolmentEvents, {
      TraineeEnrolled: [],
      AttendanceRecorded: [],
      TraineeCertified: [],
      TraineeDroppedOut: [],
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
  ];
};
