import {
  CLOSURE_REASON,
  type ClosureReason,
  DECLARED_FACT,
  type DeclaredFact,
  PROOF,
  type Proof,
} from '@zhiqiao/domain';
import type { Pack, Rule } from '@zhiqiao/rules';
import { EXITS } from './closure.ts';

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
  /** Why her last registration ended, and how long ago. */
  previousReason?: ClosureReason | undefined;
  daysSincePrevious?: number | undefined;
  /** Papers that the officer has seen. */
  proofs: readonly Proof[];
  /** Declared instead of proven. */
  declared: readonly DeclaredFact[];
  /** A declaration of hers was false not long ago: declaring is not enough. */
  mustProve: boolean;
  /** Her last registration ended while a declaration of hers was looked into. */
  unsettled: boolean;
};

const ARTICLE_63 = '就业服务与就业管理规定（劳动保障部令第28号）第63条';

/** What each declaration could be proven by. */
const PROVEN_BY: Record<DeclaredFact, readonly Proof[]> = {
  JOBLESS: [
    'TERMINATION_CERTIFICATE',
    'LEAVING_SCHOOL',
    'BUSINESS_CLOSURE',
    'RELEASE_PAPER',
    'DISCHARGE_PAPER',
    'RETURN_RESIDENCE',
  ],
  ABLE_TO_WORK: ['CAPACITY_ASSESSMENT'],
  NO_PENSION: ['PENSION_STATEMENT'],
};
export const declaredOnly = (proofs: readonly Proof[]) =>
  (Object.keys(DECLARED_FACT) as DeclaredFact[]).filter((fact) => !PROVEN_BY[fact].some((it) => proofs.includes(it)));

/** 第66条: who left on one of these grounds shows that it has passed. */
const returnRules = (Object.entries(EXITS) as [ClosureReason, (typeof EXITS)[ClosureReason]][]).flatMap(
  ([reason, { back }]): Rule<IntakeFacts, Pack>[] => {
    if (!back) return [];
    const { zh, en } = CLOSURE_REASON[reason];
    const proof = back === 'NEVER' ? undefined : PROOF[back];
    return [
      {
        id: `REG-04-RETURN-${reason}`,
        sentence: { zh: `上次登记因“${zh}”注销，情形是否已消失须有证明`, en: `The last registration ended: ${en}` },
        source: '就业服务与就业管理规定（劳动保障部令第28号）第66条',
        outcome: 'refuse',
        remedy: proof
          ? { zh: `请携带${proof.zh}到窗口办理`, en: `Bring to a desk: ${proof.en}` }
          : {
              zh: '如登记有误，请对该次注销提出异议，更正后原登记恢复',
              en: 'If that was a mistake, object to that closing: the registration is restored',
            },
        when: ({ previousReason, proofs }) => previousReason === reason && (back === 'NEVER' || !proofs.includes(back)),
      },
    ];
  },
);

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
  {
    id: 'REG-03-PROOFS',
    sentence: {
      zh: '此前承诺不实，在限期内不适用告知承诺制，须提交证明',
      en: 'A declaration was false before: for a time proofs are asked for instead of declarations',
    },
    source: '国办发〔2020〕42号',
    outcome: 'refuse',
    remedy: {
      zh: '请携带无业证明（如解除或终止劳动关系证明）、劳动能力鉴定结论和未领取养老金证明到窗口办理',
      en: 'Bring to a desk: proof that you have no work (such as the certificate of termination), the assessment of working capacity and the statement that you draw no pension',
    },
    when: ({ mustProve, declared }) => mustProve && declared.length > 0,
  },
  {
    id: 'REG-03-UNSETTLED',
    sentence: {
      zh: '上次登记在承诺核查未结时注销，须先核实',
      en: 'The last registration ended while a declaration was being looked into: to be checked first',
    },
    source: '国办发〔2020〕42号',
    outcome: 'review',
    remedy: {
      zh: '可携带相应证明到窗口办理，当场核实',
      en: 'Bring proof to a desk, and it is settled there',
    },
    when: ({ unsettled, declared }) => unsettled && declared.length > 0,
  },
  {
    id: 'REG-04-RETURN-REFUSED_SERVICES',
    sentence: {
      zh: '因无正当理由拒绝服务被注销，未满本市规定的间隔',
      en: 'Closed for refusing services, and the time that this city sets has not passed',
    },
    source: '就业服务与就业管理规定（劳动保障部令第28号）第66条第（八）项',
    outcome: 'refuse',
    remedy: {
      zh: '间隔期满后可随时登记；求职登记和岗位推荐不受影响',
      en: 'Register once that time has passed; looking for work with our help is open to you now',
    },
    when: ({ previousReason, daysSincePrevious = 0 }, pack) =>
      previousReason === 'REFUSED_SERVICES' && daysSincePrevious < pack.number('registration.returnAfterRefusals'),
  },
  ...returnRules,
];
