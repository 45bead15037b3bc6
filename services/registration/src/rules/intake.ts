import type { Pack, Rule } from '@zhiqiao/rules';

/** What is known when somebody asks to be registered: from the vault, from the register, from her own statement. */
export type IntakeFacts = {
  age: number;
  drawsPension: boolean;
  wantsWork: boolean;
  ableToWork: boolean;
  jobless: boolean;
  residesInCity: boolean;
  /** Employment records that no employer has ended yet. */
  openEmployments: readonly string[];
};

const ARTICLE_63 = '就业服务与就业管理规定（劳动保障部令第28号）第63条';

/** Where the hukou is, or a missing personal file, is no ground: no fact about either is gathered (人社部发〔2014〕97号). */
export const intakeRules: readonly Rule<IntakeFacts, Pack>[] = [
  {
    id: 'REG-01',
    sentence: {
      zh: '在法定劳动年龄内、有劳动能力、有就业要求、处于无业状态的城镇常住人员，可以办理失业登记',
      en: 'Residents of working age who are able to work, want work and have none may register as unemployed',
    },
    source: ARTICLE_63,
    outcome: 'accept',
    when: (facts, pack) =>
      facts.age >= pack.number('registration.minimumAge') &&
      !facts.drawsPension &&
      facts.wantsWork &&
      facts.ableToWork &&
      facts.jobless &&
      facts.residesInCity &&
      facts.openEmployments.length === 0,
  },
  {
    id: 'REG-01-AGE',
    sentence: { zh: '未达到法定劳动年龄', en: 'Below working age' },
    source: `劳动法 第15条；${ARTICLE_63}`,
    outcome: 'refuse',
    remedy: { zh: '年满法定劳动年龄后再来办理', en: 'Come back when you have reached working age' },
    when: ({ age }, pack) => age < pack.number('registration.minimumAge'),
  },
  {
    id: 'REG-01-PENSION',
    sentence: { zh: '已享受基本养老保险待遇', en: 'Already draws a pension' },
    source: ARTICLE_63,
    outcome: 'refuse',
    remedy: {
      zh: '如未领取养老金，请持社会保险经办机构证明办理；仍可免费使用求职登记',
      en: 'If you draw none, bring a statement of the social insurance agency; you may still look for work free of charge',
    },
    when: ({ drawsPension }) => drawsPension,
  },
  {
    id: 'REG-01-WANTS-WORK',
    sentence: { zh: '目前没有就业要求', en: 'Does not want work at present' },
    source: ARTICLE_63,
    outcome: 'refuse',
    remedy: { zh: '有就业要求时随时可以登记', en: 'Register whenever you want work' },
    when: ({ wantsWork }) => !wantsWork,
  },
  {
    id: 'REG-01-ABLE',
    sentence: { zh: '不具备劳动能力', en: 'Is not able to work' },
    source: ARTICLE_63,
    outcome: 'refuse',
    remedy: {
      zh: '如有部分劳动能力，请持劳动能力鉴定结论办理，并可申请就业援助',
      en: 'If partly able, bring the assessment of working capacity; you may also apply for employment assistance',
    },
    when: ({ ableToWork }) => !ableToWork,
  },
  {
    id: 'REG-01-JOBLESS',
    sentence: { zh: '目前有工作', en: 'Has work at present' },
    source: ARTICLE_63,
    outcome: 'refuse',
    remedy: {
      zh: '失去工作后即可登记；现在可以办理求职登记另找工作',
      en: 'Register once the work has ended; you may look for other work as a jobseeker now',
    },
    when: ({ jobless }) => !jobless,
  },
  {
    id: 'REG-01-OPEN-EMPLOYMENT',
    sentence: {
      zh: '本人声明无业，但就业登记尚未终止，须核实',
      en: 'She states that she is jobless, but the register shows an employment that has not ended: to be checked',
    },
    source: `${ARTICLE_63}；第62条`,
    outcome: 'review',
    remedy: {
      zh: '请提供解除或终止劳动关系证明，或由用人单位补报终止；工作人员也会向单位核实',
      en: 'Bring the certificate of termination, or have the employer report it; the officer also asks the employer',
    },
    when: ({ jobless, openEmployments }) => jobless && openEmployments.length > 0,
  },
  {
    id: 'REG-01-RESIDENT',
    sentence: { zh: '常住地不在本市', en: 'The place of usual residence is not in this city' },
    source: `${ARTICLE_63}；人社部发〔2014〕97号`,
    outcome: 'refuse',
    remedy: {
      zh: '请到常住地登记；在本市居住的，不论户籍在何处均可办理',
      en: 'Register where you usually live; whoever lives in this city may register here wherever the hukou is',
    },
    when: ({ residesInCity }) => !residesInCity,
  },
];
