import { type PartnerEvent, partnerEvents } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';

export type Partner = { offMinutes?: number; seenAt?: string };
/** One in a city. */
export const PARTNER = 'system';

/** What is seen of the insurance system's own clock. */
export const partner: RecordKind<Partner, typeof partnerEvents> = {
  events: partnerEvents,
  initial: {},
  evolve: (_, event) => (event.type === 'PartnerClockWrong' ? event.data : { seenAt: event.data.seenAt }),
  access: (_, actor) => (actor.roles.some((role) => role === 'manager' || role === 'admin') ? 'read' : 'none'),
};

/** Told when it changes, not with every message. */
export const seeClock =
  (offMinutes: number | undefined) =>
  ({ state }: { state: Partner }, now: Date): PartnerEvent[] => {
    const seenAt = now.toISOString();
    if (offMinutes !== undefined)
      return state.offMinutes === offMinutes ? [] : [{ type: 'PartnerClockWrong', data: { offMinutes, seenAt } }];
    return state.offMinutes === undefined ? [] : [{ type: 'PartnerClockRight', data: { seenAt } }];
  };

/** A file may lie for days: it shows a clock that is ahead, or is no longer, and never one that is behind. */
export const seeClockOfFile =
  (aheadMinutes: number | undefined) =>
  (record: { state: Partner }, now: Date): PartnerEvent[] =>
    aheadMinutes === undefined && (record.state.offMinutes ?? 0) < 0 ? [] : seeClock(aheadMinutes)(record, now);
