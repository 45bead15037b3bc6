import type { OnClock } from '@zhiqiao/records';
import type { alerts } from '../domain/alert.ts';
import type { percolations } from '../domain/percolation.ts';
import { escalate, type referrals } from '../domain/referral.ts';
import { askToConfirm, expire, lapse, type vacancies } from '../domain/vacancy.ts';
import { discardUntouched } from '../domain/vacancy-draft.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from '../usecases/matching.ts';
import { percolateVacancy } from '../usecases/percolate-vacancy.ts';
import { sendAlertOf } from '../usecases/send-alert.ts';

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

const alert = (matching: Matching, market: Market): Record<string, OnClock<typeof alerts>> => ({
  send: sendAlertOf(matching, market),
});
const percolation = (matching: Matching, market: Market): Record<string, OnClock<typeof percolations>> => ({
  percolate: ({ id }) => percolateVacancy(matching, market)(id),
});

export const clocksOf = (matching: Matching, market: Market) => ({
  vacancy: vacancy(matching),
  referral,
  alert: alert(matching, market),
  percolation: percolation(matching, market),
});
