import { evaluate, type Pack, type Rule } from '@zhiqiao/rules';

type Facts = {
  grounds: readonly string[];
  measures: readonly string[];
  basis: string;
  necessary: boolean;
  remaining: string;
};

const lacks = ({ measures }: Facts, ...wanted: string[]) => !wanted.every((measure) => measures.includes(measure));

/** Processing of which one of these is found may not go on as it is. */
const RULES: Rule<Facts, Pack>[] = [
  {
    id: 'IMP-LAWFUL',
    sentence: { zh: '处理没有法定依据', en: 'The processing rests on no lawful basis' },
    source: '个人信息保护法 第13条、第56条第1款第（一）项',
    outcome: 'refuse',
    remedy: { zh: '停止处理，或取得本人同意', en: 'Stop it, or ask for consent' },
    when: ({ basis }) => basis === 'NONE',
  },
  {
    id: 'IMP-NECESSARY',
    sentence: { zh: '目的或方式超出必要', en: 'Purpose or manner goes beyond what is needed' },
    source: '个人信息保护法 第6条、第56条第1款第（一）项',
    outcome: 'refuse',
    remedy: { zh: '缩小范围后重新评估', en: 'Narrow it and assess it anew' },
    when: ({ necessary }) => !necessary,
  },
  {
    id: 'IMP-MEASURES',
    sentence: { zh: '采取措施后风险仍高', en: 'The risk remains high' },
    source: '个人信息保护法 第56条第1款第（三）项',
    outcome: 'refuse',
    remedy: { zh: '采取与风险相适应的措施', en: 'Take measures that fit the risk' },
    when: ({ remaining }) => remaining === 'HIGH',
  },
  {
    id: 'IMP-AUTOMATED',
    sentence: { zh: '自动化决策未说明理由或不能要求人工处理', en: 'Decided automatically, unexplained or by no human' },
    source: '个人信息保护法 第24条',
    outcome: 'refuse',
    remedy: { zh: '说明理由并提供人工处理', en: 'Explain it and let a human decide on request' },
    when: (facts) => facts.grounds.includes('AUTOMATED_DECISION') && lacks(facts, 'EXPLAINED', 'HUMAN_REVIEW'),
  },
  {
    id: 'IMP-RECEIVER',
    sentence: { zh: '未与受托方或接收方约定', en: 'No agreement binds those who are given it' },
    source: '个人信息保护法 第21条、第23条',
    outcome: 'refuse',
    remedy: { zh: '订立协议并监督', en: 'Make an agreement and see that it is kept' },
    when: (facts) => ['ENTRUSTED', 'PROVIDED'].some((it) => facts.grounds.includes(it)) && lacks(facts, 'AGREEMENT'),
  },
  {
    id: 'IMP-ABROAD',
    sentence: { zh: '国家机关处理的个人信息应在境内存储', en: 'What a state organ processes is kept in China' },
    source: '个人信息保护法 第36条',
    outcome: 'refuse',
    remedy: { zh: '确需出境的，先通过安全评估', en: 'What must go abroad passes the security assessment first' },
    when: (facts) => facts.grounds.includes('ABROAD') && lacks(facts, 'SECURITY_ASSESSMENT'),
  },
];

export const weighImpact = (pack: Pack, { grounds, measures, basis, necessary, remaining }: Facts) =>
  evaluate(RULES, { grounds, measures, basis, necessary, remaining }, pack, pack.on);
