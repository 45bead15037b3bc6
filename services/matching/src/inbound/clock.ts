import type { OnClock } from '@zhiqiao/records';
import { escalate, type referrals } from '../domain/referral.ts';
import { askToConfirm, expire, lapse, type vacancies } from '../domain/vacancy.ts';
import { discardUntouched } from '../domain/vacancy-draft.ts';
import type { Matching } from '../usecases/matching.ts';

const vacancy = ({ confirmationLapses }: Matching): Record<string, OnClock<typeof vacancies>> => ({
  expire: () => expire,
  confirm: () => askToConfirm(confirmationLapses),
  lapse: () => lapse,
  discard: () => discardUntouched,
});
const referral: Record<string, OnClock<typeof referrals>> = {
  answer: () => escalate('NO_ANSWER'),
  report: () => escalate('NO_REPORT'),
  confirm: () => escalate('NO_CONFIRMATION'),
};

export const clocksOf = (matching: Matching) => ({ vacancy: vacancy(matching), referral });
