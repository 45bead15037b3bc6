import type { Due } from '@zhiqiao/records';
import type { Failed } from './answers.ts';

/** A call that is owed to the insurance system. `at`: when it is made; without it an officer is needed. */
export type Delivery<C extends string> = {
  call: C;
  attempts: number;
  at?: string;
  problem?: string;
  givenUp?: true;
  /** Waits for the day's file. */
  queued?: true;
  /** The file in which it stands. */
  batch?: string;
};

const FIRST_PAUSE_MS = 30_000;
const BUDGET = 10;
const HELD_MS = 5 * 60_000;

export type PartnerEvent<C extends string> =
  | { type: 'PartnerCallFailed'; data: { call: C; attempt: number; problem: string; nextAt: string } }
  | { type: 'PartnerCallGivenUp'; data: { call: C; problem: string } }
  | { type: 'PartnerCallResumed'; data: { call: C; deliverAt: string } };

export const owed = <C extends string>(call: C, at: string): Delivery<C> => ({ call, attempts: 0, at });

export const later = (now: Date, ms: number) => new Date(now.getTime() + ms).toISOString();

/** The pauses double from half a minute; after ten attempts, four hours later, or when it cannot help, an officer is asked. */
export const failedDelivery = <C extends string>(
  { call, attempts }: Delivery<C>,
  { problem, permanent, held }: Failed,
  now: Date,
): PartnerEvent<C> => {
  if (held)
    return { type: 'PartnerCallFailed', data: { call, attempt: attempts, problem, nextAt: later(now, HELD_MS) } };
  const attempt = attempts + 1;
  if (permanent || attempt >= BUDGET) return { type: 'PartnerCallGivenUp', data: { call, problem } };
  const nextAt = later(now, FIRST_PAUSE_MS * 2 ** attempts);
  return { type: 'PartnerCallFailed', data: { call, attempt, problem, nextAt } };
};

export const afterPartnerEvent = <C extends string>(
  { call, attempts }: Delivery<C>,
  event: PartnerEvent<string>,
): Delivery<C> => {
  switch (event.type) {
    case 'PartnerCallFailed':
      return { call, attempts: event.data.attempt, at: event.data.nextAt, problem: event.data.problem };
    case 'PartnerCallGivenUp':
      return { call, attempts: attempts + 1, problem: event.data.problem, givenUp: true };
    case 'PartnerCallResumed':
      return owed(call, event.data.deliverAt);
  }
};

/** Whether an answer belongs to the attempt that the record still waits for. */
export const isSameAttempt = (one: Delivery<string> | undefined, other: Delivery<string>) =>
  one?.call === other.call && one.at === other.at && one.attempts === other.attempts;

/** A clock for each call: one that follows another at the same instant is not taken for it. */
const CLOCKS: Record<string, string> = { STOP: 'stop', RESUME: 'resume', NOTICE: 'tell' };
export const deliveryClocks = (delivery: Delivery<string> | undefined): Due[] =>
  delivery?.at ? [{ kind: CLOCKS[delivery.call] ?? 'deliver', at: new Date(delivery.at) }] : [];

/** The same for every attempt, and in whatever file it goes; a stop that did not hold is told anew under its own. */
export const keyOf = (reference: string, call: string, stops = 1) =>
  `${reference}/${call.toLowerCase()}${call !== 'CLAIM' && stops > 1 ? `/${stops}` : ''}`;
