/**
 * What the insurance system may answer; a failure is an answer too. `permanent`: trying again cannot help. `held`: the
 * circuit is open, nothing was sent. `notFound`: they have no such claim. `problem` is a code, never a sentence.
 */
export type Failed = { outcome: 'FAILED'; problem: string; permanent: boolean; held?: true; notFound?: true };

export type Granted = {
  outcome: 'GRANTED';
  claimNumber: string;
  months: number;
  monthlyFen: number;
  from: string;
  /** What the system counted, if it says so. */
  contributionMonths?: number;
  monthsPaid?: number;
};
/** A claim that ran and does not run any more, or rests. */
export type Ended = {
  outcome: 'SUSPENDED' | 'STOPPED' | 'EXHAUSTED';
  claimNumber: string;
  on: string;
  reason?: string;
  monthsPaid?: number;
  /** What it was, where the system says so. */
  grant?: { months: number; monthlyFen: number; from: string };
};
export type Refused = { outcome: 'REFUSED'; claimNumber: string; reason: string };
export type Decided = Granted | Refused;
/** How a claim stands with them. */
export type Theirs = Decided | Ended | { outcome: 'PENDING'; claimNumber: string };
export type ClaimAnswer = Theirs | Failed;

/** `ACCEPTED`: taken and not done yet. */
export type StopAnswer = { outcome: 'STOPPED'; on: string; monthsPaid?: number } | { outcome: 'ACCEPTED' } | Failed;
export type ResumeAnswer = { outcome: 'RESUMED'; on: string } | Failed;
export type NoticeAnswer = { outcome: 'TAKEN' } | Failed;
export type SubsidyAnswer = { outcome: 'TAKEN' } | Failed;
export type InsuredAnswer = { outcome: 'KNOWN'; insured: boolean } | Failed;
export type ContributionsAnswer =
  | { outcome: 'KNOWN'; contributionMonths: number; remainingMonths?: number; involuntary?: boolean }
  | Failed;
export type ListedClaim = Theirs & { reference?: string };
export type ListAnswer = { outcome: 'PAGE'; items: ListedClaim[]; next?: string } | Failed;

export type StopMode = 'STOP' | 'SUSPEND';
