import { FREE_SERVICE, type FreeService, type UnemploymentCategory } from '@zhiqiao/domain';
import { addMonths, ageOn, type Pack } from '@zhiqiao/rules';
import type { Entitlement, Ripening } from '../domain/unemployment/state.ts';

/** `involuntary`: the last employment on record was ended against her will. */
type EntitlementFacts = { category: UnemploymentCategory; involuntary: boolean; sex: 'M' | 'F'; birthDate: string };
type EntitlementRule = {
  id: string;
  source: string;
  entitlement: Entitlement['entitlement'];
  when(facts: EntitlementFacts, pack: Pack): boolean;
};

/** Whom the city assists: the codes of `registration.assistanceFor`, of which a category of REG-02 stands for itself. */
const assists = (pack: Pack, whom: string) => pack.list('registration.assistanceFor').includes(whom);
const OLDER_FROM = { F: 'registration.assistanceAgeFemale', M: 'registration.assistanceAgeMale' };

/** Free services as rights. */
const entitlementRules: readonly EntitlementRule[] = [
  {
    id: 'ENT-JOB-INTRODUCTION',
    source: '就业促进法 第35条；劳社部函〔2004〕103号 一（一）',
    entitlement: 'JOB_INTRODUCTION',
    when: () => true,
  },
  {
    id: 'ENT-GUIDANCE',
    source: '就业促进法 第35条',
    entitlement: 'GUIDANCE',
    when: () => true,
  },
  {
    id: 'ENT-RETRAINING',
    source: '劳社部函〔2004〕103号 一（一）；失业保险条例 第10条第（四）项',
    entitlement: 'RETRAINING',
    when: ({ category }) => category === 'EMPLOYED_TO_UNEMPLOYED',
  },
  {
    id: 'ENT-ASSISTANCE-CATEGORY',
    source: '就业促进法 第52条（失去土地等原因）',
    entitlement: 'ASSISTANCE',
    when: ({ category }, pack) => assists(pack, category),
  },
  {
    id: 'ENT-ASSISTANCE-OLDER',
    source: '就业促进法 第52条；人社部发〔2024〕84号（大龄）',
    entitlement: 'ASSISTANCE',
    when: ({ sex, birthDate }, pack) =>
      assists(pack, 'OLDER') && ageOn(birthDate, pack.on) >= pack.number(OLDER_FROM[sex]),
  },
];

/** 失业保险条例 第10条第（四）项: the insurance fund stands in for those who lost their work against their will. */
const fundOf = (entitlement: Entitlement['entitlement'], { involuntary }: EntitlementFacts, pack: Pack) =>
  involuntary && pack.list('insurance.fundPaysFor').includes(entitlement) ? 'INSURANCE' : 'BUDGET';

export const entitlementsOf = (facts: EntitlementFacts, pack: Pack): Entitlement[] =>
  entitlementRules
    .filter((rule) => rule.when(facts, pack))
    .map(({ id, entitlement }) => ({ entitlement, fund: fundOf(entitlement, facts, pack), rule: id }));

export const assistanceBy = (rule: string): Entitlement => ({ entitlement: 'ASSISTANCE', fund: 'BUDGET', rule });

/** 就业促进法 第56条：零就业家庭. It comes and goes with the family's work. */
export const FAMILY_ASSISTANCE = assistanceBy('ENT-ASSISTANCE-FAMILY');
export const assistsFamilies = (pack: Pack) => assists(pack, 'ZERO_EMPLOYMENT_FAMILY');

/**
 * What time alone will bring first, to whom nothing lasting has brought assistance yet: being unemployed for so long
 * (就业促进法 第52条), or an age, which counts from the month after so that no event tells a birthday.
 */
export const ripeningOf = ({ sex, birthDate }: EntitlementFacts, entitlements: Entitlement[], pack: Pack) => {
  if (entitlements.some(({ entitlement }) => entitlement === 'ASSISTANCE')) return undefined;
  const ripe: Ripening[] = [];
  if (assists(pack, 'LONG_UNEMPLOYED')) {
    const on = addMonths(pack.on, pack.number('registration.assistanceUnemployedFor'));
    ripe.push({ rule: 'ENT-ASSISTANCE-LONG-UNEMPLOYED', on });
  }
  if (assists(pack, 'OLDER')) {
    const birthday = addMonths(birthDate, 12 * pack.number(OLDER_FROM[sex]));
    ripe.push({ rule: 'ENT-ASSISTANCE-OLDER', on: `${addMonths(birthday, 1).slice(0, 7)}-01` });
  }
  return ripe.toSorted((a, b) => a.on.localeCompare(b.on))[0];
};

/** Of everyone, registered or not. */
export const freeServicesOf = (pack: Pack) => {
  const { basis } = pack.parameter('registration.freeServices');
  const services = (pack.list('registration.freeServices') as FreeService[]).map((service) => ({
    service,
    ...FREE_SERVICE[service],
    feeFen: 0 as const,
  }));
  return { on: pack.on, services, basis, standards: [...pack.list('registration.serviceStandards')] };
};
