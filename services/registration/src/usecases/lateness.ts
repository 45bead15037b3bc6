import { deadlineBy } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';

type ReportKey = 'registration.hiringReportWithin' | 'registration.terminationReportWithin';

/** Whether what happened on a day is reported late on `filedOn` (就业服务与就业管理规定 第62条). What is still to come is not. */
export const lateness = ({ calendar, city, rules }: Platform, key: ReportKey, filedOn: string) => {
  const pack = rules.on(city, filedOn);
  const dues = new Map<string, string>();
  return (happenedOn: string): boolean => {
    if (happenedOn > filedOn) return false;
    const due = dues.get(happenedOn) ?? deadlineBy(calendar, pack, key, happenedOn).due;
    dues.set(happenedOn, due);
    return filedOn > due;
  };
};
