import type { Instalment } from '@zhiqiao/domain';

/** Splits the price of one trainee by the schedule; the last instalment takes what rounding leaves. */
export const splitByResult = (
  perHeadFen: number,
  schedule: readonly { month: number; percent: number }[],
): Instalment[] => {
  let left = perHeadFen;
  return schedule.map(({ month, percent }, i) => {
    const last = i === schedule.length - 1;
    const amountFen = last ? left : Math.floor((perHeadFen * percent) / 100);
    left -= amountFen;
    return { month, amountFen };
  });
};
