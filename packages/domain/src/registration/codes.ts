import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

/** How somebody came to be unemployed (就业服务与就业管理规定 第63条). */
export const UNEMPLOYMENT_CATEGORY = {
  NEW_ENTRANT_YOUTH: { zh: '毕业、肄业后未就业', en: 'Left school or college and has not worked' },
  EMPLOYED_TO_UNEMPLOYED: { zh: '从用人单位失业', en: 'Lost a job with an employer' },
  CLOSED_OWN_BUSINESS: { zh: '个体工商户或私营企业主停业、破产', en: 'Closed an own business' },
  LAND_REQUISITIONED: { zh: '承包土地被征用', en: 'Lost contracted land to requisition' },
  DISCHARGED_SOLDIER: { zh: '退出现役且未纳入统一安置', en: 'Discharged soldier who was not placed' },
  RELEASED_PRISONER: { zh: '刑满释放、假释、监外执行', en: 'Released or paroled' },
  OTHER: { zh: '其他失业人员', en: 'Other' },
} as const satisfies Record<string, Text>;
export type UnemploymentCategory = keyof typeof UNEMPLOYMENT_CATEGORY;
export const unemploymentCategory = code(UNEMPLOYMENT_CATEGORY, '没有这个失业人员类别', 'There is no such category');

/** Why an employment ended; articles are those of the Labour Contract Law (劳动合同法). */
export const TERMINATION_REASON = {
  CONTRACT_EXPIRED: { zh: '劳动合同期满终止（第44条第1项）', en: 'Contract expired (art. 44(1))' },
  EMPLOYER_BANKRUPT: { zh: '用人单位破产（第44条第4项）', en: 'Employer bankrupt (art. 44(4))' },
  EMPLOYER_CLOSED: { zh: '用人单位被吊销、关闭、解散（第44条第5项）', en: 'Employer closed or dissolved (art. 44(5))' },
  AGREED_BY_EMPLOYER: { zh: '单位提出、协商一致解除（第36条）', en: 'Agreed, proposed by the employer (art. 36)' },
  RESIGNED_OVER_BREACH: { zh: '单位违法，劳动者解除（第38条）', en: 'Worker left over a breach (art. 38)' },
  DISMISSED_FOR_FAULT: { zh: '过失性辞退（第39条）', en: 'Dismissed for fault (art. 39)' },
  DISMISSED_WITH_NOTICE: { zh: '无过失性辞退（第40条）', en: 'Dismissed with notice (art. 40)' },
  ECONOMIC_LAYOFF: { zh: '经济性裁员（第41条）', en: 'Laid off for economic reasons (art. 41)' },
  DISMISSED: { zh: '开除、除名、辞退', en: 'Dismissed' },
  AGREED_BY_WORKER: { zh: '本人提出、协商一致解除（第36条）', en: 'Agreed, proposed by the worker (art. 36)' },
  RESIGNED: { zh: '本人辞职（第37条）', en: 'Resigned (art. 37)' },
  RETIRED: { zh: '开始领取基本养老保险待遇（第44条第2项）', en: 'Began to draw a pension (art. 44(2))' },
  DIED: { zh: '死亡、宣告死亡或失踪（第44条第3项）', en: 'Died or declared dead or missing (art. 44(3))' },
} as const satisfies Record<string, Text>;
export type TerminationReason = keyof typeof TERMINATION_REASON;
export const terminationReason = code(TERMINATION_REASON, '没有这个终止原因', 'There is no such reason of termination');

/** In whose service somebody works: an employer's, or her own (就业服务与就业管理规定 第62条). */
export const EMPLOYMENT_KIND = {
  EMPLOYED: { zh: '单位就业', en: 'Employed' },
  FLEXIBLE: { zh: '灵活就业', en: 'Flexibly employed' },
  SELF_EMPLOYED: { zh: '自主创业、个体经营', en: 'Self-employed' },
} as const satisfies Record<string, Text>;
export type EmploymentKind = keyof typeof EMPLOYMENT_KIND;
export const employmentKind = code(EMPLOYMENT_KIND, '没有这个就业类型', 'There is no such kind of employment');

/** What an employer files in bulk (就业服务与就业管理规定 第62条). */
export const FILING_KIND = {
  HIRING: { zh: '招用人员', en: 'Hirings' },
  TERMINATION: { zh: '终止或解除劳动关系', en: 'Terminations' },
} as const satisfies Record<string, Text>;
export type FilingKind = keyof typeof FILING_KIND;
export const filingKind = code(FILING_KIND, '没有这个申报种类', 'There is no such kind of filing');

/** Grounds on which an unemployment registration ends (就业服务与就业管理规定 第66条). */
export const CLOSURE_REASON = {
  HIRED: { zh: '被用人单位录用', en: 'Hired' },
  SELF_EMPLOYED: { zh: '从事个体经营或创办企业', en: 'Self-employed or founded a business' },
  STEADY_EARNINGS: { zh: '有稳定收入且不低于最低工资', en: 'Steady earnings at or above the minimum wage' },
  DRAWS_PENSION: { zh: '享受基本养老保险待遇', en: 'Draws a pension' },
  INCAPABLE: { zh: '完全丧失劳动能力', en: 'Lost all capacity to work' },
  ENTERED_SCHOOL: { zh: '入学', en: 'Entered school' },
  JOINED_ARMY: { zh: '服兵役', en: 'Joined the army' },
  EMIGRATED: { zh: '移居境外', en: 'Emigrated' },
  IMPRISONED: { zh: '被收监执行', en: 'Imprisoned' },
  ENDED_REQUEST: { zh: '终止就业要求', en: 'No longer wants work' },
  REFUSED_SERVICES: { zh: '拒绝接受公共就业服务', en: 'Refuses the public services' },
  NO_CONTACT: { zh: '连续6个月未与公共就业服务机构联系', en: 'Six months without contact' },
  EXPIRED: { zh: '登记有效期满未续期', en: 'Expired and not renewed' },
  FALSE_STATEMENT: { zh: '承诺不实、以虚假情况登记', en: 'Registered by a false statement' },
  DIED: { zh: '死亡', en: 'Died' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;
export type ClosureReason = keyof typeof CLOSURE_REASON;
export const closureReason = code(CLOSURE_REASON, '没有这个注销原因', 'There is no such reason of closure');

/** What settles a doubt about a registration under review. */
export const REVIEW_EVIDENCE = {
  TERMINATION_CERTIFICATE: { zh: '解除或终止劳动关系证明', en: 'Certificate of termination' },
  EMPLOYER_STATEMENT: { zh: '用人单位说明', en: 'Statement of the employer' },
  ARBITRATION_AWARD: { zh: '仲裁裁决或判决', en: 'Arbitration award or judgment' },
  SOCIAL_INSURANCE_RECORD: { zh: '社会保险缴费记录', en: 'Social insurance record' },
} as const satisfies Record<string, Text>;
export const reviewEvidence = code(REVIEW_EVIDENCE, '没有这种证明', 'There is no such evidence');

/** What a public employment service gives to everyone for nothing (就业促进法 第35条；人力资源市场暂行条例 第15条). */
export const FREE_SERVICE = {
  POLICY_ADVICE: { zh: '就业政策法规咨询', en: 'Advice on employment policy and law' },
  MARKET_INFORMATION: {
    zh: '职业供求信息、市场工资指导价位信息和职业培训信息发布',
    en: 'Vacancies, guiding wages and training made known',
  },
  GUIDANCE_AND_INTRODUCTION: { zh: '职业指导和职业介绍', en: 'Career guidance and job introduction' },
  ASSISTANCE: { zh: '对就业困难人员实施就业援助', en: 'Assistance to those who find work hard to get' },
  REGISTRATION: { zh: '办理就业登记、失业登记等事务', en: 'Registration of employment and unemployment' },
  GRADUATE_RECEPTION: { zh: '办理高等学校等毕业生接收手续', en: 'Reception of graduates' },
  ARCHIVE_CUSTODY: { zh: '流动人员人事档案管理', en: 'Custody of personal files' },
} as const satisfies Record<string, Text>;
export type FreeService = keyof typeof FREE_SERVICE;
export const freeService = code(FREE_SERVICE, '没有这项服务', 'There is no such service');

export const ENTITLEMENT = {
  JOB_INTRODUCTION: { zh: '免费职业介绍', en: 'Free job introduction' },
  GUIDANCE: { zh: '免费职业指导', en: 'Free career guidance' },
  RETRAINING: { zh: '免费再就业培训', en: 'Free retraining' },
  ASSISTANCE: { zh: '就业援助', en: 'Employment assistance' },
} as const satisfies Record<string, Text>;
export const entitlement = code(ENTITLEMENT, '没有这项服务权益', 'There is no such entitlement');

/** Why an entitlement is withdrawn: the registration has ended, or what it was granted for no longer holds. */
const ENTITLEMENT_END = {
  ...CLOSURE_REASON,
  NO_LONGER_QUALIFIES: { zh: '不再符合条件', en: 'No longer qualifies' },
} as const satisfies Record<string, Text>;
export const entitlementEnd = code(ENTITLEMENT_END, '没有这个终止原因', 'There is no such reason of withdrawal');
export const entitlementFund = z.enum(['BUDGET', 'INSURANCE']);

/** Why an employment certificate (就业创业证) ends. */
export const CERTIFICATE_END = {
  HOLDER_DIED: { zh: '持证人死亡', en: 'The holder died' },
  DRAWS_PENSION: { zh: '享受基本养老保险待遇', en: 'Draws a pension' },
  EMIGRATED: { zh: '移居境外', en: 'Emigrated' },
  FALSE_STATEMENT: { zh: '以虚假情况取得', en: 'Obtained by a false statement' },
  OWN_REQUEST: { zh: '本人申请注销', en: 'At the own request' },
} as const satisfies Record<string, Text>;
export const certificateEnd = code(CERTIFICATE_END, '没有这个注销原因', 'There is no such reason');
