import type { BenefitEvent, Text } from '@zhiqiao/domain';
import type { Pack } from '@zhiqiao/rules';

/** 社会保险法 第88条. It is not for a service of employment to recover or to fine. */
const WHO_DECIDES: Text = {
  zh: '退回骗取的失业保险金及罚款由社会保险行政部门决定，本案只决定是否停发',
  en: 'What is paid back and fined is for the social insurance administration to decide; this case decides on the benefit alone',
};

/** What was drawn, as the insurance system has told month by month, and between what a fine for fraud lies. */
export const fraudOf = (pack: Pack, told: readonly BenefitEvent[]) => {
  const paid = told.map((event) => (event.type === 'BenefitPaid' ? event.data.amountFen : 0));
  const obtainedFen = paid.reduce((sum, fen) => sum + fen, 0);
  const times = (parameter: string) => obtainedFen * pack.number(parameter);
  return {
    obtainedFen,
    fineFen: { least: times('insurance.fraudFineLeast'), most: times('insurance.fraudFineMost') },
    basis: pack.parameter('insurance.fraudFineLeast').basis,
    told: WHO_DECIDES,
  };
};
