import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import {
  benefitEvents,
  type ContactKind,
  enrolmentEvents,
  referralEvents,
  systemActor,
  type TakenBackBecause,
} from '@zhiqiao/domain';
import { deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { handOver, recordContact, takeBack } from '../domain/unemployment/contact.ts';
import { unemployment } from '../domain/unemployment.ts';
import { planOn } from '../usecases/keep-registration.ts';
import { openRegistrationOf } from '../usecases/same-person.ts';

/** What others tell of a registered person: her benefit runs or has ended, she has begun a course. */
export const contactReactions = (platform: Platform): Reactions[] => {
  const { calendar, city, records } = platform;
  const dayOf = (at: string) => calendar.dateOf(new Date(at));
  // The record of a benefit has the id of its registration.
  const known = async (id: string) => (await records(unemployment).seek(systemActor(city, 'registration'), id))?.id;
  const takesBack = (because: TakenBackBecause) =>
    on(unemployment, {
      to: ({ recordId }: { type: string; recordId: string }) => known(recordId),
      decide: (state, { at }: { type: string; at: string }, now) =>
        takeBack(planOn(platform, dayOf(at)), because)({ state }, now),
    });
  const meets = (what: ContactKind) =>
    on<typeof unemployment, { type: string; data: { personId?: string | undefined } }>(unemployment, {
      to: async ({ data: { personId } }) =>
        personId === undefined ? undefined : (await openRegistrationOf(platform, personId))?.id,
      decide: (state, { at }, now) =>
        state.status === 'REGISTERED' ? recordContact(planOn(platform, dayOf(at)), what)({ state }, now) : [],
    });

  return [
    reactTo(benefitEvents, {
      BenefitGranted: [
        on(unemployment, {
          to: ({ recordId }) => known(recordId),
          decide(state, { at, data: { from, months } }, now) {
            const until = deadlineFact(calendar.deadline(from, months, 'month'));
            return handOver(dayOf(at), until)({ state }, now);
          },
        }),
      ],
      BenefitResumed: [
        on(unemployment, {
          to: ({ recordId }) => known(recordId),
          // Of one without `monthsLeft` it is not known for how long it runs: registration goes on asking.
          decide(state, { at, data: { on: from, monthsLeft } }, now) {
            if (!monthsLeft) return [];
            const until = deadlineFact(calendar.deadline(from, monthsLeft, 'month'));
            return handOver(dayOf(at), until)({ state }, now);
          },
        }),
      ],
      BenefitStopped: [takesBack('BENEFIT_STOPPED')],
      BenefitSuspended: [takesBack('BENEFIT_SUSPENDED')],
      BenefitExhausted: [takesBack('BENEFIT_EXHAUSTED')],
      BenefitCheckMissed: [takesBack('CHECK_MISSED')],
      BenefitClaimOpened: [],
      BenefitUnderReview: [],
      BenefitRefused: [],
      BenefitStopRequested: [],
      BenefitStopAccepted: [],
      BenefitResumeRequested: [],
      BenefitPaid: [],
      BenefitAdjusted: [],
      ContributionsReported: [],
      BenefitCutQuestioned: [],
      NoticeOwed: [],
      NoticeDelivered: [],
      PartnerSignalReceived: [],
      PartnerCallFailed: [],
      PartnerCallGivenUp: [],
      PartnerCallQueued: [],
      PartnerCallFiled: [],
      PartnerCallResumed: [],
    }),
    reactTo(enrolmentEvents, {
      TraineeEnrolled: [meets('SERVICE_USED')],
      AttendanceRecorded: [],
      TraineeCertified: [],
      TraineeDroppedOut: [],
      TraineeHired: [],
      InsuranceMatchRequested: [],
      InstalmentDue: [],
      InstalmentWithheld: [],
    }),
    reactTo(referralEvents, {
      ReferralAccepted: [meets('REFERRAL_ACCEPTED')],
      InterviewHeld: [meets('INTERVIEWED')],
      ReferralOffered: [],
      ReferralDeclined: [],
      OutcomeReported: [],
      ReferralHired: [],
      ReferralNotHired: [],
      ReferralEscalated: [],
      ReferralClosed: [],
    }),
  ];
};
