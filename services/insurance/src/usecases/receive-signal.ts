import { createHmac, timingSafeEqual } from 'node:crypto';
import { type PartnerMessage, type partnerSignalRequest, systemActor } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { benefit } from '../domain/benefit.ts';
import { partner } from '../domain/partner.ts';
import { errors } from '../errors.ts';
import { applySignal, lines, signalNumbers } from './apply-signal.ts';
import type { ExpectedMonths } from './expected-months.ts';
import { minutesOff, noteClock } from './note-clock.ts';

type Parts = { platform: Platform<unknown>; secret: string; expectedMonths: ExpectedMonths };

/** Hex HMAC-SHA256 over all fields as `name=value`, sorted and joined by `&`; `reference` is the benefit's id. */
export const signatureOf = (secret: string, reference: string, { sequence, sentAt, signal }: PartnerMessage) =>
  createHmac('sha256', secret)
    .update(lines({ ...signal, reference, sequence, sentAt }))
    .digest('hex');

/**
 * A message of the insurance system: its signature, then the time of sending by the machines' clocks (the city's own may
 * be set forward), then what it says.
 */
export const receiveSignal = async (
  { platform, secret, expectedMonths }: Parts,
  command: Command,
  id: string,
  message: z.output<typeof partnerSignalRequest>,
) => {
  const expected = signatureOf(secret, id, message);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(message.signature))) throw errors.signatureWrong();
  await requireClock(platform, command.key, message.sentAt);
  const benefits = platform.records(benefit);
  return applySignal({ benefits, expectedMonths, numbers: signalNumbers(platform) }, command, id, message);
};

/** A clock that is off is noted where officers see it, and what it sent is refused. */
const requireClock = async ({ city, records }: Platform<unknown>, key: string, sentAt: string) => {
  const offMinutes = minutesOff(sentAt);
  await noteClock({ partners: records(partner), actor: systemActor(city, 'insurance') }, key, offMinutes);
  if (offMinutes === undefined) return;
  const ours = new Date().toISOString();
  const [zh, en] = offMinutes > 0 ? ['快', 'ahead of'] : ['慢', 'behind'];
  const apart = Math.abs(offMinutes);
  throw errors.partnerClock({
    sentAt,
    ours,
    offMinutes,
    explanation: {
      zh: `对方时钟比本系统${zh} ${apart} 分钟（对方 ${sentAt}，本系统 ${ours}），允许相差 5 分钟`,
      en: `Your clock is ${apart} minutes ${en} ours (yours ${sentAt}, ours ${ours}); 5 minutes are allowed`,
    },
  });
};
