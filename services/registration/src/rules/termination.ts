import type { TerminationReason } from '@zhiqiao/domain';

/** 非因本人意愿中断就业 (失业保险条例 第14条；广东省失业保险条例 第16条). */
const INVOLUNTARY: readonly TerminationReason[] = [
  'CONTRACT_EXPIRED',
  'EMPLOYER_BANKRUPT',
  'EMPLOYER_CLOSED',
  'AGREED_BY_EMPLOYER',
  'RESIGNED_OVER_BREACH',
  'DISMISSED_FOR_FAULT',
  'DISMISSED_WITH_NOTICE',
  'ECONOMIC_LAYOFF',
  'DISMISSED',
];
export const isInvoluntary = (reason: TerminationReason) => INVOLUNTARY.includes(reason);
