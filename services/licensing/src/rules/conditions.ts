import type { ApplicationDocument, LicenceApplication, LicenceKind } from '@zhiqiao/domain';
import type { Pack, Rule } from '@zhiqiao/rules';

export type LicenceFacts = {
  kind: LicenceKind;
  documents: readonly ApplicationDocument[];
  fullTimeStaff: number;
  premises: boolean;
  fundsFen: number;
};
export const factsOf = (kind: LicenceKind, application: LicenceApplication): LicenceFacts => ({ kind, ...application });

const REQUIRED: Record<LicenceKind, readonly ApplicationDocument[]> = {
  EMPLOYMENT_AGENCY: ['BUSINESS_LICENCE', 'CHARTER', 'PREMISES_PROOF', 'FUNDS_PROOF', 'STAFF_LIST'],
  LABOUR_DISPATCH: ['BUSINESS_LICENCE', 'CHARTER', 'PREMISES_PROOF', 'FUNDS_PROOF'],
};

type LicenceRule = Rule<LicenceFacts, Pack>;
const conditions: readonly LicenceRule[] = [
  {
    id: 'LIC-01-DOCUMENTS',
    sentence: { zh: '缺少规定的申请材料', en: 'A required document is missing' },
    source: '行政许可法 第31条；人力资源服务机构管理规定（人社部令第50号）',
    outcome: 'refuse',
    remedy: { zh: '补齐营业执照、章程、场所、资金及人员材料后重新申请', en: 'Apply again with all documents' },
    when: ({ kind, documents }) => !REQUIRED[kind].every((document) => documents.includes(document)),
  },
  {
    id: 'LIC-01-PREMISES',
    sentence: { zh: '没有固定场所', en: 'No premises' },
    source: '就业促进法 第40条；劳动合同法 第57条',
    outcome: 'refuse',
    remedy: { zh: '取得与业务相适应的固定场所后重新申请', en: 'Apply again with fixed premises' },
    when: ({ premises }) => !premises,
  },
  {
    id: 'LIC-01-FUNDS',
    sentence: { zh: '没有开办资金', en: 'No funds' },
    source: '就业促进法 第40条',
    outcome: 'refuse',
    remedy: { zh: '备齐开办资金后重新申请', en: 'Apply again with the funds to run the agency' },
    when: ({ kind, fundsFen }) => kind === 'EMPLOYMENT_AGENCY' && fundsFen === 0,
  },
  {
    id: 'LIC-01-STAFF',
    sentence: { zh: '专职工作人员少于规定人数', en: 'Fewer full-time staff than required' },
    source: '就业促进法 第40条；人力资源服务机构管理规定（人社部令第50号）',
    outcome: 'refuse',
    remedy: { zh: '配足专职工作人员后重新申请', en: 'Apply again with enough full-time staff' },
    when: ({ kind, fullTimeStaff }, pack) =>
      kind === 'EMPLOYMENT_AGENCY' && fullTimeStaff < pack.number('licensing.agencyMinimumStaff'),
  },
  {
    id: 'LIC-11-CAPITAL',
    sentence: { zh: '注册资本低于法定最低限额', en: 'Registered capital below the legal minimum' },
    source: '劳动合同法 第57条',
    outcome: 'refuse',
    remedy: { zh: '增加注册资本后重新申请', en: 'Apply again with enough registered capital' },
    when: ({ kind, fundsFen }, pack) =>
      kind === 'LABOUR_DISPATCH' && fundsFen < pack.number('licensing.dispatchMinimumCapital'),
  },
];

export const licenceRules: readonly LicenceRule[] = [
  {
    id: 'LIC-01',
    sentence: {
      zh: '符合法定条件、标准，依法准予许可',
      en: 'All conditions of the law are met: the licence is granted',
    },
    source: '行政许可法 第38条',
    outcome: 'accept',
    when: (facts, pack) => !conditions.some((rule) => rule.when(facts, pack)),
  },
  ...conditions,
];
