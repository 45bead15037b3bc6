import type { SanctionGround } from '@zhiqiao/domain';
import { evaluate, type Pack, type Rule } from '@zhiqiao/rules';
import { counted, type KnownSanction } from '../domain/sanction.ts';

type Facts = {
  ground: SanctionGround;
  refusals: number;
  missedChecks: number;
  employments: number;
  documents: number;
  excused: boolean;
};

const isRefusal = ({ ground }: Facts) => ground === 'REFUSED_WORK' || ground === 'REFUSED_TRAINING';
const missedAllowed = (pack: Pack) => {
  const key = 'insurance.missedChecksBeforeHearing';
  return pack.keys().includes(key) ? pack.number(key) : Number.POSITIVE_INFINITY;
};

/** Without these in the file no officer may propose a cut. */
const RULES: Rule<Facts, Pack>[] = [
  {
    id: 'SAN-REFUSALS',
    sentence: {
      zh: '无正当理由拒绝适当工作或培训的次数未达到规定',
      en: 'Suitable work or training was not refused without good reason often enough',
    },
    source: '社会保险法 第51条第5项；广东省失业保险条例 第28条',
    outcome: 'refuse',
    remedy: {
      zh: '每次须有推荐记录、适当性审查结论和本人答复；不适当或有正当理由的不计',
      en: 'Each needs the offer, the outcome of the suitability test and her reply; unsuitable or excused ones do not count',
    },
    when: (facts, pack) => isRefusal(facts) && facts.refusals < pack.number('insurance.refusalsBeforeStop'),
  },
  {
    id: 'SAN-CHECKS',
    sentence: { zh: '未办理核验的次数未达到规定', en: 'Too few checks were missed' },
    source: '广东省失业保险条例 第37条',
    outcome: 'refuse',
    remedy: {
      zh: '须列明未核验的月份；本地未规定次数的，不得以此停发',
      en: 'Name the months; where no number is set here, nothing is stopped for it',
    },
    when: (facts, pack) => facts.ground === 'MISSED_CHECKS' && facts.missedChecks < missedAllowed(pack),
  },
  {
    id: 'SAN-EMPLOYMENT',
    sentence: { zh: '没有就业的记录', en: 'No record of an employment' },
    source: '社会保险法 第51条第1项',
    outcome: 'refuse',
    remedy: { zh: '请附参保、就业登记或检查记录', en: 'Add the insurance, the register or the inspection record' },
    when: ({ ground, employments }) => ground === 'CONCEALED_EMPLOYMENT' && employments === 0,
  },
  {
    id: 'SAN-PROOF',
    sentence: { zh: '没有证明材料', en: 'No paper proves it' },
    source: '社会保险法 第88条',
    outcome: 'refuse',
    remedy: { zh: '请附证明材料编号', en: 'Add the number of the paper' },
    when: ({ ground, documents }) =>
      (ground === 'FALSE_STATEMENT' || ground === 'REGISTRATION_ENDED') && documents === 0,
  },
  {
    id: 'SAN-STATEMENT',
    sentence: { zh: '已听取本人陈述申辩', en: 'What she stated has been heard' },
    source: '社会保险经办条例 第25条',
    outcome: 'accept',
    when: ({ excused }) => excused,
  },
];

/** Whether the evidence file carries a cut. */
export const weighSanction =
  (pack: Pack) =>
  ({ ground, evidence, statement, takenOver }: KnownSanction) => {
    const excused = statement !== undefined || takenOver?.statement !== undefined;
    return evaluate(RULES, { ground, ...counted(evidence), excused }, pack, pack.on);
  };
