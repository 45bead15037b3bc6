import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

export const FAIR_KIND = {
  ON_SITE: { zh: '现场招聘会', en: 'Job fair on site' },
  ONLINE: { zh: '网络招聘会', en: 'Online job fair' },
} as const satisfies Record<string, Text>;
export const fairKind = code(FAIR_KIND, '没有这种招聘会', 'There is no such kind of fair');
export type FairKind = keyof typeof FAIR_KIND;

/** Whom a fair or campaign is meant for. Nobody is turned away at the door for not being one of them. */
export const AUDIENCE = {
  ALL: { zh: '全体劳动者', en: 'Everybody who looks for work' },
  GRADUATES: { zh: '高校毕业生等青年', en: 'Graduates and the young' },
  MIGRANT_WORKERS: { zh: '农民工', en: 'Migrant workers' },
  VETERANS: { zh: '退役军人', en: 'Veterans' },
  DISABLED: { zh: '残疾人', en: 'Persons with disabilities' },
  HARD_TO_EMPLOY: { zh: '就业困难人员', en: 'Persons who are hard to employ' },
} as const satisfies Record<string, Text>;
export const audience = code(AUDIENCE, '没有这类对象', 'There is no such audience');

/** Why a fair is not held. The last two are the platform's own. */
export const FAIR_CANCELLATION = {
  ORGANISER_REQUEST: { zh: '主办方取消', en: 'Called off by its organiser' },
  TOO_FEW_EXHIBITORS: { zh: '参会单位不足', en: 'Too few exhibitors' },
  PERMIT_REFUSED: { zh: '公安机关不予许可', en: 'The police refused the permit' },
  EMERGENCY: { zh: '恶劣天气或突发事件', en: 'Weather or emergency' },
  ORDERED: { zh: '主管部门责令停办', en: 'Ordered by an authority' },
  ORGANISER_BARRED: { zh: '主办机构目前不得从业', en: 'Its organiser may not mediate at present' },
  NOT_ANNOUNCED: { zh: '到期未公布', en: 'Never announced before it was to open' },
} as const satisfies Record<string, Text>;
export const fairCancellation = code(FAIR_CANCELLATION, '没有这个取消原因', 'There is no such reason for cancelling');
export type FairCancellation = keyof typeof FAIR_CANCELLATION;

/** The documents that an organiser draws up before a fair on site (人力资源市场暂行条例 第28条). */
export const FAIR_PLAN = {
  implementation: { zh: '组织实施办法', en: 'How it is organised and run' },
  security: { zh: '安全保卫工作方案', en: 'Safety and security' },
  emergency: { zh: '应急预案', en: 'What is done in an emergency' },
} as const satisfies Record<string, Text>;

/** Which police authority decides on the permit (大型群众性活动安全管理条例 第12条). */
export const permitAuthority = z.enum(['COUNTY', 'CITY']);
export type PermitAuthority = z.output<typeof permitAuthority>;

const documentNumber = (zh: string, en: string) =>
  z
    .string()
    .trim()
    .regex(/^\p{Script=Han}{2,20}[〔[（(]20\d\d[〕\]）)]第?\d{1,6}号$/u, { error: message(zh, en) });
/** The number on the police's decision, e.g. 桥公治许字〔2026〕12号. */
export const permitNumber = documentNumber(
  '许可文号格式应如“桥公治许字〔2026〕12号”',
  'Give the number of the decision, as 桥公治许字〔2026〕12号',
);
/** The document by which a government of county level or above holds a fair itself, e.g. 桥政办发〔2026〕8号. */
export const governmentOrder = documentNumber(
  '政府文件文号格式应如“桥政办发〔2026〕8号”',
  'Give the number of the document of the government, as 桥政办发〔2026〕8号',
);

export const BOOTH_REFUSAL = {
  NOT_VERIFIED: { zh: '单位或招聘简章未能核实', en: 'The employer or what it offers could not be verified' },
  UNLAWFUL: { zh: '招聘简章内容不合法', en: 'What it offers is against the law' },
  OFF_THEME: { zh: '与招聘会主题不符', en: 'It does not fit the theme of the fair' },
} as const satisfies Record<string, Text>;
export const boothRefusal = code(BOOTH_REFUSAL, '没有这个拒绝原因', 'There is no such reason for refusing');
export type BoothRefusal = keyof typeof BOOTH_REFUSAL;

export const boothCancellation = z.enum(['EXHIBITOR_REQUEST', 'ORGANISER', 'AGENCY_BARRED']);
export type BoothCancellation = z.output<typeof boothCancellation>;

/** Why a vacancy is no longer offered at a booth. */
export const vacancyLoss = z.enum(['WITHDRAWN', 'FILLED', 'EXPIRED']);
export type VacancyLoss = z.output<typeof vacancyLoss>;

/** How far a jobseeker and an exhibitor came at the booth; each includes those before. */
export const MEETING_OUTCOME = {
  INTERVIEWED: { zh: '面谈', en: 'Interviewed' },
  INTENTION: { zh: '达成意向', en: 'Both intend to go on' },
  HIRED: { zh: '现场录用', en: 'Hired on the spot' },
} as const satisfies Record<string, Text>;
export const meetingOutcome = code(MEETING_OUTCOME, '没有这个结果', 'There is no such outcome');
export type MeetingOutcome = keyof typeof MEETING_OUTCOME;
