import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import {
  courseEvents,
  employmentEvents,
  enrolmentEvents,
  matchEvents,
  tenderEvents,
  unemploymentEvents,
} from '@zhiqiao/domain';
import { bids, opened, rejected, returned } from '../domain/bid.ts';
import { courses, enrolmentIdOf, freeSeat, open } from '../domain/course.ts';
import { enrol, enrolments, hired, matched } from '../domain/enrolment.ts';
import { beginCourse, endEntitlement, entitle, leaveCourse, trainees } from '../domain/trainee.ts';
import { hiredEnrolment } from '../usecases/hired-enrolment.ts';
import { sealedBids } from '../usecases/sealed-bids.ts';
import { platformActor, type World } from '../usecases/world.ts';

export const reactions = (world: World): Reactions[] => {
  const personOf = async (enrolmentId: string) => {
    const enrolment = await world.enrolments.seek(platformActor(world), enrolmentId);
    return enrolment?.state.status === 'NONE' ? undefined : enrolment?.state.personId;
  };
  const sealed = async (tenderId: string) => (await sealedBids(world, tenderId)).map(({ bidId }) => bidId);

  return [
    reactTo(unemploymentEvents, {
      UnemploymentRegistered: [],
      UnemploymentRegistrationReferred: [],
      UnemploymentRegistrationRefused: [],
      ReviewOverdue: [],
      EntitlementGranted: [
        on(trainees, {
          to: ({ data }) => (data.entitlement === 'RETRAINING' ? data.personId : undefined),
          decide: (trainee, { data: { fund, from } }) => entitle(trainee, { fund, from }),
        }),
      ],
      EntitlementWithdrawn: [
        on(trainees, {
          to: ({ data }) => (data.entitlement === 'RETRAINING' ? data.personId : undefined),
          decide: (trainee, { data: { on, reason } }) => endEntitlement(trainee, { on, reason }),
        }),
      ],
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
      UnemploymentRegistrationClosed: [],
    }),

    reactTo(employmentEvents, {
      EmploymentRegistered: [
        on(enrolments, {
          to: ({ data }) => hiredEnrolment(world)(data.personId),
          decide: (enrolment, { data }) => hired(enrolment, data),
        }),
      ],
      EmploymentEnded: [],
      OwnWorkRegistered: [],
      OwnWorkEnded: [],
      RegistrationOffered: [],
      RegistrationOfferSettled: [],
    }),

    reactTo(matchEvents, {
      InsuranceMatchOpened: [],
      InsuranceMatched: [
        on(enrolments, {
          to: ({ data }) => data.enrolmentId,
          decide: (enrolment, { data }) => matched(enrolment, data),
        }),
      ],
      PartnerCallFailed: [],
      PartnerCallGivenUp: [],
      PartnerCallResumed: [],
    }),

    reactTo(tenderEvents, {
      TenderPlanned: [],
      TenderAnnounced: [],
      BiddingClosed: [],
      OpeningStarted: [],
      TenderOpened: [
        on(bids, {
          to: ({ data }) => data.sheet.map(({ bidId }) => bidId),
          decide: (bid, { data: { sheet } }) =>
            sheet.flatMap(({ supplierId, priceFen }) =>
              bid.status !== 'NONE' && bid.supplierId === supplierId ? opened(bid, priceFen) : [],
            ),
        }),
      ],
      TenderFailed: [on(bids, { to: ({ recordId }) => sealed(recordId), decide: returned })],
      BidsEvaluated: [
        on(bids, {
          to: ({ data }) => data.rejected.map(({ bidId }) => bidId),
          decide: (bid, { data }) =>
            data.rejected.flatMap(({ supplierId, reason }) =>
              bid.status !== 'NONE' && bid.supplierId === supplierId ? rejected(bid, reason) : [],
            ),
        }),
      ],
      TenderAwarded: [],
      ContractOverdue: [],
      ContractSigned: [
        on(courses, {
          to: ({ recordId }) => recordId,
          decide: (course, { recordId, data }) => {
            const { supplierId, courseTitle, occupation, seats, hours, fund, perHeadFen, instalments, through } = data;
            const bought = { courseTitle, occupation, seats, hours, fund, perHeadFen, instalments, through };
            return open(course, { ...bought, tenderId: recordId, providerId: supplierId });
          },
        }),
      ],
      TenderCancelled: [on(bids, { to: ({ recordId }) => sealed(recordId), decide: returned })],
    }),

    reactTo(courseEvents, {
      CourseOpened: [],
      SeatTaken: [
        on(enrolments, {
          to: ({ data }) => data.enrolmentId,
          decide: (enrolment, { recordId, data: { enrolmentId: _, ...seat } }) =>
            enrol(enrolment, { ...seat, courseId: recordId }),
        }),
        on(trainees, {
          to: ({ data }) => data.personId,
          decide: (trainee, { recordId }) => beginCourse(trainee, recordId),
        }),
      ],
      SeatFreed: [],
      CourseClosed: [],
    }),

    reactTo(enrolmentEvents, {
      TraineeEnrolled: [],
      AttendanceRecorded: [],
      TraineeCertified: [
        on(trainees, {
          to: ({ data }) => data.personId,
          decide: (trainee, { recordId, data: { personId } }) =>
            trainee.status !== 'NONE' &&
            trainee.learning &&
            enrolmentIdOf(trainee.learning.courseId, personId) === recordId
              ? leaveCourse(trainee, trainee.learning.courseId, 'CERTIFIED')
              : [],
        }),
      ],
      TraineeDroppedOut: [
        on(trainees, {
          to: async ({ recordId }) => personOf(recordId),
          decide: (trainee, { data }) => leaveCourse(trainee, data.courseId, 'DROPPED_OUT'),
        }),
        on(courses, {
          to: ({ data }) => data.courseId,
          decide: (course, { recordId }) => freeSeat(course, recordId),
        }),
      ],
      TraineeHired: [],
      InsuranceMatchRequested: [],
      InstalmentDue: [],
      InstalmentWithheld: [],
    }),
  ];
};
