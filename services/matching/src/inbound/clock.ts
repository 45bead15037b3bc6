import type { OnClock } from '@zhiqiao/records';
import { expire as expireDisclosure, lapse as lapseDisclosure, noteUnread } from '../domain/disclosing.ts';
import type { disclosures } from '../domain/disclosure.ts';
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

const disclosure = ({ disclosing }: Matching): Record<string, OnClock<typeof disclosures>> => ({
  tell: () => noteUnread(disclosing),
  answer: () => lapseDisclosure(disclosing),
  expire: () => expireDisclosure,
});

export const clocksOf = (matching: Matching) => ({
  vacancy: vacancy(matching),
  referral,
  disclosure: disclosure(matching),
});
