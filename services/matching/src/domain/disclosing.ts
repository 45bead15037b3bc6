import type {
  DeadlineFact,
  DisclosureDecline,
  DisclosureEnd,
  NoticeNoted,
  OnBehalf,
  ReferralSide,
} from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import {
  type DataOf,
  type Disclosure,
  type DisclosureEvent,
  isPending,
  type KnownDisclosure,
  type Party,
  possibleSteps,
  type Step,
} from './disclosure.ts';
import type { DueBy } from './referral.ts';

type DecideDisclosure = Decide<Disclosure, DisclosureEvent>;
export type Meeting = Omit<DataOf<'DisclosureOffered'>, 'on' | 'answerBy'>;
/** Whose word it is, and, where a counsellor brings it, on what it rests. */
export type Word = { side: ReferralSide; onBehalf?: OnBehalf };
/** The city's calendar and the numbers of its pack. */
export type DisclosureTimes = {
  dateOf(instant: Date): string;
  tellBy: DueBy;
  answerBy: DueBy;
  expiresAt: DueBy;
  quietUntil: DueBy;
};

const inStateFor = (step: Step, party: Party, state: Disclosure): KnownDisclosure => {
  const possible = state.status === 'NONE' ? [] : possibleSteps(state, party);
  if (state.status === 'NONE' || !possible.includes(step))
    throw errors.notPossible({ step, status: state.status, possible });
  return state;
};
const partyOf = ({ side, onBehalf }: Word): Party => (onBehalf ? 'COUNSELLOR' : side);
const resting = ({ onBehalf }: Word) => onBehalf && { onBehalf };
const isPast = ({ at }: DeadlineFact, now: Date) => now.toISOString() > at;

/** What a counsellor reports lies between the ask and today. */
const requireInTime = ({ on: asked }: KnownDisclosure, on: string, today: string) => {
  if (on < asked || on > today) throw errors.talkNotInTime({ from: asked, through: today });
};

/** `before`: what there was between these two about this vacancy. `taken`: numbers of its open asks. */
export type Before = { before: readonly KnownDisclosure[]; taken: readonly number[]; most: number };

const requireQuietKept = (side: ReferralSide, before: readonly KnownDisclosure[], now: Date) => {
  for (const { status, open, quiet } of before) {
    if (open) throw errors.disclosureUnderWay({ status });
    if (quiet?.side === side && !isPast(quiet.until, now)) throw errors.askedTooSoon({ quietUntil: quiet.until.due });
  }
};

export const ask =
  (meeting: Meeting, { before, taken, most }: Before, times: DisclosureTimes): DecideDisclosure =>
  (_, now) => {
    requireQuietKept('EMPLOYER', before, now);
    const nth = Array.from({ length: most }, (_, i) => i + 1).find((free) => !taken.includes(free));
    if (nth === undefined) throw errors.tooManyAsks({ most });
    const on = times.dateOf(now);
    return [
      {
        type: 'DisclosureAsked',
        data: { ...meeting, on, nth, tellBy: times.tellBy(now), answerBy: times.answerBy(now) },
      },
    ];
  };

export const offerIdentity =
  (meeting: Meeting, { before }: Pick<Before, 'before'>, times: DisclosureTimes): DecideDisclosure =>
  (_, now) => {
    requireQuietKept('SEEKER', before, now);
    return [{ type: 'DisclosureOffered', data: { ...meeting, on: times.dateOf(now), answerBy: times.answerBy(now) } }];
  };

/** She has read it in her account. */
export const receive =
  (side: ReferralSide, times: DisclosureTimes): DecideDisclosure =>
  ({ state }, now) => {
    inStateFor('receipt', side, state);
    return [
      {
        type: 'SeekerNotified',
        data: { channel: 'ONLINE', on: times.dateOf(now), answerBy: times.answerBy(now) },
      },
    ];
  };

/** A counsellor has tried to tell her: she has her time to answer from the day on which she was reached. */
export const noteNotice =
  (notice: NoticeNoted, times: DisclosureTimes): DecideDisclosure =>
  ({ state }, now) => {
    const { channel, on } = notice;
    requireInTime(inStateFor('notice', 'COUNSELLOR', state), on, times.dateOf(now));
    return notice.delivered
      ? [{ type: 'SeekerNotified', data: { channel, on, talkNo: notice.talkNo, answerBy: times.answerBy(now) } }]
      : [{ type: 'NoticeFailed', data: { because: 'NOT_REACHED', channel, on } }];
  };

export const noteUnread =
  ({ dateOf }: Pick<DisclosureTimes, 'dateOf'>): DecideDisclosure =>
  ({ state }, now) =>
    state.status === 'ASKED' ? [{ type: 'NoticeFailed', data: { because: 'NOT_READ', on: dateOf(now) } }] : [];

const spoken = (step: Step, word: Word, state: Disclosure, today: string) => {
  const disclosure = inStateFor(step, partyOf(word), state);
  if (word.onBehalf) requireInTime(disclosure, word.onBehalf.on, today);
  return disclosure;
};

export const grant =
  (word: Word, times: DisclosureTimes): DecideDisclosure =>
  ({ state }, now) => {
    const { answerBy } = spoken('acceptance', word, state, times.dateOf(now));
    if (isPast(answerBy, now)) throw errors.answerTooLate({ answerBy: answerBy.due });
    return [{ type: 'DisclosureGranted', data: { by: word.side, expiresAt: times.expiresAt(now), ...resting(word) } }];
  };

export const declineToMeet =
  (word: Word, reason: DisclosureDecline, times: DisclosureTimes): DecideDisclosure =>
  ({ state }, now) => {
    spoken('decline', word, state, times.dateOf(now));
    const data = { by: word.side, reason, quietUntil: times.quietUntil(now), ...resting(word) };
    return [{ type: 'DisclosureDeclined', data }];
  };

/** As easily as it was given (个人信息保护法 第15条), without a reason. */
export const revoke =
  (word: Word, times: DisclosureTimes): DecideDisclosure =>
  ({ state }, now) => {
    spoken('revocation', word, state, times.dateOf(now));
    return [
      { type: 'DisclosureRevoked', data: { by: word.side, quietUntil: times.quietUntil(now), ...resting(word) } },
    ];
  };

/** Silence is no consent. */
export const lapse =
  ({ quietUntil }: Pick<DisclosureTimes, 'quietUntil'>): DecideDisclosure =>
  ({ state }, now) =>
    isPending(state) ? [{ type: 'DisclosureLapsed', data: { quietUntil: quietUntil(now) } }] : [];

export const expire: DecideDisclosure = ({ state }) =>
  state.status === 'GRANTED' ? [{ type: 'DisclosureExpired', data: {} }] : [];

/** Asked before who she is is fetched, and again when the reading is kept: it may have been revoked in between. */
export const requireGranted = (state: Disclosure, now: Date): KnownDisclosure => {
  const granted = inStateFor('showing', 'EMPLOYER', state);
  if (granted.expiresAt && isPast(granted.expiresAt, now))
    throw errors.notPossible({ step: 'showing', status: 'EXPIRED', possible: [] });
  return granted;
};

export const show =
  (to: string): DecideDisclosure =>
  ({ state }, now) => {
    requireGranted(state, now);
    return [{ type: 'IdentityShown', data: { to, at: now.toISOString() } }];
  };

/** What it was for is over. */
export const end = (disclosure: Disclosure, reason: DisclosureEnd): DisclosureEvent[] =>
  disclosure.status !== 'NONE' && disclosure.open ? [{ type: 'DisclosureEnded', data: { reason } }] : [];

/** Nobody new is met over an expired vacancy; who has met goes on. */
export const vacancyExpired = (disclosure: Disclosure): DisclosureEvent[] =>
  isPending(disclosure) ? end(disclosure, 'VACANCY_EXPIRED') : [];

export const vacancyChanged = (disclosure: Disclosure, occupation: string): DisclosureEvent[] =>
  disclosure.status !== 'NONE' && disclosure.occupation !== occupation ? end(disclosure, 'VACANCY_CHANGED') : [];
