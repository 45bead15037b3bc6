import { addDays, type Pack, type Rule } from '@zhiqiao/rules';

export type VacancyFacts = {
  on: string;
  byAgency: boolean;
  agencyPermitted: boolean;
  wageFromFen: number;
  validThrough: string;
  discriminatingPhrases: readonly string[];
  depositPhrase: string | undefined;
};

/** When an advertisement may not be published. */
export const vacancyRules: readonly Rule<VacancyFacts, Pack>[] = [
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
    when: ({ wageFromFen }, pack) => wageFromFen < pack.number('matching.minimumWage'),
  },
  {
    id: 'VAC-DISCRIMINATION',
    sentence: {
      zh: '招聘内容含有性别、民族、宗教、健康或户籍歧视',
      en: 'The text discriminates by sex, ethnicity, religion, health or household registration',
    },
    source: '人力资源市场暂行条例 第24条；就业促进法 第26-31条',
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
    id: 'VAC-VALIDITY',
    sentence: { zh: '招聘信息有效期过长', en: 'The vacancy would stay valid too long' },
    source: '规则包 matching.vacancyLongest',
    outcome: 'refuse',
    remedy: { zh: '缩短有效期，到期可重新发布', en: 'Shorten the validity; publish again when it ends' },
    when: ({ on, validThrough }, pack) => validThrough > addDays(on, pack.number('matching.vacancyLongest')),
  },
];
