import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import { enrolmentEvents, referralEvents } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { entitlements, noteUse } from '../domain/entitlement.ts';

/** What matching and training have given free of charge, counted as they tell it. */
export const useReactions = ({ calendar }: Platform): Reactions[] => {
  const dayOf = (at: string) => calendar.dateOf(new Date(at));
  return [
    reactTo(enrolmentEvents, {
      TraineeEnrolled: [
        on(entitlements, {
          to: ({ data }) => data.personId,
          decide: (state, { data: { personId }, recordId, at }) =>
            noteUse({
              personId,
              entitlement: 'RETRAINING',
              service: 'training',
              reference: recordId,
              on: dayOf(at),
            })(state),
        }),
      ],
      AttendanceRecorded: [],
      TraineeCertified: [],
      TraineeDroppedOut: [],
      TraineeHired: [],
      InsuranceMatchRequested: [],
      InstalmentDue: [],
      InstalmentWithheld: [],
    }),
    reactTo(referralEvents, {
      ReferralOffered: [
        on(entitlements, {
          to: ({ data }) => data.personId,
          decide: (state, { data: { personId }, recordId, at }) =>
            noteUse({
              personId,
              entitlement: 'JOB_INTRODUCTION',
              service: 'matching',
              reference: recordId,
              on: dayOf(at),
            })(state),
        }),
      ],
      ReferralAccepted: [],
      ReferralDeclined: [],
      InterviewHeld: [],
      OutcomeReported: [],
      ReferralHired: [],
      ReferralNotHired: [],
      ReferralEscalated: [],
      ReferralClosed: [],
    }),
  ];
};
