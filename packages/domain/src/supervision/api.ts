import { z } from 'zod';
import { creditCode } from '../values/credit-code.ts';
import { divisionCode } from '../values/division-code.ts';
import { isoDate } from '../values/iso-date.ts';
import { personName } from '../values/person-name.ts';
import { phone } from '../values/phone.ts';
import { message } from '../values/text.ts';
import { variant } from '../values/variant.ts';
import {
  complaintCategory,
  complaintChannel,
  complaintKind,
  complaintStage,
  complaintStatus,
  diversion,
  finding,
  returnReason,
} from './codes.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });
const id = z.string().min(1).max(100);

const words = (longest: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .refine((text) => /[\p{L}\p{N}\p{Co}]/u.test(text), { error: message('请填写内容', 'Write what it is about') })
    .refine((text) => [...text].length <= longest, {
      error: message(`不能超过${longest}个字`, `It cannot be longer than ${longest} characters`),
    });

const intake = {
  kind: complaintKind,
  category: complaintCategory,
  /** Whom it is about, where that is an organisation. */
  targetOrgId: creditCode.optional(),
  /** Where it happened. */
  division: divisionCode,
  text: words(5000),
};
export const phoneComplaint = z.strictObject({
  ...intake,
  caller: z.strictObject({ name: personName.optional(), phone }),
  /** The caller, where she is known to the platform. */
  personId: id.optional(),
});
export const webComplaint = z.strictObject({
  ...intake,
  caller: z.strictObject({ name: personName.optional(), phone }),
});
export const transferredComplaint = z.strictObject({
  ...intake,
  /** The work order of 12345: sent again, it is the same complaint. */
  orderNumber: z.string().regex(/^[A-Za-z0-9-]{4,40}$/, {
    error: message('工单号应为4至40位字母、数字或连字符', 'A work order has 4 to 40 letters, digits or hyphens'),
  }),
  caller: z.strictObject({ name: personName.optional(), phone }),
});
export const complaintTaken = z.object({
  id,
  status: complaintStatus,
  /** With this code the caller follows the matter without signing in. */
  trackingCode: z.string(),
  /** Absent where it has been answered meanwhile. */
  answerBy: isoDate.optional(),
});

export const classifyComplaint = z.strictObject({
  kind: complaintKind,
  category: complaintCategory,
  targetOrgId: creditCode.optional(),
});
export const dispatchComplaint = z.strictObject({
  /** The office that is to handle it, named by its area. */
  unit: divisionCode,
  /** Only the city designates. */
  designated: z.boolean().default(false),
});
export const returnComplaint = z.strictObject({ reason: returnReason });
export const substantiateComplaint = z.strictObject({ finding });
export const replyToComplaint = z.strictObject({ text: words(5000) });
export const recordCallBack = z.discriminatedUnion('reached', [
  variant({ reached: z.literal(false) }, { reached: false }),
  variant(
    {
      reached: z.literal(true),
      satisfaction: z.int().min(1).max(5),
      resolved: z.boolean(),
      /** Dissatisfied because of us: it is done again. */
      ourFault: z.boolean(),
    },
    { reached: true, satisfaction: 5, resolved: true, ourFault: false },
  ),
]);
export type CallBack = z.output<typeof recordCallBack>;
export const divertComplaint = z.strictObject({ channel: diversion });

const dueDate = z.object({ stage: complaintStage, due: isoDate });
export const complaintView = z.object({
  id,
  status: complaintStatus,
  channel: complaintChannel,
  kind: complaintKind,
  category: complaintCategory,
  targetOrgId: creditCode.optional(),
  division: divisionCode,
  personId: id.optional(),
  unit: divisionCode.optional(),
  designated: z.boolean(),
  round: z.int(),
  officers: z.array(z.string()),
  finding: finding.optional(),
  extended: z.boolean(),
  satisfaction: z.int().optional(),
  callBacks: z.int(),
  divertedTo: diversion.optional(),
  overdue: z.array(complaintStage),
  due: z.array(dueDate),
  /** The steps that the state allows. */
  possible: z.array(z.string()),
});
export const complaintList = z.object({ items: z.array(complaintView) });
/** What was said and by whom; every reading is logged with its purpose. */
export const complaintContent = z.object({
  text: z.string(),
  caller: z.object({ name: z.string().optional(), phone: z.string() }),
  reply: z.string().optional(),
});

export const complaintProgress = z.object({
  status: complaintStatus,
  statusName: bilingual,
  answerBy: isoDate.optional(),
  office: z.string().optional(),
  advice: bilingual.optional(),
});

const percent = z.number().nullable();
/** 响应率、解决率、满意率 of the complaints received in a month. */
export const complaintMeasures = z.object({
  month: z.string(),
  received: z.int(),
  signedInTime: z.int(),
  reached: z.int(),
  resolved: z.int(),
  satisfied: z.int(),
  diverted: z.int(),
  reopened: z.int(),
  overdue: z.record(z.string(), z.int()),
  responseRate: percent,
  resolutionRate: percent,
  satisfactionRate: percent,
});
export type ComplaintMeasures = z.output<typeof complaintMeasures>;
