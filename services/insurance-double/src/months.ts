import { type Claim, type Person, stopped } from './rules.ts';

/** 广东省失业保险条例 第28条: who misses two monthly checks in a row counts as employed again. */
const CHECKS_TO_MISS = 2;

/** The monthly runs of a claim up to a day: each pays a month, or none where the check was missed or the claim rests. */
export const run = (claim: Claim, known: Person | undefined, today: string): Claim => {
  const { runs = 0, paidOn = [], missed = 0, months = 0 } = claim;
  const day = monthsAfter(claim.from, runs);
  if ((claim.status !== 'GRANTED' && claim.status !== 'SUSPENDED') || day > today) return claim;
  const next = { ...claim, runs: runs + 1, paidOn, missed };
  return run(claim.status === 'SUSPENDED' ? next : paidOrMissed(next, known, day, months), known, today);
};

const paidOrMissed = (claim: Claim, known: Person | undefined, day: string, months: number): Claim => {
  if (known?.missesChecks) {
    const missed = (claim.missed ?? 0) + 1;
    const counted = { ...claim, missed };
    return missed < CHECKS_TO_MISS ? counted : stopped(counted, { reason: 'CHECKS_MISSED', on: day, mode: 'STOP' });
  }
  const paid = { ...claim, missed: 0, paidOn: [...(claim.paidOn ?? []), day] };
  return paid.paidOn.length < months ? paid : stopped(paid, { reason: 'EXHAUSTED', on: day, mode: 'STOP' });
};

/** The same day some months later, or the last day of a month that is shorter. */
const monthsAfter = (from: string, months: number) => {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
};
