/** What the insurance system may answer; a failure is an answer too. `permanent`: trying again cannot help. `problem` is a code, never a sentence. */
export type Failed = { outcome: 'FAILED'; problem: string; permanent: boolean };

export type Granted = {
  outcome: 'GRANTED';
  claimNumber: string;
  months: number;
  monthlyFen: number;
  from: string;
  /** What the system counted, if it says so. */
  contributionMonths?: number;
};
export type ClaimAnswer =
  | Granted
  | { outcome: 'REFUSED'; claimNumber: string; reason: string }
  | { outcome: 'PENDING'; claimNumber: string }
  | Failed;
export type StopAnswer = { outcome: 'STOPPED'; on: string; monthsPaid?: number } | Failed;
export type InsuredAnswer = { outcome: 'KNOWN'; insured: boolean } | Failed;

export type StopMode = 'STOP' | 'SUSPEND';
