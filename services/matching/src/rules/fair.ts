import type { Pack, Rule } from '@zhiqiao/rules';

export type FairFacts = {
  onSite: boolean;
  expectedVisitors: number;
  /** A permit in hand covers this many visitors, this place and this time. */
  permitted: boolean;
  /** A government of county level or above holds it itself. */
  byGovernment: boolean;
  /** Documents of the plan that are not there yet. */
  planMissing: readonly string[];
  byAgency: boolean;
  agencyPermitted: boolean;
};

/** When a fair may not be announced, or not be changed once it is. */
export const fairRules: readonly Rule<FairFacts, Pack>[] = [
  {
    id: 'FAIR-PERMIT',
    sentence: {
      zh: '达到大型群众性活动规模的现场招聘会，尚无与人数、时间、地点相符的安全许可',
      en: 'A fair on site of this size needs a permit of the police for its visitors, time and place',
    },
    source: '大型群众性活动安全管理条例 第2条、第11条、第12条、第15条、第22条；人力资源市场暂行条例 第28条',
    outcome: 'refuse',
    remedy: {
      zh: '在举办日20日前向公安机关申请，取得许可后登记文号；或缩小规模',
      en: 'Apply to the police in time and enter their decision, or make the fair smaller',
    },
    when: ({ onSite, expectedVisitors, permitted, byGovernment }, pack) =>
      onSite &&
      expectedVisitors >= pack.number('matching.fairPermitFrom') &&
      !permitted &&
      !(byGovernment && pack.flag('matching.fairPermitGovernmentExempt')),
  },
  {
    id: 'FAIR-PLAN',
    sentence: {
      zh: '现场招聘会缺少组织实施办法、安全保卫工作方案或应急预案',
      en: 'A fair on site lacks its plan of organisation, of security or of emergency',
    },
    source: '人力资源市场暂行条例 第28条',
    outcome: 'refuse',
    remedy: { zh: '补充所列文件', en: 'Add the documents that are listed' },
    when: ({ onSite, planMissing }) => onSite && planMissing.length > 0,
  },
  {
    id: 'FAIR-AGENCY',
    sentence: { zh: '主办机构目前没有有效的职业中介许可', en: 'The organising agency holds no licence in force' },
    source: '就业促进法 第40条；人力资源市场暂行条例 第18条、第28条',
    outcome: 'refuse',
    remedy: { zh: '取得或恢复人力资源服务许可后再公布', en: 'Announce once the licence is granted or reinstated' },
    when: ({ byAgency, agencyPermitted }) => byAgency && !agencyPermitted,
  },
];
