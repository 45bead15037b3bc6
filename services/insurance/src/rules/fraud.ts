import type { BenefitEvent, Text } from '@zhiqiao/domain';
import { addDays, addMonths, type Pack } from '@zhiqiao/rules';

/** 社会保险法 第88条. It is not for a service of employment to recover or to fine. */
const WHO_DECIDES: Text = {
  zh: '退回骗取的失业保险金及罚款由社会保险行政部门决定，本案只决定是否停发',
  en: 'What is paid back and fined is for the social insurance administration to decide; this case decides on the benefit alone',
};

/**
 * What was drawn, as the insurance system has told month by month, and between what a fine for fraud lies: by the law in
 * force when the act ended, on the last day of the last month drawn; `from` is the first day of a benefit of which none was.
 */
export const fraudOf = (packOn: (date: string) => Pack, told: readonly BenefitEvent[], from: string) => {
  const paid = told.flatMap((event) => (event.type === 'BenefitPaid' ? [event.data] : []));
  const obtainedFen = paid.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const last = paid
    .map(({ month }) => addDays(addMonths(`${month}-01`, 1), -1))
    .sort()
    .at(-1);
  const pack = packOn(last ?? from);
  const times = (parameter: string) => obtainedFen * pack.number(parameter);
  return {
    obtainedFen,
    fineFen: { least: times('insurance.fraudFineLeast'), most: times('insurance.fraudFineMost') },
    basis: pack.parameter('insurance.fraudFineLeast').basis,
    told: WHO_DECIDES,
  };
};
