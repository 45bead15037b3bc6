import type { NoticeKind, StopReason } from '@zhiqiao/domain';
import type {
  ClaimAnswer,
  ContributionsAnswer,
  InsuredAnswer,
  ListAnswer,
  NoticeAnswer,
  ResumeAnswer,
  StopAnswer,
  StopMode,
  SubsidyAnswer,
} from '../domain/answers.ts';

/** The city's unemployment-insurance system. Answers are values, failures too; `key` makes a call safe to repeat. */
export interface InsuranceSystem {
  claim(call: { key: string; reference: string; idNumber: string; from: string }): Promise<ClaimAnswer>;
  claimStatus(claimNumber: string): Promise<ClaimAnswer>;
  stop(call: { key: string; claimNumber: string; reason: StopReason; on: string; mode: StopMode }): Promise<StopAnswer>;
  resume(call: { key: string; claimNumber: string; on: string }): Promise<ResumeAnswer>;
  notify(call: { key: string; claimNumber: string; notice: NoticeKind; on: string }): Promise<NoticeAnswer>;
  paySubsidy(call: {
    key: string;
    reference: string;
    idNumber: string;
    certificateNo: string;
    occupation: string;
    level: number;
    amountFen: number;
  }): Promise<SubsidyAnswer>;
  insured(question: { idNumber: string; employerId: string; month: string }): Promise<InsuredAnswer>;
  contributions(question: { idNumber: string }): Promise<ContributionsAnswer>;
  /** All claims, page by page. */
  list(page: { after?: string; limit: number }): Promise<ListAnswer>;
  /** What kind of system is spoken to, and whether calls get through to it. */
  state(): { mapping: string; circuit: 'CLOSED' | 'OPEN' | 'HALF_OPEN' };
}
