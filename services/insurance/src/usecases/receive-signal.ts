import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type partnerSignalRequest, systemActor } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { benefit } from '../domain/benefit.ts';
import { PARTNER, partner, seeClock } from '../domain/partner.ts';
import { decisionOf, takeSignal } from '../domain/signals.ts';
import { errors } from '../errors.ts';
import type { ExpectedMonths } from './expected-months.ts';

type Message = z.output<typeof partnerSignalRequest>;
type Parts = { platform: Platform<unknown>; secret: string; expectedMonths: ExpectedMonths };

const TOLERANCE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

const lines = (values: object) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');

/** Hex HMAC-SHA256 over all fields as `name=value`, sorted and joined by `&`; `reference` is the benefit's id. */
export const signatureOf = (
  secret: string,
  reference: string,
  { sequence, sentAt, signal }: Omit<Message, 'signature'>,
) =>
  createHmac('sha256', secret)
    .update(lines({ ...signal, reference, sequence, sentAt }))
    .digest('hex');

/**
 * A message of the insurance system: its signature, then the time of sending by the machines' clocks (the city's own may
 * be set forward), then what it says.
 */
export const receiveSignal = async (parts: Parts, command: Command, id: string, message: Message) => {
  const { platform, secret } = parts;
  const { sequence, sentAt, signal } = message;
  const expected = signatureOf(secret, id, message);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(message.signature))) throw errors.signatureWrong();
  await requireClock(platform, command.key, sentAt);

  const { city, rules, calendar, now } = platform;
  const today = calendar.dateOf(now());
  const pack = rules.on(city, today);
  const limit = 'insurance.missedChecksBeforeHearing';
  const digest = createHash('sha256').update(lines(signal)).digest('hex').slice(0, 16);
  const isDecision = signal.status === 'GRANTED' || signal.status === 'REFUSED';
  const facts = {
    today,
    expectedMonths: isDecision ? parts.expectedMonths(decisionOf(signal)) : undefined,
    missedChecks: pack.keys().includes(limit) ? pack.number(limit) : undefined,
  };
  let disposition = 'REPEATED';
  const taking = takeSignal({ sequence, sentAt, digest, signal }, facts);
  const { record, replayed } = await platform.records(benefit).change(command, id, (current, at) => {
    const events = taking(current, at);
    const [received] = events;
    disposition = received?.type === 'PartnerSignalReceived' ? received.data.disposition : 'REPEATED';
    return events;
  });
  return { record, sequence, disposition: replayed ? 'REPEATED' : disposition };
};

/** A clock that is off is noted where officers see it, and what it sent is refused. */
const requireClock = async (platform: Platform<unknown>, key: string, sentAt: string) => {
  const off = Date.parse(sentAt) - Date.now();
  const isOff = Math.abs(off) > TOLERANCE_MS;
  const offMinutes = Math.round(off / MINUTE_MS);
  await noteClock(platform, key, isOff ? offMinutes : undefined);
  if (!isOff) return;
  const ours = new Date().toISOString();
  const [zh, en] = off > 0 ? ['快', 'ahead of'] : ['慢', 'behind'];
  throw errors.partnerClock({
    sentAt,
    ours,
    offMinutes,
    explanation: {
      zh: `对方时钟比本系统${zh} ${Math.abs(offMinutes)} 分钟（对方 ${sentAt}，本系统 ${ours}），允许相差 5 分钟`,
      en: `Your clock is ${Math.abs(offMinutes)} minutes ${en} ours (yours ${sentAt}, ours ${ours}); 5 minutes are allowed`,
    },
  });
};

const noteClock = async ({ city, records }: Platform<unknown>, key: string, offMinutes: number | undefined) => {
  const partners = records(partner);
  const actor = systemActor(city, 'insurance');
  const command = { actor, key: `clock:${key}` };
  const known = await partners.seek(actor, PARTNER);
  const decide = seeClock(offMinutes);
  if (known) await partners.change(command, PARTNER, decide);
  else if (offMinutes !== undefined) await partners.create(command, decide, PARTNER);
};
