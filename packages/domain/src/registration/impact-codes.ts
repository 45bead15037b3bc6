import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

/** What the platform does with personal information that may need an assessment; which do, the city's pack says. */
export const PROCESSING = {
  IDENTITY_VAULT: { zh: '身份与敏感信息的加密保存', en: 'Keeping identities and sensitive facts in the vault' },
  WHOLE_FILE: { zh: '个人全部信息的全市查询', en: "City-wide reading of a person's whole file" },
  RECOMMENDATION: { zh: '岗位和人选推荐', en: 'Recommendation of vacancies and candidates' },
  ELIGIBILITY: { zh: '登记资格和服务权益的自动判断', en: 'Automatic decision on registration and entitlements' },
  DISCLOSURE: { zh: '向用人单位披露求职者身份', en: 'Telling employers who a candidate is' },
  INSURANCE_EXCHANGE: { zh: '与失业保险系统交换信息', en: 'Exchange with the unemployment-insurance system' },
  HOTLINE_EXCHANGE: { zh: '与12345、12333热线交换工单', en: 'Exchange of work orders with the hotlines' },
  TRAINING_PROVIDERS: { zh: '委托培训机构处理学员信息', en: 'Entrusting training providers with trainees' },
  NEIGHBOUR_FEEDS: { zh: '读取和公开跨城市岗位信息', en: "Reading and publishing other cities' vacancies" },
} as const satisfies Record<string, Text>;
export type Processing = keyof typeof PROCESSING;
export const processing = code(PROCESSING, '没有这项处理活动', 'There is no such processing');

/** 个人信息保护法 第55条. */
export const IMPACT_GROUND = {
  SENSITIVE: { zh: '处理敏感个人信息', en: 'Sensitive information' },
  AUTOMATED_DECISION: { zh: '自动化决策', en: 'Automated decisions' },
  ENTRUSTED: { zh: '委托处理', en: 'Entrusted to others' },
  PROVIDED: { zh: '向其他处理者提供', en: 'Given to others' },
  PUBLISHED: { zh: '公开', en: 'Published' },
  ABROAD: { zh: '向境外提供', en: 'Given abroad' },
  OTHER_MAJOR: { zh: '其他重大影响', en: 'Other great effect on persons' },
} as const satisfies Record<string, Text>;
export const impactGround = code(IMPACT_GROUND, '没有这种情形', 'There is no such ground');

/** On what the processing rests (第13条). */
export const LAWFUL_BASIS = {
  STATUTORY_DUTY: { zh: '履行法定职责', en: 'A statutory duty' },
  CONSENT: { zh: '本人同意', en: 'Her consent' },
  CONTRACT: { zh: '订立或履行合同所必需', en: 'A contract' },
  NONE: { zh: '没有法定依据', en: 'None' },
} as const satisfies Record<string, Text>;
export const lawfulBasis = code(LAWFUL_BASIS, '没有这种依据', 'There is no such basis');

export const IMPACT_MEASURE = {
  SEALED: { zh: '加密保存', en: 'Encrypted' },
  ACCESS_LIMITED: { zh: '按岗位和事由限制查询', en: 'Access by role and purpose' },
  READING_LOGGED: { zh: '查询留痕、本人可查', en: 'Readings logged and shown to the person' },
  MINIMISED: { zh: '只用必要的信息', en: 'No more than is needed' },
  EXPLAINED: { zh: '说明自动化决策的理由', en: 'Automated decisions are explained' },
  HUMAN_REVIEW: { zh: '可要求人工处理', en: 'A human decides on request' },
  SEPARATE_CONSENT: { zh: '取得单独同意', en: 'A separate consent' },
  AGREEMENT: { zh: '与受托方、接收方约定义务并监督', en: 'An agreement that binds the receiver' },
  SECURITY_ASSESSMENT: { zh: '通过出境安全评估', en: 'The security assessment of transfers abroad was passed' },
  DELETION: { zh: '到期删除', en: 'Deleted when no longer needed' },
} as const satisfies Record<string, Text>;
export const impactMeasure = code(IMPACT_MEASURE, '没有这种措施', 'There is no such measure');

export const riskLevel = z.enum(['LOW', 'MEDIUM', 'HIGH'], {
  error: message('应为低、中、高', 'Low, medium or high'),
});
export const IMPACT_RETURN = {
  INCOMPLETE: { zh: '内容不完整', en: 'Incomplete' },
  RISK_UNDERRATED: { zh: '风险估计不足', en: 'The risk is underrated' },
  MEASURES_UNFIT: { zh: '措施与风险不相适应', en: 'The measures do not fit the risk' },
} as const satisfies Record<string, Text>;
export const impactReturn = code(IMPACT_RETURN, '没有这个退回理由', 'There is no such reason');
