import type { UnemploymentCategory } from '@zhiqiao/domain';
import type { Entitlement } from '../domain/unemployment.ts';

/** `involuntary`: the last employment on record was ended against her will, so the insurance fund stands in. */
type EntitlementFacts = { category: UnemploymentCategory; involuntary: boolean };
type EntitlementRule = {
  id: string;
  source: string;
  entitlement: Entitlement['entitlement'];
  when(facts: EntitlementFacts): boolean;
  fund(facts: EntitlementFacts): Entitlement['fund'];
};

/** Free services as rights. */
const entitlementRules: readonly EntitlementRule[] = [
  {
    id: 'ENT-JOB-INTRODUCTION',
    source: '就业促进法 第35条；劳社部函〔2004〕103号 一（一）',
    entitlement: 'JOB_INTRODUCTION',
    when: () => true,
    fund: () => 'BUDGET',
  },
  {
    id: 'ENT-GUIDANCE',
    source: '就业促进法 第35条',
    entitlement: 'GUIDANCE',
    when: () => true,
    fund: () => 'BUDGET',
  },
  {
    id: 'ENT-RETRAINING',
    source: '劳社部函〔2004〕103号 一（一）；失业保险条例 第10条第（四）项',
    entitlement: 'RETRAINING',
    when: ({ category }) => category === 'EMPLOYED_TO_UNEMPLOYED',
    fund: ({ involuntary }) => (involuntary ? 'INSURANCE' : 'BUDGET'),
  },
];

export const entitlementsOf = (facts: EntitlementFacts): Entitlement[] =>
  entitlementRules
    .filter((rule) => rule.when(facts))
    .map((rule) => ({ entitlement: rule.entitlement, fund: rule.fund(facts), rule: rule.id }));
