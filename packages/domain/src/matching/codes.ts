import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

const PUBLISHER_WITHDRAWAL = {
  PUBLISHER_REQUEST: { zh: '发布单位撤回', en: 'Withdrawn by who published it' },
  FILLED_ELSEWHERE: { zh: '已通过其他途径招到人', en: 'Filled by other ways' },
  NOT_NEEDED: { zh: '不再需要招人', en: 'Nobody is needed any more' },
  TERMS_CHANGED: { zh: '招聘条件有变，另行发布', en: 'The terms have changed; it will be published anew' },
  PUBLISHED_IN_ERROR: { zh: '发布有误', en: 'It was published in error' },
} as const satisfies Record<string, Text>;
/** Why a vacancy left the market before its time. `AGENCY_…`: its agency may no longer mediate. */
export const WITHDRAWAL = {
  ...PUBLISHER_WITHDRAWAL,
  AGENCY_BARRED_MEANWHILE: { zh: '发布之际中介机构已不得从业', en: 'The agency was barred while it published' },
  AGENCY_SUSPENDED: { zh: '中介机构被责令停业', en: 'The agency is suspended' },
  AGENCY_REVOKED: { zh: '中介机构许可证被吊销', en: "The agency's licence is revoked" },
  AGENCY_RESCINDED: { zh: '中介机构许可被撤销', en: "The agency's licence is rescinded" },
  AGENCY_WITHDRAWN: { zh: '中介机构许可被撤回', en: "The agency's licence is withdrawn" },
  AGENCY_EXPIRED: { zh: '中介机构许可证到期', en: "The agency's licence has expired" },
  AGENCY_DEREGISTERED: { zh: '中介机构许可证已注销', en: "The agency's licence is deregistered" },
} as const satisfies Record<string, Text>;
export type Withdrawal = keyof typeof WITHDRAWAL;
export const publisherWithdrawal = code(
  PUBLISHER_WITHDRAWAL,
  '没有这个撤回原因',
  'There is no such reason of withdrawal',
);
export const withdrawalReason = code(WITHDRAWAL, '没有这个撤回原因', 'There is no such reason of withdrawal');

/** Why a jobseeker turns a referral down. */
export const DECLINE = {
  DEPOSIT_DEMANDED: { zh: '要求缴纳押金', en: 'A deposit was demanded' },
  FALSE_INFORMATION: { zh: '招聘信息不实', en: 'The vacancy was not as described' },
  WAGE_TOO_LOW: { zh: '工资偏低', en: 'The wage is too low' },
  TOO_FAR: { zh: '路程太远', en: 'Too far away' },
  UNSUITABLE_WORK: { zh: '工作不适合', en: 'The work does not suit' },
  HEALTH_OR_CARE: { zh: '身体或照料家人的原因', en: 'Health, or care for family' },
  FOUND_OTHER_WORK: { zh: '已找到其他工作', en: 'Found other work' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;
export type Decline = keyof typeof DECLINE;
export const declineReason = code(DECLINE, '没有这个拒绝原因', 'There is no such reason for declining');

/** Why a referral ended without a job. */
export const NOT_HIRED = {
  NOT_SUITABLE: { zh: '不符合岗位要求', en: 'Did not meet the requirements' },
  POSITION_FILLED: { zh: '岗位已招满', en: 'The post is filled' },
  DID_NOT_COME: { zh: '未到面试', en: 'Did not come to the interview' },
  TERMS_NOT_AGREED: { zh: '待遇未谈妥', en: 'No agreement on the terms' },
  DEPOSIT_DEMANDED: { zh: '要求缴纳押金', en: 'A deposit was demanded' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;
export type NotHired = keyof typeof NOT_HIRED;
export const notHiredReason = code(NOT_HIRED, '没有这个未录用原因', 'There is no such reason for not hiring');

/** Why a referral was closed by the platform or the counsellor. */
export const REFERRAL_CLOSING = {
  EMPLOYMENT_REGISTERED: { zh: '已办理就业登记', en: 'The employment is registered' },
  REGISTRATION_CLOSED: { zh: '失业登记已注销', en: "The person's unemployment registration is closed" },
  VACANCY_WITHDRAWN: { zh: '岗位已撤回', en: 'The vacancy is withdrawn' },
  VACANCY_FILLED: { zh: '岗位已招满', en: 'The vacancy is filled' },
  OFFERED_IN_ERROR: { zh: '推荐有误', en: 'It was offered in error' },
} as const satisfies Record<string, Text>;
export type ReferralClosing = keyof typeof REFERRAL_CLOSING;
export const referralClosing = code(REFERRAL_CLOSING, '没有这个关闭原因', 'There is no such reason for closing');

/** Why an agency may not mediate at present. */
export const barReason = z.enum(['SUSPENDED', 'REVOKED', 'RESCINDED', 'WITHDRAWN', 'EXPIRED', 'DEREGISTERED']);
export type BarReason = z.output<typeof barReason>;

/** Who gives an account of a referral; an agency speaks for the employer's side. */
export const referralSide = z.enum(['EMPLOYER', 'SEEKER']);
export type ReferralSide = z.output<typeof referralSide>;

/** Why a counsellor has to step in. */
export const escalation = z.enum(['NO_ANSWER', 'NO_REPORT', 'NO_CONFIRMATION', 'ACCOUNTS_DIFFER']);
export type Escalation = z.output<typeof escalation>;

/** Why a counsellor sets a recommendation higher, lower or aside. */
export const OVERRIDE_GROUND = {
  SUITS_BETTER: { zh: '比评分显示的更合适', en: 'Suits better than the score shows' },
  SUITS_LESS: { zh: '不如评分显示的合适', en: 'Suits less than the score shows' },
  SKILL_NOT_RECORDED: { zh: '技能未登记或登记有误', en: 'A skill is missing from the record, or wrong in it' },
  COMMUTE: { zh: '通勤条件与推算不符', en: 'The way to work is not as reckoned' },
  WORKING_HOURS: { zh: '工作时间的原因', en: 'The working hours' },
  HEALTH_OR_CARE: { zh: '身体或照料家人的原因', en: 'Health, or care for family' },
  EMPLOYER_KNOWN: { zh: '了解该单位的实际情况', en: 'The employer is known' },
  PERSON_ASKED: { zh: '求职者本人要求', en: 'The jobseeker asked for it' },
} as const satisfies Record<string, Text>;
export const overrideGround = code(OVERRIDE_GROUND, '没有这个调整理由', 'There is no such ground');
export const overrideVerdict = z.enum(['UP', 'DOWN', 'OUT']);
export type OverrideVerdict = z.output<typeof overrideVerdict>;
/** Why a vacancy ended before its last day although nobody withdrew it. */
export const vacancyLapse = z.enum(['NOT_CONFIRMED']);

/** When in the day one works. */
export const SHIFT = {
  DAY: { zh: '白班', en: 'Day' },
  NIGHT: { zh: '夜班', en: 'Night' },
  ROTATING: { zh: '倒班', en: 'Rotating' },
} as const satisfies Record<string, Text>;
export type Shift = keyof typeof SHIFT;
export const shift = code(SHIFT, '没有这个班次', 'There is no such shift');

/** What work may demand that not everybody can give. Six at most: the engine tells eight things apart, two are the shift. */
export const WORK_DEMAND = {
  HEAVY_LIFTING: { zh: '搬抬重物', en: 'heavy lifting' },
  STANDING: { zh: '长时间站立或行走', en: 'standing or walking for long' },
  HEIGHTS: { zh: '登高作业', en: 'work at heights' },
  STAIRS: { zh: '上下台阶（无无障碍通道）', en: 'stairs (no step-free access)' },
  HEARING: { zh: '听说沟通（无手语或文字替代）', en: 'hearing and speaking (no sign language or writing instead)' },
  SIGHT: { zh: '用眼看（不能用读屏软件）', en: 'sight (no screen reader instead)' },
} as const satisfies Record<string, Text>;
export type WorkDemand = keyof typeof WORK_DEMAND;
export const workDemand = code(WORK_DEMAND, '没有这项工作要求', 'There is no such demand of work');

/** What a seeker agrees to when she states what her work must not demand (个人信息保护法 第28、29条: sensitive, separate consent). */
export const NEEDS_CONSENT = {
  version: 1,
  zh: '我同意公共就业服务机构处理我填写的无障碍需求（敏感个人信息），仅用于为我筛选岗位和职业指导，不向用人单位或其他单位提供。我可以随时撤回；撤回或求职登记关闭后不再使用。',
  en: 'I agree that the public employment service uses the needs that I state (sensitive personal information) to choose vacancies for me and to guide me, and for nothing else; no employer or other body is told. I may withdraw this at any time; after that, or once my registration is closed, they are not used any more.',
} as const;

/** Where a post lies for a seeker: wanted by her, in her street, her district, or elsewhere in the city. */
export const postPlace = z.enum(['WANTED', 'SAME_STREET', 'SAME_DISTRICT', 'ELSEWHERE']);
export type PostPlace = z.output<typeof postPlace>;

/** How often a jobseeker is told of new vacancies. */
export const ALERT_RHYTHM = {
  AT_ONCE: { zh: '随时', en: 'At once' },
  DAILY: { zh: '每日汇总', en: 'Once a day' },
  WEEKLY: { zh: '每周汇总', en: 'Once a week' },
} as const satisfies Record<string, Text>;
export type AlertRhythm = keyof typeof ALERT_RHYTHM;
export const alertRhythm = code(ALERT_RHYTHM, '没有这个提醒频率', 'There is no such rhythm');
