import type { EventOf, fairEvents } from '@zhiqiao/domain';

type FairEvent = EventOf<typeof fairEvents>;
type Numbers = { booths: number; taken: { exhibitorId: string; number: number }[]; queue: string[] };
type Holding = Numbers & { status: string };
type Held = Holding | { status: 'NONE' };

const freeNumbers = ({ booths, taken }: Numbers) => {
  const gone = new Set(taken.map(({ number }) => number));
  return Array.from({ length: booths }, (_, i) => i + 1).filter((number) => !gone.has(number));
};

/** Whoever has waited longest moves up as far as there are numbers. */
export const withFreeBooths = (fair: Numbers): FairEvent[] => {
  const free = freeNumbers(fair);
  return fair.queue
    .slice(0, free.length)
    .map((exhibitorId, i) => ({ type: 'BoothTaken', data: { exhibitorId, number: free[i]! } }));
};

const hands = (fair: Held): fair is Holding => fair.status === 'ANNOUNCED' || fair.status === 'RUNNING';

/** The fair owns its numbers: of two who want the last booth one has it, the other waits. */
export const takeBooth = (fair: Held, exhibitorId: string): FairEvent[] => {
  if (!hands(fair)) return [];
  if (fair.queue.includes(exhibitorId) || fair.taken.some((booth) => booth.exhibitorId === exhibitorId)) return [];
  const [number] = freeNumbers(fair);
  return number === undefined
    ? [{ type: 'BoothQueued', data: { exhibitorId } }]
    : [{ type: 'BoothTaken', data: { exhibitorId, number } }];
};

export const freeBooth = (fair: Held, exhibitorId: string): FairEvent[] => {
  if (!hands(fair)) return [];
  const taken = fair.taken.filter((booth) => booth.exhibitorId !== exhibitorId);
  const queue = fair.queue.filter((waiting) => waiting !== exhibitorId);
  if (taken.length === fair.taken.length && queue.length === fair.queue.length) return [];
  return [{ type: 'BoothFreed', data: { exhibitorId } }, ...withFreeBooths({ ...fair, taken, queue })];
};
