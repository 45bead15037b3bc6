import type { Actor } from '@zhiqiao/domain';
import type { Records } from '@zhiqiao/records';
import { PARTNER, type partner, seeClock } from '../domain/partner.ts';

/** How far their clock may be from ours. */
const TOLERANCE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

/** By how many minutes what was sent is beyond the tolerance. Positive: their clock is ahead. */
export const minutesOff = (sentAt: string): number | undefined => {
  const off = Date.parse(sentAt) - Date.now();
  return Math.abs(off) > TOLERANCE_MS ? Math.round(off / MINUTE_MS) : undefined;
};

/** What is seen of their clock is noted where officers see it. */
export const noteClock = async (
  { partners, actor }: { partners: Records<typeof partner>; actor: Actor },
  key: string,
  offMinutes: number | undefined,
  see: typeof seeClock = seeClock,
) => {
  const command = { actor, key: `clock:${key}` };
  const decide = see(offMinutes);
  if (await partners.seek(actor, PARTNER)) await partners.change(command, PARTNER, decide);
  else if (offMinutes !== undefined) await partners.create(command, decide, PARTNER);
};
