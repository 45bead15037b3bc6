import { benefitMonths, type RulePacks } from '@zhiqiao/rules';
import type { ClaimAnswer } from '../domain/answers.ts';

export type ExpectedMonths = (answer: ClaimAnswer) => number | undefined;

/**
 * What the city's own schedule makes of the contributions that the system counted, on the day the benefit begins; nothing
 * where no schedule was in force then.
 */
export const expectedMonths =
  (rules: RulePacks, city: string): ExpectedMonths =>
  (answer) => {
    if (answer.outcome !== 'GRANTED' || answer.contributionMonths === undefined) return undefined;
    const pack = rules.on(city, answer.from);
    return pack.keys().includes('insurance.benefitMonths') ? benefitMonths(pack, answer.contributionMonths) : undefined;
  };
