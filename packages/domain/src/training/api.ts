import { z } from 'zod';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { fen } from '../values/fen.ts';
import { isoDate } from '../values/iso-date.ts';
import { isoInstant } from '../values/iso-instant.ts';
import { message } from '../values/text.ts';
import {
  bidCriterion,
  bidRejection,
  bidStatus,
  courseClosure,
  dropOutReason,
  enrolmentStatus,
  tenderCancellation,
  tenderFailure,
  tenderStatus,
  trainingFund,
} from './codes.ts';
import { courseEvents, enrolmentEvents, tenderEvents, tenderPlan } from './events.ts';

const id = z.string().min(1).max(200);
const percent = z.number().min(0).max(100);

export const planTenderRequest = tenderPlan.refine(
  ({ priceWeight, criteria }) => priceWeight + criteria.reduce((sum, { weight }) => sum + weight, 0) === 100,
  { error: message('价格与各评分因素的权重之和应为100', 'The weights of price and criteria must make 100') },
);
/** Without a date the shortest lawful time holds. */
export const announceTenderRequest = z.strictObject({ bidsThrough: isoDate.optional() });
export const openTenderRequest = z.strictObject({});
export const confirmOpeningRequest = z.strictObject({});
export const evaluateBidsRequest = z.strictObject({
  /** Account or pool numbers of the experts drawn, never their names. */
  committee: z.array(id).min(1).max(31),
  rejected: z.array(z.strictObject({ bidId: id, reason: bidRejection })).max(200),
  /** Points 0 to 100 by each expert for each bid that was not rejected, criterion by criterion. */
  sheets: z.array(z.strictObject({ expert: id, bidId: id, points: z.partialRecord(bidCriterion, percent) })).max(6200),
});
export type Evaluation = z.output<typeof evaluateBidsRequest>;
export const awardTenderRequest = z.strictObject({});
export const signContractRequest = z.strictObject({
  contractNo: z.string().regex(/^[\w-]{3,40}$/, {
    error: message('合同编号为3至40位字母、数字或连字符', 'A contract number has 3 to 40 letters, digits or hyphens'),
  }),
  performanceBondFen: fen.optional(),
});
export const cancelTenderRequest = z.strictObject({ reason: tenderCancellation });

/** What is sealed. */
export const bidContent = z.strictObject({
  priceFen: fen.positive(),
  teachers: z.int().positive(),
  /** Share of earlier trainees who found work. */
  employedPercent: percent,
  proposal: z.string().trim().min(1).max(20_000),
});
export type BidContent = z.output<typeof bidContent>;
export const withdrawBidRequest = z.strictObject({});

export const takeSeatRequest = z.strictObject({
  /** A clerk or counsellor names the person; a jobseeker enrols herself. */
  personId: id.optional(),
});
export const closeCourseRequest = z.strictObject({});
export const recordAttendanceRequest = z.strictObject({ on: isoDate, hours: z.int().min(1).max(8) });
export const certifyTraineeRequest = z.strictObject({
  certificateNo: z.string().regex(/^[0-9A-Z]{6,30}$/, {
    error: message('证书编号为6至30位数字或大写字母', 'A certificate number has 6 to 30 digits or capital letters'),
  }),
});
export const dropOutRequest = z.strictObject({ reason: dropOutReason });

export const tenderView = z.object({
  id,
  status: tenderStatus,
  plan: tenderPlan,
  deadline: deadline.optional(),
  documentThrough: isoDate.optional(),
  sheet: tenderEvents.types.TenderOpened.shape.sheet.optional(),
  ranking: tenderEvents.types.BidsEvaluated.shape.ranking.optional(),
  awardBy: deadline.optional(),
  award: z.object({ supplierId: creditCode, priceFen: fen, contractBy: deadline, overdue: z.boolean() }).optional(),
  contractNo: z.string().optional(),
  failure: tenderFailure.optional(),
  cancellation: tenderCancellation.optional(),
});
export const tenderList = z.object({ items: z.array(tenderView) });

/** Enough to prove later what was handed in: commitment = SHA-256 of salt and content. */
export const bidReceipt = z.object({ bidId: id, commitment: z.string(), salt: z.string(), receivedAt: isoInstant });
export const bidView = z.object({
  id,
  tenderId: id,
  supplierId: creditCode,
  status: bidStatus,
  commitment: z.string(),
  receivedAt: isoInstant,
  priceFen: fen.optional(),
  rejection: bidRejection.optional(),
});

export const courseView = z.object({
  id,
  status: z.enum(['OPEN', 'CLOSED']),
  closure: courseClosure.optional(),
  ...courseEvents.types.CourseOpened.shape,
  seatsLeft: z.int(),
});
export const courseList = z.object({ items: z.array(courseView) });

/** The enrolment exists as soon as the course has told of it. */
export const seatTaken = z.object({ enrolmentId: id, courseId: id });

export const enrolmentView = z.object({
  id,
  personId: id,
  courseId: id,
  providerId: creditCode,
  fund: trainingFund,
  status: enrolmentStatus,
  attendedHours: z.int(),
  hours: z.int(),
  certificate: z.object({ certificateNo: z.string(), on: isoDate }).optional(),
  hired: z.object({ employerId: creditCode, on: isoDate }).optional(),
  instalments: z.array(
    z.object({
      month: z.int(),
      amountFen: fen,
      settled: z.enum(['DUE', 'WITHHELD']).optional(),
      because: z
        .union([
          enrolmentEvents.types.InstalmentDue.shape.because,
          enrolmentEvents.types.InstalmentWithheld.shape.because,
        ])
        .optional(),
    }),
  ),
});
export const enrolmentList = z.object({ items: z.array(enrolmentView) });
