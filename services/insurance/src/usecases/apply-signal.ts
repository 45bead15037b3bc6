import { createHash } from 'node:crypto';
import type { PartnerMessage } from '@zhiqiao/domain';
import type { Command, Records } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { benefit } from '../domain/benefit.ts';
import { decisionOf, takeSignal } from '../domain/signals.ts';
import type { ExpectedMonths } from './expected-months.ts';

/** What messages are judged by. */
export type SignalFacts = {
  expectedMonths: ExpectedMonths;
  numbers(): { today: string; missedChecks?: number | undefined };
};

type Disposition = 'APPLIED' | 'REPEATED' | 'OVERTAKEN' | 'CONTRADICTS';
const REPEATED = 'REPEATED' as Disposition;

export const signalNumbers =
  ({ city, rules, calendar, now }: Platform<unknown>): SignalFacts['numbers'] =>
  () => {
    const today = calendar.dateOf(now());
    const pack = rules.on(city, today);
    const limit = 'insurance.missedChecksBeforeHearing';
    return { today, missedChecks: pack.keys().includes(limit) ? pack.number(limit) : undefined };
  };

/** All fields as `name=value`, sorted and joined by `&`. */
export const lines = (values: object) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');

/** What a message does to its benefit, in whatever way it came. */
export const applySignal = async (
  { benefits, expectedMonths, numbers }: SignalFacts & { benefits: Records<typeof benefit> },
  command: Command,
  id: string,
  { sequence, sentAt, signal }: PartnerMessage,
) => {
  const digest = createHash('sha256').update(lines(signal)).digest('hex').slice(0, 16);
  const isDecision = signal.status === 'GRANTED' || signal.status === 'REFUSED';
  const expected = isDecision ? expectedMonths(decisionOf(signal)) : undefined;
  const message = { sequence, sentAt: new Date(sentAt).toISOString(), digest, signal };
  const taking = takeSignal(message, { ...numbers(), expectedMonths: expected });
  let disposition: Disposition = REPEATED;
  const { record, replayed } = await benefits.change(command, id, (current, at) => {
    const events = taking(current, at);
    const [received] = events;
    disposition = received?.type === 'PartnerSignalReceived' ? received.data.disposition : REPEATED;
    return events;
  });
  return { record, disposition: replayed ? REPEATED : disposition };
};
