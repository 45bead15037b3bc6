import { z } from 'zod';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { message } from '../../values/text.ts';
import { boothCancellation, boothRefusal, meetingOutcome, vacancyLoss } from '../fair-codes.ts';
import { openVacancy } from './vacancies.ts';

const vacancies = z
  .array(z.string().min(1).max(100))
  .min(1, message('请选择至少一个岗位', 'Bring at least one vacancy'))
  .max(100, message('一个展位最多100个岗位', 'A booth has at most 100 vacancies'))
  .refine((ids) => new Set(ids).size === ids.length, {
    error: message('有重复的岗位', 'The same vacancy is given twice'),
  });

export const applyForBooth = z.strictObject({ vacancies });
export const changeBoothVacancies = z.strictObject({ vacancies });
/** 暂行条例 第28条: nobody is confirmed unseen. */
export const verifyBooth = z.strictObject({
  verified: z.literal(true, {
    error: message(
      '确认前须核实招聘单位和招聘简章的真实性、合法性',
      'First verify that the employer and what it offers are genuine and lawful',
    ),
  }),
});
export const refuseBooth = z.strictObject({ reason: boothRefusal });
const counted = z.int().min(0).max(100_000);
/** With visitors who had not signed up, counted without a name: all of them so far. */
export const tallyMeetings = z
  .strictObject({ interviews: counted, intentions: counted, hires: counted })
  .refine(({ interviews, intentions, hires }) => hires <= intentions && intentions <= interviews, {
    error: message(
      '录用数不超过意向数，意向数不超过面谈数',
      'Hires are among the intentions, and these among the interviews',
    ),
  });

/** The code that the visitor shows. */
const code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z2-7]{8}$/, message('入场码为8位字母或数字', 'The code has 8 letters or digits'));
export const checkIn = z.strictObject({ code });
export const recordMeeting = z
  .strictObject({ code, vacancyId: z.string().min(1).max(100), outcome: meetingOutcome, startDate: isoDate.optional() })
  .refine(({ outcome, startDate }) => (outcome === 'HIRED') === (startDate !== undefined), {
    path: ['startDate'],
    error: message('现场录用须填写入职日期，其他结果不填', 'A hire states the day of starting, nothing else does'),
  });

export const boothStatus = z.enum(['APPLIED', 'VERIFIED', 'WAITING', 'CONFIRMED', 'REFUSED', 'CANCELLED', 'NO_SHOW']);
export const boothView = z.object({
  id: z.string(),
  fairId: z.string(),
  status: boothStatus,
  exhibitorId: creditCode,
  byAgency: z.boolean(),
  number: z.int().optional(),
  vacancies: z.array(z.string()),
  /** Vacancies that it has lost since it applied. */
  lost: z.array(z.object({ vacancyId: z.string(), because: vacancyLoss })),
  /** The opening that its exhibitor was reminded of. */
  remindedOf: isoInstant.optional(),
  refusedBecause: boothRefusal.optional(),
  cancelledBecause: boothCancellation.optional(),
  possible: z.array(z.string()),
});
export const boothViews = z.object({ items: z.array(boothView) });
/** What everybody may read of the confirmed booths: only what is on the market now. */
export const openBooths = z.object({
  items: z.array(z.object({ exhibitorId: creditCode, number: z.int(), vacancies: z.array(openVacancy) })),
});

/** What a jobseeker reads of her own visit. */
export const visitView = z.object({
  id: z.string(),
  fairId: z.string(),
  status: z.enum(['SIGNED_UP', 'CHECKED_IN', 'CANCELLED']),
  division: divisionCode,
  place: z.int(),
  code: z.string(),
  /** The opening that she was reminded of. */
  remindedOf: isoInstant.optional(),
  meetings: z.array(
    z.object({
      exhibitorId: creditCode,
      vacancyId: z.string(),
      outcome: meetingOutcome,
      referralId: z.string(),
    }),
  ),
});
/** With the fair as it stands: it may have been moved or called off. */
export const visitViews = z.object({
  items: z.array(
    visitView.extend({ title: z.string(), fairStatus: z.string(), opensAt: isoInstant, venue: z.string().optional() }),
  ),
});
/** What the desk reads: nobody's identity. */
export const checkedIn = z.object({ place: z.int() });
/** What the exhibitor reads. */
export const meetingView = z.object({ referralId: z.string(), outcome: meetingOutcome });
