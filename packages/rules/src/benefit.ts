import type { Pack } from './types.ts';

/** Months of unemployment benefit: the last row of the schedule that the contributions reach; 0 below the first. */
export const benefitMonths = (pack: Pack, contributionMonths: number) => {
  const row = pack
    .table('insurance.benefitMonths')
    .findLast((bracket) => bracket.contributionMonths! <= contributionMonths);
  return Math.min(row?.benefitMonths ?? 0, pack.number('insurance.maximumBenefitMonths'));
};

/** The monthly benefit in fen. */
export const benefitMonthlyFen = (pack: Pack) =>
  Math.round((pack.number('matching.minimumWage') * pack.number('insurance.benefitPercentOfMinimumWage')) / 100);
