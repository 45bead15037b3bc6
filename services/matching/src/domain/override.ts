import { type EventOf, isHerself, overrideEvents } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

export type OverrideEvent = EventOf<typeof overrideEvents>;
type Given = Extract<OverrideEvent, { type: 'RecommendationOverridden' }>['data'];
export type KnownOverride = Given & { status: 'STANDING' | 'LIFTED' };
export type Override = { status: 'NONE' } | KnownOverride;

/** What a counsellor knows better than the score, about one person and one vacancy. */
export const overrides: RecordKind<Override, typeof overrideEvents> = {
  events: overrideEvents,
  initial: { status: 'NONE' },
  evolve(override, event) {
    if (event.type === 'RecommendationOverridden') return { ...event.data, status: 'STANDING' };
    return override.status === 'NONE' ? override : { ...override, status: 'LIFTED' };
  },
  access(override, actor) {
    if (holds(actor, 'counsellor')) return 'write';
    if (override.status !== 'NONE' && isHerself(actor, override.personId)) return 'read';
    return holds(actor, 'manager') ? 'read' : 'none';
  },
  indexes: [{ fields: ['personId', 'status'] }, { fields: ['vacancyId', 'status'] }, { fields: ['status'] }],
};

export const overrideId = (personId: string, vacancyId: string) => `${personId}~${vacancyId}`;

export const setAgainst =
  (given: Given): Decide<Override, OverrideEvent> =>
  ({ state }) =>
    state.status === 'STANDING' && state.verdict === given.verdict && state.ground === given.ground
      ? []
      : [{ type: 'RecommendationOverridden', data: given }];

export const lift: Decide<Override, OverrideEvent> = ({ state }) => {
  if (state.status !== 'STANDING') throw errors.nothingOverridden({ status: state.status });
  return [{ type: 'OverrideLifted', data: {} }];
};
