import type { EmploymentKind, TerminationReason, Text, UnemploymentCategory } from '@zhiqiao/domain';

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

/** Who has died or draws a pension is offered no registration (第63条). */
const NO_OFFER: readonly TerminationReason[] = ['RETIRED', 'DIED'];
export const mayRegisterAfter = (reason: TerminationReason) => !NO_OFFER.includes(reason);

/** As whom somebody registers whose work of this kind has ended (第63条). */
export const CATEGORY_AFTER = {
  EMPLOYED: 'EMPLOYED_TO_UNEMPLOYED',
  SELF_EMPLOYED: 'CLOSED_OWN_BUSINESS',
  FLEXIBLE: 'OTHER',
} as const satisfies Record<EmploymentKind, UnemploymentCategory>;

/** What she brings to the desk (第65条); online her own statement does (告知承诺制). */
const IDENTITY: Text = { zh: '居民身份证或社会保障卡', en: 'ID card or social security card' };
const PROOF: Partial<Record<UnemploymentCategory, Text>> = {
  EMPLOYED_TO_UNEMPLOYED: { zh: '终止或解除劳动关系证明', en: 'Certificate of termination' },
  CLOSED_OWN_BUSINESS: { zh: '停业、破产或注销证明', en: 'Proof that the business has closed' },
};
export const toBring = (category: UnemploymentCategory): Text[] =>
  [IDENTITY, PROOF[category]].filter((it) => it !== undefined);
