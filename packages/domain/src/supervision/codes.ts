import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

export const COMPLAINT_CHANNEL = {
  PHONE: { zh: '热线电话', en: 'Hotline call' },
  WEB: { zh: '网站', en: 'Website' },
  TRANSFER_12345: { zh: '12345转办', en: 'Transferred by 12345' },
} as const satisfies Record<string, Text>;
export const complaintChannel = code(COMPLAINT_CHANNEL, '没有这个渠道', 'There is no such channel');

/** What is asked for; it sets the time to answer. */
export const COMPLAINT_KIND = {
  CONSULTATION: { zh: '咨询', en: 'Question' },
  HELP: { zh: '求助', en: 'Call for help' },
  SUGGESTION: { zh: '建议', en: 'Suggestion' },
  COMPLAINT: { zh: '投诉', en: 'Complaint' },
} as const satisfies Record<string, Text>;
export type ComplaintKind = keyof typeof COMPLAINT_KIND;
export const complaintKind = code(COMPLAINT_KIND, '没有这个诉求类型', 'There is no such kind of request');

/** What it is about. */
export const COMPLAINT_CATEGORY = {
  DEPOSIT_DEMANDED: { zh: '收取押金、保证金', en: 'A deposit was demanded' },
  FALSE_INFORMATION: { zh: '虚假招聘信息', en: 'False vacancy' },
  UNLICENSED_AGENCY: { zh: '无证从事职业中介', en: 'Agency without a licence' },
  DISCRIMINATION: { zh: '招聘歧视', en: 'Discrimination' },
  DOCUMENT_WITHHELD: { zh: '扣押证件', en: 'Documents withheld' },
  TRAINING_QUALITY: { zh: '培训质量', en: 'Quality of training' },
  SERVICE_ATTITUDE: { zh: '窗口服务', en: 'Service at the desk' },
  WAGE_DISPUTE: { zh: '工资争议', en: 'Dispute about wages' },
  CONTRACT_DISPUTE: { zh: '劳动合同争议', en: 'Dispute about a labour contract' },
  PROCUREMENT: { zh: '政府采购', en: 'Public procurement' },
  LICENCE_DECISION: { zh: '不服许可决定', en: 'Objection to a licence decision' },
  POLICY_QUESTION: { zh: '政策咨询', en: 'Question about policy' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;
export type ComplaintCategory = keyof typeof COMPLAINT_CATEGORY;
export const complaintCategory = code(COMPLAINT_CATEGORY, '没有这个诉求类别', 'There is no such category');

/** What an investigation can find, each with the law that forbids it. */
export const FINDING = {
  DEPOSIT_TAKEN: { zh: '向劳动者收取押金', en: 'Took a deposit from workers', law: '就业促进法 第41、66条' },
  FALSE_INFORMATION: { zh: '提供虚假就业信息', en: 'Gave false information', law: '就业促进法 第41、65条' },
  UNLICENSED: { zh: '未经许可从事职业中介', en: 'Mediated without a licence', law: '人力资源市场暂行条例 第18、42条' },
  DISCRIMINATION: {
    zh: '发布歧视性内容',
    en: 'Published discriminating content',
    law: '人力资源市场暂行条例 第24、43条',
  },
  DOCUMENT_WITHHELD: { zh: '扣押劳动者证件', en: 'Withheld documents of workers', law: '就业促进法 第41、66条' },
} as const satisfies Record<string, Text & { law: string }>;
export type Finding = keyof typeof FINDING;
export const finding = code(FINDING, '没有这个查处结论', 'There is no such finding');

/** Where the law sends what labour supervision must not decide. */
export const DIVERSION = {
  LABOUR_ARBITRATION: { zh: '劳动争议仲裁', en: 'Labour arbitration' },
  PROCUREMENT_CHALLENGE: { zh: '政府采购质疑', en: 'Procurement challenge' },
  ADMINISTRATIVE_REVIEW: { zh: '行政复议', en: 'Administrative review' },
} as const satisfies Record<string, Text>;
export type Diversion = keyof typeof DIVERSION;
export const diversion = code(DIVERSION, '没有这个法定渠道', 'There is no such channel in law');

/** Why a unit returns what was dispatched to it. */
export const RETURN_REASON = {
  NOT_OUR_REMIT: { zh: '不属于本单位职责', en: 'Not in our remit' },
  NOT_OUR_AREA: { zh: '不属于本辖区', en: 'Not in our area' },
} as const satisfies Record<string, Text>;
export const returnReason = code(RETURN_REASON, '没有这个退回原因', 'There is no such reason of return');

/** What the clocks watch over. */
export const COMPLAINT_STAGE = {
  DISPATCH: { zh: '派单', en: 'Dispatch' },
  SIGN: { zh: '签收', en: 'Signing' },
  CASE: { zh: '立案', en: 'Opening of the case' },
  INVESTIGATE: { zh: '调查', en: 'Investigation' },
  ANSWER: { zh: '答复', en: 'Answer' },
  CALL_BACK: { zh: '回访', en: 'Call back' },
} as const satisfies Record<string, Text>;
export type ComplaintStage = keyof typeof COMPLAINT_STAGE;
export const complaintStage = code(COMPLAINT_STAGE, '没有这个环节', 'There is no such stage');

export const COMPLAINT_STATUS = {
  RECEIVED: { zh: '已受理', en: 'Received' },
  CLASSIFIED: { zh: '已分类', en: 'Classified' },
  DISPATCHED: { zh: '已派单', en: 'Sent to the handling office' },
  HANDLING: { zh: '办理中', en: 'Being handled' },
  INVESTIGATING: { zh: '调查中', en: 'Under investigation' },
  SUBSTANTIATED: { zh: '已查实', en: 'Found to be true' },
  UNFOUNDED: { zh: '未查实', en: 'Not confirmed' },
  REPLIED: { zh: '已答复', en: 'Answered' },
  CALLED_BACK: { zh: '已回访', en: 'Called back' },
  REOPENED: { zh: '重新办理', en: 'Reopened' },
  DIVERTED: { zh: '已转法定渠道', en: 'Passed to another channel in law' },
  ARCHIVED: { zh: '已办结归档', en: 'Closed' },
} as const satisfies Record<string, Text>;
export type ComplaintStatus = keyof typeof COMPLAINT_STATUS;
export const complaintStatus = code(COMPLAINT_STATUS, '没有这个状态', 'There is no such status');
