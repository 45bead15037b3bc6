import { randomInt } from 'node:crypto';
import { every } from '../ports/every.ts';
import type { Matching } from './matching.ts';

/** Places that seemed free when they were last looked for. */
type Seen = { upTo: number; free: number[]; lookedAt: number };

/** A fair that was full is not looked through for everybody who asks: in real time, for a place may be given up. */
const LOOK_AGAIN_MS = 2000;
const FAIRS_KEPT = 200;

/** Hands out places in an order of this process's own. Whether one is still free, only the index of the visits says. */
export const freePlaces = ({ visits, platform }: Matching) => {
  const seen = new Map<string, Promise<Seen>>();

  const look = async (fairId: string, upTo: number): Promise<Seen> => {
    const taken = new Set<number>();
    for await (const { state } of every(visits, platform, { fairId, active: true }))
      if (state.status !== 'NONE') taken.add(state.place);
    const free = Array.from({ length: upTo }, (_, i) => i + 1).filter((place) => !taken.has(place));
    return { upTo, free: shuffled(free), lookedAt: Date.now() };
  };
  const lookAnew = (fairId: string, upTo: number) => {
    const looking = look(fairId, upTo);
    seen.set(fairId, looking);
    looking.catch(() => seen.delete(fairId));
    for (const [oldest] of seen) if (seen.size > FAIRS_KEPT) seen.delete(oldest);
    return looking;
  };
  const outdated = (places: Seen | undefined, upTo: number) =>
    places?.upTo !== upTo || (places.free.length === 0 && Date.now() - places.lookedAt > LOOK_AGAIN_MS);

  return async (fairId: string, upTo: number): Promise<number | undefined> => {
    const known = seen.get(fairId);
    if (outdated(await known, upTo) && seen.get(fairId) === known) lookAnew(fairId, upTo);
    return (await (seen.get(fairId) ?? lookAnew(fairId, upTo))).free.pop();
  };
};

const shuffled = (places: number[]) => {
  for (let i = places.length - 1; i > 0; i -= 1) {
    const other = randomInt(i + 1);
    [places[i], places[other]] = [places[other]!, places[i]!];
  }
  return places;
};
