import { z } from 'zod';
import { CLOSURE_REASON } from '../registration/codes.ts';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

/** On what a benefit may be cut, and only after a hearing (社会保险法 第51条第5项、第88条；广东省失业保险条例 第28、37条). */
export const SANCTION_GROUND = {
  REFUSED_WORK: { zh: '无正当理由拒不接受介绍的适当工作', en: 'Refused suitable work without good reason' },
  REFUSED_TRAINING: { zh: '无正当理由拒不接受提供的培训', en: 'Refused training without good reason' },
  MISSED_CHECKS: { zh: '未按规定办理领取资格核验', en: 'Missed the monthly checks' },
  CONCEALED_EMPLOYMENT: { zh: '领取期间隐瞒就业', en: 'Employed while drawing the benefit' },
  FALSE_STATEMENT: { zh: '以虚假情况骗取', en: 'Obtained by a false statement' },
  REGISTRATION_ENDED: { zh: '失业登记因未列明的事由注销', en: 'Registration ended on a ground that no law names' },
} as const satisfies Record<string, Text>;
export type SanctionGround = keyof typeof SANCTION_GROUND;
export const sanctionGround = code(SANCTION_GROUND, '没有这个事由', 'There is no such ground');

/** Why a benefit ends or rests: the registration ended, a signed decision took effect, or the insurance system says so. */
export const STOP_REASON = {
  ...CLOSURE_REASON,
  ...SANCTION_GROUND,
  BY_AGENCY: { zh: '社会保险经办机构决定', en: 'Decided by the social insurance agency' },
} as const satisfies Record<string, Text>;
export type StopReason = keyof typeof STOP_REASON;
export const stopReason = code(STOP_REASON, '没有这个停发原因', 'There is no such reason');

/** What she may say for herself, beside what she hands in in writing. */
export const EXCUSE = {
  ILLNESS: { zh: '患病住院', en: 'Ill or in hospital' },
  PREGNANCY: { zh: '怀孕、生育', en: 'Pregnant or in childbirth' },
  CARING: { zh: '照料家人', en: 'Caring for a relative' },
  OFFER_UNSUITABLE: { zh: '所介绍工作不适当', en: 'The offer was not suitable' },
  NOT_TOLD: { zh: '未收到通知', en: 'Was not told' },
  FACTS_WRONG: { zh: '事实有误', en: 'The facts are wrong' },
  IN_WRITING: { zh: '见书面陈述', en: 'As stated in writing' },
} as const satisfies Record<string, Text>;
export const excuse = code(EXCUSE, '没有这个理由', 'There is no such reason');

/** Why a case ends without a cut. */
export const SANCTION_END = {
  EXCUSED: { zh: '有正当理由', en: 'There was a good reason' },
  NOT_PROVEN: { zh: '证据不足', en: 'Not proven' },
  FACTS_WRONG: { zh: '事实有误', en: 'The facts were wrong' },
  PROCEDURE: { zh: '程序不当', en: 'The procedure was not kept' },
  MENDED: { zh: '本人已改正', en: 'The person has put it right' },
} as const satisfies Record<string, Text>;
export const sanctionEnd = code(SANCTION_END, '没有这个结案理由', 'There is no such reason');

/** How two sides may differ about a claim. */
export const DRIFT = {
  MISSING_THERE: { zh: '失业保险系统无此申领', en: 'The insurance system has no such claim' },
  MISSING_HERE: { zh: '本系统无此申领', en: 'We have no such claim' },
  STATUS_DIFFERS: { zh: '状态不一致', en: 'The status differs' },
  AMOUNT_DIFFERS: { zh: '期限或金额不一致', en: 'Months or amount differ' },
  LATE_ANSWER: { zh: '逾期未答复', en: 'An answer is late' },
} as const satisfies Record<string, Text>;
export type DriftClass = keyof typeof DRIFT;
export const driftClass = code(DRIFT, '没有这种差异', 'There is no such drift');

export const DRIFT_CAUSE = {
  THEY_ENDED_UNHEARD: { zh: '对方已停发或中止，通知未到', en: 'They ended it and we did not hear of it' },
  THEY_RESUMED_UNHEARD: { zh: '对方已恢复发放，通知未到', en: 'They resumed it and we did not hear of it' },
  DECISION_UNHEARD: { zh: '对方已作结论，通知未到', en: 'They decided it and we did not hear of it' },
  STOP_NOT_DONE: { zh: '已通知停发，对方仍在发放', en: 'A stop was told and they still pay' },
  DECISION_OVERDUE: { zh: '对方逾期未审核', en: 'They have not decided in time' },
  CALL_GIVEN_UP: { zh: '调用多次失败，已停止重试', en: 'A call failed too often and was given up' },
  LOST_THERE: { zh: '对方丢失该申领', en: 'They lost the claim' },
  CLAIMED_ELSEWHERE: { zh: '未经本系统申领', en: 'Claimed without us' },
  ADJUSTED_THERE: { zh: '对方调整了期限或金额', en: 'They changed months or amount' },
  DECISIONS_CONTRADICT: { zh: '双方结论相反', en: 'The two sides decided otherwise' },
} as const satisfies Record<string, Text>;
export type DriftCause = keyof typeof DRIFT_CAUSE;
export const driftCause = code(DRIFT_CAUSE, '没有这种成因', 'There is no such cause');

export const DRIFT_FIXER = {
  PLATFORM: { zh: '本系统自动修复', en: 'This platform, by itself' },
  CITY_OFFICER: { zh: '公共就业服务机构', en: 'An officer of the city' },
  INSURANCE_AGENCY: { zh: '社会保险经办机构', en: 'The insurance agency' },
} as const satisfies Record<string, Text>;
export type DriftFixer = keyof typeof DRIFT_FIXER;
export const driftFixer = code(DRIFT_FIXER, '没有这个责任方', 'There is no such party');

export const DRIFT_GROUND = {
  CORRECTED_THERE: { zh: '对方已更正', en: 'Corrected by the insurance agency' },
  CORRECTED_HERE: { zh: '本系统已更正', en: 'Corrected here' },
  BOTH_RIGHT: { zh: '双方均无误，口径不同', en: 'Both are right by their own reckoning' },
} as const satisfies Record<string, Text>;
export const driftGround = code(DRIFT_GROUND, '没有这个处理理由', 'There is no such ground');
