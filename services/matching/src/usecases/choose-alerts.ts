import type { alertSettings } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { z } from 'zod';
import { type Alerts, choose, switchOff } from '../domain/alert.ts';
import { alertPlanOf } from '../domain/alert-plan.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';
import { onTheMarket } from './on-the-market.ts';

const planOf = (matching: Matching) => alertPlanOf(matching.packOn(matching.dateOf(matching.now())));

/** Nobody is told of anything who has not asked for it. */
export const chooseAlerts =
  (matching: Matching) =>
  async (command: Command, personId: string, { rhythm, leastPoints }: z.output<typeof alertSettings>) => {
    const { state: profile } = await matching.profiles.get(command.actor, personId);
    if (profile.status !== 'OPEN') throw errors.profileClosed();
    const known = await matching.alerts.seek(command.actor, personId);
    if (rhythm === 'OFF') return known && matching.alerts.change(command, personId, switchOff);
    const decide = choose(planOf(matching), { personId, rhythm, leastPoints });
    return known
      ? matching.alerts.change(command, personId, decide)
      : matching.alerts.create(command, decide, personId);
  };

const NONE: Alerts = { status: 'NONE' };

/** What she chose and what she was told, the latest first, with the vacancies that are still to be had. */
export const viewAlerts = async (matching: Matching, personId: string) => {
  const { platform } = matching;
  const { leastPoints, mostPerDay, quiet } = planOf(matching);
  const { version, state } = (await matching.alerts.seek(platform, personId)) ?? { version: 0, state: NONE };
  const sent = state.status === 'NONE' ? [] : state.sent.toReversed();
  const ids = [...new Set(sent.flatMap(({ vacancyIds }) => vacancyIds))];
  const shown = await onTheMarket(matching, await matching.vacancies.seekMany(platform, ids));
  return {
    version,
    personId,
    rhythm: state.status === 'ON' ? state.rhythm : ('OFF' as const),
    leastPoints: state.status === 'NONE' ? leastPoints.usual : state.leastPoints,
    bounds: { leastPoints: { from: leastPoints.from, to: leastPoints.to }, mostPerDay, quiet },
    waiting: state.status === 'NONE' ? 0 : state.waiting.length,
    nextAt: state.status === 'NONE' ? undefined : state.sendAt,
    unread: sent.filter(({ read }) => !read).length,
    items: sent,
    vacancies: new Map(shown.map((vacancy) => [vacancy.id, vacancy])),
  };
};
