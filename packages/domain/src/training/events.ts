import { z } from 'zod';
import { defineEvents, type EventOf } from '../event.ts';
import { entitlementEnd } from '../registration/codes.ts';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { fen } from '../values/fen.ts';
import { isoDate } from '../values/iso-date.ts';
import { isoInstant } from '../values/iso-instant.ts';
import { occupationCode } from '../values/occupation-code.ts';
import {
  bidCriterion,
  bidRejection,
  courseClosure,
  dropOutReason,
  tenderCancellation,
  tenderFailure,
  trainingFund,
} from './codes.ts';

const id = z.string().min(1);
const count = z.int().nonnegative();
const percent = z.number().min(0).max(100);
/** SHA-256 in hex of a sealed bid and its salt. */
const commitment = z.string().regex(/^[0-9a-f]{64}$/);

/** What the money buys. */
const course = {
  courseTitle: z.string().min(1).max(100),
  occupation: occupationCode,
  seats: z.int().positive(),
  hours: z.int().positive(),
  fund: trainingFund,
};
export const tenderPlan = z.strictObject({
  ...course,
  budgetFen: fen,
  bidBondFen: fen.optional(),
  /** Percent of the score. Price and criteria make 100. */
  priceWeight: percent,
  criteria: z.array(z.strictObject({ criterion: bidCriterion, weight: percent })).min(1),
});
export type TenderPlan = z.output<typeof tenderPlan>;

const openedBid = z.strictObject({ bidId: id, supplierId: creditCode, priceFen: fen });
const rankedBid = z.strictObject({
  ...openedBid.shape,
  technicalScore: percent,
  priceScore: percent,
  score: percent,
});
export type OpenedBid = z.output<typeof openedBid>;
export type RankedBid = z.output<typeof rankedBid>;

/** An amount per trainee: month 0 on the certificate, month n after the insurance match n months after the hiring. */
const instalment = z.strictObject({ month: count, amountFen: fen });
export type Instalment = z.output<typeof instalment>;
const terms = { providerId: creditCode, hours: z.int().positive(), instalments: z.array(instalment).min(1) };

const exampleCourse = {
  courseTitle: '中式面点师初级班',
  occupation: '4-03-02-02',
  seats: 30,
  hours: 120,
  fund: 'INSURANCE',
} as const;
const supplierId = '91440300708461136T';
const exampleDeadline = { due: '2026-03-23', at: '2026-03-23T15:59:59.999Z', calendar: '2026', provisional: false };
const exampleBid = { bidId: 'tender-1-91440300708461136T', supplierId, priceFen: 5_400_000 };
const exampleInstalments = [
  { month: 0, amountFen: 108_000 },
  { month: 1, amountFen: 72_000 },
];

/** 政府购买培训成果：one purchase of training by open tender. */
export const tenderEvents = defineEvents({
  service: 'training',
  stream: 'tender',
  schemaVersion: 1,
  types: {
    TenderPlanned: tenderPlan,
    TenderAnnounced: z.strictObject({ deadline, documentFrom: isoDate, documentThrough: isoDate }),
    BiddingClosed: z.strictObject({ bids: count }),
    /** The first of two procurement officers has asked for the opening. */
    OpeningStarted: z.strictObject({ officer: id }),
    TenderOpened: z.strictObject({ bids: count, officers: z.array(id).length(2), sheet: z.array(openedBid) }),
    TenderFailed: z.strictObject({ reason: tenderFailure }),
    BidsEvaluated: z.strictObject({
      committee: z.array(id),
      ranking: z.array(rankedBid),
      rejected: z.array(z.strictObject({ bidId: id, supplierId: creditCode, reason: bidRejection })),
      awardBy: deadline,
    }),
    /** `bySilence`: the buyer let the time pass, the first of the ranking has won. */
    TenderAwarded: z.strictObject({ ...openedBid.shape, bySilence: z.boolean(), contractBy: deadline }),
    ContractOverdue: z.strictObject({ supplierId: creditCode }),
    ContractSigned: z.strictObject({
      ...course,
      supplierId: creditCode,
      contractNo: id,
      priceFen: fen,
      perHeadFen: fen,
      performanceBondFen: fen.optional(),
      instalments: z.array(instalment).min(1),
      through: deadline,
    }),
    TenderCancelled: z.strictObject({ reason: tenderCancellation }),
  },
  examples: {
    TenderPlanned: {
      ...exampleCourse,
      budgetFen: 6_000_000,
      bidBondFen: 120_000,
      priceWeight: 20,
      criteria: [
        { criterion: 'TEACHERS', weight: 40 },
        { criterion: 'PAST_RESULTS', weight: 40 },
      ],
    },
    TenderAnnounced: { deadline: exampleDeadline, documentFrom: '2026-03-02', documentThrough: '2026-03-09' },
    BiddingClosed: { bids: 3 },
    OpeningStarted: { officer: 'account-5' },
    TenderOpened: { bids: 1, officers: ['account-5', 'account-6'], sheet: [exampleBid] },
    TenderFailed: { reason: 'TOO_FEW_BIDS' },
    BidsEvaluated: {
      committee: ['expert-1', 'expert-2', 'expert-3', 'expert-4', 'expert-5'],
      ranking: [{ ...exampleBid, technicalScore: 70, priceScore: 20, score: 90 }],
      rejected: [{ bidId: 'tender-1-914403001922038216', supplierId: '914403001922038216', reason: 'OVER_BUDGET' }],
      awardBy: exampleDeadline,
    },
    TenderAwarded: { ...exampleBid, bySilence: false, contractBy: exampleDeadline },
    ContractOverdue: { supplierId },
    ContractSigned: {
      ...exampleCourse,
      supplierId,
      contractNo: 'QZ-2026-017',
      priceFen: 5_400_000,
      perHeadFen: 180_000,
      performanceBondFen: 540_000,
      instalments: exampleInstalments,
      through: exampleDeadline,
    },
    TenderCancelled: { reason: 'BUDGET_WITHDRAWN' },
  },
});
export type TenderEvent = EventOf<typeof tenderEvents>;

const party = { tenderId: id, supplierId: creditCode };
const exampleParty = { tenderId: 'tender-1', supplierId };

/** A sealed bid: until the opening nobody knows more of it than that it is there. */
export const bidEvents = defineEvents({
  service: 'training',
  stream: 'bid',
  schemaVersion: 1,
  types: {
    BidSubmitted: z.strictObject({ ...party, commitment, receivedAt: isoInstant }),
    BidWithdrawn: z.strictObject(party),
    BidOpened: z.strictObject({ ...party, priceFen: fen }),
    BidRejected: z.strictObject({ ...party, reason: bidRejection }),
    BidReturned: z.strictObject(party),
  },
  examples: {
    BidSubmitted: {
      ...exampleParty,
      commitment: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      receivedAt: '2026-03-16T02:00:00.000Z',
    },
    BidWithdrawn: exampleParty,
    BidOpened: { ...exampleParty, priceFen: 5_400_000 },
    BidRejected: { ...exampleParty, reason: 'OVER_BUDGET' },
    BidReturned: exampleParty,
  },
});
export type BidEvent = EventOf<typeof bidEvents>;

/** A course that the contract pays for; the record's id is the tender's. */
export const courseEvents = defineEvents({
  service: 'training',
  stream: 'course',
  schemaVersion: 1,
  types: {
    CourseOpened: z.strictObject({
      ...course,
      ...terms,
      tenderId: id,
      perHeadFen: fen,
      through: deadline,
    }),
    SeatTaken: z.strictObject({ enrolmentId: id, personId: id, fund: trainingFund, ...terms }),
    SeatFreed: z.strictObject({ enrolmentId: id }),
    CourseClosed: z.strictObject({ reason: courseClosure }),
  },
  examples: {
    CourseOpened: {
      ...exampleCourse,
      tenderId: 'tender-1',
      providerId: supplierId,
      perHeadFen: 180_000,
      instalments: exampleInstalments,
      through: exampleDeadline,
    },
    SeatTaken: {
      enrolmentId: 'tender-1-person-1',
      personId: 'person-1',
      fund: 'INSURANCE',
      providerId: supplierId,
      hours: 120,
      instalments: exampleInstalments,
    },
    SeatFreed: { enrolmentId: 'tender-1-person-1' },
    CourseClosed: { reason: 'CONTRACT_ENDED' },
  },
});
export type CourseEvent = EventOf<typeof courseEvents>;

/** Who may be retrained free of charge, as registration granted it; the record's id is the person's. */
export const traineeEvents = defineEvents({
  service: 'training',
  stream: 'trainee',
  schemaVersion: 1,
  types: {
    TraineeEntitled: z.strictObject({ fund: trainingFund, from: isoDate }),
    TraineeEntitlementEnded: z.strictObject({ on: isoDate, reason: entitlementEnd }),
    /** One course at a time: claimed before its seat is asked for, and given back at `until` if there was none. */
    CourseClaimed: z.strictObject({ courseId: id, until: isoInstant }),
    CourseBegun: z.strictObject({ courseId: id }),
    CourseLeft: z.strictObject({ courseId: id, because: z.enum(['NO_SEAT', 'DROPPED_OUT', 'CERTIFIED']) }),
  },
  examples: {
    TraineeEntitled: { fund: 'INSURANCE', from: '2026-03-02' },
    TraineeEntitlementEnded: { on: '2026-06-01', reason: 'HIRED' },
    CourseClaimed: { courseId: 'tender-1', until: '2026-04-02T01:15:00.000Z' },
    CourseBegun: { courseId: 'tender-1' },
    CourseLeft: { courseId: 'tender-1', because: 'CERTIFIED' },
  },
});
export type TraineeEvent = EventOf<typeof traineeEvents>;

/** `instalment` names an outcome once and for ever: `<enrolmentId>/<month>`. */
const settlement = { enrolmentId: id, providerId: creditCode, instalment: id, month: count, amountFen: fen };
const exampleSettlement = {
  enrolmentId: 'tender-1-person-1',
  providerId: supplierId,
  instalment: 'tender-1-person-1/1',
  month: 1,
  amountFen: 72_000,
};

/** One person in one course, from the first lesson to the last instalment. */
export const enrolmentEvents = defineEvents({
  service: 'training',
  stream: 'enrolment',
  schemaVersion: 1,
  types: {
    TraineeEnrolled: z.strictObject({ personId: id, courseId: id, fund: trainingFund, ...terms }),
    AttendanceRecorded: z.strictObject({ on: isoDate, hours: z.int().positive() }),
    TraineeCertified: z.strictObject({ personId: id, certificateNo: id, on: isoDate, hireBy: deadline }),
    TraineeDroppedOut: z.strictObject({ courseId: id, reason: dropOutReason }),
    TraineeHired: z.strictObject({ personId: id, employerId: creditCode, on: isoDate }),
    /** `month`: the calendar month in which the employer must have insured her. */
    InsuranceMatchRequested: z.strictObject({
      requestId: id,
      enrolmentId: id,
      personId: id,
      employerId: creditCode,
      month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    }),
    InstalmentDue: z.strictObject({ ...settlement, because: z.enum(['CERTIFIED', 'INSURED']) }),
    InstalmentWithheld: z.strictObject({ ...settlement, because: z.enum(['NOT_INSURED', 'NOT_HIRED']) }),
  },
  examples: {
    TraineeEnrolled: {
      personId: 'person-1',
      courseId: 'tender-1',
      fund: 'INSURANCE',
      providerId: supplierId,
      hours: 120,
      instalments: exampleInstalments,
    },
    AttendanceRecorded: { on: '2026-04-07', hours: 6 },
    TraineeCertified: {
      personId: 'person-1',
      certificateNo: 'S000044990026',
      on: '2026-05-06',
      hireBy: exampleDeadline,
    },
    TraineeDroppedOut: { courseId: 'tender-1', reason: 'ILLNESS' },
    TraineeHired: { personId: 'person-1', employerId: '914403001922038216', on: '2026-05-18' },
    InsuranceMatchRequested: {
      requestId: 'tender-1-person-1-m1',
      enrolmentId: 'tender-1-person-1',
      personId: 'person-1',
      employerId: '914403001922038216',
      month: '2026-06',
    },
    InstalmentDue: { ...exampleSettlement, because: 'INSURED' },
    InstalmentWithheld: { ...exampleSettlement, because: 'NOT_INSURED' },
  },
});
export type EnrolmentEvent = EventOf<typeof enrolmentEvents>;
