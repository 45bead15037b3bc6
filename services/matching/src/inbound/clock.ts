import type { OnClock } from '@zhiqiao/records';
import type { alerts } from '../domain/alert.ts';
import { type campaigns, endCampaign } from '../domain/campaign.ts';
import { expire as expireDisclosure, lapse as lapseDisclosure, noteUnread } from '../domain/disclosing.ts';
import type { disclosures } from '../domain/disclosure.ts';
import { type elsewhere, expireElsewhere } from '../domain/elsewhere.ts';
import { close, closeApplications, type fairs, lapseFair, open } from '../domain/fair.ts';
import { permitOverdue } from '../domain/fair-permit.ts';
import type { neighbours } from '../domain/neighbour.ts';
import type { percolations } from '../domain/percolation.ts';
import { escalate, type referrals } from '../domain/referral.ts';
import { askToConfirm, expire, lapse, type vacancies } from '../domain/vacancy.ts';
import { discardUntouched } from '../domain/vacancy-draft.ts';
import type { Market } from '../ports/market.ts';
import type { NeighbourFeed } from '../ports/neighbour-feed.ts';
import type { Matching } from '../usecases/matching.ts';
import { mayMediate } from '../usecases/on-the-market.ts';
import { percolateVacancy } from '../usecases/percolate-vacancy.ts';
import { clearNeighbour, readNeighbour } from '../usecases/read-neighbour.ts';
import { remindOfFair } from '../usecases/remind-of-fair.ts';
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

const disclosure = ({ disclosing }: Matching): Record<string, OnClock<typeof disclosures>> => ({
  tell: () => noteUnread(disclosing),
  answer: () => lapseDisclosure(disclosing),
  expire: () => expireDisclosure,
});
const campaign: Record<string, OnClock<typeof campaigns>> = { end: () => endCampaign };
const fair = (matching: Matching): Record<string, OnClock<typeof fairs>> => ({
  lapse: () => lapseFair,
  permit: () => permitOverdue,
  booths: () => closeApplications,
  remind: remindOfFair(matching),
  async open({ state }) {
    const organiser = state.status === 'NONE' ? undefined : state.organiserId;
    return open(organiser === undefined || (await mayMediate(matching, organiser)));
  },
  close: () => close(matching.outcomesTold),
});
const alert = (matching: Matching, market: Market): Record<string, OnClock<typeof alerts>> => ({
  send: sendAlertOf(matching, market),
});
const percolation = (matching: Matching, market: Market): Record<string, OnClock<typeof percolations>> => ({
  percolate: ({ id }) => percolateVacancy(matching, market)(id),
});

const expiring: Record<string, OnClock<typeof elsewhere>> = { expire: () => expireElsewhere };
const neighbour = (matching: Matching, { feed, everyMs }: Reading): Record<string, OnClock<typeof neighbours>> => ({
  read: readNeighbour(matching, feed, everyMs),
  clear: clearNeighbour(matching),
});

type Reading = { feed: NeighbourFeed; everyMs: number };
export const clocksOf = (matching: Matching, market: Market, reading: Reading) => ({
  vacancy: vacancy(matching),
  referral,
  alert: alert(matching, market),
  percolation: percolation(matching, market),
  disclosure: disclosure(matching),
  campaign,
  fair: fair(matching),
  elsewhere: expiring,
  neighbour: neighbour(matching, reading),
});
