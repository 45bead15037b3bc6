import type { ClosureReason } from '@zhiqiao/domain';

/** `permanent`: trying again cannot help. `problem` is a code, never a sentence. */
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

/** The city's unemployment-insurance system. Answers are values, failures too; `key` makes a call safe to repeat. */
export interface InsuranceSystem {
  claim(call: { key: string; reference: string; idNumber: string; from: string }): Promise<ClaimAnswer>;
  claimStatus(claimNumber: string): Promise<ClaimAnswer>;
  stop(call: {
    key: string;
    claimNumber: string;
    reason: ClosureReason;
    on: string;
    mode: StopMode;
  }): Promise<StopAnswer>;
  insured(question: { idNumber: string; employerId: string; month: string }): Promise<InsuredAnswer>;
}
