import type { Rec } from '@zhiqiao/records';
import { remindExhibitor } from '../domain/booth.ts';
import { type Fair, remind } from '../domain/fair.ts';
import { remindVisitor } from '../domain/visit.ts';
import { every } from '../ports/every.ts';
import type { Matching } from './matching.ts';

const AT_ONCE = 50;

/**
 * Tells whoever has a place or a booth when the fair opens. Each one's own record says it by itself, once: where this ends
 * half way, it begins again.
 */
export const remindOfFair =
  ({ booths, visits, platform }: Matching) =>
  async ({ id: fairId, state }: Rec<Fair>) => {
    if (state.status !== 'ANNOUNCED') return remind;
    const { opensAt } = state;
    const command = { actor: platform, key: `fair-draws-near:${fairId}:${opensAt}` };
    const visitors = every(visits, platform, { fairId, active: true });
    await inParts(visitors, ({ id }) => visits.change(command, id, remindVisitor(opensAt)));
    const exhibitors = every(booths, platform, { fairId, status: 'CONFIRMED' });
    await inParts(exhibitors, ({ id }) => booths.change(command, id, remindExhibitor(opensAt)));
    return remind;
  };

const inParts = async <T>(items: AsyncIterable<T>, tell: (item: T) => Promise<unknown>) => {
  let part: Promise<unknown>[] = [];
  for await (const item of items) {
    part.push(tell(item));
    if (part.length < AT_ONCE) continue;
    await Promise.all(part);
    part = [];
  }
  await Promise.all(part);
};
