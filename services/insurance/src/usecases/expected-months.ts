import { benefitMonths, type RulePacks } from '@zhiqiao/rules';
import type { ClaimAnswer } from '../domain/answers.ts';

export type ExpectedMonths = (answer: ClaimAnswer) => number | undefined;

/** What the city's own schedule makes of the contributions that the system counted, on the day the benefit begins. */
export const expectedMonths =
  (rules: RulePacks, city: string): ExpectedMonths =>
  (answer) =>
    answer.outcome === 'GRANTED' && answer.contributionMonths !== undefined
      ? benefitMonths(rules.on(city, answer.from), answer.contributionMonths)
      : undefined;
