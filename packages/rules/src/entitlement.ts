import { benefitMonthlyFen, benefitMonths } from './benefit.ts';
import { addDays, addMonths } from './dates.ts';
import { deadlineBy } from './deadline.ts';
import { evaluate } from './evaluate.ts';
import type { Text } from './text.ts';
import type { Calendar, Decision, Facts, Pack, Parameter, Rule } from './types.ts';

/** What is known of a claim; what is left out is not known, and is never guessed. */
export type EntitlementFacts = {
  claimedOn: string;
  /** Since the last claim, or since ever. */
  contributionMonths?: number | undefined;
  /** Months of an earlier claim that were not drawn; 0 where there was none. */
  remainingMonths?: number | undefined;
  involuntary?: boolean | undefined;
  registeredOn?: string | undefined;
  leftOn?: string | undefined;
};
export type Entitlement = {
  outcome: 'ENTITLED' | 'NOT_ENTITLED' | 'UNKNOWN';
  months?: number;
  monthlyFen?: number;
  from?: string;
  through?: string;
  decision: Decision;
  ask: Text[];
  parameters: ({ key: string } & Parameter)[];
};

type Weighed = Facts & {
  contributionMonths?: number | undefined;
  remainingMonths?: number | undefined;
  involuntary?: boolean | undefined;
  registeredOn?: string | undefined;
  /** By the city's schedule, before the remainder of an earlier claim. */
  scheduled?: number | undefined;
  late: boolean;
  from?: string | undefined;
  amountSet: boolean;
};

const has = (pack: Pack, key: string) => pack.keys().includes(key);
const tooFew = ({ contributionMonths }: Weighed, pack: Pack) =>
  contributionMonths !== undefined && contributionMonths < pack.number('insurance.minimumContributionMonths');
const livesOnRemainder = (facts: Weighed, pack: Pack) =>
  (facts.remainingMonths ?? 0) > 0 && pack.flag('insurance.remainderAloneSuffices');

const RULES: Rule<Weighed, Pack>[] = [
  {
    id: 'UI-01-TOO-FEW',
    sentence: {
      zh: '累计缴费不满一年，且无前次未领取的期限',
      en: 'Less than a year of contributions and nothing left of an earlier claim',
    },
    source: '社会保险法 第45条第1项；失业保险条例 第14条',
    outcome: 'refuse',
    remedy: {
      zh: '如有其他单位或外地缴费，请先合并缴费记录',
      en: 'Have contributions with other employers or in other places merged first',
    },
    when: (facts, pack) => tooFew(facts, pack) && facts.remainingMonths !== undefined && !livesOnRemainder(facts, pack),
  },
  {
    id: 'UI-01-CONTRIBUTIONS-UNKNOWN',
    sentence: { zh: '缴费月数不明', en: 'The months of contributions are not known' },
    source: '社会保险法 第45条第1项',
    outcome: 'review',
    remedy: { zh: '请向失业保险系统查询缴费月数', en: 'Ask the insurance system for the months of contributions' },
    when: ({ contributionMonths }) => contributionMonths === undefined,
  },
  {
    id: 'UI-02-VOLUNTARY',
    sentence: { zh: '因本人意愿中断就业', en: 'Gave up the work by own will' },
    source: '社会保险法 第45条第2项；劳动合同法 第36至41、44条',
    outcome: 'refuse',
    remedy: {
      zh: '如因单位违法而离职（劳动合同法第38条），请提交证明',
      en: 'If you left over a breach by the employer (art. 38), bring evidence',
    },
    when: ({ involuntary }) => involuntary === false,
  },
  {
    id: 'UI-02-UNKNOWN',
    sentence: { zh: '离职原因不明', en: 'It is not known why the work ended' },
    source: '社会保险法 第45条第2项',
    outcome: 'review',
    remedy: {
      zh: '请核对就业登记的终止原因；不得要求本人提供离职证明',
      en: 'Look up how the employment ended; the person need not prove it',
    },
    when: ({ involuntary }) => involuntary === undefined,
  },
  {
    id: 'UI-01-NOT-REGISTERED',
    sentence: { zh: '尚未办理失业登记，或登记日期不明', en: 'Not registered as unemployed, or the day is not known' },
    source: '社会保险法 第45条第3项',
    outcome: 'review',
    remedy: { zh: '请先办理失业登记', en: 'Register as unemployed first' },
    when: ({ registeredOn }) => registeredOn === undefined,
  },
  {
    id: 'UI-03-REMAINDER-UNKNOWN',
    sentence: { zh: '前次是否有未领取的期限不明', en: 'It is not known whether an earlier claim left months' },
    source: '社会保险法 第46条',
    outcome: 'review',
    remedy: { zh: '请向失业保险系统查询前次未领取的月数', en: 'Ask the insurance system what an earlier claim left' },
    when: ({ remainingMonths }) => remainingMonths === undefined,
  },
  {
    id: 'UI-03-SCHEDULE',
    sentence: {
      zh: '按本地缴费年限档次计算领取期限',
      en: 'The months follow from the contributions by the local schedule',
    },
    source: '社会保险法 第46条；失业保险条例 第17条',
    outcome: 'accept',
    when: ({ scheduled }) => (scheduled ?? 0) > 0,
  },
  {
    id: 'UI-03-MERGED',
    sentence: { zh: '与前次未领取的期限合并计算', en: 'Merged with what an earlier claim left' },
    source: '社会保险法 第46条',
    outcome: 'accept',
    when: ({ remainingMonths, scheduled }) => scheduled !== undefined && (remainingMonths ?? 0) > 0,
  },
  {
    id: 'UI-03-CAPPED',
    sentence: { zh: '合并计算最长二十四个月', en: 'Merged, no more than 24 months' },
    source: '社会保险法 第46条',
    outcome: 'accept',
    when: ({ remainingMonths, scheduled }, pack) =>
      scheduled !== undefined && scheduled + (remainingMonths ?? 0) > pack.number('insurance.maximumBenefitMonths'),
  },
  {
    id: 'UI-05-AMOUNT-UNKNOWN',
    sentence: { zh: '本地失业保险金标准未录入', en: 'The amount that holds here is not on record' },
    source: '社会保险法 第47条；失业保险条例 第18条',
    outcome: 'review',
    remedy: { zh: '请核对本市失业保险金标准', en: 'Look up the amount that the city has set' },
    when: ({ amountSet }) => !amountSet,
  },
  {
    id: 'UI-07-LATE',
    sentence: {
      zh: '离职超过六十日申领，仅作提示，不影响领取',
      en: 'Claimed more than 60 days after leaving: a remark only, nothing is refused for it',
    },
    source: '人社厅发〔2020〕24号；原失业保险金申领发放办法',
    outcome: 'accept',
    when: ({ late }) => late,
  },
  {
    id: 'UI-09-FROM-REGISTRATION',
    sentence: { zh: '自办理失业登记之日起计算', en: 'Counts from the day of the registration' },
    source: '社会保险法 第50条',
    outcome: 'accept',
    when: ({ from, registeredOn }) => from !== undefined && from === registeredOn,
  },
  {
    id: 'UI-09-FROM-CLAIM',
    sentence: {
      zh: '登记后逾期申领，自申领之日起计算',
      en: 'Claimed too long after the registration: counts from the day of the claim',
    },
    source: '广东省失业保险条例 第36条',
    outcome: 'accept',
    when: ({ from, registeredOn }) => from !== undefined && from !== registeredOn,
  },
];

const OUTCOMES = { accept: 'ENTITLED', refuse: 'NOT_ENTITLED', review: 'UNKNOWN' } as const;

const USED = [
  'insurance.minimumContributionMonths',
  'insurance.benefitMonths',
  'insurance.maximumBenefitMonths',
  'insurance.benefitPercentOfMinimumWage',
  'matching.minimumWage',
  'insurance.countsFromRegistrationWithin',
  'insurance.claimWarningAfter',
];

/** What somebody may claim on a day, why, and what has to be asked before more can be said. */
export const entitlementOf = (pack: Pack, calendar: Calendar, facts: EntitlementFacts): Entitlement => {
  const { claimedOn, contributionMonths, remainingMonths, involuntary, registeredOn, leftOn } = facts;
  const scheduled = contributionMonths === undefined ? undefined : benefitMonths(pack, contributionMonths);
  const amountSet = has(pack, 'insurance.benefitPercentOfMinimumWage') && has(pack, 'matching.minimumWage');
  const from = registeredOn && countsFrom(pack, calendar, registeredOn, claimedOn);
  const late = leftOn !== undefined && claimedOn > addDays(leftOn, pack.number('insurance.claimWarningAfter'));
  const weighed: Weighed = {
    contributionMonths,
    remainingMonths,
    involuntary,
    registeredOn,
    leftOn,
    scheduled,
    late,
    from,
    amountSet,
  };
  const decision = evaluate(RULES, weighed, pack, claimedOn);
  const outcome = OUTCOMES[decision.outcome];
  const months =
    scheduled === undefined || remainingMonths === undefined
      ? undefined
      : Math.min(scheduled + remainingMonths, pack.number('insurance.maximumBenefitMonths'));
  const promised = outcome === 'NOT_ENTITLED' ? undefined : months;
  return {
    outcome,
    ...(promised && { months: promised }),
    ...(promised && amountSet && { monthlyFen: benefitMonthlyFen(pack) }),
    ...(promised && from && { from, through: addDays(addMonths(from, promised), -1) }),
    decision,
    ask: decision.rules.flatMap(({ outcome, remedy }) => (outcome === 'review' && remedy ? [remedy] : [])),
    parameters: USED.filter((key) => has(pack, key)).map((key) => ({ key, ...pack.parameter(key) })),
  };
};

/** 社会保险法 第50条; a province may bind it to a timely claim. */
const countsFrom = (pack: Pack, calendar: Calendar, registeredOn: string, claimedOn: string) => {
  const within = 'insurance.countsFromRegistrationWithin';
  if (!has(pack, within)) return registeredOn;
  return claimedOn <= deadlineBy(calendar, pack, within, registeredOn).due ? registeredOn : claimedOn;
};

/** What holds beside months and amount: while it runs (UI-11), and when it rests or ends (UI-10). */
export const EXPLANATIONS = [
  {
    id: 'UI-11-HEALTH-INSURANCE',
    sentence: {
      zh: '领取失业保险金期间参加职工基本医疗保险，应缴的医疗保险费由失业保险基金支付，个人不缴纳',
      en: 'While the benefit runs she is in the health insurance of the employed; the fund pays the premium, she pays none',
    },
    source: '社会保险法 第48条',
  },
  {
    id: 'UI-10-SUSPENDED',
    sentence: {
      zh: '中止：被收监执行等期间暂停发放，未领取的月数保留，事由消除后可以恢复领取',
      en: 'Suspended: nothing is paid for a time, as in prison; the months that are left are kept and drawn afterwards',
    },
    source: '广东省失业保险条例 第28条',
  },
  {
    id: 'UI-10-STOPPED',
    sentence: {
      zh: '停止：重新就业、服兵役、移居境外、享受养老保险待遇等即停发；再次失业并符合条件时，未领取的月数合并计算，最长二十四个月',
      en: 'Stopped: ended by new work, army, emigration or a pension; what was not drawn is merged with a later claim, no more than 24 months',
    },
    source: '社会保险法 第46、51条；失业保险条例 第15条',
  },
  {
    id: 'UI-10-NOT-BY-ITSELF',
    sentence: {
      zh: '因拒绝工作或培训、未办理核验、隐瞒就业等停发的，须经陈述申辩、两名工作人员签批并书面告知',
      en: 'For refused work or training, missed checks or concealed work nothing is stopped without a hearing, two officers and a notice',
    },
    source: '社会保险法 第51条第5项；社会保险经办条例 第25条',
  },
] as const;
