import { addMonths, evaluate, type Pack, type Rule } from '@zhiqiao/rules';

type Facts = {
  appliedOn: string;
  awardedOn: string;
  level: number;
  certificateVerified: boolean;
  contributionMonths: number;
  /** Granted before for this occupation and level, and in the year of the application for any. */
  sameLevel: number;
  thisYear: number;
};

const SOURCE = '人社部发〔2017〕40号';
const key = (name: string) => `insurance.skillSubsidy${name}`;

/** What one certificate of this level is worth in this city; nothing where the level is not subsidised. */
export const subsidyAmount = (pack: Pack, level: number) =>
  pack.table(key('Amounts')).find((row) => row.level === level)?.amountFen;

export const isYearUsedUp = (pack: Pack, thisYear: number) => thisYear >= pack.number(key('PerYear'));

const RULES: Rule<Facts, Pack>[] = [
  {
    id: 'SKL-CERTIFICATE',
    sentence: { zh: '证书未能核实', en: 'The certificate could not be verified' },
    source: SOURCE,
    outcome: 'refuse',
    remedy: { zh: '向发证机构核对证书信息后重新申请', en: 'Have the issuer set the record right and apply again' },
    when: ({ certificateVerified }) => !certificateVerified,
  },
  {
    id: 'SKL-LEVEL',
    sentence: { zh: '该等级不在补贴范围', en: 'Certificates of this level are not subsidised' },
    source: SOURCE,
    outcome: 'refuse',
    when: ({ level }, pack) => subsidyAmount(pack, level) === undefined,
  },
  {
    id: 'SKL-AGE',
    sentence: { zh: '证书核发已超过申请期限', en: 'The certificate was awarded too long ago' },
    source: SOURCE,
    outcome: 'refuse',
    when: ({ appliedOn, awardedOn }, pack) => appliedOn > addMonths(awardedOn, pack.number(key('CertificateWithin'))),
  },
  {
    id: 'SKL-CONTRIBUTIONS',
    sentence: { zh: '失业保险累计缴费月数不足', en: 'Too few months of contributions' },
    source: SOURCE,
    outcome: 'refuse',
    remedy: {
      zh: '缴费月数有误的，向社会保险经办机构申请更正',
      en: 'Have the agency correct what it has counted wrong',
    },
    when: ({ contributionMonths }, pack) => contributionMonths < pack.number(key('ContributionMonths')),
  },
  {
    id: 'SKL-ONCE',
    sentence: { zh: '同一职业同一等级只能享受一次', en: 'One occupation and level is subsidised once' },
    source: SOURCE,
    outcome: 'refuse',
    when: ({ sameLevel }) => sameLevel > 0,
  },
  {
    id: 'SKL-YEARLY',
    sentence: { zh: '本年度补贴次数已用完', en: 'As many as a year allows have been granted' },
    source: SOURCE,
    outcome: 'refuse',
    remedy: { zh: '下一年度仍在申请期限内的，可再申请', en: 'Apply next year, if the certificate is not too old then' },
    when: ({ thisYear }, pack) => isYearUsedUp(pack, thisYear),
  },
];

export const weighSubsidy = (pack: Pack, facts: Facts) => {
  const decision = evaluate(RULES, facts, pack, pack.on);
  return { decision, amountFen: subsidyAmount(pack, facts.level) };
};
