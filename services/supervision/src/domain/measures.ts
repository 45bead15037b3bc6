import type { ComplaintMeasures } from '@zhiqiao/domain';
import type { KnownComplaint } from './complaint.ts';

const SATISFIED = 4;

/** A share in percent, two decimals; null where there is nothing to divide by. */
const share = (part: number, whole: number) => (whole === 0 ? null : Math.round((part * 10_000) / whole) / 100);

/** 响应率、解决率、满意率 of a month's complaints: signed in time; of those reached, settled and satisfied. */
export const measuresOf = (month: string, complaints: readonly KnownComplaint[]): ComplaintMeasures => {
  const count = (fits: (complaint: KnownComplaint) => boolean) => complaints.filter(fits).length;
  const received = complaints.length;
  const diverted = count(({ divertedTo }) => divertedTo !== undefined);
  const signedInTime = count(({ signed, late }) => signed && !late.includes('DISPATCH') && !late.includes('SIGN'));
  const reached = count(({ satisfaction }) => satisfaction !== undefined);
  const resolved = count((complaint) => complaint.resolved === true);
  const satisfied = count(({ satisfaction }) => satisfaction !== undefined && satisfaction >= SATISFIED);
  const overdue: Record<string, number> = {};
  for (const stage of complaints.flatMap(({ late }) => late)) overdue[stage] = (overdue[stage] ?? 0) + 1;
  return {
    month,
    received,
    signedInTime,
    reached,
    resolved,
    satisfied,
    diverted,
    reopened: count(({ round }) => round > 1),
    overdue,
    responseRate: share(signedInTime, received - diverted),
    resolutionRate: share(resolved, reached),
    satisfactionRate: share(satisfied, reached),
  };
};
