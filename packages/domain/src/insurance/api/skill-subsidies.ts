import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { documentNo } from '../../values/document-no.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { variant } from '../../values/variant.ts';
import { sanctionEnd } from '../codes.ts';
import { skillCertificate } from '../events/skill-subsidy.ts';
import { owedCall } from './benefits.ts';

const id = z.string().min(1).max(200);
const text = z.object({ zh: z.string(), en: z.string() });

export const SKILL_SUBSIDY_STATUS = [
  'APPLIED',
  'GRANTED',
  'REFUSED',
  'APPEALED',
  'UPHELD',
  'WITHDRAWN',
  'PAID',
] as const;
export const skillSubsidyStatus = z.enum(SKILL_SUBSIDY_STATUS);
export type SkillSubsidyStatus = z.output<typeof skillSubsidyStatus>;

export const applyForSkillSubsidyRequest = z.strictObject({
  personId: id,
  division: divisionCode,
  ...skillCertificate,
});
export const decideSkillSubsidyRequest = z.strictObject({
  /** The certificate was found where such certificates are kept (全国联网查询), and is hers. */
  certificateVerified: z.boolean(),
});
export const decideSubsidyAppealRequest = z.discriminatedUnion('outcome', [
  variant({ outcome: z.literal('UPHOLD') }, { outcome: 'UPHOLD' }),
  variant({ outcome: z.literal('REVERSE'), reason: sanctionEnd }, { outcome: 'REVERSE', reason: 'FACTS_WRONG' }),
]);
export const subsidyPaymentRequest = z.strictObject({
  amountFen: fen,
  on: isoDate,
  receipt: documentNo,
});

export const skillSubsidyView = z.object({
  id,
  status: skillSubsidyStatus,
  personId: id,
  division: divisionCode,
  ...skillCertificate,
  appliedOn: isoDate,
  decideBy: deadline.optional(),
  warned: z.boolean(),
  overdue: z.boolean(),
  amountFen: fen.optional(),
  /** The order to pay, while the insurance system has not taken it. */
  owed: owedCall.optional(),
  decision: decision.optional(),
  appealBy: deadline.optional(),
  /** How to appeal, and until when. */
  appeal: text.optional(),
  paid: z.object({ amountFen: fen, on: isoDate, receipt: z.string() }).optional(),
  possible: z.array(z.string()),
});
export const skillSubsidyList = z.object({ items: z.array(skillSubsidyView) });
