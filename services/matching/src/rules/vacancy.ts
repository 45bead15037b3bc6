import { addDays, type Pack, type Rule } from '@zhiqiao/rules';

export type VacancyFacts = {
  on: string;
  byAgency: boolean;
  agencyPermitted: boolean;
  /** What the law wants to be stated and is not. */
  missing: readonly string[];
  wageFromFen: number | undefined;
  validThrough: string | undefined;
  hoursPerWeek: number | undefined;
  /** The longest day that the text speaks of. */
  dailyHours: number | undefined;
  discriminatingPhrases: readonly string[];
  depositPhrase: string | undefined;
  documentPhrase: string | undefined;
  /** The licence that this work needs of an employer. */
  employerLicence: string | undefined;
  employerLicenceStated: boolean;
};

/** When an advertisement may not be published. */
export const vacancyRules: readonly Rule<VacancyFacts, Pack>[] = [
  {
    id: 'VAC-STATED',
    sentence: { zh: '招聘信息缺少法律要求载明的内容', en: 'What the law wants to be stated is missing' },
    source: '人力资源市场暂行条例 第24条；就业服务与就业管理规定 第11条',
    outcome: 'refuse',
    remedy: { zh: '补充所列各项', en: 'Add what is listed' },
    when: ({ missing }) => missing.length > 0,
  },
  {
    id: 'VAC-AGENCY',
    sentence: { zh: '该机构目前没有有效的职业中介许可', en: 'The agency holds no licence in force' },
    source: '就业促进法 第40条；人力资源市场暂行条例 第18条',
    outcome: 'refuse',
    remedy: { zh: '取得或恢复人力资源服务许可后再发布', en: 'Publish once the licence is granted or reinstated' },
    when: ({ byAgency, agencyPermitted }) => byAgency && !agencyPermitted,
  },
  {
    id: 'VAC-WAGE',
    sentence: { zh: '工资低于本市最低工资标准', en: "The wage is below the city's minimum wage" },
    source: '最低工资规定 第12条；劳动法 第48条',
    outcome: 'refuse',
    remedy: { zh: '将工资提高到最低工资标准以上', en: 'Raise the wage to the minimum wage or more' },
    when: ({ wageFromFen }, pack) => wageFromFen !== undefined && wageFromFen < pack.number('matching.minimumWage'),
  },
  {
    id: 'VAC-HOURS',
    sentence: { zh: '工作时间超过法定上限', en: 'The hours are longer than the law allows' },
    source: '劳动法 第36条、第41条',
    outcome: 'refuse',
    remedy: { zh: '按法定工作时间填写', en: 'State hours within the law' },
    when: ({ hoursPerWeek = 0, dailyHours = 0 }, pack) =>
      hoursPerWeek > pack.number('matching.weeklyHours') || dailyHours > pack.number('matching.dailyHours'),
  },
  {
    id: 'VAC-DISCRIMINATION',
    sentence: {
      zh: '招聘内容含有性别、民族、宗教、健康或户籍歧视',
      en: 'The text discriminates by sex, ethnicity, religion, health or household registration',
    },
    source: '人力资源市场暂行条例 第24条；就业促进法 第26-31条、第62条',
    outcome: 'refuse',
    remedy: { zh: '删去所指出的文字', en: 'Remove the phrases that are named' },
    when: ({ discriminatingPhrases }) => discriminatingPhrases.length > 0,
  },
  {
    id: 'VAC-DEPOSIT',
    sentence: { zh: '向劳动者收取押金或财物', en: 'Money is demanded from the worker' },
    source: '劳动合同法 第9条；就业促进法 第41条',
    outcome: 'refuse',
    remedy: { zh: '不得收取押金，请删去有关内容', en: 'No deposit may be taken: remove the demand' },
    when: ({ depositPhrase }) => depositPhrase !== undefined,
  },
  {
    id: 'VAC-DOCUMENTS',
    sentence: { zh: '扣押劳动者的身份证或其他证件', en: "The worker's papers are to be kept" },
    source: '劳动合同法 第9条、第84条',
    outcome: 'refuse',
    remedy: { zh: '不得扣押证件，请删去有关内容', en: 'No papers may be kept: remove the demand' },
    when: ({ documentPhrase }) => documentPhrase !== undefined,
  },
  {
    id: 'VAC-EMPLOYER-LICENCE',
    sentence: { zh: '从事该业务的单位须持有许可证', en: 'An employer needs a licence for this work' },
    source: '规则包 matching.licensedEmployers',
    outcome: 'refuse',
    remedy: { zh: '填写所列许可证的编号', en: 'State the number of the licence that is named' },
    when: ({ employerLicence, employerLicenceStated }) => employerLicence !== undefined && !employerLicenceStated,
  },
  {
    id: 'VAC-PAST',
    sentence: { zh: '有效期已过', en: 'The validity lies in the past' },
    source: '就业促进法 第41条（不得提供虚假就业信息）',
    outcome: 'refuse',
    remedy: { zh: '填写今天或以后的日期', en: 'State today or a later day' },
    when: ({ on, validThrough }) => validThrough !== undefined && validThrough < on,
  },
  {
    id: 'VAC-VALIDITY',
    sentence: { zh: '招聘信息有效期过长', en: 'The vacancy would stay valid too long' },
    source: '规则包 matching.vacancyLongest',
    outcome: 'refuse',
    remedy: { zh: '缩短有效期，到期可重新发布', en: 'Shorten the validity; publish again when it ends' },
    when: ({ on, validThrough }, pack) =>
      validThrough !== undefined && validThrough > addDays(on, pack.number('matching.vacancyLongest')),
  },
];
