import type { entitlementQuery } from '@zhiqiao/domain';
import { systemActor } from '@zhiqiao/domain';
import { type EntitlementFacts, EXPLANATIONS, entitlementOf } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { benefit } from '../domain/benefit.ts';
import { contribution } from '../domain/contribution.ts';
import { same } from './same-person.ts';

type Source = 'WHAT_IF' | 'INSURANCE_SYSTEM' | 'REGISTRATION' | 'UNKNOWN';
type Known<F> = Partial<Record<keyof F, readonly [unknown, Source]>>;

/**
 * What somebody may claim: from what is asked as "what if", else from what the insurance system and registration said;
 * what neither knows stays unknown.
 */
export const previewEntitlement = async (
  platform: Platform<unknown>,
  personId: string,
  whatIf: z.output<typeof entitlementQuery>,
) => {
  const { city, rules, calendar, records, now } = platform;
  const system = systemActor(city, 'insurance');
  const today = calendar.dateOf(now());
  const { id, ids } = await same.samePerson(platform, personId);
  const asked = (await records(contribution).seek(system, id))?.state;
  const { items } = await records(benefit).find(system, { where: { personId: { in: ids } }, limit: 200 });
  const latest = items
    .flatMap(({ state }) => (state.status === 'NONE' ? [] : [state]))
    .toSorted((a, b) => b.from.localeCompare(a.from))[0];

  const known: Known<EntitlementFacts> = {
    claimedOn: [today, 'REGISTRATION'],
    ...(latest && { registeredOn: [latest.from, 'REGISTRATION'] }),
    ...(latest?.contributionMonths !== undefined && {
      contributionMonths: [latest.contributionMonths, 'INSURANCE_SYSTEM'],
    }),
    ...(asked?.status === 'ANSWERED' && {
      contributionMonths: [asked.contributionMonths, 'INSURANCE_SYSTEM'],
      remainingMonths: [asked.remainingMonths, 'INSURANCE_SYSTEM'],
      involuntary: [asked.involuntary, 'INSURANCE_SYSTEM'],
    }),
  };
  const names = [
    'contributionMonths',
    'remainingMonths',
    'involuntary',
    'registeredOn',
    'leftOn',
    'claimedOn',
  ] as const;
  const chosen = names.map((name) => {
    if (whatIf[name] !== undefined) return [name, whatIf[name], 'WHAT_IF'] as const;
    const [value, source] = known[name] ?? [];
    return value === undefined ? ([name, undefined, 'UNKNOWN'] as const) : ([name, value, source as Source] as const);
  });
  const facts = Object.fromEntries(chosen.map(([name, value]) => [name, value])) as EntitlementFacts;
  return {
    ...entitlementOf(rules.on(city, facts.claimedOn), calendar, facts),
    sources: Object.fromEntries(chosen.map(([name, , source]) => [name, source])),
    explanations: [...EXPLANATIONS],
  };
};
