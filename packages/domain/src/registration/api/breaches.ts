import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { divisionCode } from '../../values/division-code.ts';
import { documentNo } from '../../values/document-no.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import {
  breachAdvice,
  breachAuthority,
  breachDismissal,
  breachMending,
  breachRemedy,
  breachStage,
  otherChannel,
} from '../breach-codes.ts';
import { breachFinding } from '../events/data-breach.ts';

const id = z.string().min(1).max(200);
const text = z.object({ zh: z.string(), en: z.string() });
const some = <T extends z.ZodType>(of: T) => z.array(of).min(1).max(10);

export const BREACH_STATUS = [
  'REPORTED',
  'ASSESSED',
  'AUTHORITY_NOTIFIED',
  'DISPENSED',
  'ORDERED',
  'PERSONS_NOTIFIED',
  'CLOSED',
  'DISMISSED',
] as const;
export const breachStatus = z.enum(BREACH_STATUS);
export type BreachStatus = z.output<typeof breachStatus>;

export const reportBreachRequest = z.strictObject({
  division: divisionCode,
  ...breachFinding,
  discoveredAt: isoInstant,
  /** Number of the written report. */
  documentNo: documentNo.optional(),
});
export const assessBreachRequest = z.strictObject({
  ...breachFinding,
  remedies: some(breachRemedy),
  advice: some(breachAdvice),
  harmAvoided: z.boolean(),
});
export const notifyAuthorityRequest = z.strictObject({ authority: breachAuthority, documentNo });
export const orderNoticeRequest = z.strictObject({ authority: breachAuthority, documentNo, on: isoDate });
export const postNoticesRequest = z.strictObject({ persons: z.array(id).min(1).max(200) });
export const closeBreachRequest = z.strictObject({ mended: some(breachMending), documentNo: documentNo.optional() });
export const dismissBreachRequest = z.strictObject({ ground: breachDismissal });
export const attemptBreachNoticeRequest = z.strictObject({
  channel: otherChannel,
  on: isoDate,
  delivered: z.boolean(),
  receipt: documentNo.optional(),
});

export const breachView = z.object({
  id,
  status: breachStatus,
  division: divisionCode,
  reportedBy: z.string(),
  ...breachFinding,
  discoveredAt: isoInstant,
  documentNo: z.string().optional(),
  /** 1 the gravest, by the table of the city. */
  grade: z.int(),
  remedies: z.array(breachRemedy).optional(),
  advice: z.array(breachAdvice).optional(),
  harmAvoided: z.boolean().optional(),
  authority: breachAuthority.optional(),
  /** What the notice to the authority says (第57条). */
  notice: text.optional(),
  stage: breachStage.optional(),
  stepBy: deadline.optional(),
  /** 0 in time, 1 to be answered for in the division, 2 in the city. */
  overdue: z.int(),
  mended: z.array(breachMending).optional(),
  dismissed: breachDismissal.optional(),
  possible: z.array(z.string()),
});
export const breachList = z.object({ items: z.array(breachView) });

export const breachNoticeView = z.object({
  id,
  breachId: id,
  personId: id,
  on: isoDate,
  told: z.boolean(),
  /** The day of the notice in place of which this one is. */
  replaces: isoDate.optional(),
  attempts: z.array(
    z.object({ channel: otherChannel, on: isoDate, delivered: z.boolean(), receipt: z.string().optional() }),
  ),
  /** What she reads. */
  notice: text,
});
export const breachNoticeList = z.object({ items: z.array(breachNoticeView) });
export const noticesPosted = z.object({ posted: z.int() });
