import { type Claim, type Person, stopped } from './rules.ts';

/** The monthly runs of a claim up to a day: each pays a month, or none where the check was missed or the claim rests. */
export const run = (claim: Claim, known: Person | undefined, today: string): Claim => {
  const { runs = 0, paidOn = [], missedOn = [] } = claim;
  const day = monthsAfter(claim.from, runs);
  if ((claim.status !== 'GRANTED' && claim.status !== 'SUSPENDED') || day > today) return claim;
  const next = { ...claim, runs: runs + 1, paidOn, missedOn };
  if (claim.status === 'SUSPENDED') return run(next, known, today);
  if (known?.missesChecks) return run({ ...next, missedOn: [...missedOn, day] }, known, today);
  return run(paid(next, day), known, today);
};

const paid = (claim: Claim, day: string): Claim => {
  const next = { ...claim, paidOn: [...(claim.paidOn ?? []), day] };
  return next.paidOn.length < (claim.months ?? 0) ? next : exhausted(next, day);
};
const exhausted = (claim: Claim, on: string): Claim => ({
  ...stopped(claim, { reason: 'EXHAUSTED', on, mode: 'STOP' }),
  status: 'EXHAUSTED',
});

/** What the monthly runs between two looks at a claim have to tell, in the order of the days. */
export const toldOf = (before: Claim, { claimNumber, status, paidOn = [], missedOn = [], ...after }: Claim) => {
  const since = (days: string[], known: string[] = []) => days.slice(known.length);
  const payments = since(paidOn, before.paidOn).map((day) => ({
    day,
    signal: {
      status: 'PAID',
      claimNumber,
      month: day.slice(0, 7),
      amountFen: after.monthlyFen,
      monthsPaid: paidOn.indexOf(day) + 1,
    },
  }));
  const misses = since(missedOn, before.missedOn).map((day) => ({
    day,
    signal: { status: 'CHECK_MISSED', claimNumber, month: day.slice(0, 7) },
  }));
  const inOrder = [...payments, ...misses].toSorted((a, b) => (a.day < b.day ? -1 : 1)).map(({ signal }) => signal);
  return status === 'EXHAUSTED' && before.status !== status
    ? [...inOrder, { status, claimNumber, on: after.stop!.on, monthsPaid: after.stop!.monthsPaid }]
    : inOrder;
};

/** The same day some months later, or the last day of a month that is shorter. */
const monthsAfter = (from: string, months: number) => {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
};
