import type { ClosureReason } from '@zhiqiao/domain';
import type { ClaimAnswer, InsuredAnswer, StopAnswer, StopMode } from '../domain/answers.ts';

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
