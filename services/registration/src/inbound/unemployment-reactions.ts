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
import { handOver, moveHandOver, recordContact, takeBack } from '../domain/unemployment/contact.ts';
import { unemployment } from '../domain/unemployment.ts';
import { planOn } from '../usecases/keep-registration.ts';
import { openRegistrationOf } from '../usecases/same-person.ts';

/** What others tell of a registered person: her benefit runs or has ended, she has begun a course. */
export const contactReactions = (platform: Platform): Reactions[] => {
  const { calendar, city, records } = platform;
  const dayOf = (at: string) => calendar.dateOf(new Date(at));
  const runsUntil = (from: string, months: number) => deadlineFact(calendar.deadline(from, months, 'month'));
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
            return handOver(dayOf(at), runsUntil(from, months))({ state }, now);
          },
        }),
      ],
      BenefitResumed: [
        on(unemployment, {
          to: ({ recordId }) => known(recordId),
          // Of one without `monthsLeft` it is not known for how long it runs: registration goes on asking.
          decide(state, { at, data: { on: from, monthsLeft } }, now) {
            if (!monthsLeft) return [];
            return handOver(dayOf(at), runsUntil(from, monthsLeft))({ state }, now);
          },
        }),
      ],
      BenefitAdjusted: [
        on(unemployment, {
          to: ({ recordId }) => known(recordId),
          decide(state, { at, data: { from, monthsLeft } }, now) {
            if (from === undefined || monthsLeft === undefined) return [];
            return moveHandOver(dayOf(at), runsUntil(from, monthsLeft))({ state }, now);
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
