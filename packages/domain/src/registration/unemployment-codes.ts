import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

export const CONTACT_CHANNEL = {
  COUNTER: { zh: '窗口', en: 'At a counter' },
  PHONE: { zh: '电话', en: 'By phone' },
  WEB: { zh: '网上', en: 'On the web' },
} as const satisfies Record<string, Text>;
export type ContactChannel = keyof typeof CONTACT_CHANNEL;
export const contactChannel = code(CONTACT_CHANNEL, '没有这个渠道', 'There is no such channel');

/** What a contact was; each of them starts the six months anew. */
export const CONTACT = {
  REGISTRATION: { zh: '办理失业登记', en: 'The registration itself' },
  CONFIRMATION: { zh: '按期确认仍在求职', en: 'Confirmed in the window' },
  LATE_CONFIRMATION: { zh: '宽限期内补确认', en: 'Confirmed in the days of grace' },
  EARLY_CONFIRMATION: {
    zh: '确认窗口尚未开放：已记为一次联系，窗口开放后仍须确认',
    en: 'The window is not open yet: noted as a contact, and still to be confirmed when it opens',
  },
  CONFIRMATION_ELSEWHERE: {
    zh: '领取失业保险金期间由失业保险核验：已记为一次联系',
    en: 'While the benefit runs the insurance checks: noted as a contact',
  },
  CONFIRMATION_NOT_ASKED: {
    zh: '本市不要求定期确认：已记为一次联系',
    en: 'This city asks for no confirmations: noted as a contact',
  },
  SERVICE_USED: { zh: '接受公共就业服务', en: 'Used a public service' },
  REFERRAL_ACCEPTED: { zh: '接受岗位推荐', en: 'Accepted a referral' },
  INTERVIEWED: { zh: '参加面试', en: 'Went to an interview' },
  ASKED: { zh: '主动咨询', en: 'Asked for information' },
  STATEMENT: { zh: '陈述申辩', en: 'Made a statement' },
  RENEWAL: { zh: '续期', en: 'Renewed the registration' },
  REOPENED: { zh: '经救济恢复登记', en: 'Registration restored on appeal' },
} as const satisfies Record<string, Text>;
export type ContactKind = keyof typeof CONTACT;
export const contactKind = code(CONTACT, '没有这种联系', 'There is no such contact');

/** What may be declared instead of proven (告知承诺制). */
export const DECLARED_FACT = {
  JOBLESS: { zh: '处于无业状态', en: 'Has no work' },
  ABLE_TO_WORK: { zh: '具备劳动能力', en: 'Is able to work' },
  NO_PENSION: { zh: '未享受基本养老保险待遇', en: 'Draws no pension' },
} as const satisfies Record<string, Text>;
export type DeclaredFact = keyof typeof DECLARED_FACT;
export const declaredFact = code(DECLARED_FACT, '没有这项承诺', 'There is no such declaration');

/** Papers that an officer has seen. */
export const PROOF = {
  TERMINATION_CERTIFICATE: { zh: '解除或终止劳动关系证明', en: 'Certificate of termination' },
  CAPACITY_ASSESSMENT: { zh: '劳动能力鉴定结论', en: 'Assessment of working capacity' },
  PENSION_STATEMENT: { zh: '社会保险经办机构未领取养老金证明', en: 'Statement that no pension is drawn' },
  RELEASE_PAPER: { zh: '释放证明', en: 'Release paper' },
  DISCHARGE_PAPER: { zh: '退出现役证件', en: 'Discharge from the army' },
  BUSINESS_CLOSURE: { zh: '停业、注销或破产证明', en: 'Proof that the business has closed' },
  LEAVING_SCHOOL: { zh: '毕业、结业或肄业证书', en: 'Certificate of leaving school' },
  RETURN_RESIDENCE: { zh: '回国（境）居住证明', en: 'Proof of residence after the return' },
} as const satisfies Record<string, Text>;
export type Proof = keyof typeof PROOF;
export const proof = code(PROOF, '没有这种证明', 'There is no such proof');

export const REFUSED_SERVICE = {
  JOB_OFFER: { zh: '岗位推荐', en: 'A job' },
  TRAINING: { zh: '职业培训', en: 'Training' },
  GUIDANCE: { zh: '职业指导', en: 'Guidance' },
} as const satisfies Record<string, Text>;
export const refusedService = code(REFUSED_SERVICE, '没有这种服务', 'There is no such service');

export const SERVICE_REPLY = {
  DECLINED: { zh: '明确拒绝', en: 'Declined' },
  NO_ANSWER: { zh: '逾期未答复', en: 'Did not answer in time' },
  NOT_APPEARED: { zh: '未到场', en: 'Did not appear' },
} as const satisfies Record<string, Text>;
export const serviceReply = code(SERVICE_REPLY, '没有这种答复', 'There is no such reply');

/** What an officer states of an offer. */
export const SUITABILITY = {
  WITHIN_CAPACITY: { zh: '与本人身体和技能相适应', en: 'Within her health and skills' },
  LAWFUL_TERMS: { zh: '劳动条件合法、工资不低于最低工资', en: 'Lawful terms, at least the minimum wage' },
  LAWFUL_PROVIDER: { zh: '单位或机构合法', en: 'A lawful employer or provider' },
  REACHABLE: { zh: '路程合理', en: 'Within reach' },
  OCCUPATION_WANTED: { zh: '符合求职意向', en: 'An occupation that she wants' },
} as const satisfies Record<string, Text>;
export type Suitability = keyof typeof SUITABILITY;
export const suitability = code(SUITABILITY, '没有这项适合性说明', 'There is no such statement of suitability');

export const REFUSAL_JUSTIFICATION = {
  ILLNESS: { zh: '患病、妊娠或受伤', en: 'Illness, pregnancy or injury' },
  CARE: { zh: '须照料家人', en: 'Care for family' },
  NOT_SUITABLE: { zh: '岗位或课程不适合', en: 'The offer does not suit' },
  UNLAWFUL_TERMS: { zh: '条件违法，如收取押金', en: 'Unlawful terms, such as a deposit' },
  TOO_FAR: { zh: '路程过远', en: 'Too far away' },
  OTHER_WORK: { zh: '另有面试或工作安排', en: 'Another interview or job' },
} as const satisfies Record<string, Text>;
export const refusalJustification = code(REFUSAL_JUSTIFICATION, '没有这个理由', 'There is no such justification');

/** What a decision against a registered person is about. */
export const ADVERSE_SUBJECT = {
  REFUSALS: { zh: '无正当理由拒绝公共就业服务', en: 'Refused services without good reason' },
  FALSE_COMMITMENT: { zh: '承诺不实', en: 'A declaration was false' },
} as const satisfies Record<string, Text>;
/** What she is told of it before she speaks. */
export const CONSEQUENCE = {
  REFUSALS: {
    zh: '经另一名工作人员审定后将注销失业登记；正在领取失业保险金的，社会保险经办机构可依据本次陈述申辩另行决定停发，不再重复听取',
    en: 'Signed by a second officer it ends the registration; where a benefit runs, its stop may be decided on what is stated now, without another hearing on the same',
  },
  FALSE_COMMITMENT: {
    zh: '经另一名工作人员审定后将注销失业登记，一定期限内不再适用告知承诺；涉及失业保险金的，将另行听取陈述申辩',
    en: 'Signed by a second officer it ends the registration, and for a time proofs are asked for; about a benefit she would be heard separately',
  },
} as const satisfies Record<keyof typeof ADVERSE_SUBJECT, Text>;
export const adverseSubject = code(ADVERSE_SUBJECT, '没有这种事项', 'There is no such matter');

/** Ways of redress, from the nearest to the last. */
export const APPEAL_WAY = {
  OBJECTION: { zh: '异议', en: 'Objection to the agency' },
  RECONSIDERATION: { zh: '行政复议', en: 'Administrative reconsideration' },
  LITIGATION: { zh: '行政诉讼', en: 'Administrative litigation' },
} as const satisfies Record<string, Text>;
export type AppealWay = keyof typeof APPEAL_WAY;
export const appealWay = code(APPEAL_WAY, '没有这种救济途径', 'There is no such way of redress');

/** What ended a registration: her own word, an officer, a clock, a hiring on file, a decision signed by two. */
export const closureGround = z.enum(['OWN_WISH', 'OFFICER', 'CLOCK', 'EMPLOYMENT', 'DECISION']);
