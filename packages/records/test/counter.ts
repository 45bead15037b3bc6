import { type Actor, defineEvents } from '@zhiqiao/domain';
import type { Due, RecordKind } from '@zhiqiao/records';
import { z } from 'zod';

export const CITY = '449900';

/** A toy record: counts, holds a note and a unique plate, keeps one alarm. */
export const counterEvents = defineEvents({
  service: 'toy',
  stream: 'counter',
  schemaVersion: 1,
  types: {
    Opened: z.strictObject({ owner: z.string(), plate: z.string().optional() }),
    Added: z.strictObject({ n: z.number() }),
    Noted: z.strictObject({ note: z.unknown() }),
    PlateTaken: z.strictObject({ plate: z.string() }),
    AlarmSet: z.strictObject({ at: z.string() }),
    AlarmRang: z.strictObject({}),
    Closed: z.strictObject({}),
  },
  examples: {
    Opened: { owner: 'anna' },
    Added: { n: 1 },
    Noted: { note: 'x' },
    PlateTaken: { plate: 'A1' },
    AlarmSet: { at: '2026-03-02T00:00:00.000Z' },
    AlarmRang: {},
    Closed: {},
  },
});

export type Counter = {
  status: 'none' | 'open' | 'closed';
  owner?: string;
  plate?: string | undefined;
  total: number;
  note?: unknown;
  alarm?: string;
  rang: number;
};

export const counterKind: RecordKind<Counter, typeof counterEvents> = {
  events: counterEvents,
  initial: { status: 'none', total: 0, rang: 0 },
  evolve(state, event) {
    switch (event.type) {
      case 'Opened':
        return { ...state, ...event.data, status: 'open' };
      case 'Added':
        return { ...state, total: state.total + event.data.n };
      case 'Noted':
        return { ...state, note: event.data.note };
      case 'PlateTaken':
        return { ...state, plate: event.data.plate };
      case 'AlarmSet':
        return { ...state, alarm: event.data.at };
      case 'AlarmRang': {
        const { alarm: _, ...rest } = state;
        return { ...rest, rang: state.rang + 1 };
      }
      case 'Closed':
        return { ...state, status: 'closed' };
    }
  },
  clocks: (state): Due[] => (state.alarm ? [{ kind: 'alarm', at: new Date(state.alarm) }] : []),
  access: (state, actor) =>
    actor.roles.includes('clerk') || actor.id === state.owner
      ? 'write'
      : actor.roles.includes('manager')
        ? 'read'
        : 'none',
  indexes: [
    { fields: ['owner'] },
    { fields: ['status', 'total'] },
    { fields: ['plate'], unique: true, where: { status: 'open' } },
  ],
};

export const clerk: Actor = { id: 'clerk-1', city: CITY, roles: ['clerk'] };
export const manager: Actor = { id: 'manager-1', city: CITY, roles: ['manager'] };
export const anna: Actor = { id: 'anna', city: CITY, roles: ['jobseeker'] };
export const bo: Actor = { id: 'bo', city: CITY, roles: ['jobseeker'] };
export const foreigner: Actor = { id: 'clerk-9', city: '449800', roles: ['clerk'] };
