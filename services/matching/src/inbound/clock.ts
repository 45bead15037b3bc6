import type { OnClock } from '@zhiqiao/records';
import { escalate, type referrals } from '../domain/referral.ts';
import { expire, type vacancies } from '../domain/vacancy.ts';

const vacancy: Record<string, OnClock<typeof vacancies>> = { expire: () => expire };
const referral: Record<string, OnClock<typeof referrals>> = {
  answer: () => escalate('NO_ANSWER'),
  report: () => escalate('NO_REPORT'),
  confirm: () => escalate('NO_CONFIRMATION'),
};

export const clocks = { vacancy, referral };
